"""What pages may ask the graph: one function, one question, one round trip."""

from kg.graph.egos import ego, ego_two_steps, get_profile, latest_events, neighbours, timeline
from kg.graph.home import world
from kg.graph.pairs import dyad, dyad_events
from kg.graph.search import entities_by_kind, find_entities
from kg.graph.texts import articles, get_article, get_event

__all__ = [
    "articles",
    "dyad",
    "dyad_events",
    "ego",
    "ego_two_steps",
    "entities_by_kind",
    "find_entities",
    "get_article",
    "get_event",
    "get_profile",
    "latest_events",
    "neighbours",
    "timeline",
    "world",
]
