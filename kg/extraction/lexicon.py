"""Reads `data/lexicon.toml`: the words of news English that linking needs, once per process."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words; the file says what each is for."""

    lookalikes: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]
    royal_titles: frozenset[str]
    roles: frozenset[str]
    relatives: frozenset[str]
    speech_verbs: frozenset[str]
    kinds_of_body: frozenset[str]
    place_openers: frozenset[str]
    made: frozenset[str]
    ships: frozenset[str]
    leading_verbs: frozenset[str]
    east_asian_families: frozenset[str]
    thing_words: frozenset[str]
    body_words: frozenset[str]
    abbreviated_things: frozenset[str]
    named_after: frozenset[str]
    institution_words: frozenset[str]
    place_prepositions: frozenset[str]
    motion_words: frozenset[str]
    visited_verbs: frozenset[str]
    place_nouns: frozenset[str]
    contexts: dict[str, tuple[frozenset[str], frozenset[str]]]  # state -> words for it, words against it


@cache
def lexicon() -> Lexicon:
    raw = tomllib.loads((Path(__file__).parent / "data" / "lexicon.toml").read_text(encoding="utf-8"))
    contexts = {
        state: (frozenset(words["for"]), frozenset(words["against"]))
        for state, words in raw.pop("states_by_context").items()
    }
    return Lexicon(**{key: frozenset(words) for key, words in raw.items()}, contexts=contexts)
