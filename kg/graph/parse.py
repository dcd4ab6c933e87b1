"""Rows as the server answers them -> the frozen rows that pages know."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.graph.relating import best
from kg.graph.rows import (
    ArticleRef,
    Balance,
    EntityRef,
    EventRow,
    Hit,
    Membership,
    Neighbour,
    Period,
    ReportRow,
    Tenure,
)
from kg.graph.tally import Tally, quarters
from kg.model import PartialDate

Row = Mapping[str, Any]


def ref(row: Row) -> EntityRef:
    return EntityRef(row["id"], row["kind"], row["name"], row.get("state"))


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def balance(row: Row) -> Balance:
    return Balance(row.get("cooperation") or 0, row.get("conflict") or 0)


def neighbour(node: Row, numbers: Row, periods: tuple[Period, ...] = ()) -> Neighbour:
    """`numbers` are a tie's, or what is left of it after filtering."""
    first, last = partial(numbers.get("first")), partial(numbers.get("last"))
    return Neighbour(ref(node), balance(numbers), first, last, node.get("region"), periods)


def tied(row: Row) -> Neighbour:
    """From `{node, tie}`, with periods."""
    return neighbour(row["node"], row["tie"], quarters(Tally.of(row["tie"])))


def hit(entity: Row, offices: Sequence[Row], matched: str | None = None) -> Hit:
    return Hit(ref(entity), matched, role(offices), balance(entity))


def role(offices: Sequence[Row]) -> str | None:
    """`president of Russia`; `former …` where it was."""
    office = best(offices)
    if office is None:
        return None
    words = f"{office['title']} of {office['body']}" if office["title"] else str(office["body"])
    return f"former {words}" if office["former"] or office.get("end") else words


def tenure(holder: EntityRef, body: EntityRef, tie: Row) -> Tenure:
    return Tenure(
        holder, body, tie["title"], partial(tie.get("start")), partial(tie.get("end")), tie["former"], tie["origin"]
    )


def tenures(of: EntityRef, holds: Iterable[Row], held: Iterable[Row]) -> tuple[Tenure, ...]:
    """Offices `of` holds, and those others hold in it: present ones first, the last begun before the others."""
    found = [tenure(of, ref(row["other"]), row["tie"]) for row in holds]
    found += [tenure(ref(row["other"]), of, row["tie"]) for row in held]
    found.sort(key=lambda t: (t.title, t.holder.name))
    found.sort(key=lambda t: (t.former or t.end is not None, -(t.start.first.toordinal() if t.start else 0)))
    return tuple(found)


def memberships(of: EntityRef, belongs: Iterable[Row], members: Iterable[Row]) -> tuple[Membership, ...]:
    found = [(of, ref(row["other"]), row["tie"]) for row in belongs]
    found += [(ref(row["other"]), of, row["tie"]) for row in members]
    rows = (Membership(m, b, partial(t.get("start")), partial(t.get("end")), t["origin"]) for m, b, t in found)
    return tuple(sorted(rows, key=lambda m: (m.end is not None, m.body.name, m.member.name)))


def article(row: Row) -> ArticleRef:
    return ArticleRef(row["id"], row["title"], row.get("publisher"), day(row.get("published")), row.get("url"))


def event(row: Row, source: ArticleRef | None = None) -> EventRow:
    """From `{event, actors, reports}`; `source` where the reports are all of one article and do not say so."""
    properties = row["event"]
    order = {"source": 0, "participant": 1, "target": 2, "place": 3}
    actors = [(ref(a["entity"]), a["role"]) for a in row["actors"] if not a["via"]]
    reports = [report(r, source or article(r["article"])) for r in row["reports"]]
    return EventRow(
        properties["id"],
        properties["kind"],
        properties["label"],
        partial(properties.get("date")),
        properties["status"],
        tuple(sorted(actors, key=lambda a: (order[a[1]], a[0].name, a[0].id))),
        tuple(sorted(reports, key=lambda r: (-r.confidence, str(r.article.published), r.article.id, r.start))),
    )


def report(row: Row, source: ArticleRef) -> ReportRow:
    speaker = ref(row["by"]) if row.get("by") else None
    return ReportRow(
        row["id"], row["quote"], row["start"], row["end"], speaker, row["status"], row["confidence"], source
    )
