"""Titles of office in a text: `president`, `prime minister`, `spokeswoman`; the words are in `data/titles.toml`."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc

from kg.extraction.annotations import annotations

Rank = Literal["leads", "office", "speaks", "military", "relative", "none"]
_SHORT = {"pm": "prime minister", "fm": "foreign minister"}
_STOPPED = {"sen": "senator", "rep": "congressman", "gov": "governor"}  # with a full stop, before a name
_NAMES = _SHORT | _STOPPED
_PART = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title at tokens `start:end`; `name` is its singular in lower case, `many` that the text has the plural."""

    start: int
    end: int
    name: str
    rank: Rank
    many: bool


@dataclass(frozen=True, slots=True)
class TitleWords:
    """`by_first` has (words, title, rank, plural) by the first word, longest first."""

    by_first: dict[str, list[tuple[tuple[str, ...], str, Rank, bool]]]
    past: frozenset[str]
    between: frozenset[str]
    last_words: frozenset[str]
    words: frozenset[str]
    of_states: frozenset[str]
    of_people: frozenset[str]
    leading: dict[str, str]  # verb -> title of who does it: `command` -> `commander`
    usual: dict[str, str]  # title -> the state that one without a state is of: `treasury secretary`


@cache
def title_words() -> TitleWords:
    raw = tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text(encoding="utf-8"))
    by_first: dict[str, list[tuple[tuple[str, ...], str, Rank, bool]]] = {}
    ranks: tuple[Rank, ...] = ("leads", "office", "speaks", "military", "relative", "none")
    for rank in ranks:
        for title in dict.fromkeys((*raw[rank], *_of_portfolios(rank, raw["portfolios"]))):
            for words, many in ((tuple(_PART.findall(title)), False), (_plural(title), True)):
                by_first.setdefault(words[0], []).append((words, title, rank, many))
    for entries in by_first.values():
        entries.sort(key=lambda e: -len(e[0]))
    listed = {title for rank in ranks for title in raw[rank]}
    of_portfolios = {title for rank in ranks for title in _of_portfolios(rank, raw["portfolios"])} - listed
    last_words = frozenset(
        words[-1] for entries in by_first.values() for words, title, *_ in entries if title not in of_portfolios
    )
    words_ = frozenset(w for entries in by_first.values() for words, *_ in entries for w in words)
    return TitleWords(
        by_first,
        frozenset(raw["past"]),
        frozenset(raw["between"]),
        last_words,
        words_,
        frozenset(raw["of_states"]),
        frozenset(raw["of_people"]),
        raw["leading"],
        raw["usual"],
    )


def _of_portfolios(rank: Rank, portfolios: Sequence[str]) -> Iterator[str]:
    """`transport minister`, `minister for transport`, and who speaks for the ministry."""
    for what in portfolios:
        if rank == "office":
            yield from (f"{what} minister", f"{what} secretary", f"minister of {what}", f"minister for {what}")
            yield from (f"deputy {what} minister", f"vice {what} minister")
        elif rank == "speaks":
            yield from (f"{what} ministry {who}" for who in ("spokesman", "spokeswoman", "spokesperson"))


def _plural(title: str) -> tuple[str, ...]:
    """`secretaries of state`, `prime ministers`, `spokesmen`: the noun before `of`, `in` or `for`, else the last."""
    words = _PART.findall(title)
    noun = next((i - 1 for i, w in enumerate(words) if w in ("of", "in", "for") and i), len(words) - 1)
    word = words[noun]
    if word.endswith("man"):
        word = word[:-3] + "men"
    elif word.endswith("y"):
        word = word[:-1] + "ies"
    else:
        word += "s"
    return (*words[:noun], word, *words[noun + 1 :])


def find_titles(doc: Doc) -> Iterator[Title]:
    """Titles in the paragraphs of `doc`, the longest at each place, none overlapping; hyphens count as spaces."""
    table = title_words().by_first
    paragraph_of = annotations(doc).paragraph_of
    words, tokens = _parts(annotations(doc).lower)
    past = 0
    for k, first in enumerate(words):
        i = tokens[k]
        if first not in table or k < past or paragraph_of[i] < 0:
            continue
        found = next((e for e in table[first] if tuple(words[k : k + len(e[0])]) == e[0]), None)
        if found is None or (found[1] in _SHORT and not _is_short_title(doc, i)):
            continue
        if found[1] in _STOPPED and not doc[i].text.endswith("."):
            continue
        past = k + len(found[0])
        yield Title(i, tokens[past - 1] + 1, _NAMES.get(found[1], found[1]), found[2], found[3])


def _parts(lower: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words of tokens, those joined by hyphens apart, and the token of each."""
    words: list[str] = []
    tokens: list[int] = []
    for i, word in enumerate(lower):
        for part in word.split("-") if "-" in word else (word,):
            if part:
                words.append(part if part[-1] != "." else part.rstrip("."))
                tokens.append(i)
    return words, tokens


def _is_short_title(doc: Doc, i: int) -> bool:
    """Whether `PM` is no time of day."""
    return doc[i].text.isupper() and not (i and doc[i - 1].like_num)
