"""`manage.py extract FILE`: what we read in an article; writes to no store."""

import argparse
import datetime as dt
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.management.command import EntenteCommand
from dashboard.management.input_file import add_article_options, document_of
from kg.errors import SourceError
from kg.extraction.pipeline import extract, extract_many
from kg.model import Document
from kg.output import as_json, as_lines
from kg.sources.article import article_of


class Command(EntenteCommand):
    help = "Print what is read in an article, or in many: one JSON object with id, date and text a line."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--jsonl", action="store_true", help='FILE has one {"id","date","text"} a line')
        parser.add_argument("--format", choices=("json", "text"), default="json")
        add_article_options(parser)

    def run(self, **options: Any) -> None:
        if options["jsonl"]:
            self._many(options["file"])
            return
        extraction = extract(document_of(options["file"], options))
        if options["format"] == "text":
            self.stdout.write("\n".join(as_lines(extraction)))
        else:
            self.stdout.write(json.dumps(as_json(extraction), ensure_ascii=False, indent=1))

    def _many(self, path: Path) -> None:
        ids: list[str] = []
        started = time.monotonic()
        for number, extraction in enumerate(extract_many(_records(path, ids)), 1):
            self.stdout.write(json.dumps({"id": ids[number - 1]} | as_json(extraction), ensure_ascii=False))
            if number % 50 == 0:
                self.stderr.write(f"{number} texts, {number / (time.monotonic() - started):.1f} a second")


def _records(path: Path, ids: list[str]) -> Iterator[Document]:
    """Documents of a JSON-lines file, their ids added to `ids`. Raises SourceError naming the line."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    record = json.loads(line)
                    date = dt.date.fromisoformat(record["date"]) if record.get("date") else None
                    ids.append(str(record["id"]))
                    yield article_of(record["text"], title=record.get("title"), published=date)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise SourceError(
                        f'{path.name} line {number} is no {{"id", "date", "text"}} in JSON; correct it ({error}).'
                    ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read as UTF-8 text ({error}); check the file.") from error
