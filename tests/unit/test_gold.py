"""The hand-made readings in tests/gold say only what their articles say, and do not contradict themselves."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.model import PartialDate
from kg.ontology import ontology

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
ARTICLES = {path.stem: path for path in (ROOT / "fixtures" / "articles").glob("*.md")}
ARTICLES |= {path.stem: path for folder in ("press", "wire") for path in (GOLD / folder).glob("*/*.md")}
READINGS = {path.stem: path for folder in ("demo", "press", "wire") for path in (GOLD / folder).rglob("*.json")}
SAME_NAMESPACE = {"person": "leader", "organization": "alliance"}  # kinds that may stand for each other


def actors(event: dict[str, Any]) -> list[str]:
    if "participants" in event:
        return list(event["participants"])
    return [event["source"], event["target"]]


@pytest.fixture(params=sorted(READINGS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def gold(name: str) -> dict[str, Any]:
    reading: dict[str, Any] = json.loads(READINGS[name].read_text(encoding="utf-8"))
    return reading


@pytest.fixture
def text(name: str) -> str:
    return ARTICLES[name].read_text(encoding="utf-8")


def test_every_article_has_a_reading_and_every_reading_an_article() -> None:
    assert ARTICLES
    assert ARTICLES.keys() == READINGS.keys()


def test_the_front_matter_says_title_and_date_of_the_reading(gold: dict[str, Any], text: str) -> None:
    front_matter = dict(line.split(": ", 1) for line in text.split("---\n")[1].splitlines())
    assert front_matter["title"] == gold["document"]["title"]
    assert front_matter["date"] == gold["document"]["date"]
    assert front_matter["publisher"]


def test_every_quote_stands_in_one_paragraph_of_the_article(gold: dict[str, Any], text: str) -> None:
    body = text.split("---\n", 2)[2].splitlines()
    quotes = [quote for event in gold["events"] for quote in event["quotes"]]
    assert quotes
    assert [quote for quote in quotes if not any(quote in paragraph for paragraph in body)] == []


def test_every_event_has_a_quote_and_known_kinds(gold: dict[str, Any]) -> None:
    kinds = ontology().events.keys()
    for event in gold["events"]:
        assert event["quotes"], event["label"]
        assert set(event["kinds"]) <= kinds, event["label"]
        assert event["kinds"], event["label"]


def test_events_name_entities_by_their_first_name(gold: dict[str, Any]) -> None:
    known = {entity["names"][0] for entity in gold["entities"]}
    named = {actor for event in gold["events"] for actor in actors(event)}
    named |= {event["speaker"] for event in gold["events"] if "speaker" in event}
    assert named - known == set()


def test_offices_and_kinship_name_entities_by_their_first_name(gold: dict[str, Any]) -> None:
    known = {entity["names"][0] for entity in gold["entities"]}
    ties = gold["roles"] + gold["kinship"]
    assert {tie[end] for tie in ties for end in ("person", "of")} - known == set()


def test_offices_are_held_by_people_in_bodies(gold: dict[str, Any]) -> None:
    kind = {entity["names"][0]: entity["kind"] for entity in gold["entities"] if entity["kind"] != "place"}
    for role in gold["roles"]:
        assert kind[role["person"]] in ("leader", "person"), role
        assert kind[role["of"]] in ("state", "alliance", "organization"), role


def test_no_name_stands_for_two_entities_of_one_kind(gold: dict[str, Any]) -> None:
    names = Counter(
        (SAME_NAMESPACE.get(entity["kind"], entity["kind"]), spelling)
        for entity in gold["entities"]
        for spelling in entity["names"]
    )
    assert [key for key, count in names.items() if count > 1] == []


def test_everybody_but_states_is_named_in_the_article(gold: dict[str, Any], text: str) -> None:
    """A state may be present by a nationality word alone, a person or a body only by a name."""
    absent = [
        entity["names"][0]
        for entity in gold["entities"]
        if entity["kind"] != "state"
        and not any(
            re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text, re.IGNORECASE) for spelling in entity["names"]
        )
    ]
    assert absent == []


def test_directed_events_have_two_different_actors(gold: dict[str, Any]) -> None:
    for event in gold["events"]:
        if event.get("directed"):
            assert event["source"] != event["target"], event["label"]


def test_dates_are_iso_and_statuses_known(gold: dict[str, Any]) -> None:
    statuses = ontology().statuses.keys()
    for event in gold["events"]:
        assert "date" not in event or str(PartialDate.parse(event["date"])) == event["date"]
        assert event.get("status", "happened") in statuses, event["label"]


def test_no_event_is_written_down_twice(gold: dict[str, Any]) -> None:
    seen = Counter((event["label"], tuple(sorted(actors(event)))) for event in gold["events"])
    assert [key for key, count in seen.items() if count > 1] == []
