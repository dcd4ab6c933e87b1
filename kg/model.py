"""What the stages pass to each other: frozen values without behaviour beyond their own shape."""

import datetime as dt
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal

EntityKindKey = Literal["leader", "person", "state", "alliance", "organization", "place"]
RelationKindKey = Literal["holds_office", "member_of", "kin_of"]
Role = Literal["source", "target", "participant", "place"]
Status = Literal["happened", "announced", "alleged", "denied"]
Precision = Literal["day", "month", "year"]


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year. `str()` is ISO 8601 cut to its precision: `2025-09-03`, `2025-09`, `2025`.

    A year comes before its months, a month before its days.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """From `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises ValueError on anything else."""
        parts = [int(p) for p in text.split("-")]
        value = cls(*parts)
        dt.date(value.year, value.month or 1, value.day or 1)
        return value

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        if self.day:
            return self.first
        if self.month:
            return dt.date(self.year + self.month // 12, self.month % 12 + 1, 1) - dt.timedelta(days=1)
        return dt.date(self.year, 12, 31)

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def __str__(self) -> str:
        return "-".join([f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None])


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range of a document's text: `text[start:end] == self.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list item. `at` is a live entry's own time, where it has one."""

    start: int
    end: int
    heading: bool = False
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read. `paragraphs` leave out boilerplate; offsets are into `text`, the whole decoded file."""

    title: str
    published: dt.date | None
    publisher: str | None
    url: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor or place, once per document. `id` is `<node kind>:<slug>`, a leader's and a person's `person:`."""

    id: str
    kind: EntityKindKey
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated tie: `source` holds office in, is a member of, or is kin of `target`."""

    kind: RelationKindKey
    source: str
    target: str
    title: str = ""
    former: bool = False
    start: PartialDate | None = None
    end: PartialDate | None = None
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """An entity in an event. `state` is the state a person acted for at that time (id), where known."""

    entity: str
    role: Role
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is said to. `kind` is a PLOVER root; `evidence` are whole sentences."""

    id: str
    kind: str
    label: str
    date: PartialDate | None
    status: Status
    actors: tuple[Actor, ...]
    speaker: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says, with the sentences that say it."""

    document: Document
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
