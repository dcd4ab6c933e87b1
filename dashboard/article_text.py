"""An article's text cut into pieces, so that a template can mark sentences and link names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.graph.rows import ArticlePage, EntityRef


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is all alike: whether an event's sentence starts or ends here, and whose name it is."""

    text: str
    entity: EntityRef | None
    marked: bool
    anchor: str | None  # set where a marked sentence begins


def marked_text(page: ArticlePage) -> Iterator[Piece]:
    """The whole text in order. Sentences that report events are marked and carry the anchor `s<offset>`."""
    sentences = sorted({(r.start, r.end) for e in page.events for r in e.reports})
    names = {m.start: m for m in page.mentions}
    edges = {0, len(page.text)}
    edges |= {edge for span in sentences for edge in span}
    edges |= {edge for m in page.mentions for edge in (m.start, m.end)}
    cuts = sorted(e for e in edges if 0 <= e <= len(page.text))
    for start, end in pairwise(cuts):
        inside = next(((a, b) for a, b in sentences if a <= start < b), None)
        mention = names.get(start)
        yield Piece(
            page.text[start:end],
            mention.entity if mention is not None and mention.end == end else None,
            inside is not None,
            f"s{start}" if any(a == start for a, _ in sentences) else None,
        )
