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
from django.core.management import call_command

from dashboard import imports
from dashboard.counting import counted
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
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            self._prepare()
            if options["no_server"]:
                self._read_articles()
                return
            with _Servers(port) as servers:  # they start up while the articles are read
                self._read_articles()
                password = _demo_password()
                servers.wait_ready(port)
                self._say(f"Open: http://127.0.0.1:{port}/", f"User: {_USER}", f"Password: {password}")
                servers.wait()
        except KeyboardInterrupt:
            self._say("", "Stopped. The graph's server still runs; `make clean` ends it and deletes all data.")

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self) -> None:
        self._say("Preparing the database ...")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self._say("Starting the graph and loading the known world ...")
        ingest.load_reference(patient_graph())

    def _read_articles(self) -> None:
        paths = sorted((Path(settings.BASE_DIR) / "fixtures" / "articles").glob("*.md"))
        for number, path in enumerate(paths, 1):
            job, is_new = imports.receive(bytes_of(path), path.name, None)
            if is_new or job.status != Import.Status.DONE:
                imports.run(job)
            what = counted(job.counts) if is_new else "already there"
            self._say(f"  {number}/{len(paths)} {job.title or job.name}: {job.reason or what}")
        counts = dict(read.world(patient_graph()).counts)
        kinds = ("leader", "state", "alliance", "event", "report")
        self._say(f"In the graph: {counted({f'{kind}s': counts.get(kind, 0) for kind in kinds})}.")


class _Servers:
    """The web server and the worker of the imports, stopped together."""

    def __init__(self, port: int) -> None:
        self._commands = (
            [sys.executable, "manage.py", "worker", "--verbosity", "0"],
            [
                *(sys.executable, "-m", "gunicorn", "dashboard.wsgi", "--bind", f"127.0.0.1:{port}"),
                *("--worker-class", "gthread", "--threads", "8", "--log-level", "warning"),
            ],
        )
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "_Servers":
        # In a session of their own: Ctrl-C reaches this process alone, which then ends them one by one.
        self._running = [_started(command) for command in self._commands]
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

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
        """Until the web server ends; a worker that died is followed by another. Raises KGError."""
        while self._running[1].poll() is None:
            if self._running[0].poll() is not None:
                self._running[0] = _started(self._commands[0])
            time.sleep(0.5)
        raise KGError("The web server ended; its message stands above.")


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


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
