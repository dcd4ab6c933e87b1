"""Events of ours paired with those of a reading by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import GoldEvent, Reading
from kg.evaluation.naming import Naming, find_named
from kg.model import Event

_WHOLE = 15  # characters from which a sentence of ours inside a longer quote is no chance


@dataclass(frozen=True, slots=True)
class Judgement:
    """An event of ours that is right or wrong, and how sure we were."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A pair. The answers are None where the reading says nothing; `strength` is 1.0 where all parties are exact."""

    gold: GoldEvent
    ours: Event
    strength: float
    kind: bool
    direction: bool | None
    date: bool | None
    speaker: bool | None
    status: bool

    @property
    def all_right(self) -> bool:
        return False not in (self.kind, self.direction, self.date, self.speaker, self.status)

    def errors(self, names: Mapping[str, str]) -> str:
        """What was read and what should have been: `date 2025-08, not 2025-08-13`."""
        speaker = names.get(self.ours.speaker, self.ours.speaker) if self.ours.speaker else "none"
        sources = [names.get(a.entity, a.entity) for a in self.ours.actors if a.role == "source"]
        told = [
            ("kind", self.kind, self.ours.kind, "/".join(self.gold.kinds)),
            ("source", self.direction, " and ".join(sources) or "none", self.gold.source),
            ("date", self.date, self.ours.date or "none", self.gold.date),
            ("speaker", self.speaker, speaker, self.gold.speaker),
            ("status", self.status, self.ours.status, self.gold.status),
        ]
        return "; ".join(f"{what} {ours}, not {gold}" for what, right, ours, gold in told if right is False)


@dataclass(frozen=True, slots=True)
class Matches:
    """`found` in the reading's order; `repeats` tell an event of the reading again and are neither right nor wrong."""

    found: tuple[Match, ...]
    missed: tuple[GoldEvent, ...]
    invented: tuple[Event, ...]
    repeats: int

    @property
    def judged(self) -> tuple[Judgement, ...]:
        right = [Judgement(m.ours.confidence, m.kind) for m in self.found]
        return (*right, *(Judgement(e.confidence, False) for e in self.invented))


def match_events(reading: Reading, ours: Sequence[Event], naming: Naming, text: str) -> Matches:
    """Best pairs first (right kind, required, exact parties), each event of the reading and each of ours once."""
    parties = _Parties(reading, naming)
    quotes = [event.words(text) for event in reading.events]
    pairs: list[tuple[Match, int, int]] = []
    for k, event in enumerate(ours):
        for j, gold in enumerate(reading.events):
            if _same_place(event, quotes[j]) and (match := _match(gold, event, parties)):
                pairs.append((match, j, k))
    invented = [event for k, event in enumerate(ours) if k not in {pair[2] for pair in pairs}]
    pairs.sort(key=lambda pair: (pair[0].kind, pair[0].gold.required, pair[0].strength), reverse=True)
    found: dict[int, Match] = {}
    used: set[int] = set()
    for match, j, k in pairs:
        if j not in found and k not in used:
            found[j] = match
            used.add(k)
    missed = [event for j, event in enumerate(reading.events) if event.required and j not in found]
    repeats = len(ours) - len(invented) - len(found)
    return Matches(tuple(found[j] for j in sorted(found)), tuple(missed), tuple(invented), repeats)


class _Parties:
    """How closely an entity of ours is a party of the reading; a leader may stand for the state, and it for them."""

    def __init__(self, reading: Reading, naming: Naming) -> None:
        self._entities = reading.entities
        self._of = naming.of
        self._leads: dict[int | None, set[int | None]] = defaultdict(set)
        for office in reading.offices:
            self._leads[self._index(office.person)].add(self._index(office.of))

    def closeness(self, name: str, entity: str | None) -> int:
        """2 the same, 1 its leader or state, 0 another."""
        gold, ours = self._index(name), self._of.get(entity) if entity else None
        if gold is None or ours is None:
            return 0
        if gold == ours:
            return 2
        return int(ours in self._leads.get(gold, ()) or gold in self._leads.get(ours, ()))

    def _index(self, name: str) -> int | None:
        return find_named(self._entities, name)


def _same_place(ours: Event, quotes: Sequence[str]) -> bool:
    """Whether our sentences hold one of the quotes, or one quote holds our sentence."""
    words = " ".join(span.text for span in ours.evidence)
    return any(quote in words or (len(words) > _WHOLE and words in quote) for quote in quotes)


def _match(gold: GoldEvent, ours: Event, parties: _Parties) -> Match | None:
    """None where too few parties agree: both of a pair are needed, and two, or half, of a larger group."""
    marks = [max((parties.closeness(name, a.entity) for a in ours.actors), default=0) for name in gold.actors]
    needed = 1.0 if gold.source is not None else min(0.5, 2 / len(marks))
    if sum(mark > 0 for mark in marks) / len(marks) < needed:
        return None
    sources = [a.entity for a in ours.actors if a.role == "source"]
    source, speaker, date = gold.source, gold.speaker, gold.date
    return Match(
        gold,
        ours,
        strength=sum(marks) / (2 * len(marks)),
        kind=ours.kind in gold.kinds,
        direction=any(parties.closeness(source, s) for s in sources) if gold.directed and source else None,
        date=str(ours.date or "").startswith(date) if date else None,
        speaker=parties.closeness(speaker, ours.speaker) > 0 if speaker else None,
        status=ours.status == gold.status,
    )
