"""The one place that knows all stages: from a file to the graph, and back out of it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.extraction.extractor import Extractor, extractor_of
from kg.graph import known, write
from kg.graph.connect import Graph, make_schema
from kg.graph.contribution import article_id
from kg.graph.write import Written
from kg.model import Document, Entity, Extraction
from kg.reference.world import world
from kg.sources.language import ENGLISH, Languages
from kg.sources.reader import read_document


@dataclass(frozen=True, slots=True)
class Plan:
    """What committing an extraction would do. `events` are (label, is new): a known one gets one more report."""

    extraction: Extraction
    written: Written
    new_entities: tuple[Entity, ...]
    events: tuple[tuple[str, bool], ...]

    @property
    def article(self) -> str:
        """The id that the article has, or will have, in the graph."""
        return article_id(self.extraction.document)

    @property
    def counts(self) -> dict[str, int]:
        return self.written.counts


def read(
    source: Path | bytes,
    name: str | None = None,
    *,
    date: dt.date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    languages: Languages = ENGLISH,
) -> Document:
    """A file, or its bytes with its name, as a document; given facts win over the file's. Raises SourceError."""
    if isinstance(source, Path):
        name = name or source.name
        try:
            source = source.read_bytes()
        except OSError as error:
            raise SourceError(f"{name} cannot be read ({error.strerror}); check the path and its rights.") from error
    return read_document(
        source,
        name or "the text",
        title=title,
        published=date,
        publisher=publisher,
        url=url,
        languages=languages,
    )


def extract(document: Document, extractor: Extractor | None = None) -> Extraction:
    """All that the document says, by our rules unless another extractor is given; writes nothing. Raises
    ExtractionError."""
    return next((extractor or extractor_of("rules")).extract_many([document]))


def plan(graph: Graph, extraction: Extraction) -> Plan:
    """What would be new and what is known. Changes nothing. Raises GraphError."""
    rehearsal = write.rehearse(graph, extraction)
    new = tuple(e for e in extraction.entities if e.id in rehearsal.new_entities)
    return Plan(extraction, rehearsal.written, new, rehearsal.events)


def commit(graph: Graph, planned: Plan | Extraction, import_id: str) -> Written:
    """Writes it as part of that import; the same again writes nothing. Raises GraphError."""
    extraction = planned.extraction if isinstance(planned, Plan) else planned
    return write.write_extraction(graph, extraction, import_id)


def undo(graph: Graph, import_id: str) -> Written:
    """Leaves the graph as if that import had never been. Raises GraphError."""
    return write.undo(graph, import_id)


def load_reference(graph: Graph) -> Written:
    """Makes the schema and brings in the known world of this release, or what it changed. Raises GraphError."""
    make_schema(graph)
    return known.write_reference(graph, world())
