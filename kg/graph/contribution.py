"""What one import says in one article, as it is kept: its whole reading in short JSON, and the reports it makes.

Kept because two imports may bring one article: the latest reading is shown, and when that import is undone the one
before it is shown again.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.errors import GraphError
from kg.graph.happening import packed, unpacked
from kg.joining import bucket
from kg.model import Document, Entity, Event, Extraction, PartialDate, Relation, Span

_PREFIXES = ("person:", "state:", "alliance:", "organization:", "place:")


def article_id(document: Document) -> str:
    """By its text alone: the same text under another title is the same article."""
    return "article:" + _hash(document.text)


def relation_bucket(kind: str, source: str, target: str) -> str:
    return f"{kind}|{source}|{target}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """All that an article adds to the graph, as properties ready to be stored."""

    article: dict[str, Any]
    reports: tuple[dict[str, Any], ...]
    mentions: tuple[dict[str, Any], ...]
    payload: str

    @property
    def digest(self) -> str:
        return _hash(self.payload)


def contribution(extraction: Extraction) -> Contribution:
    """Raises GraphError for an id that the graph cannot hold."""
    document = extraction.document
    id = article_id(document)
    article = {
        "id": id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "url": document.url,
        "text": document.text,
        "language": document.language,
    }
    reports = [r for event in extraction.events for r in _event_reports(id, event)]
    reports += [r for relation in extraction.relations for r in _relation_reports(id, relation)]
    unique = {r["id"]: r for r in reports}
    return Contribution(article, tuple(unique.values()), tuple(_mentions(id, extraction)), _encode(extraction))


def _event_reports(article: str, event: Event) -> Iterable[dict[str, Any]]:
    common = {
        "form": "event",
        "bucket": bucket(event),
        "kind": event.kind,
        "label": event.label,
        "date": str(event.date) if event.date else None,
        "status": event.status,
        "actors": [packed(a) for a in sorted(event.actors, key=packed)],
        "speaker": event.speaker,
        "confidence": event.confidence,
    }
    return _reports(article, common, event.evidence)


def _relation_reports(article: str, relation: Relation) -> Iterable[dict[str, Any]]:
    common = {
        "form": "relation",
        "bucket": relation_bucket(relation.kind, relation.source, relation.target),
        "kind": relation.kind,
        "source": relation.source,
        "target": relation.target,
        "title": relation.title,
        "former": relation.former,
        "since": str(relation.start) if relation.start else None,
        "until": str(relation.end) if relation.end else None,
        "confidence": relation.confidence,
    }
    return _reports(article, common, relation.evidence)


def _reports(article: str, common: dict[str, Any], evidence: tuple[Span, ...]) -> Iterable[dict[str, Any]]:
    """One report for each sentence. Ids cover all that a report says, so that equal ids mean equal reports."""
    spans = tuple(dict.fromkeys(evidence)) or (Span(0, 0, ""),)
    claim = _hash(json.dumps([article, common, [(s.start, s.end) for s in spans]], sort_keys=True))
    for span in spans:
        id = "report:" + _hash(f"{claim} {span.start} {span.end}")
        yield {"id": id, "claim": claim, **common, "quote": span.text, "start": span.start, "end": span.end}


def _mentions(article: str, extraction: Extraction) -> Iterable[dict[str, Any]]:
    """One for each entity that the article names, or that acts, speaks or is a relation's end unnamed."""
    acted_for: dict[str, Counter[str]] = {}
    ids = dict.fromkeys(e.id for e in extraction.entities)
    for event in extraction.events:
        for actor in event.actors:
            ids[actor.entity] = None
            if actor.state:
                ids[actor.state] = None
                acted_for.setdefault(actor.entity, Counter())[actor.state] += 1
        if event.speaker:
            ids[event.speaker] = None
    for relation in extraction.relations:
        ids[relation.source] = ids[relation.target] = None
    named = {e.id: e for e in extraction.entities}
    for id in ids:
        if not id.startswith(_PREFIXES) or "|" in id:
            raise GraphError(f"'{id}' in {article} is no id the graph can hold; ids look like person:xi-jinping.")
        entity = named.get(id)
        states = acted_for.get(id)
        yield {
            "entity": id,
            "name": entity.name if entity else None,
            "aliases": sorted(set(entity.aliases)) if entity else [],
            "starts": [s.start for s in entity.mentions] if entity else [],
            "ends": [s.end for s in entity.mentions] if entity else [],
            "state": min(states, key=lambda s: (-states[s], s)) if states else None,
        }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _encode(extraction: Extraction) -> str:
    """Everything but the text, which the article keeps. Spans are their ends."""
    document = extraction.document
    value = {
        "document": [
            document.title,
            document.published.isoformat() if document.published else None,
            document.publisher,
            document.url,
            document.language,
        ],
        "entities": [[e.id, e.kind, e.name, list(e.aliases), _ends(e.mentions)] for e in extraction.entities],
        "relations": [
            [
                r.kind,
                r.source,
                r.target,
                r.title,
                r.former,
                _text(r.start),
                _text(r.end),
                _ends(r.evidence),
                r.confidence,
            ]
            for r in extraction.relations
        ],
        "events": [
            [
                e.id,
                e.kind,
                e.label,
                _text(e.date),
                e.status,
                [packed(a) for a in e.actors],
                e.speaker,
                _ends(e.evidence),
                e.confidence,
            ]
            for e in extraction.events
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decode(payload: str, text: str) -> Extraction:
    """The reading that was kept, over its article's text."""
    value = json.loads(payload)
    title, published, publisher, url, language = value["document"]

    def spans(ends: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(start, end, text[start:end]) for start, end in ends)

    def date(written: str | None) -> PartialDate | None:
        return PartialDate.parse(written) if written else None

    return Extraction(
        Document(title, dt.date.fromisoformat(published) if published else None, publisher, url, text, (), language),
        tuple(
            Entity(id, kind, name, tuple(aliases), spans(ends)) for id, kind, name, aliases, ends in value["entities"]
        ),
        tuple(
            Relation(kind, source, target, title, former, date(start), date(end), spans(ends), confidence)
            for kind, source, target, title, former, start, end, ends, confidence in value["relations"]
        ),
        tuple(
            Event(id, kind, label, date(when), status, tuple(map(unpacked, actors)), speaker, spans(ends), confidence)
            for id, kind, label, when, status, actors, speaker, ends, confidence in value["events"]
        ),
    )


def _ends(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _text(date: PartialDate | None) -> str | None:
    return str(date) if date else None
