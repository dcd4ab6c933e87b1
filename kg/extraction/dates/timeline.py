"""Reads the dates of a document: its phrases, and the days that it tells."""

from spacy.tokens import Doc

from kg.extraction.annotations import Timeline, annotations
from kg.extraction.dates.entry import enter
from kg.extraction.dates.phrases import find_phrases
from kg.extraction.dates.scan import Found
from kg.extraction.dates.story import story_day
from kg.extraction.dates.telling import tell
from kg.model import Document

_OPENING = 2  # paragraphs, headings not counted
_LEAD = 60  # characters that a paragraph of the opening has at least
_ENTRIES = 4  # headings from which an article can be a live blog, with a heading for every third paragraph at least


def find_dates(doc: Doc) -> Doc:
    """Fills `annotations(doc).dates` and `.timeline`. Without a published date relative phrases are left out."""
    read = annotations(doc)
    found, headed = find_phrases(doc, read)
    lead, opening = _opening(read.document)
    read.timeline = Timeline(headed=headed, opening=opening, lead=lead)
    waiting: dict[int, list[Found]] = {}  # sentence -> its phrases
    for phrase in found:
        waiting.setdefault(doc[phrase.start].sent.start, []).append(phrase)
        if phrase.date is not None:
            enter(doc, read, phrase, phrase.date)
    read.timeline.story = story_day(doc, read)
    tell(doc, read, waiting)
    read.dates.sort(key=lambda p: p.start)
    return doc


def _opening(document: Document) -> tuple[int, frozenset[int]]:
    """The last paragraph of the opening, and the headline, the first paragraphs, in a live blog the first of each
    entry."""
    headings = [p.heading for p in document.paragraphs]
    body = [i for i, p in enumerate(document.paragraphs) if not p.heading and p.end - p.start > _LEAD][:_OPENING]
    opening = {*range(body[0] + 1), *body} if body else set()
    if headings.count(True) > _ENTRIES and headings.count(True) * 3 > len(headings):
        opening |= {i for i in range(1, len(headings)) if headings[i - 1] and not headings[i]}
    return max(body, default=-1), frozenset(opening)
