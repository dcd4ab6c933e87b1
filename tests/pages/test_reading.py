"""The pages a reader sees, over two demo articles."""

import re

import pytest
from django.test import Client

from dashboard.graph import graph

PAGES = [
    "/",
    "/about/",
    "/search/",
    "/search/?q=Xi",
    "/search/?q=Putin+Kim",
    "/leader/vladimir-putin/",
    "/leader/vladimir-putin/network/",
    "/leader/vladimir-putin/network/?distance=2",
    "/leader/vladimir-putin/network/?arrange=region&minimum=1&first=2020",
    "/leader/vladimir-putin/timeline/",
    "/leader/vladimir-putin/evidence/",
    "/leader/vladimir-putin/names/",
    "/state/PRK/",
    "/alliance/nato/",
    "/pair/kim-jong-un/vladimir-putin/",
    "/pair/PRK/RUS/",
    "/all/leader/",
    "/all/state/",
    "/all/alliance/",
    "/articles/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_shown_with_three_store_calls_at_most(reader: Client, address: str) -> None:
    before = graph().calls
    response = reader.get(address)
    assert response.status_code == 200
    assert graph().calls - before <= 3


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_styles_or_scripts_of_its_own(reader: Client, address: str) -> None:
    html = reader.get(address).content.decode()
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


def test_a_pair_shows_the_sentence_that_says_so(reader: Client) -> None:
    html = reader.get("/pair/kim-jong-un/vladimir-putin/").content.decode()
    assert "<blockquote" in html
    assert "/article/" in html


def test_the_other_order_of_a_pair_leads_to_the_one_address(reader: Client) -> None:
    response = reader.get("/pair/vladimir-putin/kim-jong-un/?side=conflict")
    assert response.status_code == 301
    assert response["Location"] == "/pair/kim-jong-un/vladimir-putin/?side=conflict"


def test_two_names_offer_the_relation(reader: Client) -> None:
    assert "/pair/kim-jong-un/vladimir-putin/" in reader.get("/search/?q=Putin+Kim+Jong").content.decode() or (
        "/pair/" in reader.get("/search/?q=Putin, Kim").content.decode()
    )


@pytest.mark.parametrize("query", ["习近平", "Путин", "김정은", "zelensky"])
def test_a_leader_is_found_in_other_spellings(reader: Client, query: str) -> None:
    assert "/leader/" in reader.get("/search/", {"q": query}).content.decode()


def test_an_unknown_name_is_a_404_that_says_so(reader: Client) -> None:
    response = reader.get("/leader/nobody-at-all/")
    assert response.status_code == 404
    assert "nobody-at-all" in response.content.decode()


def test_wrong_filters_are_said_and_ignored(reader: Client) -> None:
    response = reader.get("/leader/vladimir-putin/evidence/?first=soon&kind=NONSENSE")
    assert response.status_code == 200
    assert "Enter a whole number" in response.content.decode()


def test_events_come_as_csv(reader: Client) -> None:
    response = reader.get("/pair/PRK/RUS/?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.decode().startswith("date,type,label")


def test_an_article_marks_its_sentences(reader: Client) -> None:
    address = re.findall(r"/article/[^/]+/", reader.get("/articles/").content.decode())[0]
    html = reader.get(address).content.decode()
    assert "<mark>" in html
    anchors = set(re.findall(r'id="(s\d+)"', html))
    assert set(re.findall(r'href="#(s\d+)"', html)) <= anchors


def test_an_event_shows_its_actors_and_reports(reader: Client) -> None:
    address = re.findall(r"/event/[^/]+/", reader.get("/pair/PRK/RUS/").content.decode())[0]
    html = reader.get(address).content.decode()
    assert "<blockquote" in html
    assert "Role" in html
