"""An Extraction as plain JSON values and as lines for people: the contract of `manage.py extract`."""

from collections.abc import Iterator
from typing import Any

from kg.model import Event, Extraction, Relation, Span


def as_json(extraction: Extraction) -> dict[str, Any]:
    """Documents, entities, relations, events; offsets count characters of the text as decoded."""
    document = extraction.document
    return {
        "document": {
            "title": document.title,
            "published": document.published.isoformat() if document.published else None,
            "publisher": document.publisher,
            "url": document.url,
            "characters": len(document.text),
        },
        "entities": [
            {
                "id": e.id,
                "kind": e.kind,
                "name": e.name,
                "aliases": list(e.aliases),
                "mentions": [_span(m) for m in e.mentions],
            }
            for e in extraction.entities
        ],
        "relations": [_relation(r) for r in extraction.relations],
        "events": [_event(e) for e in extraction.events],
    }


def as_lines(extraction: Extraction) -> Iterator[str]:
    """The same for people to read: entities by kind, offices, events with their sentences."""
    names = {e.id: e.name for e in extraction.entities}
    document = extraction.document
    yield f"{document.title} ({document.published or 'no date'})"
    for kind in dict.fromkeys(e.kind for e in extraction.entities):
        yield f"{kind}: " + ", ".join(e.name for e in extraction.entities if e.kind == kind)
    for r in extraction.relations:
        yield f"{names[r.source]}, {'former ' if r.former else ''}{r.title} – {names[r.target]}"
    for e in extraction.events:
        status = "" if e.status == "happened" else f" [{e.status}]"
        speaker = f" (says {names[e.speaker]})" if e.speaker else ""
        yield f"{e.date or 'no date'} {e.kind} {e.label}{status}{speaker}"
        for span in e.evidence:
            yield f"    {span.start}-{span.end}: {' '.join(span.text.split())}"


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "source": relation.source,
        "target": relation.target,
        "title": relation.title,
        "former": relation.former,
        "start": str(relation.start) if relation.start else None,
        "end": str(relation.end) if relation.end else None,
        "evidence": [_span(s) for s in relation.evidence],
        "confidence": relation.confidence,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "label": event.label,
        "date": str(event.date) if event.date else None,
        "precision": event.date.precision if event.date else None,
        "status": event.status,
        "participants": [{"entity": a.entity, "role": a.role} for a in event.actors],
        "speaker": event.speaker,
        "evidence": [_span(s) for s in event.evidence],
        "confidence": event.confidence,
    }
