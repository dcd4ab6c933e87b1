"""`manage.py graph …`: start, check, print, mend and stop the graph."""

import argparse
from typing import Any

from django.conf import settings

from dashboard.graph import patient_graph
from dashboard.management.command import EntenteCommand
from kg import ingest
from kg.errors import GraphError
from kg.graph import embedded
from kg.graph.dump import dump
from kg.graph.verify import rebuild_aggregates, verify


class Command(EntenteCommand):
    help = "init: schema and known world; status; verify; dump; rebuild-aggregates; stop (the embedded server)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("action", choices=("init", "status", "verify", "dump", "rebuild-aggregates", "stop"))

    def run(self, **options: Any) -> None:
        getattr(self, "_" + options["action"].replace("-", "_"))()

    def _init(self) -> None:
        written = ingest.load_reference(patient_graph())
        self.stdout.write(
            f"The known world is in the graph: {written.entities} new entities, {written.relations} ties."
        )

    def _status(self) -> None:
        patient_graph().ready()
        self.stdout.write(f"The graph at {settings.NEO4J_URI or 'the embedded server'} answers.")

    def _verify(self) -> None:
        faults = verify(patient_graph())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise GraphError(f"{len(faults)} faults were found; run `manage.py graph rebuild-aggregates`.")
        self.stdout.write("The graph is consistent.")

    def _dump(self) -> None:
        for line in dump(patient_graph()):
            self.stdout.write(line)

    def _rebuild_aggregates(self) -> None:
        rebuild_aggregates(patient_graph())
        self.stdout.write("Events, ties and labels are counted again from the reports.")

    def _stop(self) -> None:
        stopped = embedded.stop(settings.DATA_DIR / "graph")
        self.stdout.write(
            "The embedded graph server is stopped." if stopped else "No embedded graph server was running."
        )
