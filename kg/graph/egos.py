"""One entity's page: who it is, whom it is tied to, and what happened."""

from collections.abc import Iterable
from typing import Any

from kg.errors import NotInGraphError
from kg.graph import parse
from kg.graph.connect import Graph, Row
from kg.graph.cypher import asking
from kg.graph.rows import Branch, Ego, EventPage, Neighbour, Profile, Rest, Tie, TwoSteps
from kg.graph.tally import Tally, quarters
from kg.ontology import Side, ontology

Years = tuple[int, int]


def get_profile(graph: Graph, id: str) -> Profile:
    """All that heads an entity's page. Raises NotInGraphError."""
    row = _one(graph.read(asking.PROFILE, id=id), id)
    entity = row["entity"]
    who = parse.ref(entity)
    tally = Tally.of(entity)
    kin = [(f"{k['tie']['title']} of".strip(), parse.ref(k["other"])) for k in row["kin_of"]]
    kin += [(k["tie"]["title"] or "relative", parse.ref(k["other"])) for k in row["kin"]]
    return Profile(
        who,
        tuple(entity["aliases"]),
        entity.get("region"),
        parse.tenures(who, row["holds"], row["held"]),
        parse.memberships(who, row["belongs"], row["members"]),
        tuple(sorted(kin, key=lambda k: (k[0], k[1].name))),
        parse.balance(entity),
        tally.reports,
        row["counterparts"],
        parse.partial(tally.first),
        parse.partial(tally.last),
    )


def ego(
    graph: Graph,
    id: str,
    *,
    limit: int = 48,
    years: Years | None = None,
    kinds: frozenset[str] | None = None,
    region: str | None = None,
    side: Side | None = None,
    minimum: int = 1,
) -> Ego:
    """The strongest neighbours, half of them per side where there are enough, the rest summed by side and region.

    `kinds` are event types, quad classes or sides; `years` are inclusive; `side` keeps the neighbours on whose side
    most events are. Raises NotInGraphError.
    """
    chosen = _chosen(years, kinds, region, side, minimum)
    row = _one(graph.read(asking.EGO, id=id, limit=limit, half=limit // 2, **chosen), id)
    nodes = {node["id"]: node for node in row["nodes"]}
    neighbours = [parse.neighbour(nodes[s["id"]], s, quarters(Tally.of(nodes[s["id"]]))) for s in row["shown"]]
    neighbours.sort(key=lambda n: (-n.balance.total, n.entity.name, n.entity.id))
    rest = [Rest(r["side"], r["region"], r["number"], parse.balance(r)) for r in row["rest"]]
    ties = [Tie(t["a"], t["b"], parse.balance(t)) for t in row["ties"]]
    return Ego(
        parse.ref(row["entity"]),
        tuple(neighbours),
        tuple(sorted(rest, key=lambda r: (r.side, r.region))),
        row["total"],
        tuple(sorted(ties, key=lambda t: (-t.balance.total, t.a, t.b))),
    )


def ego_two_steps(
    graph: Graph,
    id: str,
    *,
    limit: int = 18,
    further: int = 3,
    years: Years | None = None,
    kinds: frozenset[str] | None = None,
    region: str | None = None,
    side: Side | None = None,
    minimum: int = 1,
) -> TwoSteps:
    """The strongest neighbours, each with up to `further` of its own that are not shown elsewhere. The filters choose
    who is shown; numbers are those of all years. Raises NotInGraphError."""
    chosen = _chosen(years, kinds, region, side, minimum)
    # Asked for more than are shown, because a node that hangs on a stronger branch is left out of the others.
    row = _one(graph.read(asking.TWO_STEPS, id=id, limit=limit, further=further * 4, **chosen), id)
    far = {branch["id"]: [parse.tied(f) for f in branch["far"]] for branch in row["branches"]}
    near = [parse.tied(n) for n in row["near"]]
    strongest: dict[str, tuple[int, str]] = {}
    for n in near:
        for f in far.get(n.entity.id, ()):
            weight = (-f.balance.total, n.entity.id)
            strongest[f.entity.id] = min(strongest.get(f.entity.id, weight), weight)
    branches = []
    for n in near:
        own = [f for f in far.get(n.entity.id, ()) if strongest[f.entity.id][1] == n.entity.id]
        branches.append(Branch(n, tuple(own[:further])))
    return TwoSteps(parse.ref(row["entity"]), tuple(branches), row["total"])


def neighbours(
    graph: Graph,
    id: str,
    *,
    limit: int = 50,
    after: int = 0,
    order: str = "events",
    years: Years | None = None,
    kinds: frozenset[str] | None = None,
    region: str | None = None,
    side: Side | None = None,
    minimum: int = 1,
) -> tuple[tuple[Neighbour, ...], int]:
    """A page of the table of all neighbours and their number. `order`: events, cooperation, conflict, latest or name;
    `after` neighbours come before the page. Raises NotInGraphError."""
    chosen = _chosen(years, kinds, region, side, minimum)
    row = _one(graph.read(asking.NEIGHBOURS, id=id, limit=limit, after=after, order=order, **chosen), id)
    return tuple(parse.neighbour(n, n) for n in row["neighbours"]), row["total"]


def timeline(graph: Graph, id: str, limit: int = 10) -> tuple[Neighbour, ...]:
    """The strongest neighbours with their quarters."""
    return tuple(parse.tied(row) for row in graph.read(asking.TIMELINE, id=id, limit=limit))


def latest_events(
    graph: Graph,
    id: str,
    *,
    limit: int = 20,
    after: str | None = None,
    kind: str | None = None,
    side: Side | None = None,
    years: Years | None = None,
) -> EventPage:
    """Events the entity acts in, itself or by who acts for it, the latest first; `after` is the page before's."""
    first, last = year_days(years)
    asked = {"kind": kind, "side": side, "first": first, "last": last, "after": after, "limit": limit}
    return event_page(graph.read(asking.EVENTS_OF, id=id, **asked), limit)


def event_page(rows: list[Row], limit: int) -> EventPage:
    """A page, and the key of the next one if there may be one."""
    events = tuple(parse.event(row) for row in rows)
    total = rows[0]["total"] if rows else 0
    more = len(rows) == limit and total > limit
    return EventPage(events, total, rows[-1]["event"]["at"] if more else None)


def kinds_by_side(kinds: Iterable[str] | None) -> dict[Side, list[str]]:
    """Event types by side; `kinds` name types, quad classes or sides, None means all."""
    wanted = None if kinds is None else set(kinds)
    found: dict[Side, list[str]] = {"cooperation": [], "conflict": []}
    for key, type_ in ontology().events.items():
        if wanted is None or wanted & {key, type_.quad, type_.side}:
            found[type_.side].append(key)
    return found


def _chosen(
    years: Years | None, kinds: frozenset[str] | None, region: str | None, side: Side | None, minimum: int
) -> dict[str, Any]:
    by_side = kinds_by_side(kinds)
    first, last = years or (0, 9999)
    return {
        "filtered": years is not None or kinds is not None,
        "cooperative": by_side["cooperation"],
        "conflictive": by_side["conflict"],
        "first": f"{first:04d}",
        "last": f"{last:04d}",
        "region": region,
        "side": side,
        "minimum": max(1, minimum),
    }


def year_days(years: Years | None) -> tuple[str, str] | tuple[None, None]:
    return (f"{years[0]:04d}-01-01", f"{years[1]:04d}-12-31") if years else (None, None)


def _one(rows: list[Row], id: str) -> Row:
    if not rows:
        raise NotInGraphError(f"There is no '{id}' in the graph; it may have gone with an import that was undone.")
    return rows[0]
