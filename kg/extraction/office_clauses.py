"""Offices that a clause states: `who leads Hamas`, `led by Gen Burhan`, `served as envoy until 2020`, `has quit as`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.institutions import institution_words, is_part_of
from kg.extraction.lexicon import lexicon
from kg.extraction.office_changes import TITLES, named_after, named_before
from kg.extraction.office_owners import as_owner, can_own, owner_by_noun
from kg.extraction.office_phrases import OfficePhrase
from kg.extraction.titles import Title, title_words
from kg.reference.world import world

_BECOMES = frozenset(("be", "become", "remain"))
# Verbs by whom an office that follows them with `as`, or as their object, is: the subject's or the object's.
_OWN = frozenset(
    (
        "serve",
        "act",
        "resign",
        "quit",
        "step",
        "stand",
        "continue",
        "return",
        "take",
        "work",
        "retire",
        "stay",
        "depart",
    )
)
_GIVEN = frozenset(
    ("elect", "appoint", "name", "swear", "inaugurate", "install", "nominate", "reelect", "choose", "pick", "tap",
     "dismiss", "sack", "fire", "oust", "remove", "replace", "depose", "crown", "promote", "confirm", "reappoint",
     "succeed", "declare", "suspend", "make", "designate", "proclaim", "anoint", "introduce", "present")
)  # fmt: skip
_LEFT = frozenset(
    ("resign", "quit", "step", "stand", "retire", "depart", "dismiss", "sack", "fire", "oust", "remove", "depose")
)
_TAKEN_BY_SUBJECT = frozenset(("succeed", "replace"))
_ENDED = frozenset(("until", "till", "before", "previously", "formerly", "once"))
_BEFORE_VERBS = frozenset(
    (
        "has",
        "had",
        "now",
        "still",
        "currently",
        "used",
        "to",
        "once",
        "also",
        "formerly",
        "previously",
        "then",
        "long",
        "jointly",
    )
)
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Stated:
    """Who holds or held what: the person's reference and, for a verb that leads, the office it makes."""

    holder: Reference
    former: bool | None  # None: as the title says


def stated_by_verb(doc: Doc, phrase: OfficePhrase, by_head: Mapping[int, Reference]) -> Stated | None:
    """`Lai became president of Taiwan`, `was elected as`, `appointed Cho prime minister`, `quit as prime minister`."""
    head = doc[phrase.title.start : phrase.title.end].root
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
        lemma = verb.lemma_.lower()
        if lemma not in _OWN | _GIVEN:
            return None
    elif head.dep_ in ("attr", "oprd", "dobj", "ccomp") and (lemma := verb.lemma_.lower()) in _BECOMES | _GIVEN:
        if head.dep_ == "dobj" and lemma not in ("appoint", "elect", "name", "make", "reelect", "crown"):
            return None
    elif head.dep_ == "nsubj" and verb.lemma_ == "be":  # `his deputy is Hsiao Bi-khim`
        named = next((by_head[c.i] for c in verb.children if c.dep_ == "attr" and c.i in by_head), None)
        return Stated(named, None) if named is not None else None
    elif head.dep_ == "appos" and verb.dep_ == "attr" and verb.head.lemma_.lower() in _BECOMES:
        verb = verb.head
        lemma = verb.lemma_.lower()
    else:
        return None
    holder = _holder(verb, lemma, head, by_head)
    return Stated(holder, _is_over(verb, lemma)) if holder is not None else None


def _holder(verb: Token, lemma: str, title: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    order = ("dobj", "nsubjpass", "nsubj") if lemma in _GIVEN and lemma not in _TAKEN_BY_SUBJECT else _SUBJECTS
    for dep in order:
        for child in verb.children:
            if child.dep_ == dep and child.i != title.i:
                if child.i in by_head:
                    return by_head[child.i]
                if child.lower_ in ("who", "that") and verb.dep_ == "relcl":
                    return by_head.get(verb.head.i)
    if verb.dep_ == "relcl" and not any(c.dep_ in _SUBJECTS for c in verb.children):
        return by_head.get(verb.head.i)
    if verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in verb.children):
        return _holder(verb.head, verb.head.lemma_.lower(), title, by_head)
    return None


