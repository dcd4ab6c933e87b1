"""Offices, memberships and kinship that follow from the reference and from what articles say: pure functions."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.folding import fold
from kg.model import PartialDate, Relation

Row = Mapping[str, Any]

# What news calls whoever leads, whatever the office is called.
_GENERIC = frozenset(("", "leader", "head", "chief", "ruler", "head of state", "head of government"))


def reference_properties(relation: Relation) -> dict[str, Any]:
    """A relation of the known world as its relationship's properties."""
    start, end = _text(relation.start), _text(relation.end)
    return _properties(relation.kind, relation.source, relation.target, relation.title, relation.former, start, end) | {
        "known": True,
        "origin": "reference",
        "articles": [],
        "confidence": 1.0,
    }


def told_relations(known: Sequence[Row], reports: Iterable[Row]) -> list[dict[str, Any]]:
    """The relations of one kind between one pair that articles say and the reference does not.

    `known` are the reference's relationships of that pair; `reports` carry `article` and `published` (ISO or None).
    """
    groups: dict[tuple[str, bool], list[Row]] = {}
    for report in reports:
        if not any(confirms(report, tie) for tie in known):
            groups.setdefault((report["title"], report["former"]), []).append(report)
    found = []
    for (title, former), told in sorted(groups.items()):
        one = told[0]
        start, end = _most(r.get("since") for r in told), _most(r.get("until") for r in told)
        articles = sorted({r["article"] for r in told})
        found.append(
            _properties(one["kind"], one["source"], one["target"], title, former, start, end)
            | {
                "known": False,
                "origin": articles[0],
                "articles": articles,
                "confidence": max(r["confidence"] for r in told),
            }
        )
    return found


def confirms(report: Row, tie: Row) -> bool:
    """Whether the article says what the reference knows: that office, held (or by then left) when it was written."""
    said, known = fold(report["title"]), fold(tie["title"])
    if said != known and said not in _GENERIC and not {*said.split()} < {*known.split()}:
        return False
    day = report.get("published")
    if day is None:
        return bool(report["former"]) == bool(tie["former"])
    start, end = _first(tie.get("start")), _last(tie.get("end"))
    if report["former"]:
        return end is not None and end <= day
    return (start is None or start <= day) and (end is None or day <= end)


def best(ties: Iterable[Row]) -> Row | None:
    """The office to name a person by: one held now, the reference's before an article's, the last begun."""
    ranked = sorted(ties, key=lambda t: (t["title"], t["key"]))
    return max(
        ranked,
        key=lambda t: (not t["former"] and not t.get("end"), bool(t["known"]), t.get("start") or ""),
        default=None,
    )


def _properties(
    kind: str, source: str, target: str, title: str, former: bool, start: str | None, end: str | None
) -> dict[str, Any]:
    parts = [kind, source, target, title, str(former), start or "", end or ""]
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return {"key": key, "title": title, "former": former, "start": start, "end": end}


def _most(dates: Iterable[str | None]) -> str | None:
    """The date given most often, the more precise of two."""
    counts = Counter(d for d in dates if d)
    return min(counts, key=lambda d: (-counts[d], -len(d), d), default=None)


def _text(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def _first(date: str | None) -> str | None:
    return PartialDate.parse(date).first.isoformat() if date else None


def _last(date: str | None) -> str | None:
    return PartialDate.parse(date).last.isoformat() if date else None
