"""Reads `data/speech.toml`: the words by which news says who says something."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Sets of lemmas; the data file says what each is for."""

    say: frozenset[str]
    say_with_clause: frozenset[str]
    blame: frozenset[str]
    punish: frozenset[str]
    name: frozenset[str]
    ask: frozenset[str]
    contents: frozenset[str]
    quoting: frozenset[str]
    claims: frozenset[str]
    words: frozenset[str]
    texts: frozenset[str]
    voices: frozenset[str]
    cabinets: frozenset[str]
    private: frozenset[str]
    media: frozenset[str]
    media_names: frozenset[str]
    sure: frozenset[str]
    verbs: frozenset[str]  # all that say, blame, punish, name or ask


@cache
def speech_words() -> SpeechWords:
    raw = tomllib.loads((Path(__file__).parent / "data" / "speech.toml").read_text(encoding="utf-8"))
    sets = {key: frozenset(spelt(words)) for table in raw.values() for key, words in table.items()}
    verbs = sets["say"] | sets["blame"] | sets["punish"] | sets["name"] | sets["ask"]
    return SpeechWords(**sets, verbs=verbs)


def spelt(words: list[str]) -> list[str]:
    """The words in British and in American spelling."""
    return [s for w in words for s in dict.fromkeys((w, w.replace("ise", "ize"), w.replace("our", "or")))]
