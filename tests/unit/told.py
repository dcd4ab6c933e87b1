"""What `extract` finds in a short text, one line an event: `SANCTION Canada & Japan > Russia (announced)`."""

import datetime as dt
from functools import cache

from kg.extraction.pipeline import extract
from kg.model import Event, Extraction, Role
from kg.sources.article import article_of

ON = dt.date(2025, 9, 10)


@cache
def extraction_of(text: str) -> Extraction:
    """The text read as an article of `ON`."""
    return extract(article_of(text, title="News", published=ON))


def told(text: str) -> list[str]:
    """The events of a text, sorted; several who act together stand in order of their names, places are left out."""
    found = extraction_of(text)
    names = {entity.id: entity.name for entity in found.entities}
    return sorted(_line(event, names) for event in found.events)


def events_in(line: str) -> list[str]:
    """The same from how tests write them: separated by semicolons."""
    return sorted(line.split("; ")) if line else []


def _line(event: Event, names: dict[str, str]) -> str:
    def those(role: Role) -> str:
        return " & ".join(sorted(names[a.entity] for a in event.actors if a.role == role))

    parties = those("participant") or f"{those('source')} > {those('target')}"
    status = "" if event.status == "happened" else f" ({event.status})"
    return f"{event.kind} {parties}{status}"
