"""What states and bodies consist of: `the National Assembly` is the state's, `its political office` the group's."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class InstitutionWords:
    """Sets of lower-case words; `data/institutions.toml` says what each is for."""

    organs: frozenset[str]
    vague: frozenset[str]
    common: frozenset[str]
    national: frozenset[str]
    offices: frozenset[str]
    private: frozenset[str]
    parts: frozenset[str]


@cache
def institution_words() -> InstitutionWords:
    raw = tomllib.loads((Path(__file__).parent / "data" / "institutions.toml").read_text(encoding="utf-8"))
    return InstitutionWords(**{key: frozenset(words) for key, words in raw.items()})


def is_institution(doc: Doc, noun: Token) -> bool:
    """Whether what is named at a noun is of the state spoken of, for all states use the words of its name."""
    words = institution_words()
    if noun.text[0].isupper() and _opens_as_national(doc, noun):
        return True
    if noun.lower_ not in words.organs:
        return False
    i = noun.i
    while i > 0 and doc[i - 1].lower_ in words.common:
        i -= 1
    plain = noun.lower_ in words.vague and i == noun.i
    before = doc[i - 1] if i else None
    return not plain and (
        before is None or before.i == 0 or not before.text[0].isupper() or before.is_sent_start is True
    )


def _opens_as_national(doc: Doc, noun: Token) -> bool:
    """`National Maritime Council`, `Federal Security Agency`: a state's by the first word."""
    words = institution_words()
    i = noun.i
    while i > 0 and noun.i - i < 5 and doc[i - 1].text[0].isupper() and not doc[i - 1].is_sent_start:
        i -= 1
    if i > 0 and doc[i - 1].is_sent_start and doc[i - 1].lower_ != "the":
        i -= 1
    return i < noun.i and doc[i].lower_ in words.national and noun.lower_ in words.organs | words.offices


def is_part_of(doc: Doc, i: int) -> bool:
    """Whether a part of the state or body before token `i` follows: `'s political office`, `health department`."""
    for k in range(i, min(i + 4, len(doc))):
        if doc[k].lower_ in institution_words().parts:
            return True
        if doc[k].tag_ != "POS" and doc[k].pos_ not in ("ADJ", "NOUN", "PROPN"):
            return False
    return False
