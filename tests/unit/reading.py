"""Short news passages of `passages/*.toml`, read by the real model, and what is at a word of them."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from kg.extraction.annotations import annotations
from kg.extraction.layout import lay_out
from kg.extraction.pipeline import language_model, read
from kg.model import Document, Paragraph
from kg.reference.world import world

ON = dt.date(2025, 9, 10)


def passages(name: str) -> Iterator[tuple[str, str, Any]]:
    """Rows (passage, words, what is expected at the last of them) of a file."""
    path = Path(__file__).parent / "passages" / f"{name}.toml"
    for passage in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
        yield from ((passage["text"], words, expected) for words, expected in passage["at"].items())


@cache
def read_passage(text: str, on: dt.date = ON, title: str = "") -> Doc:
    """The passage with all that our components leave on it; `# ` starts a heading, an empty line a paragraph."""
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        mark = 2 if part.startswith("# ") else 0
        paragraphs.append(Paragraph(start + mark, start + len(part), heading=bool(mark)))
        start += len(part) + 2
    document = Document(title, on, None, None, text, tuple(paragraphs))
    nlp = language_model()
    return read(nlp(lay_out(nlp, document)))


def token_at(doc: Doc, words: str) -> Token:
    """The last token of the only place where `words` stand."""
    assert doc.text.count(words) == 1, f"{words!r} stands {doc.text.count(words)} times"
    end = doc.text.index(words) + len(words)
    return next(t for t in doc if t.idx < end <= t.idx + len(t))


def name_of(doc: Doc, entity: str | None) -> str | None:
    """What an entity is called: by its name in the passage or in the known world."""
    figures = annotations(doc).cast.figures
    if entity in figures:
        return figures[entity].name
    if entity in world().states:
        return world().states[entity].name
    if entity in world().bodies:
        return world().bodies[entity].name
    return entity


def speaker_at(doc: Doc, words: str) -> str | None:
    """Who says what stands at the last of `words`."""
    return name_of(doc, annotations(doc).speaker_of.get(token_at(doc, words).i))


def meant_at(doc: Doc, words: str) -> tuple[str | None, ...]:
    """For whom the phrase stands that the last of `words` belongs to, sorted."""
    reference = annotations(doc).at_token.get(token_at(doc, words).i)
    return tuple(sorted(str(name_of(doc, e)) for e in reference.entities)) if reference else ()
