"""Links names of people: full names first, then surnames and misspellings to whom they mean."""

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Reference, annotations
from kg.extraction.cast import Cast, Figure, one_letter_off
from kg.extraction.mentions import Mention
from kg.folding import fold, slug
from kg.reference.people import Person
from kg.reference.world import world

_FULL = frozenset(("name", "alias", "nickname", "script"))


def link_people(doc: Doc, mentions: list[Mention], on: dt.date) -> list[Reference]:
    """References to people by name; fills `annotations(doc).cast`. `on` is the day whose offices count."""
    cast = annotations(doc).cast
    full: dict[int, tuple[Mention, Figure]] = {}
    for mention in mentions:
        figure = _introduced(mention, cast, on)
        if figure is not None:
            figure.introduced.append(mention.start)
            full[mention.start] = mention, figure
    named = [_reference(m.start, m.end, m.end - 1, f) for m, f in full.values()]
    other = {i for m in mentions if m.start in full or not _is_surname(m) for i in range(m.start, m.end)}
    states = {r.entity for m in mentions for r in m.readings if r.entity.startswith("state:")}
    for token in _lone_names(doc, other):
        figure = cast.called(token.text, token.i) or _famous(token.text, states, cast, on)
        if figure is not None:
            named.append(_reference(token.i, token.i + 1, token.i, figure))
    return sorted(named, key=lambda r: r.start)


def known_figure(person: Person, on: dt.date) -> Figure:
    """A person of the known world as seen on that day."""
    return Figure(
        person.id,
        person.name,
        person.family,
        person.sex,
        world().state_of(person.id, on),
        rank_on(person.id, on),
    )


def _reference(start: int, end: int, head: int, figure: Figure) -> Reference:
    return Reference(start, end, head, (figure.id,), "name", figure.state)


def _is_surname(mention: Mention) -> bool:
    return any(r.use == "surname" for r in mention.readings)


def _introduced(mention: Mention, cast: Cast, on: dt.date) -> Figure | None:
    """Whom a full name stands for, known or new; None for a bare surname or no person."""
    known = sorted({r.entity for r in mention.readings if r.use in _FULL and r.entity in world().people})
    if known:
        return cast.add(known_figure(world().people[max(known, key=lambda id: rank_on(id, on))], on))
    if mention.new != "person":
        return None
    if (person := misspelt(mention.text)) is not None:
        return cast.add(known_figure(person, on))
    if (figure := cast.spelt_like(mention.text)) is not None:
        return figure
    return cast.add(Figure(f"person:{slug(mention.text)}", mention.text, mention.text.split()[-1]))


def misspelt(name: str) -> Person | None:
    """The one person of the known world whose name is that but for a letter or the order of its words."""
    words = fold(name).split()
    ids = {id for word in words for id in world().people_named(word)}
    near = []
    for id in ids:
        spellings = (fold(n) for n in (world().people[id].name, *world().people[id].aliases))
        if any(sorted(s.split()) == sorted(words) or one_letter_off(s, " ".join(words)) for s in spellings):
            near.append(world().people[id])
    return near[0] if len(near) == 1 else None


def _lone_names(doc: Doc, taken: set[int]) -> Iterator[Token]:
    """Capitalised proper nouns that stand in no longer name; at the start of a sentence the tagger decides."""
    paragraph_of = annotations(doc).paragraph_of
    for token in doc:
        if (
            token.i not in taken
            and paragraph_of[token.i] >= 0
            and token.text[0].isupper()
            and len(token) > 1
            and (token.pos_ == "PROPN" or token.ent_type_ == "PERSON")
        ):
            yield token


def _famous(surname: str, states: set[str], cast: Cast, on: dt.date) -> Figure | None:
    """Who in the known world a surname means that nobody introduced: who leads now before who holds another
    office, who held one lately last; a state that the article names counts for its people. None where two tie."""
    scores = {}
    for id in world().people_named(fold(surname)):
        person = world().people[id]
        if fold(person.family) == fold(surname) and (rank := rank_on(id, on)):
            scores[id] = 2 * rank + (world().state_of(id, on) in states)
    best = max(scores.values(), default=0)
    winners = [id for id, score in scores.items() if score == best]
    if best < 3 or len(winners) != 1:
        return None
    return cast.add(known_figure(world().people[winners[0]], on))


def rank_on(id: str, on: dt.date) -> int:
    """2 for who leads a state or a body that day, 1 for who holds another office, 0 for others."""
    offices = [t for t in world().tenures_of(id) if t.holds_on(on)]
    return max((2 if t.leads else 1 for t in offices), default=0)
