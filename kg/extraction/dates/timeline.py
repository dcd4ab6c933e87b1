"""The days that an article tells: what its phrases date, the day of the story, where each paragraph has got to."""

from collections import Counter

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase, Timeline, annotations
from kg.extraction.dates.entry import enter
from kg.extraction.dates.phrases import find_phrases
from kg.extraction.dates.scan import Found
from kg.extraction.dates.telling import tell
from kg.extraction.dates.tense import is_clause, tense_of
from kg.model import Document, PartialDate

_STORY = 3  # days before the article that its story can be of
_OPENING = 2  # paragraphs, headings not counted
_LEAD = 60  # characters that a paragraph of the opening has at least
_NEWS = ("past", "perfect", "present", "pluperfect")
_ENTRIES = 4  # headings from which an article can be a live blog, with a heading for every third paragraph at least


def find_dates(doc: Doc) -> Doc:
    """Fills `annotations(doc).dates` and `.timeline`. Without a published date relative phrases are left out."""
    read = annotations(doc)
    found, headed = find_phrases(doc, read)
    read.timeline = Timeline(headed=headed, opening=_opening(read.document))
    waiting: dict[int, list[Found]] = {}  # sentence -> its phrases
    for phrase in found:
        waiting.setdefault(doc[phrase.start].sent.start, []).append(phrase)
        if phrase.date is not None:
            enter(doc, read, phrase, phrase.date)
    read.timeline.story = _story(doc, read)
    tell(doc, read, waiting)
    read.dates.sort(key=lambda p: p.start)
    return doc


def _opening(document: Document) -> frozenset[int]:
    """The headline, the first paragraphs, and in a live blog the first one of each entry."""
    headings = [p.heading for p in document.paragraphs]
    body = [i for i, p in enumerate(document.paragraphs) if not p.heading and p.end - p.start > _LEAD][:_OPENING]
    opening = {*range(body[0] + 1), *body} if body else set()
    if headings.count(True) > _ENTRIES and headings.count(True) * 3 > len(headings):
        opening |= {i for i in range(1, len(headings)) if headings[i - 1] and not headings[i]}
    return frozenset(opening)


def _story(doc: Doc, read: Annotations) -> PartialDate | None:
    """The day that a news story tells: one of the last days, named in its opening or more than any other after it."""
    days: Counter[PartialDate] = Counter()
    beside: PartialDate | None = None  # named in the opening, but in a relative clause
    for verb, phrase in _news(doc, read):
        if read.paragraph_of[verb.i] in read.timeline.opening:
            if verb.dep_ not in ("relcl", "acl") and tense_of(verb) != "pluperfect":
                return phrase.date
            beside = beside or phrase.date
        days[phrase.date] += 1
    most = days.most_common(1)
    return beside or (most[0][0] if most and most[0][1] > 1 and most[0][1] * 2 > days.total() else None)


def _news(doc: Doc, read: Annotations) -> list[tuple[Token, DatePhrase]]:
    """The clauses that are dated to one of the last days, outside of live entries and chronicles."""
    published, line = read.document.published, read.timeline
    found = []
    for owner, phrases in sorted(line.dated.items()):
        verb, paragraph = doc[owner], read.paragraph_of[owner]
        if published is None or paragraph in line.headed or read.document.paragraphs[paragraph].at:
            continue
        if not is_clause(verb) or tense_of(verb) not in _NEWS:
            continue
        for phrase in phrases:
            recent = phrase.date.day and 0 <= (published - phrase.date.first).days <= _STORY
            if recent and phrase.relation == "at":
                found.append((verb, phrase))
    return found
