"""Links definite phrases that name nobody: `the alliance`, `the junta`, `the country`, to whom the text speaks of."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.clauses import in_slot, is_subject, owners_of
from kg.extraction.search import sentence_numbers, tokens_of_lemmas, tokens_with
from kg.extraction.speakers import is_press
from kg.extraction.titles import title_words
from kg.folding import fold
from kg.reference.world import world

_BODY_REACH, _STATE_REACH = 6, 3  # sentences back in which the body or the state was named
_FADING = 0.6  # weight of a state's name for each sentence further back
_OWNED = 0.5  # weight of a state whose army the text speaks of, where it says `the army`
_CLEAR = 1.3  # how much more a state must be spoken of than the next to be the one meant


@cache
def definite_words() -> dict[str, frozenset[str]]:
    """Nouns by what they can stand for: `alliance`, `body`, `organ`, `land`; from `data/definites.toml`."""
    raw = tomllib.loads((Path(__file__).parent / "data" / "definites.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}


@cache
def _nouns() -> frozenset[str]:
    words = definite_words()
    return frozenset().union(*(words[key] for key in ("alliance", "body", "organ", "ruler", "land")))


@dataclass(frozen=True, slots=True)
class _Text:
    """A doc with what is named in it in text order, which sentence each token is in, and whose armies and rulers it
    speaks of, by the noun for them; those of all nouns for rulers together under ``."""

    doc: Doc
    read: Annotations
    named: list[Reference]
    sentence_of: Sequence[int]
    owned: dict[str, Counter[str]]

    def distance(self, reference: Reference, token: Token) -> int:
        return self.sentence_of[token.i] - self.sentence_of[reference.start]


def link_definites(doc: Doc) -> Doc:
    """Adds references for definite nouns of alliances, bodies, organs of state and lands, where it is clear whose."""
    read = annotations(doc)
    named = sorted((r for r in read.references if len(r.entities) == 1), key=lambda r: r.start)
    text = _Text(doc, read, named, sentence_numbers(doc), _owned(doc, read))
    place = 0
    for token in (t for i in tokens_of_lemmas(doc, _nouns()) if (t := doc[i]).pos_ in ("NOUN", "PROPN")):
        while place < len(named) and named[place].start < token.i:
            place += 1
        if read.paragraph_of[token.i] < 0 or token.i in read.at_token or not _is_bare(token):
            continue
        before = [r for r in named[max(0, place - 40) : place] if r.end <= token.i]
        found = _meant(text, token, before)
        if found is not None:
            entity, confidence = found
            read.add(Reference(_start(token), token.i + 1, token.i, (entity,), "definite", None, confidence))
    return doc


def _owned(doc: Doc, read: Annotations) -> dict[str, Counter[str]]:
    """Whose junta, army or coup the text speaks of: `Niger's junta`, `the generals in Naypyidaw`, `a coup in Mali`."""
    words = definite_words()
    rulers = words["ruler"] | words["coup"]
    found: dict[str, Counter[str]] = {"": Counter()}
    for i in tokens_with(doc, "lemma", rulers | words["force"]):
        noun = doc[i]
        owners = [*owners_of(noun), *(n for slot in ("in", "of") for n in in_slot(noun, slot))]
        states = {s for t in owners if (r := read.at_token.get(t.i)) is not None for s in _land_of(r)}
        for state in states if len(states) == 1 else ():
            found.setdefault(noun.lemma_, Counter())[state] += 1
            if noun.lemma_ in rulers:
                found[""][state] += 1
    return found


def _land_of(reference: Reference) -> set[str]:
    """The state that a name, a nationality word or a place gives; none for people and bodies."""
    if reference.entities[0].startswith("place:") and reference.state:
        return {reference.state}
    return {e for e in reference.entities if e.startswith("state:") and not reference.body}


def _is_bare(token: Token) -> bool:
    """Whether `the` stands before a noun that nothing says whose it is."""
    words, noun = definite_words(), token.lemma_.lower()
    if (noun in words["land"] and token.tag_ == "NNS") or (noun in words["people"] and token.tag_ == "NN"):
        return False
    if not any(t.dep_ == "det" and t.lower_ in ("the", "this") for t in token.children):
        return False
    if token.tag_ == "NNS" and any(t.dep_ == "nummod" for t in token.children):
        return False
    return not any(t.dep_ == "prep" and t.lower_ == "of" for t in token.children) and not any(
        t.pos_ in ("PROPN", "PRON") or t.text[0].isupper() for t in owners_of(token)
    )


def _start(token: Token) -> int:
    return min(t.i for t in (token, *(c for c in token.children if c.dep_ in ("det", "amod", "compound"))))


def _meant(text: _Text, token: Token, before: list[Reference]) -> tuple[str, float] | None:
    words, noun = definite_words(), token.lemma_.lower()
    if noun in words["alliance"] or noun in words["body"]:
        body = _body(text, token, before)
        if body is not None:
            return body, 0.75
        if noun not in words["organ"]:
            return None
    if noun in words["ruler"] or (noun == "government" and any(t.lower_ == "military" for t in owners_of(token))):
        armed = sum((text.owned.get(force, Counter[str]()) for force in words["force"]), Counter[str]())
        state = _most(text.owned[""]) or _most(armed) or _setting(text, token, text.named)
        return (state, 0.65) if state else None
    if noun in words["organ"] or noun in words["land"]:
        if only := words.get(f"only_{noun}"):
            return _only(text, token, only)
        owned = text.owned.get(noun, ()) if noun in words["force"] else ()
        state = _setting(text, token, before, _STATE_REACH, dict.fromkeys(owned, _OWNED))
        return (state, 0.65) if state and (not owned or state in owned) else None
    return None


def _only(text: _Text, token: Token, lands: Collection[str]) -> tuple[str, float] | None:
    """The one state named that is an island or a kingdom, else the one of them spoken of last."""
    named = [r for r in text.named if any(state in lands for state in _land_of(r))]
    all_named = {e for r in named for e in _land_of(r)}
    state = all_named.pop() if len(all_named) == 1 else _setting(text, token, named, _STATE_REACH)
    return (state, 0.65) if state else None


def _body(text: _Text, token: Token, before: list[Reference]) -> str | None:
    """The body that the last sentences speak of most, leaving out those that only stand in somebody's title."""
    noun = token.lemma_.lower()
    weights: dict[str, float] = {}
    for reference in before:
        distance = text.distance(reference, token)
        id = reference.body or reference.entities[0]
        if distance > _BODY_REACH or not _is_such_body(reference, id, noun) or _is_in_title(text, reference):
            continue
        weight = _FADING**distance * (2 if is_subject(text.doc[reference.head]) else 1)
        weights[id] = weights.pop(id, 0) + weight
    return max(reversed(weights), key=lambda id: weights[id], default=None)


