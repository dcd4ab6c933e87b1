"""A site whose graph is away: pages that need it say so soon; the others, and the login, go on."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.test import Client

from dashboard import graph as site
from dashboard import imports
from dashboard.models import Import

from ..factories import PASSWORD, EditorFactory
from .test_importing import TEXT, upload


@pytest.fixture(params=["closed", "silent"])
def away(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The graph's address leads to a port where nobody listens, or where somebody listens and never answers."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        if request.param == "silent":
            server.listen(64)
        settings.NEO4J_URI = f"bolt://127.0.0.1:{server.getsockname()[1]}"
        short = site.Graph(site._config(retry_seconds=1.0))
        monkeypatch.setattr(site, "patient_graph", lambda: short)
        monkeypatch.setattr(imports, "patient_graph", lambda: short)
        site.graph.cache_clear()
        yield
        site.graph.cache_clear()


@pytest.fixture
def client_in(db: None) -> Client:
    client = Client()
    client.force_login(EditorFactory())
    client.get("/about/")  # what a new process loads first is not the graph's doing
    return client


@pytest.mark.parametrize("address", ["/", "/leader/xi-jinping/", "/pair/CHN/RUS/", "/search/?q=Xi", "/articles/"])
def test_a_page_says_so_within_three_seconds(away: None, client_in: Client, address: str) -> None:
    start = time.monotonic()
    response = client_in.get(address)
    assert time.monotonic() - start < 3
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert "The graph does not answer" in response.content.decode()


@pytest.mark.parametrize("address", ["/about/", "/imports/", "/search/", "/health/live/"])
def test_pages_that_need_no_graph_work(away: None, client_in: Client, address: str) -> None:
    assert client_in.get(address).status_code == 200


def test_the_login_works(away: None, db: None) -> None:
    user = EditorFactory()
    response = Client().post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_readiness_says_which_part_is_away(away: None, db: None) -> None:
    response = Client().get("/health/ready/")
    assert response.status_code == 503
    assert "does not answer" in response.json()["graph"]


def test_an_import_is_refused_with_the_reason_and_can_be_run_again(away: None, client_in: Client) -> None:
    upload(client_in)
    job = Import.objects.get()
    assert job.status == Import.Status.REFUSED
    page = client_in.get(f"/imports/{job.pk}/").content.decode()
    assert "does not answer" in page
    assert f"/imports/{job.pk}/again/" in page


def test_an_undo_that_fails_leaves_the_import_as_it_was(away: None, client_in: Client) -> None:
    job, _ = imports.receive(TEXT.encode(), "vienna.txt", None)
    Import.objects.filter(pk=job.pk).update(status=Import.Status.DONE)
    page = client_in.post(f"/imports/{job.pk}/undo/", follow=True).content.decode()
    assert "does not answer" in page
    job.refresh_from_db()
    assert job.status == Import.Status.DONE
