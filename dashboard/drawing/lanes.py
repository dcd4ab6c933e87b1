"""One lane a counterpart: diverging bars by quarter on one time axis, square-root scaled with a common greatest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.drawing.text import fitted
from dashboard.drawing.timeline import Tick, main_time, quarters
from kg.graph.rows import EntityRef, Neighbour

_WIDTH, _LABEL, _ROW, _TOP = 1100.0, 240.0, 34.0, 26.0


@dataclass(frozen=True, slots=True)
class LaneBar:
    x: float
    width: float
    up: float
    up_y: float
    down: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A counterpart and its bars; `y` is the zero line."""

    entity: EntityRef
    label: str
    total: int
    y: float
    bars: tuple[LaneBar, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    width: float
    height: float
    start: float
    years: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    earlier: int  # events before the drawn time
    since: str


def lanes(rows: Sequence[Neighbour]) -> Lanes | None:
    """Nothing where no row has a dated event."""
    known = sorted((p for row in rows for p in row.periods), key=lambda p: p.quarter)
    if not known:
        return None
    shown, earlier = main_time(known)
    axis = quarters(shown[0].quarter, shown[-1].quarter)
    step = (_WIDTH - _LABEL) / len(axis)
    most = max(max(p.balance.cooperation, p.balance.conflict) for row in rows for p in row.periods) or 1
    place = {quarter: _LABEL + i * step for i, quarter in enumerate(axis)}
    drawn = []
    for i, row in enumerate(rows):
        y = _TOP + (i + 0.5) * _ROW
        bars = []
        for period in row.periods:
            if period.quarter not in place:
                continue
            up, down = (
                (_ROW / 2 - 3) * math.sqrt(n / most) for n in (period.balance.cooperation, period.balance.conflict)
            )
            bars.append(
                LaneBar(
                    round(place[period.quarter] + step / 2 - min(step * 0.8, 30) / 2, 2),
                    round(min(step * 0.8, 30), 2),
                    round(up, 2),
                    round(y - up, 2),
                    round(down, 2),
                )
            )
        drawn.append(Lane(row.entity, fitted(row.entity.name, 13, _LABEL - 80), row.balance.total, y, tuple(bars)))
    years: list[Tick] = []
    for quarter in axis:
        if quarter.endswith("Q1") and (not years or place[quarter] - years[-1].at >= 46):
            years.append(Tick(quarter[:4], round(place[quarter], 1)))
    height = _TOP + len(rows) * _ROW + 6
    return Lanes(_WIDTH, height, _LABEL, tuple(years), tuple(drawn), earlier, axis[0][:4])
