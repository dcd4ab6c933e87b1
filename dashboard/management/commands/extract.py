"""`manage.py extract FILE`: what we read in an article; writes to no store."""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.management.command import EntenteCommand
from dashboard.management.input_file import add_article_options, document_of
from kg.extraction.pipeline import extract, extract_many
from kg.model import Document
from kg.output import as_json, as_lines
from kg.sources.records import read_records


class Command(EntenteCommand):
    help = "Print what is read in an article, or in many: one JSON object with id, date and text a line."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--jsonl", action="store_true", help='FILE (also .xz) has one {"id","date","text"} a line')
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
        for number, extraction in enumerate(extract_many(_documents(path, ids)), 1):
            self.stdout.write(json.dumps({"id": ids[number - 1]} | as_json(extraction), ensure_ascii=False))
            if number % 50 == 0:
                self.stderr.write(f"{number} texts, {number / (time.monotonic() - started):.1f} a second")


def _documents(path: Path, ids: list[str]) -> Iterator[Document]:
    """Documents of a JSON-lines file, their ids added to `ids`. Raises SourceError naming the line."""
    for id, document in read_records(path):
        ids.append(id)
        yield document
