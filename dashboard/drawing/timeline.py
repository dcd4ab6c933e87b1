"""Diverging bars: cooperation above the line, conflict below it, one pair of bars a quarter or a year."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.rows import Balance, EventRow, Period
from kg.ontology import ontology

_WIDTH, _HALF, _TOP, _RIGHT = 1100.0, 74.0, 34.0, 44.0
_MOST_BARS = 120  # more quarters than this are drawn as years


@dataclass(frozen=True, slots=True)
class Bar:
    """One period; heights upward and downward from the line."""

    label: str
    x: float
    width: float
    up: float
    up_y: float
    down: float
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Tick:
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A numbered turning point above or below its period."""

    number: int
    x: float
    y: float
    css: str
    event: EventRow


@dataclass(frozen=True, slots=True)
class Bars:
    """Everything a template prints; `line` is the y of the zero line."""

    width: float
    height: float
    line: float
    plot: float
    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    counts_up: tuple[Tick, ...]
    counts_down: tuple[Tick, ...]
    turns: tuple[Turn, ...]


def bars(periods: Sequence[Period], turning_points: Sequence[EventRow] = ()) -> Bars:
    """The chart of some quarters in order; gaps between them are drawn as empty quarters."""
    rows = _filled(periods)
    if len(rows) > _MOST_BARS:
        rows = _by_year(rows)
    plot = _WIDTH - _RIGHT
    step = plot / max(len(rows), 8)
    most = max((max(b.cooperation, b.conflict) for _, b in rows), default=1) or 1
    line = _TOP + _HALF
    drawn = []
    for i, (label, balance) in enumerate(rows):
        up, down = _HALF * balance.cooperation / most, _HALF * balance.conflict / most
        drawn.append(
            Bar(
                label,
                round(i * step + step * 0.1, 2),
                round(min(step * 0.8, 40), 2),
                round(up, 2),
                round(line - up, 2),
                round(down, 2),
                balance.cooperation,
                balance.conflict,
            )
        )
    place = {label: bar.x + bar.width / 2 for (label, _), bar in zip(rows, drawn, strict=True)}
    ticks = _ticks(most)
    return Bars(
        width=_WIDTH,
        height=line + _HALF + 34,
        line=line,
        plot=plot,
        bars=tuple(drawn),
        years=_years(rows, drawn),
        counts_up=tuple(Tick(str(n), round(line - _HALF * n / most + 4, 1)) for n in ticks),
        counts_down=tuple(Tick(str(n), round(line + _HALF * n / most + 4, 1)) for n in ticks),
        turns=_turns(turning_points, place, line),
    )


def quarters(first: str, last: str) -> list[str]:
    """All quarters from one to another: `2024Q4`, `2025Q1`, …"""
    start, end = (int(q[:4]) * 4 + int(q[5]) - 1 for q in (first, last))
    return [f"{n // 4}Q{n % 4 + 1}" for n in range(start, end + 1)]


def _filled(periods: Sequence[Period]) -> list[tuple[str, Balance]]:
    known = {p.quarter: p.balance for p in periods}
    if not known:
        return []
    return [(q, known.get(q, Balance())) for q in quarters(min(known), max(known))]


def _by_year(rows: Sequence[tuple[str, Balance]]) -> list[tuple[str, Balance]]:
    years: dict[str, Balance] = {}
    for quarter, balance in rows:
        so_far = years.get(quarter[:4], Balance())
        years[quarter[:4]] = Balance(so_far.cooperation + balance.cooperation, so_far.conflict + balance.conflict)
    return list(years.items())


def _years(rows: Sequence[tuple[str, Balance]], drawn: Sequence[Bar]) -> tuple[Tick, ...]:
    """Year labels, each where its first period stands, none nearer than 46 units to the one before."""
    ticks: list[Tick] = []
    seen = set()
    for (label, _), bar in zip(rows, drawn, strict=True):
        year = label[:4]
        if year not in seen and (not ticks or bar.x - ticks[-1].at >= 46):
            ticks.append(Tick(year, bar.x))
        seen.add(year)
    return tuple(ticks)


def _ticks(most: int) -> list[int]:
    """One or two round numbers up to the greatest count."""
    if most < 2:
        return [most]
    step = 10 ** math.floor(math.log10(most))
    step = step if most / step >= 2 else max(1, step // 2)
    return [n for n in (step * (most // step) // 2, step * (most // step)) if n] if most >= 4 else [most]


def _turns(events: Sequence[EventRow], place: dict[str, float], line: float) -> tuple[Turn, ...]:
    found = []
    for number, event in enumerate(events, 1):
        if event.date is None:
            continue
        quarter = f"{event.date.year}Q{((event.date.month or 1) - 1) // 3 + 1}"
        x = place.get(quarter, place.get(str(event.date.year)))
        if x is None:
            continue
        above = ontology().events[event.kind].side == "cooperation"
        found.append(
            Turn(number, round(x, 1), 14.0 if above else line + _HALF + 16, "coop" if above else "conf", event)
        )
    return tuple(_apart(found))


def _apart(turns: list[Turn]) -> list[Turn]:
    """Moves turning points that would lie on each other aside."""
    placed: list[Turn] = []
    for turn in sorted(turns, key=lambda t: (t.y, t.x)):
        before = [t for t in placed if t.y == turn.y]
        x = max(turn.x, before[-1].x + 24) if before else turn.x
        placed.append(Turn(turn.number, x, turn.y, turn.css, turn.event))
    return sorted(placed, key=lambda t: t.number)
