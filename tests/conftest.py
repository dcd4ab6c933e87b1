"""The graph of the site for tests of pages: embedded, with the known world and two of the demo's articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from dashboard import graph as site
from kg import ingest
from kg.graph import embedded
from kg.graph.connect import Graph

from .factories import EditorFactory, UserFactory

ARTICLES = Path(settings.BASE_DIR) / "fixtures" / "articles"


@pytest.fixture(scope="session")
def site_graph() -> Iterator[Graph]:
    graph = site.patient_graph()
    ingest.load_reference(graph)
    for number, name in enumerate(("pyongyang-treaty-2024.md", "vostochny-2023.md"), 1):
        document = ingest.read(ARTICLES / name)
        ingest.commit(graph, ingest.extract(document), f"fixture-{number}")
    yield graph
    site.graph().close()
    graph.close()
    embedded.stop(settings.DATA_DIR / "graph")


@pytest.fixture
def reader(site_graph: Graph, db: None) -> Client:
    client = Client()
    client.force_login(UserFactory())
    return client


@pytest.fixture
def editor(site_graph: Graph, db: None) -> Client:
    client = Client()
    client.force_login(EditorFactory())
    return client
