"""`manage.py undo_import NUMBER`: as if that import had never been."""

import argparse
from typing import Any

from dashboard import imports
from dashboard.management.command import EntenteCommand
from dashboard.models import Import
from kg.errors import ImportConflictError


class Command(EntenteCommand):
    help = "Take out of the graph what one import brought."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("number", type=int)

    def run(self, **options: Any) -> None:
        job = Import.objects.filter(pk=options["number"]).first()
        if job is None:
            raise ImportConflictError(f"There is no import {options['number']}; see the list under /imports/.")
        imports.undo(job, None)
        self.stdout.write(f"Import {job.pk} ({job.name}) is undone.")
