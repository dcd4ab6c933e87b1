"""Whom `its northern neighbour` and `its ally` stand for: the one other state of which the last sentences speak."""

import tomllib
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.extraction.search import tokens_with

_BACK = 2  # sentences back in which the other was named


@cache
def _relations() -> tuple[frozenset[str], dict[str, dict[str, str]]]:
    """Nouns for what one state is to another, and its neighbours: (nouns, state -> side -> state)."""
    raw = tomllib.loads((Path(__file__).parent / "data" / "neighbours.toml").read_text(encoding="utf-8"))
    return frozenset(raw["relations"]), raw["sides"]


def link_neighbours(doc: Doc) -> Doc:
    """Adds references for nouns of relation with a possessive before them and no name beside them."""
    read = annotations(doc)
    for i in tokens_with(doc, "lemma", _relations()[0]):
        noun = doc[i]
        if read.paragraph_of[i] < 0 or i in read.at_token or noun.tag_ != "NN" or _is_named(read, noun):
            continue
        owner = next((t for t in noun.children if t.dep_ == "poss"), None)
        own = _state(read.at_token.get(owner.i)) if owner is not None else None
        if owner is None or own is None or (own not in read.at_token[owner.i].entities and "neigh" not in noun.lemma_):
            continue  # a person's rival is a person
        sides = _relations()[1].get(own, {})
        side = next((sides[t.lower_] for t in noun.children if t.lower_ in sides), None)
        found = side or _other(doc, read, noun, own)
        if found is not None:
            start = owner.i if owner.pos_ == "PRON" else i
            read.add(Reference(start if start == i else start + 1, i + 1, i, (found,), "definite", None, 0.65))
    return doc


def _is_named(read: Annotations, noun: Token) -> bool:
    """`its neighbour Rwanda`, `its ally, Russia`: the name says it."""
    beside = [t for t in noun.children if t.dep_ in ("appos", "compound", "nmod", "amod")]
    following = read.at_token.get(noun.i + 1)
    return noun.dep_ in ("compound", "nmod") or following is not None or any(t.i in read.at_token for t in beside)


def _state(reference: Reference | None) -> str | None:
    """The state that a reference is to, or for which the person acts whom it is to."""
    if reference is None or len(reference.entities) > 1:
        return None
    return reference.entities[0] if reference.entities[0].startswith("state:") else reference.state


def _other(doc: Doc, read: Annotations, noun: Token, own: str) -> str | None:
    """The one state other than the owner in this sentence before the noun and in the last ones."""
    sentence = noun.sent
    start = sentence.start
    for _ in range(_BACK):
        start = doc[start - 1].sent.start if start > 0 else start
    states = {
        state
        for i in range(start, noun.i)
        if (reference := read.at_token.get(i)) is not None and (state := _state(reference)) is not None
    }
    states.discard(own)
    return states.pop() if len(states) == 1 else None
