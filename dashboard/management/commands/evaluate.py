"""`manage.py evaluate FOLDER`: how well the reading agrees with readings by hand."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from dashboard.management.command import EntenteCommand
from dashboard.reading import extractor
from kg.evaluation.cases import find_cases
from kg.evaluation.scoring import score
from kg.evaluation.summary import findings, summary, table


class Command(EntenteCommand):
    help = "Read the articles that were read by hand and compare; -v 2 also lists every difference."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="readings by hand (*.json), as in tests/gold")
        parser.add_argument("--texts", type=Path, help="JSON lines (also .xz) with the records that readings name")
        parser.add_argument("--json", action="store_true", help="numbers for machines")

    def run(self, **options: Any) -> None:
        articles = Path(settings.BASE_DIR) / "fixtures" / "articles"
        cases = find_cases(options["folder"], articles=articles, texts=options["texts"])
        reader = extractor()
        extractions = reader.extract_many(case.document for case in cases)
        scores = [score(case.reading, ours) for case, ours in zip(cases, extractions, strict=True)]
        if reader.note():
            self.stderr.write(reader.note())
        if options["json"]:
            self.stdout.write(json.dumps(summary(scores), indent=1))
            return
        if options["verbosity"] > 1:
            self.stdout.write("\n".join(line for s in scores for line in findings(s)) + "\n")
        self.stdout.write("\n".join(table(scores)))
