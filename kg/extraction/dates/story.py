"""The day of the story: what a news article tells happened on one of the last days."""

from collections import Counter

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase
from kg.extraction.dates.tense import clause_of, is_clause, is_told, tense_of
from kg.model import PartialDate

_STORY = 3  # days before the article that its story can be of


def story_day(doc: Doc, read: Annotations) -> PartialDate | None:
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
        if not is_clause(verb) or not is_told(verb) or _is_beside_news(verb):
            continue
        for phrase in phrases:
            recent = phrase.date.day and 0 <= (published - phrase.date.first).days <= _STORY
            if recent and phrase.relation == "at":
                found.append((verb, phrase))
    return found


def _is_beside_news(verb: Token) -> bool:
    """`..., a day after it gave them a week to pack`: what is told stands above."""
    return verb.dep_ == "advcl" and is_told(clause_of(verb.head))
