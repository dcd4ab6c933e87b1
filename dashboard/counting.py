"""Numbers with their nouns: `1 article, 2 new entities, 15 events`."""

from collections.abc import Mapping

_SINGULAR = {
    "articles": "article",
    "entities": "entity",
    "relations": "relation",
    "events": "event",
    "reports": "report",
    "leaders": "leader",
    "states": "state",
    "alliances": "alliance",
}


def noun(plural: str, number: int) -> str:
    return _SINGULAR.get(plural, plural) if abs(number) == 1 else plural


def counted(counts: Mapping[str, int]) -> str:
    """All of them in one line, by their plural nouns."""
    return ", ".join(f"{number:,} {noun(plural, number)}" for plural, number in counts.items())
