"""`manage.py import_article FILE`: read an article into the graph."""

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard import imports
from dashboard.counting import counted
from dashboard.management.command import EntenteCommand
from dashboard.management.input_file import add_article_options, bytes_of, document_of, given
from dashboard.models import Import
from dashboard.reading import extractor


class Command(EntenteCommand):
    help = "Read an article into the graph; the same file again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
        add_article_options(parser)

    def run(self, **options: Any) -> None:
        path: Path = options["file"]
        document_of(path, options, extractor().languages)  # refuse what cannot be read before a number is given out
        job, is_new = imports.receive(bytes_of(path), path.name, None, dry_run=options["dry_run"], **given(options))
        if not is_new and job.status == Import.Status.DONE:
            self.stdout.write(f"{path.name} is already in the graph, as import {job.pk}; nothing was written.")
            return
        imports.run(job, lambda step: self.stderr.write(f"  {step}"))
        if job.note:
            self.stderr.write(f"  {job.note}")
        if job.status != Import.Status.DONE:
            self.stderr.write(f"Import {job.pk} was refused: {job.reason}")
            sys.exit(1)
        verb = "would write" if job.dry_run else "wrote"
        self.stdout.write(f"Import {job.pk} {verb}: {counted(job.counts)}.")
