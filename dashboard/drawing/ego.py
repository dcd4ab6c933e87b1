"""The ego-network as a lens: the ego in the middle, neighbours in two columns on a convex curve, labels outside it.

Since the curve is convex and every label lies outside it in a row of its own, no label meets a label or an edge.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.drawing.text import fitted, width_of
from kg.graph.rows import Balance, Ego, EntityRef, Neighbour, Rest, TwoSteps
from kg.reference.world import world

_ROW = 27.0
_PHONE_ROW = 36.0
_EGO = 40.0  # radius
_NAME, _DETAIL = 13.0, 11.0  # font sizes
_GAP = 14.0  # from a node's middle to its label
_MOST_TIES = 36
_SPREAD = 1.35  # radians up and down over which edges leave the ego


@dataclass(frozen=True, slots=True)
class Edge:
    """One lane; `css` says cooperation, conflict or neither."""

    path: str
    css: str
    width: float


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour, or with no entity the rest of a side; `coop` is the share of cooperation in its ring, 0 to 100."""

    entity: EntityRef | None
    balance: Balance
    x: float
    y: float
    radius: float
    coop: float
    label: str
    detail: str  # after the name, or under it where `stacked`
    label_x: float
    anchor: str
    stacked: bool = False
    rest: Rest | None = None

    @property
    def ring(self) -> str:
        """The outline, from 12 o'clock on: a leader is a circle, a state a rounded square, a body a diamond."""
        return _outline(self.entity.kind if self.entity else "leader", self.x, self.y)

    @property
    def left(self) -> float:
        return self.x - self.radius

    @property
    def top(self) -> float:
        return self.y - self.radius

    @property
    def size(self) -> float:
        return 2 * self.radius


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    x: float
    y: float
    anchor: str
    css: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything a template prints; lengths are units of the view box."""

    key: str
    title: str
    description: str
    ego: EntityRef
    width: float
    height: float
    x: float
    y: float
    radius: float
    edges: tuple[Edge, ...]
    ties: tuple[Edge, ...]
    nodes: tuple[Node, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    entity: EntityRef | None
    balance: Balance
    region: str
    rest: Rest | None = None


def lens(ego: Ego, *, width: float = 1200, arrange: str = "side", ties: bool = True) -> Diagram:
    """The diagram for wide screens. `arrange`: `side` (conflict left), `region` or `kind`."""
    left, right = _sides(ego, arrange)
    longest = max(len(left), len(right), 1)
    height = max(190.0, longest * _ROW + 3.4 * _ROW)
    cx, cy = width / 2, height / 2 + _ROW * 0.7
    most = max((n.balance.total for n in ego.neighbours), default=1)
    placed = [
        *_column(left, cx, cy, width, longest, -1),
        *_column(right, cx, cy, width, longest, 1),
    ]
    edges = [e for side in (-1, 1) for e in _fan([n for n in placed if (n.x - cx) * side > 0], cx, cy, side, most)]
    edges.sort(key=lambda e: e.width)
    headings = _headings(left, right, cx, width, arrange)
    return Diagram(
        key="w",
        title=f"Ego-network of {ego.entity.name}",
        description=_description(ego),
        ego=ego.entity,
        width=width,
        height=round(height, 1),
        x=cx,
        y=round(cy, 1),
        radius=_EGO,
        edges=tuple(edges),
        ties=_ties(ego, placed, cx) if ties else (),
        nodes=tuple(placed),
        headings=headings,
    )


def phone(ego: Ego, *, most: int = 14) -> Diagram:
    """The diagram for narrow screens: half a disc at the left edge, neighbours in one column."""
    width, shown = 380.0, sorted(ego.neighbours[:most], key=lambda n: (-_polarity(n.balance), n.entity.name))
    rows = [_Row(n.entity, n.balance, n.region or "") for n in shown]
    hidden = ego.total - len(shown)
    if hidden > 0:
        rest = Rest("cooperation", "", hidden, Balance())
        rows.append(_Row(None, rest.balance, "", rest))
    height = len(rows) * _PHONE_ROW + 16
    cy = height / 2
    strongest = max((n.balance.total for n in ego.neighbours), default=1)
    nodes = [
        _node(row, 138.0, 8 + (i + 0.5) * _PHONE_ROW, 1, width - 160 - _GAP, stacked=True) for i, row in enumerate(rows)
    ]
    return Diagram(
        key="p",
        title=f"Closest relationships of {ego.entity.name}",
        description=_description(ego),
        ego=ego.entity,
        width=width,
        height=height,
        x=0,
        y=cy,
        radius=_EGO + 10,
        edges=tuple(_fan(nodes, 0, cy, 1, strongest, _EGO + 10)),
        ties=(),
        nodes=tuple(nodes),
        headings=(),
    )


def two_steps(ego: TwoSteps, *, width: float = 1200) -> Diagram:
    """First neighbours as two columns, each with its own strongest neighbours beyond its label."""
    half = (len(ego.branches) + 1) // 2
    nodes: list[Node] = []
    edges: list[Edge] = []
    sides = ((-1, ego.branches[:half]), (1, ego.branches[half:]))
    counts = [sum(max(1, len(b.further)) for b in branches) for _, branches in sides]
    height = max(counts, default=1) * _ROW + 3 * _ROW
    cx, cy = width / 2, height / 2
    strongest = max((b.neighbour.balance.total for b in ego.branches), default=1)
    for (side, branches), count in zip(sides, counts, strict=True):
        y = cy - count * _ROW / 2
        inner: list[Node] = []
        for branch in branches:
            lines = max(1, len(branch.further))
            middle = y + lines * _ROW / 2
            near = _node(_row(branch.neighbour), cx + side * 0.14 * width, middle, side, 0.135 * width)
            inner.append(near)
            nodes.append(near)
            fork = cx + side * (0.34 * width - 46)
            if branch.further:
                stem = near.label_x + side * (_label_width(near) + 7)
                edges.append(Edge(f"M{stem:.1f} {middle:.1f}H{fork:.1f}", "grey", 1.2))
            for line, further in enumerate(branch.further):
                far_y = y + (line + 0.5) * _ROW
                far = _node(_row(further), cx + side * 0.34 * width, far_y, side, 0.14 * width)
                nodes.append(far)
                edges.append(Edge(_branch(fork, middle, far.x, far_y, side), _css(further.balance), 1.2))
            y += lines * _ROW
        edges.extend(_fan(inner, cx, cy, side, strongest))
    return Diagram(
        key="t",
        title=f"Two steps from {ego.entity.name}",
        description=f"{len(ego.branches)} strongest neighbours of {ego.total}, each with its own strongest neighbours.",
        ego=ego.entity,
        width=width,
        height=round(height, 1),
        x=cx,
        y=round(cy, 1),
        radius=_EGO,
        edges=tuple(edges),
        ties=(),
        nodes=tuple(nodes),
        headings=(),
    )


def _branch(x0: float, y0: float, x1: float, y1: float, side: int) -> str:
    """From where a neighbour's stem forks to one of its own neighbours."""
    end = x1 - side * 12
    return f"M{x0:.1f} {y0:.1f}C{x0 + side * 16:.1f} {y0:.1f} {end - side * 18:.1f} {y1:.1f} {end:.1f} {y1:.1f}"


