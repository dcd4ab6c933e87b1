"""Diverging bars: cooperation above the line, conflict below it, one pair of bars a quarter or a year.

For narrow screens the same by years, a row each: conflict to the left, cooperation to the right.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.drawing.text import fitted
from kg.graph.rows import Balance, EntityRef, EventRow, Period, Tenure
from kg.ontology import ontology

_WIDTH, _HALF, _RIGHT = 1100.0, 74.0, 44.0
_TOP, _TOP_WITH_TURNS = 10.0, 36.0
_FEWEST_YEARS = 3  # a shorter time is drawn as a part of so many years
_MOST_BARS = 120  # more quarters than this are drawn as years
_APART, _STRAY = 8, 0.05  # quarters of silence, and the share of all events, that make what is before a stray
_BAND = 24.0  # height of a row of leaders
_PHONE, _PHONE_ROW, _PHONE_MIDDLE, _PHONE_HALF = 340.0, 26.0, 196.0, 118.0


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
class Year:
    """A row of the narrow drawing: `left` and `right` are lengths from the middle."""

    label: str
    y: float
    left: float
    left_x: float
    right: float
    right_end: float
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Years:
    width: float
    height: float
    middle: float
    rows: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A leader's time in office, on the same axis of time."""

    holder: EntityRef
    label: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Band:
    """The leaders of one side."""

    code: str
    y: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Everything a template prints; `line` is the y of the zero line, `earlier` what lies before the drawn time."""

    width: float
    height: float
    top: float
    bottom: float
    line: float
    plot: float
    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    counts_up: tuple[Tick, ...]
    counts_down: tuple[Tick, ...]
    turns: tuple[Turn, ...]
    bands: tuple[Band, ...]
    narrow: Years
    earlier: int
    since: str


def bars(
    periods: Sequence[Period],
    turning_points: Sequence[EventRow] = (),
    leaders: Sequence[tuple[str, Sequence[Tenure]]] = (),
) -> Bars:
    """The chart of some quarters in order, in whole years; silent quarters are empty places. `leaders` are the
    sides' codes and terms, drawn as bands above it."""
    shown, earlier = main_time(periods)
    rows = _filled(shown)
    years = _by_year(rows)
    if len(rows) > _MOST_BARS:
        rows = years
    plot = _WIDTH - _RIGHT
    step = plot / len(rows)
    most = max((max(b.cooperation, b.conflict) for _, b in rows), default=1) or 1
    bands = _bands(leaders, int(rows[0][0][:4]), int(rows[-1][0][:4]), plot)
    above = len(bands) * _BAND + (6 if bands else 0)
    top = above + (_TOP_WITH_TURNS if turning_points else _TOP)
    line = top + _HALF
    drawn = []
    for i, (label, balance) in enumerate(rows):
        up, down = _HALF * balance.cooperation / most, _HALF * balance.conflict / most
        width = min(step * 0.8, 40)
        drawn.append(
            Bar(
                quarter_label(label),
                round((i + 0.5) * step - width / 2, 2),
                round(width, 2),
                round(up, 2),
                round(line - up, 2),
                round(down, 2),
                balance.cooperation,
                balance.conflict,
            )
        )
    place = {label: bar.x + bar.width / 2 for (label, _), bar in zip(rows, drawn, strict=True)}
    ticks = _ticks(most)
    turns = _turns(turning_points, place, line, above + 14)
    below = any(turn.y > line for turn in turns)
    return Bars(
        width=_WIDTH,
        height=line + _HALF + (48 if below else 24),
        top=top,
        bottom=line + _HALF,
        line=line,
        plot=plot,
        bars=tuple(drawn),
        years=_years([label for label, _ in rows], step),
        counts_up=tuple(Tick(str(n), round(line - _HALF * n / most, 1)) for n in ticks),
        counts_down=tuple(Tick(str(n), round(line + _HALF * n / most, 1)) for n in ticks),
        turns=turns,
        bands=bands,
        narrow=_narrow(years),
        earlier=earlier,
        since=rows[0][0][:4],
    )


def main_time(periods: Sequence[Period]) -> tuple[Sequence[Period], int]:
    """The quarters worth their room, and the number of events before them: a few strays long before all others would
    squeeze these into a corner."""
    total = sum(p.balance.total for p in periods)
    start, before = 0, 0
    for i, (one, other) in enumerate(pairwise(periods), 1):
        before += one.balance.total
        if before > _STRAY * total:
            break
        if _number(other.quarter) - _number(one.quarter) > _APART:
            start = i
    return periods[start:], sum(p.balance.total for p in periods[:start])


