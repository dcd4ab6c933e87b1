"""The servers that the one test body runs on: the embedded one always, real Neo4js where they are named.

`ENTENTE_NEO4J_URIS` holds `name=uri` pairs separated by spaces (`.ci/neo4j_servers.py` starts them), each with
the password `ENTENTE_NEO4J_PASSWORD`. Under `CI` their absence is a failure.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import embedded
from kg.graph.connect import Graph, GraphConfig, make_schema
from kg.graph.known import write_reference
from kg.graph.write import write_extraction

from . import world

_NEO4J = dict(pair.split("=", 1) for pair in os.environ.get("ENTENTE_NEO4J_URIS", "").split())
_EXPECTED = ("neo4j-lts", "neo4j-current")


@pytest.fixture(scope="session", params=["embedded", *_EXPECTED])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph with its schema; its content is whatever the test before left."""
    data = tmp_path_factory.mktemp("graph")
    if request.param == "embedded":
        graph = Graph(GraphConfig(None, "", "", "neo4j", data, read_seconds=60))
        make_schema(graph)
        yield graph
        graph.close()
        embedded.stop(data / "graph")
        return
    uri = _NEO4J.get(request.param)
    if uri is None:
        reason = f"no {request.param} server; run .ci/neo4j_servers.py and set ENTENTE_NEO4J_URIS"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    password = os.environ["ENTENTE_NEO4J_PASSWORD"]
    graph = Graph(GraphConfig(uri, "neo4j", password, "neo4j", Path(data), read_seconds=60))
    make_schema(graph)
    yield graph
    graph.close()


@pytest.fixture
def graph(server: Graph) -> Graph:
    """An empty graph."""
    server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    return server


@pytest.fixture
def known(graph: Graph) -> Graph:
    """The small world's reference, and nothing said yet."""
    write_reference(graph, world.reference())
    return graph


@pytest.fixture(scope="module")
def told(server: Graph) -> Graph:
    """The reference and both articles, for tests that only ask."""
    server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    write_reference(server, world.reference())
    write_extraction(server, world.talks(), "1")
    write_extraction(server, world.protest(), "2")
    return server
