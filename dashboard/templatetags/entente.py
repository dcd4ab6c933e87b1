"""How names, flags, dates, balances and event types are written on a page."""

import datetime as dt
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboard import addresses, counting
from dashboard.drawing import timeline
from kg.graph.rows import Balance, EntityRef, Rest
from kg.model import PartialDate
from kg.ontology import EventType, ontology
from kg.reference.world import world
from kg.sources.entries import MONTHS

register = template.Library()


@register.filter
def entity_url(entity: EntityRef) -> str:
    return addresses.entity_url(entity.id)


@register.filter
def tab_url(entity: EntityRef, tab: str) -> str:
    return addresses.entity_url(entity.id, tab)


@register.simple_tag(takes_context=True)
def rest_url(context: dict[str, Any], ego: EntityRef, rest: Rest) -> str:
    """The network of those who are summed as one node, under the filters of this page."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["side"] = rest.side
    if rest.region:
        query["region"] = rest.region
    return f"{addresses.entity_url(ego.id, 'network')}?{query.urlencode()}"


@register.simple_tag
def pair_url(a: EntityRef, b: EntityRef) -> str:
    return addresses.pair_url(a.id, b.id)


@register.filter
def event_url(id: str) -> str:
    return addresses.event_url(id)


@register.filter
def article_url(id: str) -> str:
    return addresses.article_url(id)


@register.filter
def flag_url(entity: EntityRef) -> str:
    """The address of the flag of an entity's state; empty where it has none."""
    if entity.id == "alliance:eu":
        return static("flags/eu.svg")
    state = world().states.get(f"state:{entity.state}") if entity.state else None
    if state is None and entity.kind == "state":
        state = world().states.get(entity.id)
    if state is None or state.alpha2 in _NO_FLAG:
        return ""
    return static(f"flags/{state.alpha2.lower()}.svg")


_NO_FLAG = frozenset(("DD", "CS", "SU", "YU"))  # former states


@register.filter
def initials(entity: EntityRef) -> str:
    """Two letters to stand for a flag or a portrait."""
    words = [w for w in entity.name.replace("-", " ").split() if w[0].isupper()]
    if len(words) < 2:
        return entity.name[:2].upper()
    return words[0][0] + words[-1][0]


@register.filter
def when(value: PartialDate | dt.date | None) -> str:
    """`3 September 2025`, `September 2025`, `2025`: no more exact than what is known."""
    if value is None:
        return "no date"
    if value.month is None:
        return str(value.year)
    month = MONTHS[value.month - 1]
    return f"{value.day} {month} {value.year}" if value.day else f"{month} {value.year}"


@register.filter
def short_when(value: PartialDate | dt.date | None) -> str:
    """The same with the month in three letters, for narrow columns."""
    full = when(value)
    return " ".join(p[:3] if p in MONTHS else p for p in full.split())


_ROLES = {"source": "did or said it", "target": "to whom", "participant": "took part", "place": "where"}


@register.filter
def role_label(role: str) -> str:
    return _ROLES[role]


@register.filter
def quarter(value: str) -> str:
    return timeline.quarter_label(value)


@register.filter
def points(turn: tuple[EntityRef, EntityRef, float, float]) -> int:
    """By how many points of a hundred the share of cooperation rose."""
    return round(100 * (turn[2] - turn[3]))


@register.filter
def event_type(kind: str) -> EventType:
    return ontology().events[kind]


@register.filter
def side(kind: str) -> str:
    """`cooperation` or `conflict`."""
    return ontology().events[kind].side


@register.filter
def quad(kind: str) -> str:
    return ontology().quads[ontology().events[kind].quad]


@register.filter
def kind_label(kind: str) -> str:
    return ontology().entities[kind].label


@register.filter
def status_label(status: str) -> str:
    return ontology().statuses[status]


@register.filter
def noun(plural: str, number: int) -> str:
    return counting.noun(plural, number)


@register.filter
def share(balance: Balance) -> str:
    """Share of cooperation, in per cent."""
    return f"{100 * balance.cooperation / balance.total:.0f} %" if balance.total else "–"


@register.filter
def rest_share(part: float) -> str:
    """What a share leaves of the whole, in per cent."""
    return f"{100 * (1 - part):.0f} %"


@register.inclusion_tag("_name.html")
def name(entity: EntityRef, link: bool = True) -> dict[str, Any]:
    """Flag and name, linked to the entity's page."""
    return {"entity": entity, "link": link}


@register.inclusion_tag("_pair.html")
def pair(a: EntityRef, b: EntityRef) -> dict[str, Any]:
    """Both flags, then both names, linked to the pair's page."""
    return {"a": a, "b": b}


@register.inclusion_tag("_flag.html")
def flag(entity: EntityRef) -> dict[str, Any]:
    return {"entity": entity}


@register.inclusion_tag("_avatar.html")
def avatar(entity: EntityRef) -> dict[str, Any]:
    return {"entity": entity, "person": entity.kind in ("leader", "person")}


@register.inclusion_tag("_balance.html")
def balance_bar(balance: Balance) -> dict[str, Any]:
    """A bar whose blue part is cooperation and whose orange part is conflict; 100 units wide."""
    total = balance.total or 1
    coop = round(100 * balance.cooperation / total, 1)
    gap = 2 if balance.cooperation and balance.conflict else 0
    return {
        "balance": balance,
        "coop": max(0, coop - gap / 2),
        "conf": max(0, 100 - coop - gap / 2),
        "start": coop + gap / 2,
    }


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """The address of this page with some of its query changed; None takes a value out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def quoted(text: str) -> SafeString:
    """A sentence without line ends and Markdown's marks, bidi-isolated."""
    return format_html("<bdi>{}</bdi>", " ".join(text.replace("**", " ").lstrip("# ").split()))