def quarters(first: str, last: str) -> list[str]:
    """All quarters of whole years from one to another: `2024Q1`, `2024Q2`, …"""
    start, end = int(first[:4]), int(last[:4])
    start = min(start, end - _FEWEST_YEARS + 1)
    return [f"{year:04d}Q{q}" for year in range(start, end + 1) for q in (1, 2, 3, 4)]


def quarter_label(quarter: str) -> str:
    """`2023Q3` as it is printed: `Q3 2023`."""
    year, _, number = quarter.partition("Q")
    return f"Q{number} {year}" if number else year


def _number(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[5])


def _filled(periods: Sequence[Period]) -> list[tuple[str, Balance]]:
    known = {p.quarter: p.balance for p in periods}
    return [(q, known.get(q, Balance())) for q in quarters(min(known), max(known))]


def _by_year(rows: Sequence[tuple[str, Balance]]) -> list[tuple[str, Balance]]:
    years: dict[str, Balance] = {}
    for quarter, balance in rows:
        so_far = years.get(quarter[:4], Balance())
        years[quarter[:4]] = Balance(so_far.cooperation + balance.cooperation, so_far.conflict + balance.conflict)
    return list(years.items())


def _narrow(years: Sequence[tuple[str, Balance]]) -> Years:
    most = max((max(b.cooperation, b.conflict) for _, b in years), default=1) or 1
    rows = []
    for i, (year, balance) in enumerate(years):
        left, right = _PHONE_HALF * balance.conflict / most, _PHONE_HALF * balance.cooperation / most
        y = (i + 0.5) * _PHONE_ROW
        rows.append(
            Year(
                year,
                y,
                round(left, 1),
                round(_PHONE_MIDDLE - left, 1),
                round(right, 1),
                round(_PHONE_MIDDLE + right, 1),
                balance.cooperation,
                balance.conflict,
            )
        )
    return Years(_PHONE, len(rows) * _PHONE_ROW, _PHONE_MIDDLE, tuple(rows))


def _years(labels: Sequence[str], step: float) -> tuple[Tick, ...]:
    """Year labels, each where its first period begins, none nearer than 46 units to the one before."""
    ticks: list[Tick] = []
    seen = set()
    for i, label in enumerate(labels):
        year = label[:4]
        if year not in seen and (not ticks or i * step - ticks[-1].at >= 46):
            ticks.append(Tick(year, round(i * step, 1)))
        seen.add(year)
    return tuple(ticks)


def _ticks(most: int) -> list[int]:
    """One or two round numbers up to the greatest count."""
    if most < 4:
        return [most]
    step = 10 ** math.floor(math.log10(most))
    step = step if most / step >= 2 else max(1, step // 2)
    top = step * (most // step)
    return [n for n in (top // 2, top) if n]


def _bands(leaders: Sequence[tuple[str, Sequence[Tenure]]], first: int, last: int, plot: float) -> tuple[Band, ...]:
    start, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
    found: list[Band] = []
    for code, tenures in leaders:
        terms = []
        for t in sorted((t for t in tenures if t.start), key=lambda t: str(t.start)):
            since = max(start, t.start.first if t.start else start)
            until = min(end, t.end.last if t.end else end)
            if since >= until:
                continue
            x = plot * (since - start).days / (end - start).days
            width = plot * (until - since).days / (end - start).days - 2
            terms.append(Term(t.holder, fitted(t.holder.name, 12, width - 14), round(x, 1), round(max(1, width), 1)))
        if terms:
            found.append(Band(code, len(found) * _BAND, tuple(terms)))
    return tuple(found)


def _turns(events: Sequence[EventRow], place: dict[str, float], line: float, top: float) -> tuple[Turn, ...]:
    found = []
    for number, event in enumerate(events, 1):
        if event.date is None:
            continue
        quarter = f"{event.date.year}Q{((event.date.month or 1) - 1) // 3 + 1}"
        x = place.get(quarter, place.get(str(event.date.year)))
        if x is None:
            continue
        above = ontology().events[event.kind].side == "cooperation"
        found.append(Turn(number, round(x, 1), top if above else line + _HALF + 34, "coop" if above else "conf", event))
    return tuple(_apart(found))


def _apart(turns: list[Turn]) -> list[Turn]:
    """Moves turning points that would lie on each other aside."""
    placed: list[Turn] = []
    for turn in sorted(turns, key=lambda t: (t.y, t.x)):
        before = [t for t in placed if t.y == turn.y]
        x = max(turn.x, before[-1].x + 24) if before else turn.x
        placed.append(Turn(turn.number, x, turn.y, turn.css, turn.event))
    return sorted(placed, key=lambda t: t.number)
