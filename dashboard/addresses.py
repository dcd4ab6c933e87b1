"""Addresses from ids and back: short, guessable, permanent."""

import re

from django.urls import reverse

from kg.ontology import ontology

_STATE = re.compile(r"[A-Z]{3}\Z")


def entity_url(id: str, page: str = "") -> str:
    """The page of an entity or one of its tabs: `person:xi-jinping` is at `/leader/xi-jinping/`."""
    prefix, _, slug = id.partition(":")
    segment = ontology().entities["leader" if prefix == "person" else prefix].segment
    if page:
        return reverse("entity-tab", args=[segment, slug, page])
    return reverse("entity", args=[segment, slug])


def entity_id(segment: str, slug: str) -> str:
    """The id that such an address means."""
    return f"{'person' if segment == 'leader' else segment}:{slug}"


def pair_url(a: str, b: str) -> str:
    """The page of a pair, its two in the order of their ids."""
    return reverse("pair", args=[_short(id) for id in sorted((a, b))])


def pair_id(part: str) -> str:
    """The id of one side of a pair's address: `CHN` a state, `xi-jinping` a person, others with their kind."""
    if _STATE.match(part):
        return f"state:{part}"
    return part if ":" in part else f"person:{part}"


def _short(id: str) -> str:
    prefix, _, slug = id.partition(":")
    return slug if prefix in ("person", "state") else id


def event_url(id: str) -> str:
    return reverse("event", args=[id.partition(":")[2]])


def article_url(id: str) -> str:
    return reverse("article", args=[id.partition(":")[2]])
