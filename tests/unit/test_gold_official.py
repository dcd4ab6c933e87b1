"""The readings of official statements fit their texts, which stay outside of the project: quotes are offsets."""

import json
import lzma
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.unit.test_gold import (
    GOLD,
    ROOT,
    test_dates_are_iso_and_statuses_known,
    test_directed_events_have_two_different_actors,
    test_events_name_entities_by_their_first_name,
    test_every_event_has_a_quote_and_known_kinds,
    test_everybody_but_states_is_named_in_the_article,
    test_no_event_is_written_down_twice,
    test_no_name_stands_for_two_entities_of_one_kind,
    test_offices_and_kinship_name_entities_by_their_first_name,
    test_offices_are_held_by_people_in_bodies,
)

__all__ = [  # the rules of every reading, run here with the fixtures below
    "test_dates_are_iso_and_statuses_known",
    "test_directed_events_have_two_different_actors",
    "test_events_name_entities_by_their_first_name",
    "test_every_event_has_a_quote_and_known_kinds",
    "test_everybody_but_states_is_named_in_the_article",
    "test_no_event_is_written_down_twice",
    "test_no_name_stands_for_two_entities_of_one_kind",
    "test_offices_and_kinship_name_entities_by_their_first_name",
    "test_offices_are_held_by_people_in_bodies",
]

STATEMENTS = ROOT.parent / "shared" / "data" / "official_statements.jsonl.xz"
READINGS = {path.stem: path for path in (GOLD / "official").rglob("*.json")}


def reading(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, str]]:
    if not STATEMENTS.exists():
        pytest.skip("the official statements are not in ../shared/data")
    with lzma.open(STATEMENTS, "rt", encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


@pytest.fixture(params=sorted(READINGS))
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    return reading(READINGS[request.param])


@pytest.fixture
def record(gold: dict[str, Any], records: dict[str, dict[str, str]]) -> dict[str, str]:
    return records[gold["document"]["record"]]


@pytest.fixture
def text(record: dict[str, str]) -> str:
    """Title and text: a speech names its speaker only above it."""
    return f"{record['title']}\n{record['text']}"


def test_no_record_is_read_twice() -> None:
    ids = [reading(path)["document"]["record"] for path in READINGS.values()]
    assert ids
    assert len(ids) == len(set(ids))


def test_the_document_has_title_and_date_of_its_record(gold: dict[str, Any], record: dict[str, str]) -> None:
    assert gold["document"] == {"record": record["id"], "title": record["title"], "date": record["date"]}


def test_every_quote_is_whole_words_of_one_paragraph(gold: dict[str, Any], record: dict[str, str]) -> None:
    text = record["text"]
    for event in gold["events"]:
        for start, end in event["quotes"]:
            assert 0 <= start < end <= len(text), event["label"]
            assert "\n" not in text[start:end], event["label"]
            edges = [text[max(at - 1, 0) : at + 1] for at in (start, end)]
            assert not any(len(edge) == 2 and edge.isalnum() for edge in edges), event["label"]
            assert len(text[start:end].split()) > 1, event["label"]


def test_no_span_of_an_event_overlaps_another_of_it(gold: dict[str, Any]) -> None:
    for event in gold["events"]:
        assert all(left[1] <= right[0] for left, right in pairwise(sorted(event["quotes"]))), event["label"]