def _row(neighbour: Neighbour) -> _Row:
    return _Row(neighbour.entity, neighbour.balance, neighbour.region or "")


def _sides(ego: Ego, arrange: str) -> tuple[list[_Row], list[_Row]]:
    """Who stands left and who right, each side from top to bottom."""
    rows = [_row(n) for n in ego.neighbours]
    rests = [_Row(None, r.balance, r.region, r) for r in ego.rest]
    if arrange == "side":
        left = [r for r in rows if _polarity(r.balance) < 0]
        right = [r for r in rows if _polarity(r.balance) >= 0]
        left += [r for r in rests if r.rest and r.rest.side == "conflict"]
        right += [r for r in rests if r.rest and r.rest.side != "conflict"]
        return left, right

    def group(row: _Row) -> str:
        return row.region if arrange == "region" else (row.entity.kind if row.entity else "")

    groups: dict[str, list[_Row]] = {}
    for row in sorted([*rows, *rests], key=lambda r: (group(r), r.rest is not None)):
        groups.setdefault(group(row), []).append(row)
    left, right = [], []
    for members in groups.values():  # whole groups, to the shorter side
        (left if len(left) <= len(right) else right).extend(members)
    return left, right


def _column(rows: Sequence[_Row], cx: float, cy: float, width: float, longest: int, side: int) -> list[Node]:
    rx, ry = (0.27 if width > 1000 else 0.22) * width, longest * _ROW / 2 + 2 * _ROW
    nodes = []
    for i, row in enumerate(rows):
        y = cy + (i - (len(rows) - 1) / 2) * _ROW
        x = cx + side * rx * math.sqrt(max(0.0, 1 - ((y - cy) / ry) ** 2))
        room = (width - x if side > 0 else x) - _GAP - 8
        nodes.append(_node(row, x, y, side, room))
    return nodes


