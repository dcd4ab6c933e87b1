"""A reading by hand: what a careful reader finds in one article. Its file format: tests/gold/README.md."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """`names[0]` is its name in the rest of the reading; the others are spellings that may stand for it."""

    kind: str
    names: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class GoldOffice:
    person: str
    of: str
    former: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """`kinds` are all that a careful reader accepts. `source` is None where many take part without an order.

    A quote is the words, or their `[start, end]` in the text where the text may not be in the project.
    """

    label: str
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    quotes: tuple[str | tuple[int, int], ...]
    source: str | None = None
    directed: bool = False
    date: str | None = None
    speaker: str | None = None
    status: str = "happened"
    required: bool = True

    def words(self, text: str) -> list[str]:
        """The quotes as they stand in the article's text."""
        return [quote if isinstance(quote, str) else text[slice(*quote)] for quote in self.quotes]


@dataclass(frozen=True, slots=True)
class Reading:
    """`record` is the article's id in a JSON-lines file, None where the article is a file of its own."""

    name: str
    published: dt.date | None
    record: str | None
    entities: tuple[GoldEntity, ...]
    offices: tuple[GoldOffice, ...]
    events: tuple[GoldEvent, ...]


def read_gold(path: Path) -> Reading:
    """Reads one file. Raises SourceError, saying where it is wrong."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SourceError(f"{path} is broken JSON at line {error.lineno} ({error.msg}); correct it.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}); check the file.") from error
    try:
        return _reading(path.stem, raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise SourceError(f"{path} is no reading by hand: {what}; tests/gold/README.md says what it holds.") from error


def _reading(name: str, raw: dict[str, Any]) -> Reading:
    document = raw["document"]
    return Reading(
        name,
        dt.date.fromisoformat(document["date"]) if document.get("date") else None,
        document.get("record"),
        tuple(GoldEntity(e["kind"], tuple(e["names"]), e.get("required", True)) for e in raw["entities"]),
        tuple(
            GoldOffice(r["person"], r["of"], r.get("former", False), r.get("required", True))
            for r in raw.get("roles", [])
        ),
        tuple(_event(e) for e in raw["events"]),
    )


def _event(raw: dict[str, Any]) -> GoldEvent:
    return GoldEvent(
        raw["label"],
        tuple(raw["kinds"]),
        tuple(raw.get("participants") or (raw["source"], raw["target"])),
        tuple(quote if isinstance(quote, str) else _offsets(quote) for quote in raw["quotes"]),
        raw.get("source"),
        raw.get("directed", False),
        raw.get("date"),
        raw.get("speaker"),
        raw.get("status", "happened"),
        raw.get("required", True),
    )


def _offsets(quote: list[int]) -> tuple[int, int]:
    start, end = quote
    return int(start), int(end)
