"""Pages of one event, one article, and the lists of articles and of entities by kind."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dashboard.article_text import paragraphs, title_anchors
from dashboard.graph import graph
from kg.graph import read
from kg.model import EntityKindKey
from kg.ontology import ontology

_A_PAGE = 100


def event(request: HttpRequest, id: str) -> HttpResponse:
    return render(request, "event.html", {"event": read.get_event(graph(), f"event:{id}")})


def article(request: HttpRequest, id: str) -> HttpResponse:
    page = read.get_article(graph(), f"article:{id}")
    shown = list(paragraphs(page))
    context = {"page": page, "paragraphs": shown, "title_anchors": title_anchors(page, shown)}
    return render(request, "article.html", context)


def articles(request: HttpRequest) -> HttpResponse:
    found = read.articles(graph(), limit=_A_PAGE, after=request.GET.get("after"))
    return render(request, "articles.html", {"articles": found, "limit": _A_PAGE})


def browse(request: HttpRequest, segment: str) -> HttpResponse:
    """All entities of one kind, states by region, others by events."""
    kinds: tuple[EntityKindKey, ...] = ("leader", "state", "alliance", "organization")
    kind = next((k for k in kinds if ontology().entities[k].segment == segment), None)
    if kind is None:
        raise Http404
    found = read.entities_by_kind(graph(), kind)
    return render(request, "browse.html", {"kind": ontology().entities[kind], "rows": found})
