"""Phrases for two or three people or states together: `the two leaders`, `both sides`, `the trio`."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.reference.world import world

_NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
_DETERMINED = frozenset(("the", "these", "all", "those"))
_TITLES = frozenset(("president", "king", "chancellor"))
_SUBJECTS = ("nsubj", "nsubjpass")


@cache
def coreference_words() -> dict[str, frozenset[str]]:
    """The lists of `data/coreference.toml`."""
    raw = tomllib.loads((Path(__file__).parent / "data" / "coreference.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}


def group_words() -> frozenset[str]:
    """The last words of group phrases."""
    words = coreference_words()
    return words["people"] | words["states"] | frozenset(("pair", "duo", "trio", "two", "three", "four", "both"))


def group_at(
    doc: Doc, read: Annotations, token: Token, before: Iterable[Sequence[Reference]], on: dt.date
) -> Reference | None:
    """The reference of a group phrase that ends in `token`: as many people or states as were last named together.

    `before` are the references of its sentence before it, then of each sentence before that, the nearest first.
    """
    number, start = _number_of(doc, token)
    if not number:
        return None
    word = token.lower_
    members: dict[str, None] = {}
    for references in before:
        near = [r for r in references if r.end <= start]
        found = _states(near) if word in coreference_words()["states"] else _people(read, near, word, on)
        members.update(dict.fromkeys(found))
        if len(members) >= number:
            break
    if len(members) != number:
        return None
    return Reference(start, token.i + 1, token.i, tuple(members), "group", None, 0.7)


def _people(read: Annotations, references: Sequence[Reference], word: str, on: dt.date) -> list[str]:
    """People named; of `presidents` those who are one where it is known what they are."""
    named = [e for r in references for e in r.entities if e in read.cast.figures]
    title = word.removesuffix("s")
    titled = [e for e in named if any(t.title == title for t in world().tenures_of(e) if t.holds_on(on))]
    return titled if title in _TITLES else named


def _states(references: Sequence[Reference]) -> list[str]:
    """States named, and those that the people named act for."""
    found = []
    for reference in references:
        if reference.entities[0].startswith("person:"):
            found += [reference.state] if reference.state else []
        elif reference.how != "adjective":
            found += [e for e in reference.entities if e.startswith("state:")]
    return found


def _number_of(doc: Doc, token: Token) -> tuple[int, int]:
    """How many a group phrase that ends in `token` stands for, and where it starts; 0 where it is none."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    if word in coreference_words()["people"] | coreference_words()["states"]:
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
