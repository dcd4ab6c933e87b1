"""Offices that a clause states: `who leads Hamas`, `led by Gen Burhan`, `served as envoy until 2020`, `has quit as`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
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
     "succeed", "declare", "suspend", "make", "designate", "proclaim", "anoint")
)  # fmt: skip
_LEFT = frozenset(
    ("resign", "quit", "step", "stand", "retire", "depart", "dismiss", "sack", "fire", "oust", "remove", "depose")
)
_TAKEN_BY_SUBJECT = frozenset(("succeed", "replace"))
_ENDED = frozenset(("until", "till", "before", "previously", "formerly", "once"))
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
    doc: Doc, read: Annotations, by_head: Mapping[int, Reference]
) -> Iterator[tuple[OfficePhrase, Reference]]:
    """`Corneille Nangaa, who heads the AFC`, `the army, led by Gen Burhan`, `Jorge Rodríguez chairs the assembly`."""
    leading = title_words().leading
    for verb in doc:
        title = leading.get(verb.lemma_.lower()) if verb.pos_ == "VERB" else None
        if title is None or read.paragraph_of[verb.i] < 0:
            continue
        passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
        holder = _by_agent(verb, by_head) if passive else _leader(verb, by_head)
        owner = None
        if holder is not None:
            owner = _led(doc, read, verb, by_head) if passive else _object(doc, read, verb, holder)
        if holder is None or owner is None:
            continue
        over = not passive and (
            any(c.lower_ in _ENDED for c in verb.children) or (verb.tag_ == "VBD" and verb.dep_ == "relcl")
        )
        if not passive and verb.tag_ == "VBD" and verb.dep_ != "relcl" and not over:
            continue  # `Smith led Labour to victory` tells a deed
        name = Title(verb.i, verb.i + 1, title, "leads", False)
        yield OfficePhrase(name, verb.i, verb.i + 1, owner, over, False), holder


def _leader(verb: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in ("who", "that") and verb.dep_ == "relcl":
                return by_head.get(verb.head.i)
            return next((by_head[t.i] for t in (child, *_named_beside(child)) if t.i in by_head), None)
    return None


def _named_beside(noun: Token) -> list[Token]:
    """The name in `her brother Jorge Rodríguez`."""
    return [c for c in noun.children if c.dep_ == "appos"]


def _by_agent(verb: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    for child in verb.children:
        if child.lower_ == "by":
            return next((by_head[t.i] for t in child.children if t.i in by_head), None)
    return None


def _object(doc: Doc, read: Annotations, verb: Token, holder: Reference) -> Reference | None:
    """The body or state that is the object itself, not one that only says whose thing that is; `the Commission` is
    the one that the holder is known to be of."""
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


def _led(doc: Doc, read: Annotations, verb: Token, by_head: Mapping[int, Reference]) -> Reference | None:
    """What is led: the noun the participle stands at, or the passive subject."""
    noun = verb.head if verb.dep_ in ("acl", "relcl", "advcl") else None
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    token = subject if subject is not None and subject.lower_ not in ("which", "that") else noun
    if token is None or token.i in by_head:
        return None
    return _named(doc, read, token)


def _named(doc: Doc, read: Annotations, token: Token) -> Reference | None:
    reference = read.at_token.get(token.i)
    if reference is not None and can_own(reference) and reference.how != "place":
        return as_owner(reference)
    if reference is None and token.pos_ == "NOUN":
        for child in token.children:
            if child.dep_ == "appos" and (r := read.at_token.get(child.i)) is not None and can_own(r):
                return as_owner(r)
        if any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children):
            return owner_by_noun(doc, read, token)
    return None
