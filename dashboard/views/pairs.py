"""The page of a pair (dyad): its balance, its timeline, its turning points, its events with their sentences."""

from collections import Counter
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dashboard.addresses import pair_id, pair_url
from dashboard.drawing import timeline
from dashboard.forms import EventFilter
from dashboard.graph import graph
from dashboard.tables import csv_response
from kg.graph import read
from kg.graph.rows import Balance, Dyad, EventRow, Tenure
from kg.ontology import ontology
from kg.reference.world import world

_A_PAGE = 50


def pair(request: HttpRequest, first: str, second: str) -> HttpResponse:
    a, b = pair_id(first), pair_id(second)
    if a == b:
        raise Http404
    address = pair_url(a, b)
    if request.path != address:
        query = request.META.get("QUERY_STRING")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    form = EventFilter(request.GET or None)
    a, b = sorted((a, b))
    dyad = read.dyad(graph(), a, b)
    page = read.dyad_events(
        graph(), a, b, order=form.order_chosen(), limit=_A_PAGE, after=request.GET.get("after"), **form.chosen()
    )
    if request.GET.get("format") == "csv":
        return csv_response("events", _HEADER, [_cells(e) for e in page.events])
    worst = max(dyad.periods, key=lambda p: p.balance.conflict, default=None)
    return render(
        request,
        "pair.html",
        {
            "dyad": dyad,
            "form": form,
            "page": page,
            "years": [_of_year(year, list(events)) for year, events in groupby(page.events, key=_year)],
            "bars": timeline.bars(dyad.periods, dyad.turning_points, _leaders(dyad)) if dyad.periods else None,
            "worst": worst if worst and worst.balance.conflict else None,
        },
    )


def _leaders(dyad: Dyad) -> list[tuple[str, list[Tenure]]]:
    """Who led the two states, by the offices with power."""
    found = []
    for state in (dyad.a, dyad.b):
        if state.kind == "state":
            held = [t for t in dyad.tenures if t.body.id == state.id]
            titles = {t.title for t in held}
            leading = next((title for title in world().leading_titles(state.id) if title in titles), None)
            found.append((state.id.partition(":")[2], [t for t in held if t.title == leading]))
    return found


_HEADER = ("date", "type", "label", "status", "actors", "quote", "article", "publisher", "published")


def _cells(event: EventRow) -> tuple[object, ...]:
    report = event.reports[0] if event.reports else None
    return (
        event.date,
        event.kind,
        event.label,
        event.status,
        "; ".join(f"{e.name} ({role})" for e, role in event.actors),
        report.quote if report else "",
        report.article.title if report else "",
        report.article.publisher if report else "",
        report.article.published if report else "",
    )


def _of_year(year: str, events: list[EventRow]) -> tuple[str, list[EventRow], Balance]:
    """What heads a year of the list; a denied event is listed, but counts for nothing."""
    sides = Counter(ontology().events[e.kind].side for e in events if e.status != "denied")
    return year, events, Balance(sides["cooperation"], sides["conflict"])


def _year(event: EventRow) -> str:
    return str(event.date.year) if event.date else "Without a date"
