"""Reads `ontology.toml`: the kinds of entities, relations and events, once per process."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Side = Literal["cooperation", "conflict"]


@dataclass(frozen=True, slots=True)
class EntityKind:
    key: str
    label: str
    plural: str
    node: str  # label of its node in the graph
    segment: str  # of its page's address


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER root type. `intensity` is on Goldstein's scale, -10 to +10."""

    key: str
    label: str
    phrase: str
    quad: str
    side: Side
    directed: bool
    intensity: float


@dataclass(frozen=True, slots=True)
class RelationKind:
    key: str
    label: str
    type: str  # of its relationship in the graph


@dataclass(frozen=True, slots=True)
class Ontology:
    entities: dict[str, EntityKind]
    relations: dict[str, RelationKind]
    events: dict[str, EventType]
    statuses: dict[str, str]  # key -> label
    quads: dict[str, str]  # key -> label


@cache
def ontology() -> Ontology:
    """The ontology of this release."""
    raw = tomllib.loads((Path(__file__).parent / "ontology.toml").read_text(encoding="utf-8"))
    quads = raw["quad_classes"]
    return Ontology(
        entities={k: EntityKind(k, **v) for k, v in raw["entities"].items()},
        relations={k: RelationKind(k, **v) for k, v in raw["relations"].items()},
        events={k: EventType(k, side=quads[v["quad"]]["side"], **v) for k, v in raw["events"].items()},
        statuses={k: v["label"] for k, v in raw["statuses"].items()},
        quads={k: v["label"] for k, v in quads.items()},
    )
