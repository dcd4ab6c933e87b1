"""Reads `data/dates.toml`: months, units and the other words that say when."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.model import PartialDate

Unit = Literal["hour", "day", "week", "month", "year", "decade"]
Relation = Literal["at", "since", "until", "by", "before", "after"]


@dataclass(frozen=True, slots=True)
class Known:
    """What happened on a date that everybody knows: a word with all of `company` below it in the parse."""

    company: frozenset[str]
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Words:
    """The tables and word lists of the data file, which says what each is for."""

    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    holidays: dict[str, tuple[int, int]]
    seasons: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, Unit]
    known: dict[str, tuple[Known, ...]]
    relations: dict[str, Relation]
    loose: frozenset[str]
    month_openers: frozenset[str]
    year_openers: frozenset[str]
    determiners: frozenset[str]
    ambiguous: frozenset[str]
    parts_of_day: frozenset[str]
    carriers: frozenset[str]
    eventful: frozenset[str]
    gatherings: frozenset[str]
    reacts: frozenset[str]
    answers: frozenset[str]
    looks_ahead: frozenset[str]
    promises: frozenset[str]
    timeless: frozenset[str]
    goes_on: frozenset[str]
    goes_back: frozenset[str]
    recalls: frozenset[str]


@cache
def words() -> Words:
    raw = tomllib.loads((Path(__file__).parents[1] / "data" / "dates.toml").read_text(encoding="utf-8"))
    lists: dict[str, Any] = {key: frozenset(value) for key, value in raw.pop("words").items()}
    holidays = {name: (month, day) for name, (month, day) in raw.pop("holidays").items()}
    known: dict[str, tuple[Known, ...]] = {}
    for event in raw.pop("known"):
        for word in event["words"]:
            fact = Known(frozenset(event["with"]), PartialDate.parse(event["date"]))
            known[word] = (*known.get(word, ()), fact)
    tables: dict[str, Any] = raw
    return Words(holidays=holidays, known=known, **tables, **lists)
