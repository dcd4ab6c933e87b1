"""Who may open which address, and what every answer says about itself."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kg.graph.connect import Graph

from ..factories import PASSWORD, UserFactory

# Every address of our own: (example, status for nobody, for a reader, for an editor).
ACCESS = {
    "home": ("/", 302, 200, 200),
    "about": ("/about/", 302, 200, 200),
    "search": ("/search/", 302, 200, 200),
    "suggest": ("/search/suggest/", 302, 200, 200),
    "pair": ("/pair/PRK/RUS/", 302, 200, 200),
    "event": ("/event/0000/", 302, 404, 404),
    "article": ("/article/0000/", 302, 404, 404),
    "articles": ("/articles/", 302, 200, 200),
    "browse": ("/all/state/", 302, 200, 200),
    "imports": ("/imports/", 302, 403, 200),
    "import": ("/imports/9999/", 302, 403, 404),
    "import-undo": ("/imports/9999/undo/", 302, 403, 405),
    "import-again": ("/imports/9999/again/", 302, 403, 405),
    "import-original": ("/imports/9999/original/", 302, 403, 404),
    "live": ("/health/live/", 200, 200, 200),
    "ready": ("/health/ready/", 200, 200, 200),
    "entity": ("/state/CHN/", 302, 200, 200),
    "entity-tab": ("/state/CHN/names/", 302, 200, 200),
}


def own_names() -> set[str]:
    patterns: list[URLPattern | URLResolver] = get_resolver().url_patterns
    return {p.name for p in patterns if isinstance(p, URLPattern) and p.name}


def test_every_address_is_in_the_table() -> None:
    assert own_names() == set(ACCESS)


@pytest.mark.parametrize("name", ACCESS)
def test_only_those_who_may_open_it(name: str, reader: Client, editor: Client) -> None:
    address, nobody, for_reader, for_editor = ACCESS[name]
    assert Client().get(address).status_code == nobody
    assert reader.get(address).status_code == for_reader
    assert editor.get(address).status_code == for_editor


def test_a_reader_logs_in_and_out(site_graph: Graph, db: None) -> None:
    user = UserFactory()
    client = Client()
    page = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert page.status_code == 302
    assert client.get("/about/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/about/").status_code == 302


def test_nobody_registers_himself(db: None) -> None:
    assert "closed" in Client().get("/accounts/signup/").content.decode().lower()


@pytest.mark.parametrize("address", ["/", "/about/", "/accounts/login/", "/leader/nobody/", "/health/live/"])
def test_every_answer_carries_the_policy(address: str, reader: Client) -> None:
    headers = reader.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_private_pages_are_not_kept(reader: Client) -> None:
    assert reader.get("/about/").headers["Cache-Control"] == "no-store, private"
