"""What a pass over the tokens for date phrases carries with it, and what it finds."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations
from kg.extraction.dates.tense import looks_ahead
from kg.extraction.dates.words import Relation, Unit, words
from kg.model import PartialDate

Base = Literal["told", "complement", "year"]


@dataclass(frozen=True, slots=True)
class Shift:
    """Some time before or after another date: the one told last, or that of what follows (`two days before ...`);
    with base `year` the month `count` of the year told last.

    `link` is the token of `before`, `after`, `since` or `of` whose complement says what it is counted from.
    """

    count: int
    unit: Unit
    base: Base = "told"
    link: int = -1


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase as read: its date, or, where that hangs on what is told around it, a shift. `owner` is the token that it
    dates where that does not follow from the parse."""

    start: int
    end: int
    date: PartialDate | None
    relative: bool = False
    shift: Shift | None = None
    relation: Relation = "at"
    owner: int | None = None


@dataclass(slots=True)
class Scan:
    """One pass over the tokens. `headed` are the days that chronicles set at the head of their paragraphs."""

    doc: Doc
    read: Annotations
    headed: dict[int, PartialDate]

    def today(self, i: int) -> dt.date | None:
        """The day against which a relative phrase at token `i` counts."""
        headed = self.headed.get(self.read.paragraph_of[i])
        return headed.first if headed is not None and headed.day else self.read.published_at(i)

    def lower(self, i: int) -> str:
        return self.read.lower[i] if 0 <= i < len(self.read.lower) else ""

    def first_of_paragraph(self, i: int) -> int:
        """The first word or number of the paragraph that holds token `i`."""
        here = self.read.paragraph_of[i]
        while i and self.read.paragraph_of[i - 1] == here:
            i -= 1
        while not self.doc[i].is_alpha and not self.doc[i].like_num and i + 1 < len(self.doc):
            i += 1
        return i

    def found(
        self, i: int, end: int, date: PartialDate | None, shift: Shift | None = None, *, relative: bool = False
    ) -> Found:
        return Found(i, end, date, relative, shift, self.relation(i))

    def is_ahead(self, i: int, *, present: bool = True) -> bool:
        """Whether a date at token `i` is to come."""
        return self.relation(i) != "since" and looks_ahead(self.doc[i], present=present)

    def relation(self, i: int) -> Relation:
        """How the word before token `i` bounds it: `since 2019`, `before Tuesday`, `ahead of Friday's vote`."""
        k, hour = i - 1, False
        while k > 0 and (self.lower(k) in words().loose or self.lower(k) in words().parts_of_day):
            hour = hour or self.lower(k) in words().parts_of_day
            k -= 1
        relation = words().relations.get(self.lower(k), "at") if k >= 0 else "at"
        return "at" if hour and relation in ("before", "after") else relation  # `just before midnight on Monday`
