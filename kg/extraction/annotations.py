"""What the components leave on a spaCy `Doc` for each other: one list for each stage, in text order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from spacy.tokens import Doc, Span

from kg.extraction.cast import Cast
from kg.model import Document, Entity, Event, PartialDate, Relation
from kg.model import Span as Evidence

if TYPE_CHECKING:
    from kg.extraction.holdings import Holding
    from kg.extraction.titles import Title

How = Literal["name", "adjective", "capital", "office", "pronoun", "group", "kinship", "definite", "place"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A token range that stands for entities: `Putin`, `Russian`, `the Kremlin`, `he`, `the two leaders`.

    `start`/`end` are token indices, `head` the token that carries the phrase in the parse. A group has several
    entities; all others one. `state` is the state a person acts for there, where known; `body` the seat or organ
    that is named where its state acts (`the Kremlin`, `the Pentagon`).
    """

    start: int
    end: int
    head: int
    entities: tuple[str, ...]
    how: How
    state: str | None = None
    confidence: float = 1.0
    body: str | None = None


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A token range that says when: `yesterday`, `on Tuesday`, `in 2024`, `since 2019`, `80 years ago`.

    `relation` says how it bounds what it modifies; `relative` that the published date was needed.
    """

    start: int
    end: int
    head: int
    date: PartialDate
    relation: Literal["at", "since", "until", "by", "before", "after"] = "at"
    relative: bool = False


@dataclass(slots=True)
class Timeline:
    """What of an article happens when, as far as sentences say it before one looks at a single event.

    `headed` is the date at the head of a chronicle's paragraph, `story` the day that the opening tells of, `told`
    the date that the sentences before one in its paragraph have come to, `coming`
    the day that the sentence before one announces.
    """

    dated: dict[int, list[DatePhrase]] = field(default_factory=dict)  # token -> phrases that say when it happens
    events: dict[str, list[DatePhrase]] = field(default_factory=dict)  # lemma of a noun that happens -> phrases
    undated: set[int] = field(default_factory=set)  # tokens dated by what has no date: `two days after the vote`
    headed: dict[int, PartialDate] = field(default_factory=dict)  # paragraph -> date
    told: dict[int, PartialDate] = field(default_factory=dict)  # first token of a sentence -> date
    coming: dict[int, PartialDate] = field(default_factory=dict)  # first token of a sentence -> day
    last: dict[int, PartialDate] = field(default_factory=dict)  # first token of a sentence -> date named last before it
    main: dict[int, PartialDate] = field(default_factory=dict)  # ... -> day of the last clause above all others
    opens: set[int] = field(default_factory=set)  # first tokens of paragraphs' first sentences
    opening: frozenset[int] = frozenset()  # paragraphs of the headline and the opening, also those of live entries
    lead: int = -1  # the last paragraph of the article's own opening
    story: PartialDate | None = None


@dataclass(slots=True)
class Annotations:
    """Everything read so far; components append, none edits what an earlier stage wrote."""

    document: Document
    entities: dict[str, Entity] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    at_token: dict[int, Reference] = field(default_factory=dict)  # every token of a reference -> the innermost
    cast: Cast = field(default_factory=Cast)
    dates: list[DatePhrase] = field(default_factory=list)
    timeline: Timeline = field(default_factory=Timeline)
    relations: list[Relation] = field(default_factory=list)
    holdings: list["Holding"] = field(default_factory=list)  # offices that people are found to hold
    events: list[Event] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)  # token ranges inside quotation marks
    lists: dict[int, tuple[int, ...]] = field(default_factory=dict)  # head of a listed name -> heads of its list
    speaker_of: dict[int, str] = field(default_factory=dict)  # token -> who says what it is part of
    paragraph_of: Sequence[int] = ()  # token -> index into document.paragraphs, -1 outside (boilerplate)
    words: Sequence[str] = ()  # token -> its text, for asking spaCy for it takes five times as long
    lower: Sequence[str] = ()  # token -> its text in lower case
    titles: Sequence["Title"] = ()  # titles of office, in text order

    def add(self, reference: Reference) -> None:
        """Takes a reference in; inside a longer phrase (`the Chinese leader`) a name keeps its own tokens."""
        self.references.append(reference)
        for token in range(reference.start, reference.end):
            if token == reference.head:
                self.at_token[token] = reference
            else:
                self.at_token.setdefault(token, reference)

    def published_at(self, token: int) -> dt.date | None:
        """The day against which relative dates near `token` count: the live entry's own, else the article's."""
        index = self.paragraph_of[token] if self.paragraph_of else -1
        at = self.document.paragraphs[index].at if index >= 0 else None
        return at.date() if at else self.document.published


Doc.set_extension("annotations", default=None, force=True)


def annotations(doc: Doc) -> Annotations:
    """What has been read of `doc`."""
    return cast(Annotations, doc._.annotations)


def evidence_at(doc: Doc, token: int) -> Evidence:
    """The whole sentence around a token, without white space at its edges.

    Where the model cut a sentence in two without a mark between (`Yesterday | Xi held talks`), both parts.
    """
    read, sentence = annotations(doc), doc[token].sent
    first, last = sentence.start, sentence.end
    while first > 0 and _runs_on(read, first):
        first = doc[first - 1].sent.start
    while last < len(doc) and _runs_on(read, last):
        last = doc[last].sent.end
    whole = doc[first:last]
    text = read.document.text[whole.start_char : whole.end_char]
    start = whole.start_char + len(text) - len(text.lstrip())
    text = text.strip()
    return Evidence(start, start + len(text), text)


def _runs_on(read: Annotations, cut: int) -> bool:
    """Whether the sentence that ends before token `cut` goes on there: one paragraph, no mark between."""
    same = read.paragraph_of[cut - 1] == read.paragraph_of[cut] >= 0
    return same and read.words[cut - 1].isalnum() and read.words[cut].isalnum()


def head_of(span: Span) -> int:
    """Index of the token that carries `span` in the parse."""
    return int(span.root.i)
