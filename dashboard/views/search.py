"""Search: names in any script, one letter off, and two names for the relation between them."""

import re
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboard.graph import graph
from kg.graph import read
from kg.graph.rows import Hit
from kg.model import EntityKindKey

_TWO = re.compile(r"\s+(?:and|vs\.?|–|-)\s+|\s*[,/]\s*|\s{2,}")
_LIMIT = 30
_SUGGESTED = 8


def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    kind = _kind(request.GET.get("kind"))
    pair = _pair(query)
    hits = read.find_entities(graph(), query, kind=kind, limit=_LIMIT, misspelt=pair is None) if query else ()
    context = {"query": query, "kind": kind, "hits": hits, "pair": pair}
    return render(request, "search.html", context)


def _kind(text: str | None) -> EntityKindKey | None:
    return next((kind for kind in get_args(EntityKindKey) if kind == text), None)


def suggest(request: HttpRequest) -> HttpResponse:
    """The options of the search box, as a fragment of HTML."""
    query = request.GET.get("q", "").strip()[:200]
    hits = read.find_entities(graph(), query, limit=_SUGGESTED) if len(query) > 1 else ()
    return render(request, "_suggestions.html", {"hits": hits, "pair": _pair(query) if not hits else None})


def _pair(query: str) -> tuple[Hit, Hit] | None:
    """The two whom `Putin Macron` or `Russia and China` names."""
    words = query.split()
    parts = [p for p in _TWO.split(query) if p] if _TWO.search(query) else words
    if len(parts) != 2:
        return None
    found = [read.find_entities(graph(), part, limit=1, misspelt=False) for part in parts]
    if not all(found) or found[0][0].entity.id == found[1][0].entity.id:
        return None
    return found[0][0], found[1][0]
