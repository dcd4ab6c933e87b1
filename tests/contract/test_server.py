"""What happens to a page or command when the graph's server is not as it should be: one sentence, soon."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kg.errors import GraphError, GraphUnavailableError
from kg.graph import embedded
from kg.graph.connect import Graph, GraphConfig, make_schema
from kg.graph.dump import dump
from kg.graph.known import write_reference
from kg.graph.write import write_extraction

from . import world

_ASK = """
import sys
from pathlib import Path
from kg.graph.connect import Graph, GraphConfig
graph = Graph(GraphConfig(None, "", "", "neo4j", Path(sys.argv[1])))
print(graph.read("MATCH (n:Entity) RETURN count(n) AS n")[0]["n"])
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Embedded data with the small world in it."""
    folder = tmp_path_factory.mktemp("served")
    graph = Graph(GraphConfig(None, "", "", "neo4j", folder, read_seconds=60))
    make_schema(graph)
    write_reference(graph, world.reference())
    write_extraction(graph, world.talks(), "1")
    graph.close()
    yield folder
    embedded.stop(folder / "graph")


def own_graph(data: Path, **settings: float) -> Graph:
    return Graph(GraphConfig(None, "", "", "neo4j", data, **settings))


def refusal(graph: Graph) -> tuple[str, float]:
    """What is said, and after how many seconds."""
    start = time.monotonic()
    with pytest.raises(GraphUnavailableError) as caught:
        graph.ready()
    return str(caught.value), time.monotonic() - start


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]


def test_a_closed_port_is_said_within_three_seconds(tmp_path: Path) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said, seconds = refusal(Graph(GraphConfig(f"bolt://127.0.0.1:{port}", "neo4j", "x", "neo4j", tmp_path)))
    assert f"127.0.0.1:{port} does not answer" in said
    assert seconds < 3


def test_a_server_that_accepts_and_falls_silent_is_said_within_three_seconds(tmp_path: Path, silent_port: int) -> None:
    graph = Graph(GraphConfig(f"bolt://127.0.0.1:{silent_port}", "neo4j", "x", "neo4j", tmp_path))
    said, seconds = refusal(graph)
    assert "does not answer" in said
    assert seconds < 3
    assert refusal(graph)[1] < 0.1  # and for a while at once: the breaker is open


def test_a_wrong_password_is_said(data: Path) -> None:
    own = own_graph(data)
    own.ready()
    server = embedded.status(data / "graph")
    assert server is not None
    said, seconds = refusal(Graph(GraphConfig(server.uri, "root", "wrong password", "neo4j", data)))
    assert "refused the login; check NEO4J_USER and NEO4J_PASSWORD" in said
    assert seconds < 3
    own.close()


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7687", "bolt://", "nonsense"])
def test_an_address_that_is_none_is_said(uri: str, tmp_path: Path) -> None:
    said, seconds = refusal(Graph(GraphConfig(uri, "neo4j", "x", "neo4j", tmp_path)))
    assert uri in said
    assert seconds < 3


def test_a_name_that_no_server_has_is_said(tmp_path: Path) -> None:
    said, _ = refusal(Graph(GraphConfig("bolt://no-such-host.invalid:7687", "neo4j", "x", "neo4j", tmp_path)))
    assert "no-such-host.invalid:7687 does not answer" in said


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.csv", "http://[::1]:9/x.csv"])
def test_load_csv_reads_neither_files_nor_addresses(server: Graph, address: str) -> None:
    """As docker-compose.yml sets it up; a query of ours never carries the words, this is the second wall."""
    with pytest.raises(GraphError) as caught:
        server.read("LOAD CSV FROM $address AS row RETURN row", address=address)
    said = str(caught.value).lower()
    assert any(word in said for word in ("disabled", "block", "not allowed", "denied", "refused a query")), said


def test_a_killed_server_is_started_again_with_all_that_was_written(data: Path) -> None:
    graph = own_graph(data)
    before = list(dump(graph))
    server = embedded.status(data / "graph")
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    assert list(dump(graph)) == before
    graph.close()


def test_a_server_killed_while_it_writes_has_all_of_it_or_nothing(data: Path) -> None:
    graph = own_graph(data, retry_seconds=0.1)
    before = list(dump(graph))
    server = embedded.status(data / "graph")
    assert server is not None
    killer = threading.Timer(0.1, os.kill, (server.pid, signal.SIGKILL))
    killer.start()
    with suppress(GraphUnavailableError):
        write_extraction(graph, world.protest(), "killed")
    killer.join()
    after = list(dump(graph))
    write_extraction(graph, world.protest(), "killed")  # the same again completes it, or is known
    whole = list(dump(graph))
    assert after in (before, whole)
    graph.close()


def test_a_hung_server_is_said_soon_each_time_and_replaced_meanwhile(data: Path) -> None:
    graph = own_graph(data)
    graph.ready()
    server = embedded.status(data / "graph")
    assert server is not None
    os.kill(server.pid, signal.SIGSTOP)
    end = time.monotonic() + 120
    while True:
        start = time.monotonic()
        try:
            graph.ready()
            break
        except GraphUnavailableError:
            assert time.monotonic() - start < 3
            assert time.monotonic() < end
            time.sleep(0.5)
    replaced = embedded.status(data / "graph")
    assert replaced is not None
    assert replaced.pid != server.pid
    graph.close()


def test_a_second_process_shares_the_server_of_the_first(data: Path) -> None:
    graph = own_graph(data)
    expected = graph.read("MATCH (n:Entity) RETURN count(n) AS n")[0]["n"]
    asking = [
        subprocess.Popen([sys.executable, "-c", _ASK, str(data)], stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in asking] == [str(expected)] * 3
    graph.close()


def test_data_of_another_version_are_not_opened(data: Path) -> None:
    embedded.stop(data / "graph")
    version = data / "graph" / "version"
    right = version.read_text(encoding="utf-8")
    version.write_text("25.1.1", encoding="utf-8")
    try:
        said, _ = refusal(own_graph(data))
    finally:
        version.write_text(right, encoding="utf-8")
    assert "25.1.1" in said


def test_a_lost_password_file_is_said_and_no_new_one_made(data: Path) -> None:
    embedded.stop(data / "graph")
    file = data / "graph" / "password"
    right = file.read_text(encoding="utf-8")
    file.unlink()
    try:
        said, _ = refusal(own_graph(data))
        assert not file.exists()
    finally:
        file.write_text(right, encoding="utf-8")
    assert "put it back from your backup" in said


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("a file, where a folder should be")
    said, _ = refusal(own_graph(tmp_path))
    assert "cannot be written" in said
