"""A pair's page: how two entities stand to each other over time."""

from collections import Counter
from typing import Literal

from kg.errors import NotInGraphError
from kg.graph import parse
from kg.graph.connect import Graph, Row
from kg.graph.cypher import asking
from kg.graph.egos import Years, event_page, year_days
from kg.graph.rows import Dyad, EventPage, EventRow
from kg.graph.tally import Tally, period, quarters
from kg.ontology import Side

_TURNING_POINTS = 8


def dyad(graph: Graph, a: str, b: str) -> Dyad:
    """The pair in the order asked for; its turning points are its weightiest events (intensity times articles), one
    for each quarter at most. Two who have no event together have an empty one. Raises NotInGraphError."""
    rows = graph.read(asking.DYAD, a=a, b=b)
    if not rows:
        raise NotInGraphError(f"'{a}' or '{b}' is not in the graph; it may have gone with an import that was undone.")
    row = rows[0]
    first, second = parse.ref(row["a"]), parse.ref(row["b"])
    tie = row["tie"] or {}
    tally = Tally.of(tie)
    kinds: Counter[str] = Counter()
    for (_, kind), number in tally.counts.items():
        kinds[kind] += number
    return Dyad(
        first,
        second,
        parse.balance(tie),
        parse.partial(tally.first),
        parse.partial(tally.last),
        quarters(tally),
        tuple(sorted(kinds.items(), key=lambda k: (-k[1], k[0]))),
        parse.tenures(first, row["a_holds"], row["a_held"]) + parse.tenures(second, row["b_holds"], row["b_held"]),
        _turning_points(row["turns"]),
        tuple((parse.ref(m["a"]), parse.ref(m["b"]), m["number"]) for m in row["members"]),
    )


def dyad_events(
    graph: Graph,
    a: str,
    b: str,
    *,
    side: Side | None = None,
    kind: str | None = None,
    years: Years | None = None,
    order: Literal["newest", "oldest"] | str = "newest",
    limit: int = 50,
    after: str | None = None,
) -> EventPage:
    """Events between the two, themselves or who acted for them; `after` is the page before's."""
    first, last = year_days(years)
    asked = {"side": side, "kind": kind, "first": first, "last": last, "after": after, "limit": limit}
    return event_page(graph.read(asking.DYAD_EVENTS, a=a, b=b, oldest=order == "oldest", **asked), limit)


def _turning_points(turns: list[Row]) -> tuple[EventRow, ...]:
    """At most one a quarter, in order of time; events without a day or month are none."""
    ranked = sorted(
        turns,
        key=lambda t: (-abs(t["event"]["intensity"]) * t["event"]["articles"], t["event"]["at"]),
    )
    chosen: dict[str, Row] = {}
    for turn in ranked:
        quarter = period(parse.partial(turn["event"].get("date")))
        if "Q" in quarter and len(chosen) < _TURNING_POINTS:
            chosen.setdefault(quarter, turn)
    return tuple(parse.event(turn) for _, turn in sorted(chosen.items()))
