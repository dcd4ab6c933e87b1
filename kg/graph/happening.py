"""An event as the graph keeps it: what follows from the reports of one bucket, who acts in it, and whom it ties."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.joining import cluster, merge
from kg.model import Actor, Event, PartialDate, Span
from kg.ontology import ontology

Key = tuple[str, str]  # the ids of a pair, the smaller first


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of one event, in one or more sentences (reports, by id)."""

    article: str
    event: Event
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acting:
    """`entity` acts in an event; `via` are the persons through whom a state does, none where it acts itself."""

    entity: str
    role: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """An event node with its relationships. `properties` are its own, ready to be stored."""

    id: str
    kind: str
    date: PartialDate | None
    counted: bool
    actors: tuple[Actor, ...]
    reports: tuple[str, ...]
    properties: dict[str, Any]

    @property
    def actings(self) -> tuple[Acting, ...]:
        direct = {(a.entity, a.role) for a in self.actors}
        lifted: dict[tuple[str, str], set[str]] = {}
        for a in self.actors:
            if a.state and a.role != "place" and (a.state, a.role) not in direct:
                lifted.setdefault((a.state, a.role), set()).add(a.entity)
        told = [Acting(*key) for key in direct] + [Acting(*key, tuple(sorted(via))) for key, via in lifted.items()]
        return tuple(sorted(told, key=lambda a: (a.entity, a.role)))

    @property
    def entities(self) -> frozenset[str]:
        """For whom it counts; nobody where it is denied."""
        return frozenset(a.entity for a in self.actings if a.role != "place") if self.counted else frozenset()

    @property
    def pairs(self) -> frozenset[Key]:
        """Whom it ties, as they are and lifted to their states; two who are on one side of it are not tied."""
        if not self.counted:
            return frozenset()
        parties = [a for a in self.actors if a.role != "place"]
        found: set[Key] = set()
        for i, a in enumerate(parties):
            for b in parties[i + 1 :]:
                if a.role == b.role != "participant":
                    continue
                for x, y in ((a.entity, b.entity), (a.state or a.entity, b.state or b.entity)):
                    if x != y:
                        found.add(pair(x, y))
        return frozenset(found)


def pair(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)


def happenings(bucket: str, claims: Iterable[Claim]) -> list[Happening]:
    """The events that the claims of one bucket tell, whatever their order."""
    ordered = sorted(claims, key=lambda c: (c.article, c.reports))
    found = []
    seen: Counter[str] = Counter()
    for part in cluster([c.event for c in ordered]):
        told = [ordered[i] for i in part]
        joined = merge([c.event for c in told])
        # A denial has the actors and date of what it denies, so the joined id alone may meet another event's.
        base = f"{joined.id}\n{bucket}\n{joined.status == 'denied'}"
        seen[base] += 1
        id = "event:" + hashlib.sha256(f"{base}\n{seen[base]}".encode()).hexdigest()[:16]
        found.append(_happening(id, bucket, joined, told))
    return found


def _happening(id: str, bucket: str, event: Event, told: Sequence[Claim]) -> Happening:
    type_ = ontology().events[event.kind]
    date = event.date
    first = date.first.isoformat() if date else None
    reports = tuple(sorted({r for c in told for r in c.reports}))
    properties = {
        "id": id,
        "bucket": bucket,
        "kind": event.kind,
        "label": event.label,
        "date": str(date) if date else None,
        "first": first,
        "last": date.last.isoformat() if date else None,
        "at": f"{first or '0000-00-00'} {id}",  # sorts by time, and is the key by which lists are paged
        "status": event.status,
        "counted": event.status != "denied",
        "side": type_.side,
        "intensity": type_.intensity,
        "confidence": event.confidence,
        "reports": len(reports),
        "articles": len({c.article for c in told}),
        "actors": [packed(a) for a in sorted(event.actors, key=packed)],
    }
    return Happening(id, event.kind, date, event.status != "denied", event.actors, reports, properties)


def stored(properties: dict[str, Any], reports: Iterable[str]) -> Happening:
    """A happening read back from its node."""
    date = PartialDate.parse(properties["date"]) if properties.get("date") else None
    actors = tuple(unpacked(text) for text in properties["actors"])
    return Happening(
        properties["id"],
        properties["kind"],
        date,
        properties["counted"],
        actors,
        tuple(sorted(reports)),
        properties,
    )


def claim_of(reports: Sequence[dict[str, Any]], article: str) -> Claim:
    """The reports of one claim back as the event that its article tells."""
    one = reports[0]
    spans = tuple(sorted(Span(r["start"], r["end"], r["quote"]) for r in reports if r["quote"]))
    event = Event(
        id="",
        kind=one["kind"],
        label=one["label"],
        date=PartialDate.parse(one["date"]) if one.get("date") else None,
        status=one["status"],
        actors=tuple(unpacked(text) for text in one["actors"]),
        speaker=one.get("speaker"),
        evidence=spans,
        confidence=one["confidence"],
    )
    return Claim(article, event, tuple(sorted(r["id"] for r in reports)))


def packed(actor: Actor) -> str:
    """An actor as one string; ids hold no `|`."""
    return f"{actor.entity}|{actor.role}|{actor.state or ''}"


def unpacked(text: str) -> Actor:
    entity, role, state = text.split("|")
    return Actor(entity, role, state or None)  # type: ignore[arg-type]  # only `packed` writes it
