"""The first page: the world in numbers, by quarter, and who deals with whom most."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboard.drawing import timeline
from dashboard.graph import graph
from kg.graph import read


def home(request: HttpRequest) -> HttpResponse:
    world = read.world(graph())
    bars = timeline.bars(world.periods) if world.periods else None
    return render(request, "home.html", {"world": world, "counts": dict(world.counts), "bars": bars})


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")
