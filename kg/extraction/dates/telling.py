"""Follows the telling sentence by sentence: to which day a paragraph has come when one has no date of its own."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg.extraction.annotations import Annotations
from kg.extraction.dates.clause import clause_phrase
from kg.extraction.dates.entry import RECENT, today_at
from kg.extraction.dates.scan import Found
from kg.extraction.dates.shifts import resolve
from kg.extraction.dates.story import story_day
from kg.extraction.dates.tense import TOLD, clause_of, is_clause, tense_of
from kg.extraction.dates.words import words
from kg.model import PartialDate


def tell(doc: Doc, read: Annotations, waiting: Mapping[int, Sequence[Found]]) -> None:
    """Fills `told`, `coming`, `opens` and `story` of the timeline and enters the phrases that count from what is told.

    `waiting` are the phrases of each sentence by its first token.
    """
    line = read.timeline
    opened = False  # whether the opening lies behind, which says what the story's day is
    paragraph = -1
    current: PartialDate | None = None
    coming: PartialDate | None = None
    named: list[PartialDate] = []  # dates so far that are not to come, the last one last
    known: set[str] = set()  # names so far
    for sentence in doc.sents:
        here = read.paragraph_of[sentence.start]
        if not opened and here > line.lead:
            line.story, opened = story_day(doc, read), True
        if here != paragraph and here >= 0:
            line.opens.add(sentence.start)
            if not _goes_on(read, sentence, paragraph, current):
                current = None
            paragraph, coming = here, None
        if current is not None and _is_over(read, sentence, current, known):
            current = None
        known.update(t.text for t in sentence if t.pos_ == "PROPN")
        if current is not None:
            line.told[sentence.start] = current
        if coming is not None:
            line.coming[sentence.start] = coming
        coming = None
        if sentence.start in waiting:
            today = today_at(read, sentence.start)
            for found in waiting[sentence.start]:
                date = found.date or resolve(doc, read, found, named)
                if date is not None and not (today and date.first > today):
                    named.append(date)
            coming = _announced(read, sentence)
            current = _reached(read, sentence, current)
    if not opened:
        line.story = story_day(doc, read)


def _goes_on(read: Annotations, sentence: Span, before: int, current: PartialDate | None) -> bool:
    """Whether a paragraph goes on telling the day of the one before: its first word points back, or that day is
    later than the story's, so that the article has come to what followed."""
    if current is None or before < 0 or not current.day:
        return False
    here = read.paragraph_of[sentence.start]
    if read.document.paragraphs[here].heading or here in read.timeline.headed:
        return False
    first = next((t.lower_ for t in sentence if t.is_alpha), "")
    story = read.timeline.story
    if story is not None and current.first > story.first:
        return first not in words().goes_back
    return first in words().goes_on and tense_of(clause_of(sentence.root)) != "pluperfect"


def _is_over(read: Annotations, sentence: Span, current: PartialDate, known: set[str]) -> bool:
    """Whether a sentence leaves what was told for the news: it names a later day (`welcomed Monday's deal`), or it
    brings somebody new, by full name, after what happened long ago."""
    today = today_at(read, sentence.start)
    if today is None or (current.day and (today - current.first).days <= RECENT):
        return False
    for token in sentence:
        for phrase in read.timeline.dated.get(token.i, ()):
            if phrase.date.day and current.last < phrase.date.first <= today:
                return True
    subjects = [t for t in clause_of(sentence.root).children if t.dep_ in ("nsubj", "nsubjpass")]
    names = [t for s in subjects for t in s.subtree if t.pos_ == "PROPN" and t.text not in known]
    return any(b.i == a.i + 1 for a, b in pairwise(names))


def _announced(read: Annotations, sentence: Span) -> PartialDate | None:
    """The last day that a sentence says something will happen on."""
    days = [
        phrase.date
        for token in sentence
        if is_clause(token) and tense_of(token) == "future"
        for phrase in read.timeline.dated.get(token.i, ())
        if phrase.date.day and phrase.relation == "at"
    ]
    return days[-1] if days else None


def _main(sentence: Span) -> Token:
    """The main verb; where the parser has a noun in its place, the first verb that hangs on that."""
    root = clause_of(sentence.root)
    return root if is_clause(root) else next((t for t in root.children if is_clause(t)), root)


def _reached(read: Annotations, sentence: Span, current: PartialDate | None) -> PartialDate | None:
    """The date after a sentence: that of its main clause, where it tells. A flashback ends with its sentence unless
    it opens the paragraph's telling (`On Sunday he had met Xi. Both promised ...`)."""
    line = read.timeline
    root = _main(sentence)
    if not is_clause(root) and len(sentence) < 4:  # the parser cut `Yesterday` off
        return next((p.date for p in line.dated.get(root.i, ()) if p.relation == "at"), current)
    tense = tense_of(root)
    phrase = clause_phrase(read, root) if tense in TOLD else None
    if phrase is None or phrase.relation == "since":
        return current
    if tense == "pluperfect" and (current is not None or phrase.start - sentence.start > 2):
        return current
    return phrase.date
