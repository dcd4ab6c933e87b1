"""An article cut at paragraph edges into pieces that a model reads in one request."""

import re
from dataclasses import dataclass

from kg.model import Document

_SMALLEST = 200  # characters; a piece this short is not cut again
_SENTENCE_EDGE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs that are read together, as ranges of the document's text; a paragraph too long is in several."""

    parts: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.parts)

    def text(self, document: Document) -> str:
        return "\n\n".join(document.text[start:end] for start, end in self.parts)


def pieces_of(document: Document, budget: int) -> list[Piece]:
    """The document's paragraphs in order, in pieces of `budget` characters at most."""
    found: list[Piece] = []
    parts: list[tuple[int, int]] = []
    for paragraph in document.paragraphs:
        for part in _cut(document.text, paragraph.start, paragraph.end, budget):
            if parts and Piece((*parts, part)).length > budget:
                found.append(Piece(tuple(parts)))
                parts = []
            parts.append(part)
    return [*found, Piece(tuple(parts))] if parts else found


def halves_of(document: Document, piece: Piece) -> tuple[Piece, Piece] | None:
    """Two pieces for one whose reply was too long; None for one that is too short to be cut."""
    if piece.length <= _SMALLEST:
        return None
    if len(piece.parts) == 1:
        start, end = piece.parts[0]
        first, *rest = _cut(document.text, start, end, (end - start) // 2 + 1)
        return (Piece((first,)), Piece(tuple(rest))) if rest else None
    middle = next(n for n in range(1, len(piece.parts)) if 2 * Piece(piece.parts[: n + 1]).length >= piece.length)
    return Piece(piece.parts[:middle]), Piece(piece.parts[middle:])


def _cut(text: str, start: int, end: int, budget: int) -> list[tuple[int, int]]:
    """Ranges of `budget` characters at most, cut after a sentence, else between words, else anywhere."""
    parts = []
    while end - start > budget:
        edges = [m for m in _SENTENCE_EDGE.finditer(text, start + 1, start + budget) if m.end() > start + 1]
        sentences = [m for m in edges if text[m.start() - 1] in ".!?。！？"]
        a, b = (sentences or edges)[-1].span() if edges else (start + budget, start + budget)
        parts.append((start, a))
        start = b
    return [*parts, (start, end)] if start < end else parts
