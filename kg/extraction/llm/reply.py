"""A model's reply as values: which entities, relations and events it claims. Nothing here is believed yet."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.extraction.llm.account import Dropped

_TRIES = 50  # opening braces at which the object is looked for
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ClaimedEntity:
    key: str
    kind: str
    names: tuple[str, ...]
    english: str


@dataclass(frozen=True, slots=True)
class ClaimedRelation:
    kind: str
    source: str
    target: str
    title: str
    former: bool
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """`actors` are (key of an entity, role)."""

    kind: str
    status: str
    date: str
    when: str
    actors: tuple[tuple[str, str], ...]
    speaker: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    entities: tuple[ClaimedEntity, ...]
    relations: tuple[ClaimedRelation, ...]
    events: tuple[ClaimedEvent, ...]


def read_reply(text: str, drop: Callable[[Dropped], None]) -> Reply | None:
    """The first JSON object in `text` that has events or entities, its ill-formed items given to `drop`; None where
    there is no such object."""
    for raw in _objects(text.rpartition("</think>")[2]):
        if "entities" in raw or "events" in raw:
            return Reply(
                tuple(_items(raw, "entities", _entity, drop)),
                tuple(_items(raw, "relations", _relation, drop)),
                tuple(_items(raw, "events", _event, drop)),
            )
    return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    at = -1
    for _ in range(_TRIES):
        at = text.find("{", at + 1)
        if at < 0:
            return
        try:
            found, _end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        yield found


def _items(
    raw: dict[str, Any], key: str, read: Callable[[dict[str, Any]], _T], drop: Callable[[Dropped], None]
) -> Iterator[_T]:
    items = raw.get(key) or []
    for item in items if isinstance(items, list) else [items]:
        try:
            if not isinstance(item, dict):
                raise Dropped("ill-formed items")
            yield read(item)
        except Dropped as reason:
            drop(reason)


def _entity(raw: dict[str, Any]) -> ClaimedEntity:
    names = raw.get("names")
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise Dropped("ill-formed items")
    return ClaimedEntity(_text(raw, "id"), _text(raw, "kind"), tuple(names), _text(raw, "english"))


def _relation(raw: dict[str, Any]) -> ClaimedRelation:
    return ClaimedRelation(
        _text(raw, "kind"),
        _text(raw, "source"),
        _text(raw, "target"),
        _text(raw, "title"),
        raw.get("former") is True,
        _text(raw, "quote"),
    )


def _event(raw: dict[str, Any]) -> ClaimedEvent:
    actors = raw.get("actors")
    if not isinstance(actors, list) or not all(isinstance(a, dict) for a in actors):
        raise Dropped("ill-formed items")
    return ClaimedEvent(
        _text(raw, "kind"),
        _text(raw, "status"),
        _text(raw, "date"),
        _text(raw, "when"),
        tuple((_text(a, "id"), _text(a, "role")) for a in actors),
        _text(raw, "speaker"),
        _text(raw, "quote"),
    )


def _text(raw: dict[str, Any], key: str) -> str:
    """A missing or null value is empty."""
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise Dropped("ill-formed items")
    return str(value)
