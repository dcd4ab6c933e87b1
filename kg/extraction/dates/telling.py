"""Follows the telling sentence by sentence: to which day a paragraph has come when one has no date of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from kg.extraction.search import tokens_with
from kg.model import PartialDate


def tell(doc: Doc, read: Annotations, waiting: Mapping[int, Sequence[Found]]) -> None:
    """Fills `told`, `coming`, `opens` and `story` of the timeline and enters the phrases that count from what is told.

    `waiting` are the phrases of each sentence by its first token.
    """
    teller = _Teller(doc, read, frozenset(tokens_with(doc, "pos", frozenset(("PROPN",)))))
    for sentence in doc.sents:
        teller.hear(sentence, waiting.get(sentence.start, ()))
    if not teller.opened:
        read.timeline.story = story_day(doc, read)


_FRAGMENT = 4  # tokens that a sentence has at least


@dataclass(slots=True)
class _Teller:
    """How far the telling has got, after each sentence that it hears."""

    doc: Doc
    read: Annotations
    names: frozenset[int]  # tokens of names
    paragraph: int = -1
    opened: bool = False  # whether the opening lies behind, which says what the story's day is
    current: PartialDate | None = None  # what the paragraph tells
    day: PartialDate | None = None  # the last of the last days that it told, to which it returns from long ago
    main: PartialDate | None = None  # the last day that a clause above all others told
    coming: PartialDate | None = None  # a day that the sentence before announces
    named: list[PartialDate] = field(default_factory=list)  # dates so far that are not to come
    here: list[PartialDate] = field(default_factory=list)  # of them those of this paragraph
    before: Span | None = None  # the last sentence
    known: set[str] = field(default_factory=set)  # names so far

    def hear(self, sentence: Span, phrases: Sequence[Found]) -> None:
        line = self.read.timeline
        here = self.read.paragraph_of[sentence.start]
        if not self.opened and here > line.lead:
            line.story, self.opened = story_day(self.doc, self.read), True
        opens = here != self.paragraph and here >= 0
        if opens:
            line.opens.add(sentence.start)
            self._turn_to(sentence, here)
        counts = any(p.shift is not None and p.shift.base == "told" for p in phrases)  # `resigned the day after`
        if self.current is not None and not counts and _is_over(self.read, sentence, self.current, self.known):
            self.current = self.day
        self.known.update(self.read.words[i] for i in range(sentence.start, sentence.end) if i in self.names)
        if self.current is not None:
            line.told[sentence.start] = self.current
        if self.coming is not None:
            line.coming[sentence.start] = self.coming
        self.coming = None
        if self.here:
            line.last[sentence.start] = self.here[-1]
        if self.main is not None:
            line.main[sentence.start] = self.main
        handed = self._hand_on(sentence)
        if phrases or handed:
            self._read(sentence, phrases, opens)

    def _hand_on(self, sentence: Span) -> bool:
        """Gives the date of a sentence that is nothing but a date (the parser cut `Yesterday` off) to the next one,
        and that of `That was on Thursday` to the one before; says whether this one has got one."""
        dated, before = self.read.timeline.dated, self.before
        self.before = sentence
        if before is None or self.read.paragraph_of[before.start] != self.paragraph:
            return False
        verb, root = main_verb(before), main_verb(sentence)
        if _points_to(root) and root.i in dated and is_clause(verb):
            dated.setdefault(verb.i, [p for p in dated[root.i] if p.relation == "at"])
        first = next((t for t in sentence if is_clause(t) and tense_of(t) != "none"), None)
        if is_clause(verb) or len(before) >= _FRAGMENT or verb.i not in dated or first is None:
            return False
        dated.setdefault(first.i, []).extend(dated[verb.i])
        return True

    def _turn_to(self, sentence: Span, paragraph: int) -> None:
        if not _goes_on(self.read, sentence, self.paragraph, self.current):
            self.current = self.day = None
        self.paragraph, self.coming, self.here = paragraph, None, []

    def _read(self, sentence: Span, phrases: Sequence[Found], opens: bool) -> None:
        today = self.read.published_at(sentence.start)
        for found in phrases:
            by_days = found.shift is not None and found.shift.unit == "day"
            before = self.named if opens or (by_days and not self.here) else self.here
            date = found.date or resolve(self.doc, self.read, found, before)
            if date is not None and not (today and date.first > today):
                self.named.append(date)
                self.here.append(date)
        self.coming = _announced(self.read, sentence)
        self.current = _reached(self.read, sentence, self.current)
        if self.current is not None and self.current.day and any(p.date or p.shift for p in phrases):
            self.main = self.current
        if self.current is not None and self.current.day and today and (today - self.current.first).days <= RECENT:
            self.day = self.current


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
        for phrase in () if is_clause(token) else read.timeline.dated.get(token.i, ()):
            if phrase.date.day and current.last < phrase.date.first <= today:
                return True
    subjects = [t for t in clause_of(sentence.root).children if t.dep_ in ("nsubj", "nsubjpass")]
    names = [t for s in subjects for t in _plain(s) if t.pos_ == "PROPN" and t.text not in known]
    return any(b.i == a.i + 1 for a, b in pairwise(names))


def _plain(noun: Token) -> Iterator[Token]:
    """A noun phrase without the clauses in it."""
    inner = {t.i for clause in noun.subtree if clause.dep_ in ("relcl", "acl") for t in clause.subtree}
    yield from (t for t in noun.subtree if t.i not in inner)


def _announced(read: Annotations, sentence: Span) -> PartialDate | None:
    """The last day that a sentence says something will happen on."""
    today = today_at(read, sentence.start)
    days = [
        phrase.date
        for token in sentence
        if is_clause(token) and (tense := tense_of(token)) in ("future", "present")
        for phrase in read.timeline.dated.get(token.i, ())
        if phrase.date.day and phrase.relation == "at"
        if tense == "future" or (today is not None and phrase.date.first > today)
    ]
    return days[-1] if days else None


def _points_to(verb: Token) -> bool:
    """`That was on Thursday`."""
    return verb.lemma_ == "be" and any(t.dep_ == "nsubj" and t.lower_ in ("that", "this", "it") for t in verb.children)


def main_verb(sentence: Span) -> Token:
    """The main verb; where the parser has none there, the first verb."""
    root = clause_of(sentence.root)
    return root if is_clause(root) else next((t for t in sentence if is_clause(t)), root)


def _reached(read: Annotations, sentence: Span, current: PartialDate | None) -> PartialDate | None:
    """The date after a sentence: that of its main clause, where it tells. A flashback ends with its sentence unless
    it opens the paragraph's telling (`On Sunday he had met Xi. Both promised ...`)."""
    root = main_verb(sentence)
    lost = not is_clause(sentence.root)
    for verb in reversed((root, *root.conjuncts)):
        tense = tense_of(verb)
        phrase = clause_phrase(read, verb) if tense in TOLD or (lost and tense == "none") else None
        if phrase is None or phrase.relation == "since":
            continue
        scene = phrase.start - sentence.start < 3 or sentence.start in read.timeline.opens
        if tense == "pluperfect" and (current is not None or not scene):
            continue
        return phrase.date
    return current
