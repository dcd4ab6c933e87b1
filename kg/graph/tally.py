"""How many events of which kind in which quarter: what stands beside an entity, a pair and the world.

Kept so that a page about a big node need not walk its events; a sum, so that what is added can be taken away again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.graph.rows import Balance, Period
from kg.model import PartialDate
from kg.ontology import Side, ontology


def period(date: PartialDate | None) -> str:
    """`2025Q3`, `2025` where no month is known, `""` without a date: never a quarter that nobody reported."""
    if date is None:
        return ""
    return f"{date.year:04d}Q{(date.month + 2) // 3}" if date.month else f"{date.year:04d}"


@dataclass
class Tally:
    """Numbers of events by (period, kind), of the reports behind them, and the first and last date (ISO 8601, cut to
    what is known of it)."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    reports: int = 0
    first: str | None = None
    last: str | None = None

    def add(self, date: PartialDate | None, kind: str, reports: int) -> None:
        self.counts[period(date), kind] += 1
        self.reports += reports
        if date is not None:
            self.first = _earlier(self.first, str(date))
            self.last = _later(self.last, str(date))

    def plus(self, other: "Tally") -> "Tally":
        counts = Counter({key: n for key in self.counts | other.counts if (n := self.counts[key] + other.counts[key])})
        first, last = _earlier(self.first, other.first), _later(self.last, other.last)
        return Tally(counts, self.reports + other.reports, first, last)

    def minus(self, other: "Tally") -> "Tally | None":
        """What remains; None where the first or last date went and the events must be asked for the new one."""
        counts = Counter({key: n for key in self.counts | other.counts if (n := self.counts[key] - other.counts[key])})
        if not counts:
            return Tally()
        if other.counts and ((other.first and other.first == self.first) or (other.last and other.last == self.last)):
            return None
        return Tally(counts, self.reports - other.reports, self.first, self.last)

    def properties(self) -> dict[str, Any]:
        """Flat lists in parallel, as a graph stores them."""
        entries = sorted(self.counts.items())
        sides = side_counts((kind, n) for (_, kind), n in entries)
        return {
            "periods": [p for (p, _), _ in entries],
            "kinds": [kind for (_, kind), _ in entries],
            "counts": [n for _, n in entries],
            "cooperation": sides.cooperation,
            "conflict": sides.conflict,
            "total": sides.total,
            "reports": self.reports,
            "first": self.first,
            "last": self.last,
        }

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> "Tally":
        """The inverse of `properties()`; a node that never had one gives an empty tally."""
        keys = zip(properties.get("periods") or (), properties.get("kinds") or (), strict=True)
        counts = Counter(dict(zip(keys, properties.get("counts") or (), strict=True)))
        return cls(counts, properties.get("reports") or 0, properties.get("first"), properties.get("last"))


def _earlier(a: str | None, b: str | None) -> str | None:
    """The one that may begin first; of two that begin alike, the more exact one."""
    return min((d for d in (a, b) if d), key=lambda d: (PartialDate.parse(d).first, -len(d)), default=None)


def _later(a: str | None, b: str | None) -> str | None:
    """The one that may end last; of two that end alike, the more exact one."""
    return max((d for d in (a, b) if d), key=lambda d: (PartialDate.parse(d).last, len(d)), default=None)


def side_counts(kinds: Iterable[tuple[str, int]]) -> Balance:
    """Numbers by kind as numbers by side."""
    sides: Counter[Side] = Counter()
    for kind, n in kinds:
        sides[ontology().events[kind].side] += n
    return Balance(sides["cooperation"], sides["conflict"])


def quarters(tally: Tally) -> tuple[Period, ...]:
    """The quarters that have events, in order; events known by their year only are in none."""
    found: dict[str, list[tuple[str, int]]] = {}
    for (when, kind), n in sorted(tally.counts.items()):
        if "Q" in when:
            found.setdefault(when, []).append((kind, n))
    return tuple(Period(quarter, side_counts(entries)) for quarter, entries in found.items())
