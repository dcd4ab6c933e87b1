"""The sentences in tests/gold/sentences name the actors of the events that are written down for them."""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.folding import fold
from kg.model import PartialDate
from kg.ontology import ontology
from kg.reference.world import world

FOLDER = Path(__file__).parents[1] / "gold" / "sentences"
KEYS = {"id", "date", "text", "events"}
COMMON = {"the", "and", "north", "south", "united", "states", "democratic", "republic"}  # name nobody by themselves
EVENT_KEYS = {"kinds", "source", "target", "participants", "status", "required", "implied"}


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def actors(event: dict[str, Any]) -> list[str]:
    if "participants" in event:
        return list(event["participants"])
    return [event["source"], event["target"]]


@cache
def spellings() -> dict[str, set[str]]:
    """What may stand for a known actor, folded, by the actor's name; for a state also the seats of its government."""
    known = world()
    of = defaultdict(set)
    for name, id, _use in known.names():
        of[id].add(fold(name))
    for body in known.bodies.values():
        if body.state and body.acts:
            of[body.state] |= {fold(name) for name in (body.name, *body.aliases)}
    for body_id in ("alliance:eu", "organization:european-commission"):
        of[body_id].add("brussels")
    return {fold(entity.name): of[entity.id] for entity in known.entities()}


def stands_in(actor: str, text: str) -> bool:
    """Whether a word of the actor's name stands in the text, or what else is known to name the actor."""
    words = {word for word in fold(actor).split() if len(word) > 2} - COMMON
    names = words | spellings().get(fold(actor), set())
    return any(re.search(rf"\b{re.escape(name)}\b", fold(text)) for name in names)


@pytest.fixture(params=sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def items(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return read(request.param)


def test_every_item_has_a_sentence_a_date_and_events(items: list[dict[str, Any]]) -> None:
    assert items
    for item in items:
        assert item.keys() == KEYS, item["id"]
        assert item["text"].strip() == item["text"] != "", item["id"]
        date = PartialDate.parse(item["date"])
        assert (str(date), date.precision) == (item["date"], "day"), item["id"]


def test_ids_and_sentences_are_unique() -> None:
    every = [item for path in FOLDER.glob("*.jsonl") for item in read(path)]
    assert every
    for key in ("id", "text"):
        assert [value for value, count in Counter(item[key] for item in every).items() if count > 1] == []


def test_events_have_known_kinds_statuses_and_two_parties(items: list[dict[str, Any]]) -> None:
    for item in items:
        for event in item["events"]:
            assert event.keys() <= EVENT_KEYS, item["id"]
            assert event["kinds"], item["id"]
            assert set(event["kinds"]) <= ontology().events.keys(), item["id"]
            assert event.get("status", "happened") in ontology().statuses, item["id"]
            assert len(set(actors(event))) == len(actors(event)) >= 2, item["id"]


def test_actors_are_named_in_the_sentence_or_said_to_be_implied(items: list[dict[str, Any]]) -> None:
    absent = [
        (item["id"], actor)
        for item in items
        for event in item["events"]
        if not event.get("implied")
        for actor in actors(event)
        if not stands_in(actor, item["text"])
    ]
    assert absent == []