def _node(row: _Row, x: float, y: float, side: int, room: float, *, stacked: bool = False) -> Node:
    name = row.entity.name if row.entity else f"+{row.rest.count if row.rest else 0} more"
    count = f"{row.balance.total:,}" if row.balance.total else ""
    where = row.rest.region if row.rest else _state_of(row.entity)
    detail = " · ".join(part for part in (where, count) if part)
    if stacked:
        label = fitted(name, _NAME, room)
    else:
        if width_of(name, _NAME) + width_of(f" {detail}", _DETAIL) > room - 4:
            detail = count  # the name matters more than its state
        label = fitted(name, _NAME, room - width_of(f" {detail}", _DETAIL) - 4)
    return Node(
        entity=row.entity,
        balance=row.balance,
        x=round(x, 1),
        y=round(y, 1),
        radius=9.0,
        coop=round(100 * row.balance.cooperation / (row.balance.total or 1), 1),
        label=label,
        detail=detail,
        label_x=round(x + side * (_GAP + 2), 1),
        anchor="start" if side > 0 else "end",
        stacked=stacked,
        rest=row.rest,
    )


def _state_of(entity: EntityRef | None) -> str:
    """The state a person acts for, by name."""
    if entity is None or entity.kind not in ("leader", "person") or not entity.state:
        return ""
    state = world().states.get(f"state:{entity.state}")
    return state.name if state else ""


def _label_width(node: Node) -> float:
    return width_of(node.label, _NAME) + width_of(f" {node.detail}", _DETAIL)


def _outline(kind: str, x: float, y: float) -> str:
    if kind == "state":
        r, c = 10.4, 4.5  # half the side, radius of the corners
        s = r - c
        return (
            f"M{x:.1f} {y - r:.1f}h{s:.1f}a{c} {c} 0 0 1 {c} {c}v{2 * s:.1f}a{c} {c} 0 0 1 -{c} {c}h-{2 * s:.1f}"
            f"a{c} {c} 0 0 1 -{c} -{c}v-{2 * s:.1f}a{c} {c} 0 0 1 {c} -{c}z"
        )
    if kind in ("alliance", "organization"):
        r = 12.6
        return f"M{x:.1f} {y - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"
    r = 10.6
    return f"M{x:.1f} {y - r:.1f}a{r} {r} 0 1 1 0 {2 * r}a{r} {r} 0 1 1 0 -{2 * r}z"


