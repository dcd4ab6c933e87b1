"""An article's text as paragraphs of pieces, so that a template can mark sentences and link names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kg.graph.rows import ArticlePage, EntityRef
from kg.sources.front_matter import front_matter_of

_HEADING = re.compile(r"#{1,6}\s+")
_BOLD = "**"
_BULLET = re.compile(r"[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is all alike: whose name it is, and the anchors of sentences that begin with it."""

    text: str
    entity: EntityRef | None
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces of one sentence that reports an event (marked), or between two such sentences."""

    marked: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: str  # heading, item or text
    runs: tuple[Run, ...]


def paragraphs(page: ArticlePage) -> Iterator[Paragraph]:
    """The text in order, without front matter and the marks of Markdown. Sentences that report events are marked and
    carry the anchor `s<offset>`."""
    start = front_matter_of(page.text, page.article.title).end
    for line in re.finditer(r"[^\n]*\S", page.text[start:]):
        first, last = start + line.start(), start + line.end()
        kind = "text"
        for pattern, name in ((_HEADING, "heading"), (_BULLET, "item")):
            if mark := pattern.match(page.text, first, last):
                first, kind = mark.end(), name
        if kind == "heading" and page.text[first:last] == page.article.title:
            continue  # it heads the page
        yield Paragraph(kind, tuple(_runs(page, first, last)))


def title_anchors(page: ArticlePage, shown: Sequence[Paragraph]) -> tuple[str, ...]:
    """The anchors of sentences that report events in the headline, which heads the page and stands in no paragraph."""
    below = {a for paragraph in shown for run in paragraph.runs for piece in run.pieces for a in piece.anchors}
    return tuple(sorted({f"s{r.start}" for e in page.events for r in e.reports} - below))


def _runs(page: ArticlePage, first: int, last: int) -> Iterator[Run]:
    sentences = sorted({(r.start, r.end) for e in page.events for r in e.reports if r.start < last and first < r.end})
    names = {m.start: m for m in page.mentions if first <= m.start and m.end <= last}
    edges = {first, last} | {edge for span in sentences for edge in span}
    edges |= {edge for m in names.values() for edge in (m.start, m.end)}
    cuts = sorted(edge for edge in edges if first <= edge <= last)

    def sentence_at(cut: tuple[int, int]) -> tuple[int, int] | None:
        return next(((a, b) for a, b in sentences if a <= cut[0] < b), None)

    for sentence, pieces in groupby(pairwise(cuts), key=sentence_at):
        yield Run(
            sentence is not None,
            tuple(
                Piece(
                    page.text[start:end].replace(_BOLD, ""),
                    names[start].entity if start in names and names[start].end == end else None,
                    # One that began before this paragraph is found at its start.
                    tuple(f"s{a}" for a in sorted({a for a, _ in sentences}) if a == start or a < start == first),
                )
                for start, end in pieces
            ),
        )
