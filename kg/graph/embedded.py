"""The graph server that needs no installation: ArcadeDB out of a wheel, with its own Java, as one daemon on loopback.

Any process may ask for it; the first one starts it, the others find it, and it outlives them all. Everything it
keeps lies in one folder: `server.json` (where it listens), `password`, `version`, `databases/`, `log/`.
"""

import fcntl
import http.client
import importlib.metadata
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import GraphError, GraphUnavailableError

_PACKAGE = "arcadedb-embedded"
_HOST = "127.0.0.1"
_START_LIMIT = 60.0  # seconds until a starting server must be ready; 2 are usual, a busy laptop takes more
_HUNG_LIMIT = 12.0  # until one that runs but does not answer is ended and started anew
_STOP_LIMIT = 20.0
_HUNG_STOP_LIMIT = 5.0
_ATTEMPTS = 3  # a port can be taken between our looking and the server's binding
# The client's half of a Bolt handshake: the magic number and four proposed versions.
_BOLT_HELLO = bytes.fromhex("6060b017") + bytes.fromhex("00080805 00020404 00000404 00000003".replace(" ", ""))

_children: list[subprocess.Popen[bytes]] = []  # kept to reap those that end, else they stay zombies


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `started` tells its process from a later one that was given the same number."""

    pid: int
    started: str
    bolt: int
    http: int

    @property
    def uri(self) -> str:
        return f"bolt://{_HOST}:{self.bolt}"

    @property
    def alive(self) -> bool:
        return _started(self.pid) == self.started

    @property
    def ready(self) -> bool:
        """Bolt accepts before the default database exists, so both ports are asked."""
        return _http_status(self.http, "/api/v1/ready") == 204 and _bolt_answers(self.bolt)


def ensure_running(root: Path, prepare: Callable[[Server, str], None]) -> tuple[Server, str]:
    """The server over `root` and its password, started if none runs; 10 ms when it does.

    `prepare` makes the schema, once in the life of the data; after it the server is stopped cleanly and started
    again, because index files that were never closed lose entries in a power cut (see docs/decisions.md).
    Raises GraphUnavailableError.
    """
    server = _remembered(root)
    if server is not None and server.alive and server.ready:
        return server, _password(root)
    with _locked(root):
        _check_version(root)
        password = _password(root)
        server = _running(root) or _start(root)
        if not (root / "prepared").exists():
            prepare(server, password)
            _end(server)
            server = _start(root)
            (root / "prepared").write_text("schema made, then closed cleanly\n", encoding="utf-8")
        return server, password


def stop(root: Path) -> bool:
    """Stops the server cleanly; False if none was running."""
    if not root.exists():
        return False
    with _locked(root):
        server = _remembered(root)
        if server is None or not server.alive:
            return False
        _end(server)
        (root / "server.json").unlink(missing_ok=True)
        return True


def status(root: Path) -> Server | None:
    """The server that runs over `root`, if one does; starts nothing."""
    server = _remembered(root)
    return server if server is not None and server.alive else None


def sql(server: Server, password: str, command: str) -> None:
    """Runs one SQL command: what Cypher cannot say on this server. Raises GraphError with the server's reason."""
    connection = http.client.HTTPConnection(_HOST, server.http, timeout=30)
    basic = b64encode(f"root:{password}".encode()).decode()
    body = json.dumps({"language": "sql", "command": command})
    try:
        headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/command/neo4j", body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except OSError as error:
        raise GraphUnavailableError(f"The embedded graph server stopped answering ({error}); try again.") from error
    finally:
        connection.close()
    if answer.status != 200:
        raise GraphError(f"The embedded graph server refused '{command}': {text[:300]}")


def _start(root: Path) -> Server:
    """A new ready server, on the ports used last where they are free."""
    last = _remembered(root)
    for attempt in range(_ATTEMPTS):
        keep = last is not None and attempt == 0
        bolt = _free_port(last.bolt if last and keep else 0)
        server = _spawn(root, bolt, _free_port(last.http if last and keep else 0, other_than=bolt))
        if _becomes_ready(server, _START_LIMIT):
            return server
        _end(server)  # half-started, for example because a port was taken
    raise GraphUnavailableError(
        f"The embedded graph server did not start within {_START_LIMIT:.0f} seconds; its reason is in {root / 'log'}."
    )


def _spawn(root: Path, bolt: int, http_port: int) -> Server:
    with (root / "log" / "start.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 (the program is the wheel's, the arguments are ours)
            _command(root, bolt, http_port),
            stdin=subprocess.DEVNULL,  # it would wait for a password at a terminal
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=root,
            start_new_session=True,  # Ctrl-C in the terminal that happened to start it must not stop it
        )
    _children.append(process)
    started = _started(process.pid) or ""
    server = Server(process.pid, started, bolt, http_port)
    _write(root / "server.json", json.dumps(asdict(server)))
    return server


