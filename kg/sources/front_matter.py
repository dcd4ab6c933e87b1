"""The `key: value` lines between `---` at the head of a text or Markdown file."""

import datetime as dt
from dataclasses import dataclass

from kg.errors import SourceError

_MARK = "---\n"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the file says about itself; `end` is where the article begins."""

    end: int = 0
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None


def front_matter_of(text: str, name: str) -> FrontMatter:
    """Reads it; a file without one has an empty one. Raises SourceError for a date that is none."""
    if not text.startswith(_MARK) or (close := text.find("\n---", 3)) < 0:
        return FrontMatter()
    values = {}
    for line in text[len(_MARK) : close].splitlines():
        key, colon, value = line.partition(": ")
        if colon:
            values[key.strip().lower()] = value.strip().strip("\"'")
    end = text.find("\n", close + 1)
    return FrontMatter(
        len(text) if end < 0 else end + 1,
        values.get("title"),
        read_date(values["date"], name) if values.get("date") else None,
        values.get("publisher"),
        values.get("url"),
    )


def read_date(value: str, where: str) -> dt.date:
    """`YYYY-MM-DD`. Raises SourceError with what to write instead."""
    try:
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError as error:
        raise SourceError(f"{where}: '{value}' is no date; write it as YYYY-MM-DD, like 2025-09-03.") from error