def _is_in_title(text: _Text, reference: Reference) -> bool:
    """`European Commission President Ursula von der Leyen`, `the head of the IAEA`: a body in somebody's title."""
    head = text.doc[reference.head]
    if head.dep_ in ("pobj", "poss", "compound", "nmod", "amod"):
        for noun in (head.head.head if head.dep_ == "pobj" else head.head, head.head):
            holder = text.read.at_token.get(noun.i)
            titled = noun.lower_ in title_words().last_words and noun.tag_ in ("NN", "NNP")
            if titled or (holder is not None and holder.entities[0] in text.read.cast.figures):
                return True
    return False


def _is_such_body(reference: Reference, id: str, noun: str) -> bool:
    kind = id.partition(":")[0]
    words = definite_words()
    if id in words.get(f"no_{noun}", ()):
        return False
    if noun in words["alliance"]:
        return kind == "alliance"
    if kind not in ("alliance", "organization") or is_press(id):
        return False
    if noun in words["any_body"] and not reference.body and (kind == "organization" or noun not in words["faction"]):
        return True
    body = world().bodies.get(id)
    names = (body.name, *body.aliases) if body else (id.partition(":")[2].replace("-", " "),)
    return any(fold(noun) in fold(name).split() for name in names)


def _setting(
    text: _Text,
    token: Token,
    named: list[Reference],
    reach: int | None = None,
    owned: Mapping[str, float] | None = None,
) -> str | None:
    """The state that the last sentences speak of, where one is spoken of clearly more than the others; of the whole
    text without a `reach`. `owned` are the weights of those that have such a thing."""
    weights = dict(owned or {})
    for reference, states in _states(text.read, named):
        distance = text.distance(reference, token)
        if reach is None or distance <= reach:
            weight = 1 if reach is None else _FADING**distance
            weight *= 2 if is_subject(text.doc[reference.head]) else 1
            for state in states:
                weights[state] = weights.get(state, 0) + weight
    return _most(weights)


def _most(weights: Mapping[str, float]) -> str | None:
    """What has clearly more weight than the next."""
    ranked = sorted(weights, key=lambda s: -weights[s])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
        return None
    return ranked[0]


def _states(read: Annotations, references: list[Reference]) -> Iterator[tuple[Reference, set[str]]]:
    for reference in references:
        states = {e for e in (*reference.entities, reference.state or "") if e.startswith("state:")}
        figure = read.cast.figures.get(reference.entities[0])
        if figure is not None and figure.state:
            states.add(figure.state)
        yield reference, states