def _command(root: Path, bolt: int, http_port: int) -> list[str]:
    package = _package_folder()
    settings = {
        "server.rootPath": root,
        "server.logsDirectory": root / "log",
        "server.rootPasswordPath": root / "password",
        "server.mode": "development",  # production hides the text of every error from Bolt
        "opencypher.loadCsv.allowFileUrls": "false",  # development would let LOAD CSV read any file
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "server.defaultDatabases": "neo4j[]",
        "bolt.defaultDatabase": "neo4j",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": _HOST,
        "bolt.port": bolt,
        "server.httpIncomingHost": _HOST,
        "server.httpIncomingPort": http_port,
        "bolt.maxMessageSize": 256 * 2**20,  # a longer message hangs its client for ever
        "command.timeout": 120_000,  # ms; the driver's own limit is ignored by this server
        "txWalFlush": 1,  # the default loses acknowledged writes in a power cut
    }
    return [
        str(package / "jre" / "bin" / "java"),
        "-Xmx1g",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        *(f"-Darcadedb.{key}={value}" for key, value in settings.items()),
        "-cp",
        ":".join(sorted(str(jar) for jar in (package / "jars").glob("*.jar"))),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _end(server: Server, patience: float = _STOP_LIMIT) -> None:
    """Ends exactly that process: politely, then not."""
    for sign, limit in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        if not server.alive:
            return
        os.kill(server.pid, sign)
        if _wait(lambda: not server.alive, limit):
            return


def _running(root: Path) -> Server | None:
    """The remembered server once it is ready; one that lives but never gets ready is ended."""
    server = _remembered(root)
    if server is None or not server.alive:
        return None
    if _becomes_ready(server, _HUNG_LIMIT):
        return server
    _end(server, _HUNG_STOP_LIMIT)
    return None


def _becomes_ready(server: Server, seconds: float) -> bool:
    return _wait(lambda: server.ready or not server.alive, seconds) and server.alive


def _remembered(root: Path) -> Server | None:
    try:
        return Server(**json.loads((root / "server.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # none yet, or cut off half written: as good as none
        return None


def _password(root: Path) -> str:
    """The password, made at random when the data are new; the server reads it at its first start only."""
    path = root / "password"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if (root / "databases").exists():
            raise GraphUnavailableError(
                f"The graph's password file {path} is missing; put it back from your backup."
            ) from None
    password = secrets.token_urlsafe(24)
    _write(path, password)
    return password


def _check_version(root: Path) -> None:
    """Data written by one version are opened by that version only. Raises GraphUnavailableError."""
    try:
        installed = importlib.metadata.version(_PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise GraphUnavailableError(
            f"The package {_PACKAGE} is not installed; run 'make install', or set NEO4J_URI to use a Neo4j server."
        ) from None
    path = root / "version"
    if not path.exists():
        _write(path, installed)
    elif (made_by := path.read_text(encoding="utf-8").strip()) != installed:
        raise GraphUnavailableError(
            f"The graph in {root} was written by {_PACKAGE} {made_by}, but {installed} is installed; "
            f"install {made_by}, or move the folder away and import again."
        )


def _package_folder() -> Path:
    spec = importlib.util.find_spec("arcadedb_embedded")  # found, not imported: importing would start a JVM bridge
    if spec is None or not spec.submodule_search_locations:
        raise GraphUnavailableError(f"The package {_PACKAGE} is broken; run 'make install' again.")
    return Path(spec.submodule_search_locations[0])


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One starter or stopper at a time, over all processes. Raises GraphUnavailableError if `root` is not writable."""
    try:
        (root / "log").mkdir(parents=True, exist_ok=True)
        lock = (root / "lock").open("w")
    except OSError as error:
        raise GraphUnavailableError(
            f"The graph's folder {root} cannot be written ({error.strerror}); make it writable or set DATA_DIR."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and for our eyes only."""
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def _started(pid: int) -> str | None:
    """When that process started, in the system's own words; None if it is gone or a zombie."""
    for child in _children[:]:
        if child.poll() is not None:
            _children.remove(child)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return None if fields[0] == "Z" else fields[19]
    except OSError:
        if Path("/proc/self/stat").exists():
            return None
    told = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    state, _, when = told.partition(" ")
    return when.strip() if state and "Z" not in state else None


def _free_port(wanted: int, other_than: int = 0) -> int:
    for port in (wanted, 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            if found != other_than:
                return found
    raise GraphUnavailableError("No free port on 127.0.0.1 for the embedded graph server; end a program and try again.")


def _http_status(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(_HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _bolt_answers(port: int) -> bool:
    try:
        with socket.create_connection((_HOST, port), timeout=2) as line:
            line.sendall(_BOLT_HELLO)
            return len(line.recv(4)) == 4
    except OSError:
        return False


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    """Asks until it holds or the time is up."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