def _fan(nodes: Sequence[Node], cx: float, cy: float, side: int, most: int, radius: float = _EGO) -> list[Edge]:
    """Edges that leave the ego's disc in the order of the rows, and arrive level at their nodes."""
    edges = []
    for i, node in enumerate(nodes):
        angle = ((i + 0.5) / len(nodes) * 2 - 1) * _SPREAD
        x0, y0 = cx + side * radius * math.cos(angle), cy + radius * math.sin(angle)
        for css, count, shift in _lanes(node.balance):
            lane = 0.9 + 4.1 * (count / most) ** 0.42 if most else 0.9
            offset = shift * (lane / 2 + 0.4)
            x1 = node.x - side * (node.radius + 3)
            span = x1 - x0
            path = (
                f"M{x0:.1f} {y0 + offset:.1f}C{x0 + 0.42 * span:.1f} {y0 + offset:.1f} "
                f"{x0 + 0.6 * span:.1f} {node.y + offset:.1f} {x1:.1f} {node.y + offset:.1f}"
            )
            edges.append(Edge(path, css, round(lane, 2)))
    return edges


def _lanes(balance: Balance) -> list[tuple[str, int, int]]:
    """Cooperation above, conflict below; few events are one lane in the colour of the more."""
    if balance.total == 0:
        return [("grey", 0, 0)]
    if balance.total < 8 or not balance.cooperation or not balance.conflict:
        return [(_css(balance), balance.total, 0)]
    return [("coop", balance.cooperation, -1), ("conf", balance.conflict, 1)]


def _ties(ego: Ego, nodes: Sequence[Node], cx: float) -> tuple[Edge, ...]:
    """The strongest ties among the neighbours, inside the lens."""
    at = {n.entity.id: n for n in nodes if n.entity is not None}
    shown = sorted((t for t in ego.ties if t.a in at and t.b in at), key=lambda t: -t.balance.total)[:_MOST_TIES]
    most = max((t.balance.total for t in shown), default=1)
    edges = []
    for tie in shown:
        a, b = at[tie.a], at[tie.b]
        if (a.x - cx) * (b.x - cx) > 0:  # the same side: a bulge towards the middle
            side = 1 if a.x > cx else -1
            inward = min(0.7 * abs(a.x - cx), 24 + 0.36 * abs(a.y - b.y))
            xa, xb = a.x - side * (a.radius + 3), b.x - side * (b.radius + 3)
            path = f"M{xa:.1f} {a.y}C{xa - side * inward:.1f} {a.y} {xb - side * inward:.1f} {b.y} {xb:.1f} {b.y}"
        else:
            sa, sb = (1 if a.x > cx else -1), (1 if b.x > cx else -1)
            xa, xb = a.x - sa * (a.radius + 3), b.x - sb * (b.radius + 3)
            path = f"M{xa:.1f} {a.y}C{cx:.1f} {a.y} {cx:.1f} {b.y} {xb:.1f} {b.y}"
        polarity = _polarity(tie.balance)
        css = "grey" if abs(polarity) <= 0.2 else "coop" if polarity > 0 else "conf"
        edges.append(Edge(path, css, round(0.6 + 1.4 * tie.balance.total / most, 2)))
    return tuple(edges)


def _headings(
    left: Sequence[_Row], right: Sequence[_Row], cx: float, width: float, arrange: str
) -> tuple[Heading, ...]:
    if arrange != "side":
        return ()
    found = []
    if left:
        found.append(Heading(f"◀ More conflict · {len(left)}", cx - 0.08 * width, 20, "end", "conf"))
    if right:
        found.append(Heading(f"More cooperation · {len(right)} ▶", cx + 0.08 * width, 20, "start", "coop"))
    return tuple(found)


def _polarity(balance: Balance) -> float:
    """-1 all conflict, +1 all cooperation."""
    return (balance.cooperation - balance.conflict) / balance.total if balance.total else 0.0


def _css(balance: Balance) -> str:
    return "coop" if balance.cooperation >= balance.conflict else "conf"


def _description(ego: Ego) -> str:
    strongest = ", ".join(f"{n.entity.name} ({n.balance.total})" for n in ego.neighbours[:3])
    return f"{len(ego.neighbours)} of {ego.total} neighbours; most events with {strongest}. The table below has all."
