"""One extraction scored against one reading by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluation.events import Judgement, Matches, match_events
from kg.evaluation.gold import Reading
from kg.evaluation.naming import Naming, find_named, match_names
from kg.model import Event, Extraction, Relation


@dataclass(frozen=True, slots=True)
class Rates:
    precision: float
    recall: float

    @classmethod
    def of(cls, right: int, ours: int, gold: int, *, found: int | None = None) -> "Rates":
        """`right` of `ours` are right; of `gold` things asked for, `found` (else `right`) are found."""
        hits = right if found is None else found
        return cls(right / ours if ours else 0.0, hits / gold if gold else 0.0)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What went wrong, one line each."""

    missed: tuple[str, ...]
    invented: tuple[str, ...]
    misread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """`former` counts offices found; the five shares after `repeats` count events found, where the reading says."""

    name: str
    entities: Rates
    duplicates: int
    offices: Rates
    former: Share
    events: Rates
    repeats: int
    kinds: Share
    direction: Share
    dates: Share
    speakers: Share
    statuses: Share
    offsets: Share
    findings: Findings
    judged: tuple[Judgement, ...]


def score(reading: Reading, ours: Extraction) -> Score:
    """Optional things of the reading are no error when found and none when left out; so are repeated events."""
    naming = match_names(reading.entities, ours.entities)
    asked = {i for i, entity in enumerate(reading.entities) if entity.required}
    optional = len(naming.found - asked)
    offices = _Offices(reading, ours.relations, naming)
    matches = match_events(reading, ours.events, naming, ours.document.text)
    return Score(
        reading.name,
        Rates.of(len(asked & naming.found), len(ours.entities) - optional, len(asked)),
        naming.duplicates,
        Rates.of(len(offices.found), len(offices.found) + len(offices.invented), len(offices.required)),
        offices.former,
        _event_rates(reading, matches),
        matches.repeats,
        _share([m.kind for m in matches.found]),
        _share([m.direction for m in matches.found]),
        _share([m.date for m in matches.found]),
        _share([m.speaker for m in matches.found]),
        _share([m.status for m in matches.found]),
        _offsets(ours),
        _findings(reading, ours, naming, offices, matches),
        matches.judged,
    )


class _Offices:
    """Offices of ours against those of the reading: one counts once, however often and with what titles we say it."""

    def __init__(self, reading: Reading, relations: Sequence[Relation], naming: Naming) -> None:
        self._gold = {
            (find_named(reading.entities, o.person), find_named(reading.entities, o.of)): o for o in reading.offices
        }
        held = [r for r in relations if r.kind == "holds_office"]
        ends = [(naming.of.get(r.source), naming.of.get(r.target)) for r in held]
        said = set(ends) & self._gold.keys()
        self.required = {key for key, office in self._gold.items() if office.required}
        self.found = said & self.required
        self.missed = [self._gold[key] for key in self._gold if key in self.required - said]
        self.invented = [r for r, key in zip(held, ends, strict=True) if key not in self._gold]
        past = {key for key in said if self._gold[key].former}
        self.former = Share(sum(r.former for r, key in zip(held, ends, strict=True) if key in past), len(past))
        told = {key for r, key in zip(held, ends, strict=True) if r.former}
        self.misread = [self._gold[key] for key in self._gold if key in past - told]


def _event_rates(reading: Reading, matches: Matches) -> Rates:
    right = [m for m in matches.found if m.kind]
    asked = sum(event.required for event in reading.events)
    ours = len(matches.found) + len(matches.invented)
    return Rates.of(len(right), ours, asked, found=sum(m.gold.required for m in right))


def _share(answers: Sequence[bool | None]) -> Share:
    """How many are right of those that the reading has an answer to."""
    return Share(sum(answer is True for answer in answers), sum(answer is not None for answer in answers))


def _offsets(ours: Extraction) -> Share:
    """Spans that cut their own text out of the document."""
    spans = [s for event in ours.events for s in event.evidence]
    spans += [s for relation in ours.relations for s in relation.evidence]
    spans += [s for entity in ours.entities for s in entity.mentions]
    return Share(sum(ours.document.text[s.start : s.end] == s.text for s in spans), len(spans))


def _findings(reading: Reading, ours: Extraction, naming: Naming, offices: _Offices, matches: Matches) -> Findings:
    names = {e.id: e.name for e in ours.entities}
    missed = [
        *(f"{e.kind} {e.names[0]}" for i, e in enumerate(reading.entities) if e.required and i not in naming.found),
        *(f"office {o.person} – {o.of}" for o in offices.missed),
        *(f"event {e.label}, {'/'.join(e.kinds)}" for e in matches.missed),
    ]
    invented = [
        *(f"{e.kind} {e.name}" for e in ours.entities if e.id not in naming.of),
        *(f"office {names[r.source]}, {r.title} – {names[r.target]}" for r in offices.invented),
        *(f"event {e.kind} {e.label}: {_quote(e)}" for e in matches.invented),
    ]
    misread = [f"office {o.person} – {o.of} is a former one" for o in offices.misread]
    misread += [f"event {m.gold.label}: {m.errors(names)}" for m in matches.found if not m.all_right]
    return Findings(tuple(missed), tuple(invented), tuple(misread))


def _quote(event: Event) -> str:
    return " ".join(" ".join(span.text for span in event.evidence).split())[:160]
