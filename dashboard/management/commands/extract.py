"""`manage.py extract FILE`: what we read in an article; writes to no store."""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.management.command import EntenteCommand
from dashboard.management.input_file import add_article_options, document_of
from dashboard.reading import extractor
from kg import ingest
from kg.extraction.extractor import Extractor
from kg.model import Document
from kg.output import as_json, as_lines
from kg.sources.language import Languages, language_of
from kg.sources.records import read_records


class Command(EntenteCommand):
    help = "Print what is read in an article, or in many: one JSON object with id, date and text a line."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--jsonl", action="store_true", help='FILE (also .xz) has one {"id","date","text"} a line')
        parser.add_argument("--format", choices=("json", "text"), default="json")
        add_article_options(parser)

    def run(self, **options: Any) -> None:
        reader = extractor()
        try:
            if options["jsonl"]:
                self._many(options["file"], reader)
            else:
                self._one(options, reader)
        finally:
            if reader.note():
                self.stderr.write(reader.note())

    def _one(self, options: dict[str, Any], reader: Extractor) -> None:
        extraction = ingest.extract(document_of(options["file"], options, reader.languages), reader)
        if options["format"] == "text":
            self.stdout.write("\n".join(as_lines(extraction)))
        else:
            self.stdout.write(json.dumps(as_json(extraction), ensure_ascii=False, indent=1))

    def _many(self, path: Path, reader: Extractor) -> None:
        ids: list[str] = []
        started = time.monotonic()
        for number, extraction in enumerate(reader.extract_many(_documents(path, ids, reader.languages)), 1):
            self.stdout.write(json.dumps({"id": ids[number - 1]} | as_json(extraction), ensure_ascii=False))
            if number % 50 == 0:
                self.stderr.write(f"{number} texts, {number / (time.monotonic() - started):.1f} a second")


def _documents(path: Path, ids: list[str], languages: Languages) -> Iterator[Document]:
    """Documents of a JSON-lines file, their ids added to `ids`; of which language, where more than English is read.
    Raises SourceError naming the line."""
    for id, document in read_records(path):
        ids.append(id)
        yield document if languages else replace(document, language=language_of(document.text, id, languages))
