"""Pages of a leader, state, alliance or organisation: overview, network, timeline, evidence, names."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dashboard.addresses import entity_id, entity_url
from dashboard.drawing import ego as ego_drawing
from dashboard.drawing import lanes
from dashboard.forms import EventFilter, NetworkFilter
from dashboard.graph import graph
from dashboard.tables import csv_response
from kg.graph import read
from kg.graph.rows import Ego, Profile, Tenure
from kg.reference.world import world

_TABS = (
    ("", "Overview"),
    ("network", "Network"),
    ("timeline", "Timeline"),
    ("evidence", "Evidence"),
    ("names", "Roles and names"),
)
_IN_CARD = 24
_IN_DIAGRAM = 48
_A_PAGE = 50
_CHIPS = 5
_LANES = 10
_IN_OFFICE = 8


def entity(request: HttpRequest, segment: str, slug: str, tab: str = "") -> HttpResponse:
    """The page of an entity; a leader's address with a person's or another kind's id leads to the right one."""
    pages = {"": _overview, "network": _network, "timeline": _timeline, "evidence": _evidence, "names": _names}
    if tab not in pages:
        raise Http404
    id = entity_id(segment, slug)
    return pages[tab](request, id)


def _show(request: HttpRequest, template: str, profile: Profile, tab: str, **context: Any) -> HttpResponse:
    tabs = [(entity_url(profile.entity.id, key), label, key == tab) for key, label in _TABS]
    held = [t for t in profile.tenures if t.holder.id == profile.entity.id]
    current = [t for t in held if not t.former and t.end is None]
    heading = {
        "profile": profile,
        "tabs": tabs,
        "current": current or held[:1],
        "past": (current[1:] + [t for t in held if t not in current])[:_CHIPS],
        "also": [alias for alias in profile.aliases if alias not in profile.entity.name][:_CHIPS],
        "home": f"state:{profile.entity.state}",
    }
    return render(request, template, heading | context)


def _overview(request: HttpRequest, id: str) -> HttpResponse:
    profile = read.get_profile(graph(), id)
    ego = read.ego(graph(), id, limit=_IN_CARD)
    events = read.latest_events(graph(), id, limit=6)
    return _show(
        request,
        "entity/overview.html",
        profile,
        "",
        ego=ego,
        wide=ego_drawing.lens(ego, width=760) if ego.neighbours else None,
        narrow=ego_drawing.phone(ego) if ego.neighbours else None,
        events=events.events,
        lanes=lanes.lanes(ego.neighbours[:_LANES]) if ego.neighbours else None,
        in_office=_in_office(profile)[:_IN_OFFICE],
    )


def _in_office(profile: Profile) -> list[Tenure]:
    """Who holds an office of this state or body now, heads before ministers."""
    held = [t for t in profile.tenures if t.body.id == profile.entity.id and not t.former and t.end is None]
    ranks = {title: rank for rank, title in enumerate(world().leading_titles(profile.entity.id))}
    return sorted(held, key=lambda t: ranks.get(t.title, len(ranks)))


def _network(request: HttpRequest, id: str) -> HttpResponse:
    form = NetworkFilter(request.GET or None)
    chosen = form.chosen()
    offset = _number(request.GET.get("page"), 1) - 1
    order = request.GET.get("sort", "events")
    profile = read.get_profile(graph(), id)
    rows, total = read.neighbours(graph(), id, limit=_A_PAGE, after=offset * _A_PAGE, order=order, **chosen)
    if request.GET.get("format") == "csv":
        header = ["name", "id", "cooperation", "conflict", "first", "last"]
        cells = [(r.entity.name, r.entity.id, r.balance.cooperation, r.balance.conflict, r.first, r.last) for r in rows]
        return csv_response(f"network-{id.partition(':')[2]}", header, cells)
    two = request.GET.get("distance") == "2"
    ties = request.GET.get("ties") != "0"
    region = request.GET.get("region") or None
    drawing = narrow = None
    if two:
        steps = read.ego_two_steps(graph(), id, **chosen)
        near = tuple(branch.neighbour for branch in steps.branches)
        ego = Ego(steps.entity, near, (), steps.total, ())
        if near:
            drawing = ego_drawing.two_steps(steps)
            narrow = ego_drawing.phone(ego)  # has room for one step; the second is a click away
    else:
        ego = read.ego(graph(), id, limit=_IN_DIAGRAM, region=region, **chosen)
        if ego.neighbours:
            drawing = ego_drawing.lens(ego, width=1200, arrange=request.GET.get("arrange") or "side", ties=ties)
            narrow = ego_drawing.phone(ego)
    return _show(
        request,
        "entity/network.html",
        profile,
        "network",
        form=form,
        ego=ego,
        wide=drawing,
        narrow=narrow,
        two=two,
        rows=rows,
        total=total,
        page=offset + 1,
        more=(offset + 1) * _A_PAGE < total,
    )


def _timeline(request: HttpRequest, id: str) -> HttpResponse:
    profile = read.get_profile(graph(), id)
    rows = read.timeline(graph(), id, limit=30)
    return _show(
        request, "entity/timeline.html", profile, "timeline", rows=rows, lanes=lanes.lanes(rows) if rows else None
    )


def _evidence(request: HttpRequest, id: str) -> HttpResponse:
    form = EventFilter(request.GET or None)
    profile = read.get_profile(graph(), id)
    page = read.latest_events(graph(), id, limit=_A_PAGE, after=request.GET.get("after"), **form.chosen())
    return _show(request, "entity/evidence.html", profile, "evidence", form=form, page=page)


def _names(request: HttpRequest, id: str) -> HttpResponse:
    profile = read.get_profile(graph(), id)
    return _show(request, "entity/names.html", profile, "names", person=profile.entity.kind in ("leader", "person"))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and 0 < int(text) < 100_000 else default


def place(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001
    """Places have no page of their own; they are searched."""
    return redirect(f"/search/?q={slug}")
