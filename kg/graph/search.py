"""Finding entities by name: while typing, in other scripts, without diacritics, and one letter off."""

import re

from kg.graph import parse
from kg.graph.connect import Graph, Row
from kg.graph.cypher import asking
from kg.graph.naming import search_key
from kg.graph.rows import Hit
from kg.model import EntityKindKey

_WORD = re.compile(r"\w+")
# Scripts without spaces, which the index splits into single signs: Han, Hiragana.
_UNSPACED = re.compile(r"[぀-ゟ㐀-鿿]")
_LONGEST = 8  # words of a query that are looked at


def find_entities(
    graph: Graph, query: str, *, kind: EntityKindKey | None = None, limit: int = 20, misspelt: bool = True
) -> tuple[Hit, ...]:
    """Entities one of whose names has all words of `query`, the last one perhaps unfinished; the exact name first,
    then the busiest. Where there is none, with `misspelt` names one letter off. Places are found by asking for them."""
    key = search_key(query)
    words = _WORD.findall(key)[:_LONGEST]
    if not words:
        return ()
    found = _ask(graph, _typed(words), key, kind, limit)
    if not found and misspelt and any(len(word) > 3 for word in words):
        found = _ask(graph, _misspelt(words), key, kind, limit)
    return tuple(parse.hit(row["entity"], row["offices"], _matched(row["entity"], words)) for row in found)


def entities_by_kind(
    graph: Graph,
    kind: EntityKindKey,
    *,
    region: str | None = None,
    order: str = "events",
    limit: int = 300,
    after: int = 0,
) -> tuple[Hit, ...]:
    """All of one kind, the busiest first or (`order="name"`) by name; `after` are left out at the start."""
    rows = graph.read(asking.BY_KIND, kind=kind, region=region, order=order, limit=limit, after=after)
    return tuple(parse.hit(row["entity"], row["offices"]) for row in rows)


def _ask(graph: Graph, words: str, exact: str, kind: str | None, limit: int) -> list[Row]:
    return graph.read(asking.FIND, words=words, exact=exact, kind=kind, limit=limit)


def _typed(words: list[str]) -> str:
    """A Lucene query that all words must meet; they hold letters and digits only, so nothing needs escaping."""
    *whole, last = words
    return " AND ".join([*(_whole(word) for word in whole), f"({_whole(last)} OR {last}*)"])


def _misspelt(words: list[str]) -> str:
    return " AND ".join(f"{word}~1" if len(word) > 3 else _whole(word) for word in words)


def _whole(word: str) -> str:
    return f'"{word}"' if _UNSPACED.search(word) else word


def _matched(entity: Row, words: list[str]) -> str | None:
    """The other name that matched, where the name itself does not hold all words."""

    def holds(name: str) -> bool:
        key = " " + " ".join(_WORD.findall(search_key(name)))
        return all((word in key) if _UNSPACED.search(word) else (f" {word}" in key) for word in words)

    if holds(entity["name"]):
        return None
    names = [*(entity.get("aliases") or ()), *(entity.get("known_search") or ())]
    return next((name for name in names if holds(name)), None)
