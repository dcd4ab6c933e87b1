"""The home page: the world in numbers, the busiest pairs, the sharpest turns."""

import datetime as dt
from collections.abc import Iterable

from kg.graph import parse
from kg.graph.connect import Graph
from kg.graph.cypher import asking
from kg.graph.rows import Balance, EntityRef, WorldSummary
from kg.graph.tally import Tally, period, quarters, side_counts
from kg.model import PartialDate

_SHOWN = 8
_ENOUGH = 3  # events on either side of the year's turn before a change of shares says anything


def world(graph: Graph) -> WorldSummary:
    """Pairs are of states, over the year before the newest article; a turn compares that year with all before it."""
    row = graph.read(asking.WORLD)[0]
    kinds = {k["kind"]: k["n"] for k in row["kinds"]}
    counts = [(kind, kinds.get(kind, 0)) for kind in ("leader", "state", "alliance", "organization")]
    counts += [("event", row["events"]), ("report", row["reports"]), ("article", row["articles"])]
    latest = parse.day(row["latest"]) or dt.date.today()
    since = period(PartialDate.of(latest - dt.timedelta(days=365)))
    pairs = [(parse.ref(t["a"]), parse.ref(t["b"]), Tally.of(t["tie"])) for t in row["ties"]]
    recent = [(a, b, _balance(tally, since, after=True)) for a, b, tally in pairs]
    busiest = sorted((p for p in recent if p[2].total), key=lambda p: (-p[2].total, p[0].name, p[1].name))
    states = ((parse.ref(s), s.get("region") or "") for s in row["states"])
    return WorldSummary(
        tuple(counts),
        quarters(Tally.of(row["world"] or {})),
        tuple(busiest[:_SHOWN]),
        _turns(pairs, since),
        tuple(parse.article(a) for a in row["newest"]),
        tuple(states),
    )


def _turns(
    pairs: Iterable[tuple[EntityRef, EntityRef, Tally]], since: str
) -> tuple[tuple[EntityRef, EntityRef, float, float], ...]:
    """Pairs whose share of conflict changed most."""
    found = []
    for a, b, tally in pairs:
        before, after = _balance(tally, since, after=False), _balance(tally, since, after=True)
        if before.total >= _ENOUGH and after.total >= _ENOUGH:
            found.append((a, b, before.conflict / before.total, after.conflict / after.total))
    found.sort(key=lambda t: (-abs(t[3] - t[2]), t[0].name, t[1].name))
    return tuple(t for t in found[:_SHOWN] if t[2] != t[3])


def _balance(tally: Tally, since: str, *, after: bool) -> Balance:
    """Dated events from that quarter on, or before it."""
    return side_counts((kind, n) for (when, kind), n in tally.counts.items() if when and (when >= since) == after)
