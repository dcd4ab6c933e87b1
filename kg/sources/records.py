"""Many articles in one file of JSON lines: `{"id", "date", "title", "text"}`, also packed as `.xz`."""

import datetime as dt
import json
import lzma
from collections.abc import Container, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from kg.sources.article import article_of


def read_records(path: Path, wanted: Container[str] | None = None) -> Iterator[tuple[str, Document]]:
    """Id and document of each line, or of the ids `wanted`. Raises SourceError, naming the line."""
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    record = json.loads(line)
                    id = str(record["id"])
                    if wanted is not None and id not in wanted:
                        continue
                    date = dt.date.fromisoformat(record["date"]) if record.get("date") else None
                    document = article_of(record["text"], title=record.get("title"), published=date)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise SourceError(
                        f'{path.name} line {number} is no {{"id", "date", "text"}} in JSON; correct it ({error}).'
                    ) from error
                yield id, document
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
        raise SourceError(f"{path} cannot be read as UTF-8 text ({error}); check the file.") from error
