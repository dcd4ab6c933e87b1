"""Titles that stand for who holds the office: `the Chinese leader`, `the minister`."""

import datetime as dt
from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.cast import Figure
from kg.extraction.holdings import Holding, same_office
from kg.extraction.office_holders import POSSESSIVES
from kg.extraction.office_phrases import OfficePhrase
from kg.extraction.people import known_figure
from kg.reference.people import Person
from kg.reference.world import world


def stands_for(
    doc: Doc,
    read: Annotations,
    phrase: OfficePhrase,
    held: Sequence[Holding],
    on: dt.date,
    holders: Sequence[Reference],
) -> Reference | None:
    """The reference of a title to its holder: to the one named beside it, else to whom text or known world give it."""
    if holders:
        if doc[phrase.title.end - 1].dep_ in ("compound", "amod", "nmod"):
            return None
        return _office_reference(doc, phrase, [read.cast.figures[h.entities[0]] for h in holders])
    if phrase.title.many or phrase.title.rank == "relative":
        return None
    if not (phrase.definite or doc[phrase.start].is_sent_start):
        return None
    figure = _holder_by_text(read, phrase, held) or _holder_by_world(doc, read, phrase, on)
    return _office_reference(doc, phrase, [figure]) if figure is not None else None


def _office_reference(doc: Doc, phrase: OfficePhrase, figures: Sequence[Figure]) -> Reference:
    states = {f.state for f in figures}
    own = doc[phrase.start].lower_ in POSSESSIVES  # `his spokesman`: the word for whose he is stands for another
    return Reference(
        phrase.start + own,
        phrase.title.end,
        phrase.title.end - 1,
        tuple(dict.fromkeys(f.id for f in figures)),
        "office",
        states.pop() if len(states) == 1 else None,
        0.9,
    )


def _holder_by_text(read: Annotations, phrase: OfficePhrase, held: Sequence[Holding]) -> Figure | None:
    """Who was last said to hold that office before the phrase; `the minister` is any minister."""
    owners = set(phrase.owner.entities) if phrase.owner else None
    fitting = [
        h
        for h in held
        if h.at < phrase.start
        and (owners is None or h.of in owners)
        and h.former == phrase.former
        and (
            same_office(phrase.title.name, h.title.name)
            or h.title.name.endswith(f" {phrase.title.name}")
            or (phrase.title.name in ("leader", "head", "chief") and h.title.rank == "leads")
        )
    ]
    if not fitting:
        return None
    here = read.paragraph_of[phrase.start]
    near = {
        r.entities[0] for r in read.references if 0 <= here - read.paragraph_of[r.start] <= 1 and r.start < phrase.start
    }
    return read.cast.figures[max(fitting, key=lambda h: (h.person in near, h.at)).person]


def _is_of_a_part(doc: Doc, phrase: OfficePhrase) -> bool:
    """Whether the owner after a title only says whose part that is: `the head of the EU delegation`."""
    owner = phrase.owner
    if owner is None or owner.start < phrase.title.end or owner.body or owner.end >= len(doc):
        return False
    following = doc[owner.end + (doc[owner.end].tag_ == "POS")] if owner.end + 1 < len(doc) else doc[owner.end]
    return following.pos_ == "NOUN"


def _holder_by_world(doc: Doc, read: Annotations, phrase: OfficePhrase, on: dt.date) -> Figure | None:
    """Who holds that office of that state or body on that day; only a title that one person holds."""
    if phrase.owner is None or phrase.former or phrase.title.rank == "none":
        return None
    if _is_of_a_part(doc, phrase):
        return None
    name, of = phrase.title.name, phrase.owner.entities[0]
    person: Person | None
    if name in ("leader", "ruler", "strongman", "head of state", "chief", "head", "boss"):
        person = world().leader_of(of, on)
    else:
        same = next((t for t in world().titles_of(of) if same_office(name, t)), None)
        found = world().holders(of, same, on) if same else ()
        person = found[0] if len(found) == 1 or (found and phrase.title.rank == "leads") else None
    return read.cast.add(known_figure(person, on)) if person is not None else None