def _is_over(verb: Token, lemma: str) -> bool | None:
    """Whether the verb says that the office is over: `was president`, `served until`, `has quit as`."""
    if any(c.lower_ in _ENDED for c in verb.children):
        return True
    helped = any(c.dep_ == "aux" and c.lemma_ in ("have", "will") for c in verb.children)
    if lemma in _LEFT:
        return True if verb.tag_ in ("VBD", "VBN") else None
    if lemma in ("be", "serve", "act", "work"):
        told = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
        return True if verb.tag_ == "VBD" and not helped and not told else None
    return None


def led_bodies(
    doc: Doc, read: Annotations, people: Mapping[int, Reference]
) -> Iterator[tuple[OfficePhrase, Reference]]:
    """`Corneille Nangaa, who heads the AFC`, `the army, led by Gen Burhan`, `Jorge Rodríguez chairs the assembly`.

    Read from the order of the words, for the parser takes such verbs for nouns; a main clause from its grammar.
    """
    by_head = {r.head: r for r in people.values()}
    by_end = {r.end: r for r in people.values()}
    forms = _leading_forms()
    for token in (doc[i] for i, word in enumerate(read.lower) if word in forms):
        title = forms[token.lower_]
        if read.paragraph_of[token.i] < 0 or token.i in read.at_token:
            continue
        if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "by":
            holder, owner, over = named_after(doc, people, token.i + 2), _named_left(doc, read, token.i), False
        elif (who := _who_before(doc, token)) is not None:
            holder = by_end.get(who - (doc[who - 1].text == ",")) or _apposed(doc, who, by_end)
            owner = _named_right(doc, read, token.i + 1, holder)
            over = _is_over_there(doc, who, token)
        elif token.tag_ == "VB" and (given := named_before(token, by_head)) is not None:
            holder, owner, over = given, _named_right(doc, read, token.i + 1, given), False
        elif token.pos_ == "VERB" and token.tag_ != "VBN":
            holder = _leader(token, by_head)
            owner = _object(doc, read, token, holder) if holder is not None else None
            over = any(c.lower_ in _ENDED for c in token.children)
            if token.tag_ == "VBD" and not over:
                continue  # `Smith led Labour to victory` tells a deed
        else:
            continue
        if holder is not None and owner is not None:
            name = Title(token.i, token.i + 1, title, "leads", False)
            yield OfficePhrase(name, token.i, token.i + 1, owner, over, False), holder


@cache
def _leading_forms() -> dict[str, str]:
    """`heads`, `headed`, `led` -> the title of who does it."""
    forms = {}
    for verb, title in title_words().leading.items():
        past = {"lead": "led", "run": "ran"}.get(verb, verb + ("d" if verb.endswith("e") else "ed"))
        forms.update(dict.fromkeys((verb, verb + "s", past), title))
    return forms


def _who_before(doc: Doc, verb: Token) -> int | None:
    """Where `who` of `who now leads`, `who has led`, `who used to chair` stands."""
    for i in range(verb.i - 1, max(verb.i - 5, 0), -1):
        if doc[i].lower_ == "who":
            return i
        if doc[i].lower_ not in _BEFORE_VERBS:
            return None
    return None


def _apposed(doc: Doc, who: int, by_end: Mapping[int, Reference]) -> Reference | None:
    """`X, the general who leads`, `X, an Austrian who chairs`: the name before the comma."""
    if doc[who - 1].pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    i = who - 1
    while i > 1 and who - i < TITLES and not doc[i].is_punct and doc[i].pos_ not in ("VERB", "AUX"):
        i -= 1
        if doc[i].text == "-":
            i -= 1
    return by_end.get(i) if doc[i].text == "," else None


def _is_over_there(doc: Doc, who: int, verb: Token) -> bool:
    """Whether the clause says that it is over: `who led`, `who used to chair`, `who had commanded`."""
    between = {doc[i].lower_ for i in range(who + 1, verb.i)}
    if between & {"has", "now", "still", "currently"}:
        return False
    past = verb.lower_.endswith("ed") or verb.lower_ in ("led", "ran")
    return past or bool(between & {"used", "had", "once", "formerly", "previously"})


