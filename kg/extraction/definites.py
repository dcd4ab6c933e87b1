"""Links definite phrases that name nobody: `the alliance`, `the junta`, `the country`, to whom the text speaks of."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.clauses import is_subject, owners_of
from kg.extraction.search import sentence_numbers, tokens_of_lemmas
from kg.folding import fold
from kg.reference.world import world

_BODY_REACH, _STATE_REACH = 6, 3  # sentences back in which the body or the state was named
_FADING = 0.6  # weight of a state's name for each sentence further back
_CLEAR = 1.3  # how much more a state must be spoken of than the next to be the one meant


@cache
def definite_words() -> dict[str, frozenset[str]]:
    """Nouns by what they can stand for: `alliance`, `body`, `organ`, `land`; from `data/definites.toml`."""
    raw = tomllib.loads((Path(__file__).parent / "data" / "definites.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}


@cache
def _nouns() -> frozenset[str]:
    words = definite_words()
    return frozenset().union(*(words[key] for key in ("alliance", "body", "organ", "land")))


def link_definites(doc: Doc) -> Doc:
    """Adds references for definite nouns of alliances, bodies, organs of state and lands, where it is clear whose."""
    read = annotations(doc)
    named = sorted((r for r in read.references if len(r.entities) == 1), key=lambda r: r.start)
    sentence_of = sentence_numbers(doc)
    place = 0
    for token in (t for i in tokens_of_lemmas(doc, _nouns()) if (t := doc[i]).pos_ in ("NOUN", "PROPN")):
        while place < len(named) and named[place].start < token.i:
            place += 1
        if read.paragraph_of[token.i] < 0 or token.i in read.at_token or not _is_bare(token):
            continue
        before = [r for r in named[max(0, place - 40) : place] if r.end <= token.i]
        found = _meant(doc, read, token, before, sentence_of)
        if found is not None:
            entity, confidence = found
            read.add(Reference(_start(token), token.i + 1, token.i, (entity,), "definite", None, confidence))
    return doc


def _is_bare(token: Token) -> bool:
    """Whether `the` stands before a noun that nothing says whose it is."""
    if token.lemma_.lower() in definite_words()["land"] and token.tag_ == "NNS":
        return False
    if not any(t.dep_ == "det" and t.lower_ in ("the", "this", "both") for t in token.children):
        return False
    return not any(t.dep_ == "prep" and t.lower_ == "of" for t in token.children) and not any(
        t.pos_ in ("PROPN", "PRON") or t.text[0].isupper() for t in owners_of(token)
    )


def _start(token: Token) -> int:
    return min(t.i for t in (token, *(c for c in token.children if c.dep_ in ("det", "amod", "compound"))))


def _meant(
    doc: Doc, read: Annotations, token: Token, before: list[Reference], sentence_of: Sequence[int]
) -> tuple[str, float] | None:
    words, noun, here = definite_words(), token.lemma_.lower(), sentence_of[token.i]
    if noun in words["alliance"] or noun in words["body"]:
        recent = [r for r in reversed(before) if here - sentence_of[r.start] <= _BODY_REACH]
        for reference in recent:
            id = reference.body or reference.entities[0]
            if _is_such_body(id, noun):
                return id, 0.75
        if noun not in words["organ"]:
            return None
    if noun in words["organ"] or noun in words["land"]:
        if noun == "island":
            before = [r for r in before if set(r.entities) & words["islands"]]
        state = _setting(doc, read, token, before, sentence_of)
        return (state, 0.65) if state else None
    return None


def _is_such_body(id: str, noun: str) -> bool:
    kind = id.partition(":")[0]
    if noun in definite_words()["alliance"]:
        return kind == "alliance"
    if kind not in ("alliance", "organization"):
        return False
    if noun in definite_words()["any_body"]:
        return True
    body = world().bodies.get(id)
    names = (body.name, *body.aliases) if body else (id.partition(":")[2].replace("-", " "),)
    return any(fold(noun) in fold(name).split() for name in names)


def _setting(
    doc: Doc, read: Annotations, token: Token, before: list[Reference], sentence_of: Sequence[int]
) -> str | None:
    """The state that the last sentences speak of, where one is spoken of clearly more than the others."""
    weights: dict[str, float] = {}
    for reference, states in _states(read, before):
        distance = sentence_of[token.i] - sentence_of[reference.start]
        if distance <= _STATE_REACH:
            weight = _FADING**distance * (2 if is_subject(doc[reference.head]) else 1)
            for state in states:
                weights[state] = weights.get(state, 0) + weight
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
