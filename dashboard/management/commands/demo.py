"""`manage.py demo`: the demo articles in the graph, a login, a worker and a server, until Ctrl-C."""

import argparse
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings

from dashboard import imports
from dashboard.graph import patient_graph
from dashboard.management.command import EntenteCommand
from dashboard.management.input_file import bytes_of
from dashboard.models import Import, User
from kg import ingest
from kg.errors import KGError
from kg.graph import read

_USER = "demo"


class Command(EntenteCommand):
    help = "Read the demo articles into the graph and serve the site on this machine."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-server", action="store_true", help="prepare everything, serve nothing")

    def run(self, **options: Any) -> None:
        port: int = options["port"]
        if not options["no_server"]:
            _require_free(port)
        self.stdout.write("Starting the graph and loading the known world ...")
        self.stdout.flush()
        ingest.load_reference(patient_graph())
        self._read_articles()
        password = _demo_password()
        counts = dict(read.world(patient_graph()).counts)
        kinds = ("leader", "state", "alliance", "event", "report")
        self.stdout.write("In the graph: " + ", ".join(f"{counts.get(kind, 0)} {kind}s" for kind in kinds) + ".")
        if options["no_server"]:
            return
        with _Servers(port) as servers:
            servers.wait_ready(port)
            self.stdout.write(f"Open: http://127.0.0.1:{port}/")
            self.stdout.write(f"User: {_USER}")
            self.stdout.write(f"Password: {password}")
            self.stdout.flush()
            servers.wait()

    def _read_articles(self) -> None:
        paths = sorted((Path(settings.BASE_DIR) / "fixtures" / "articles").glob("*.md"))
        for number, path in enumerate(paths, 1):
            job, is_new = imports.receive(bytes_of(path), path.name, None)
            if is_new or job.status != Import.Status.DONE:
                imports.run(job)
            what = ", ".join(f"{n} {what}" for what, n in job.counts.items()) if is_new else "already there"
            self.stdout.write(f"  {number}/{len(paths)} {job.title or job.name}: {job.reason or what}")
            self.stdout.flush()


class _Servers:
    """The web server and the worker of the imports, stopped together."""

    def __init__(self, port: int) -> None:
        self._commands = (
            [sys.executable, "manage.py", "db_worker", "--interval", "1"],
            [
                *(sys.executable, "-m", "gunicorn", "dashboard.wsgi", "--bind", f"127.0.0.1:{port}"),
                *("--worker-class", "gthread", "--threads", "8", "--log-level", "warning"),
            ],
        )
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "_Servers":
        signal.signal(signal.SIGTERM, _interrupt)
        self._running = [subprocess.Popen(command, cwd=settings.BASE_DIR) for command in self._commands]  # noqa: S603
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait(10)

    def wait_ready(self, port: int) -> None:
        """Returns when the web server takes connections. Raises KGError where it does not start."""
        for _ in range(300):
            if self._running[1].poll() is not None:
                raise KGError("The web server ended at its start; its message stands above.")
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise KGError("The web server does not answer within 30 seconds; try again, or another PORT.")

    def wait(self) -> None:
        try:
            self._running[1].wait()
        except KeyboardInterrupt:
            sys.stdout.write("\nStopping.\n")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _require_free(port: int) -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError as error:
            raise KGError(f"Port {port} is taken; choose another, for example: make demo PORT={port + 1}") from error


def _demo_password() -> str:
    """Made at random on the first run and kept with the data, so that later runs can print it again."""
    file = Path(settings.DATA_DIR) / "demo.password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(12))
    password = file.read_text()
    user, _ = User.objects.get_or_create(username=_USER, defaults={"is_staff": True, "is_superuser": True})
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    return password