def _named_left(doc: Doc, read: Annotations, i: int) -> Reference | None:
    """What is `led by`: the body or state named right before, or before a comma or bracket."""
    for k in range(i - 1, max(i - TITLES, -1), -1):
        reference = read.at_token.get(k)
        if reference is not None:
            of_another = reference.start > 0 and doc[reference.start - 1].lower_ in (
                "for",
                "with",
                "on",
                "to",
                "against",
            )
            return as_owner(reference) if _is_led(reference) and not of_another else None
        if doc[k].pos_ == "NOUN" and (owner := owner_by_noun(doc, read, doc[k])) is not None:
            return owner
        if doc[k].text not in (",", ")", "which", "is", "was", "now", "currently", "(") and doc[k].pos_ != "ADV":
            return None
    return None


def _named_right(doc: Doc, read: Annotations, i: int, holder: Reference | None) -> Reference | None:
    """The body or state that is the object itself, not one that only says whose thing that is."""
    skipped = -1
    for k in range(i, min(i + TITLES + 2, len(doc))):
        if doc[k].text == "-":
            skipped = k + 1  # `the Tiraspol-based company X`
        if k <= skipped:
            continue
        reference = read.at_token.get(k)
        if reference is not None and reference.how == "adjective" and is_part_of(doc, reference.end):
            return as_owner(reference)
        if reference is not None and _is_led(reference):
            after = doc[reference.end] if reference.end < len(doc) else None
            if is_part_of(doc, reference.end):
                return as_owner(reference)
            if (
                after is None
                or after.text in lexicon().kinds_of_body
                or (after.tag_ != "POS" and (after.pos_ not in ("NOUN", "PROPN") or reference.body))
            ):
                return as_owner(reference)
        elif doc[k].is_punct or doc[k].pos_ in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
        elif doc[k].pos_ == "NOUN" and k + 1 < len(doc) and doc[k + 1].tag_ == "POS" and is_part_of(doc, k + 1):
            return owner_by_noun(doc, read, doc[k])
        elif doc[k].pos_ in ("NOUN", "PROPN") and not (k + 1 < len(doc) and doc[k + 1].tag_ == "POS"):
            if doc[k].text[0].islower() and (owner := owner_by_noun(doc, read, doc[k])) is not None:
                return owner
            if holder is not None and (known := _known_body(doc[k], holder)) is not None:
                return known
    return None


def _is_led(reference: Reference) -> bool:
    return can_own(reference) and reference.how not in ("place", "adjective")


def _leader(verb: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    for child in verb.children:
        if child.dep_ == "nsubj":
            return next((by_head[t.i] for t in (child, *_named_beside(child)) if t.i in by_head), None)
    return None


def _named_beside(noun: Token) -> list[Token]:
    """The name in `her brother Jorge Rodríguez`."""
    return [c for c in noun.children if c.dep_ == "appos"]


def _object(doc: Doc, read: Annotations, verb: Token, holder: Reference) -> Reference | None:
    """The body or state that is the object itself; `the Commission` is the one that the holder is known to be of."""
    for child in verb.children:
        if child.dep_ == "dobj":
            return _named(doc, read, child) or _known_body(child, holder)
    return None


def _known_body(noun: Token, holder: Reference) -> Reference | None:
    for tenure in reversed(world().tenures_of(holder.entities[0])):
        body = world().bodies.get(tenure.of)
        if body is not None and noun.lower_ in body.name.lower().split() and noun.text[0].isupper():
            return Reference(noun.i, noun.i + 1, noun.i, (body.id,), "name")
    return None


def _named(doc: Doc, read: Annotations, token: Token) -> Reference | None:
    reference = read.at_token.get(token.i)
    if reference is not None and can_own(reference) and reference.how != "place":
        return as_owner(reference)
    if reference is None and token.pos_ == "NOUN":
        if token.lower_ in institution_words().parts:
            whose = (read.at_token.get(c.i) for c in token.children if c.dep_ in ("poss", "amod", "compound"))
            if (owner := next((r for r in whose if r is not None and can_own(r)), None)) is not None:
                return as_owner(owner)
        for child in token.children:
            if child.dep_ == "appos" and (r := read.at_token.get(child.i)) is not None and can_own(r):
                return as_owner(r)
        if any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children):
            return owner_by_noun(doc, read, token)
    return None
