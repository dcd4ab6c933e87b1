"""Phrases for two or three people or states together: `the two leaders`, `both sides`, `the trio`."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Reference

_NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
_PEOPLE = frozenset(
    [
        "leaders",
        "leader",
        "presidents",
        "ministers",
        "men",
        "women",
        "statesmen",
        "premiers",
        "chancellors",
        "politicians",
        "diplomats",
        "kings",
        "counterparts",
        "envoys",
        "negotiators",
    ]
)
_STATES = frozenset(
    [
        "sides",
        "countries",
        "nations",
        "states",
        "governments",
        "neighbours",
        "neighbors",
        "parties",
        "allies",
        "powers",
        "capitals",
        "rivals",
        "foes",
        "enemies",
    ]
)
_DETERMINED = frozenset(("the", "these", "all", "those"))
_SUBJECTS = ("nsubj", "nsubjpass")


def group_at(doc: Doc, token: Token, before: Iterable[Sequence[Reference]]) -> Reference | None:
    """The reference of a group phrase that ends in `token`: that many people or states, named nearest before together.

    `before` are the references of its sentence before it, then of each sentence before that.
    """
    number, start = _number_of(doc, token)
    if not number:
        return None
    for references in before:
        references = [r for r in references if r.end <= start]
        members = _people(references) if token.lower_ not in _STATES else _states(references, number)
        if len(members) >= number:
            return Reference(start, token.i + 1, token.i, members[:number], "group", None, 0.7)
    return None


def _people(references: Sequence[Reference]) -> tuple[str, ...]:
    named = (r.entities[0] for r in references if len(r.entities) == 1)
    return tuple(dict.fromkeys(e for e in named if e.startswith("person:")))


def _states(references: Sequence[Reference], number: int) -> tuple[str, ...]:
    """The states that the people named act for, else those named themselves."""
    acted_for = dict.fromkeys(
        r.state for r in references if len(r.entities) == 1 and r.entities[0].startswith("person:") and r.state
    )
    if len(acted_for) >= number:
        return tuple(acted_for)
    named = dict.fromkeys(e for r in references if r.how != "adjective" for e in r.entities)
    return tuple(e for e in named if e.startswith("state:"))


def _number_of(doc: Doc, token: Token) -> tuple[int, int]:
    """How many a group phrase that ends in `token` stands for, and where it starts; 0 where it is none."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    if word in _PEOPLE or word in _STATES:
        return _counted(doc, token)
    if word in ("pair", "duo", "trio") and before == "the":
        return _NUMBERS[word], token.i - 1
    if word in ("two", "three", "four") and before == "the" and token.dep_ in (*_SUBJECTS, "dobj", "pobj", "ROOT"):
        return _NUMBERS[word], token.i - 1
    if word == "both" and token.dep_ in _SUBJECTS:
        return 2, token.i
    return 0, 0


def _counted(doc: Doc, token: Token) -> tuple[int, int]:
    for i in range(token.i - 1, max(token.i - 4, -1), -1):
        word = doc[i].lower_
        if word in _NUMBERS:
            return (_NUMBERS[word], i) if word == "both" or (i and doc[i - 1].lower_ in _DETERMINED) else (0, 0)
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return 0, 0
