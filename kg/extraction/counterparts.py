"""Whom `his Chinese counterpart` and `her predecessor` stand for, by the offices of the known world."""

import datetime as dt

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.cast import Figure
from kg.extraction.people import known_figure
from kg.extraction.titles import title_words
from kg.reference.people import Person, Tenure
from kg.reference.world import world

_SAME = frozenset(("counterpart", "colleague"))
_BEFORE, _AFTER = "predecessor", "successor"
_POSTS = (  # one post by its names in different states
    ("foreign minister", "secretary of state", "foreign secretary", "external affairs minister"),
    ("defence minister", "defence secretary", "secretary of defence", "minister of defence", "secretary of war"),
    ("finance minister", "treasury secretary", "chancellor of the exchequer", "finance secretary"),
)


def counterpart_words() -> frozenset[str]:
    """The words that `counterpart_at` takes."""
    return frozenset(f"{word}{s}" for word in (*_SAME, _BEFORE, _AFTER) for s in ("", "s"))


def counterpart_at(read: Annotations, token: Token, on: dt.date) -> Reference | None:
    """The reference of `counterpart`, `predecessor` or `successor` with a person's name or pronoun before it."""
    word = token.lemma_.lower()
    if word not in (*_SAME, _BEFORE, _AFTER):
        return None
    owner = next((read.at_token.get(t.i) for t in token.children if t.dep_ == "poss"), None)
    start = min((t.i for t in token.children if t.i < token.i), default=token.i)
    named = _named_beside(read, token)
    if named is not None:
        return Reference(start, token.i + 1, token.i, named.entities, "office", named.state, 0.9)
    if owner is None or len(owner.entities) != 1 or owner.entities[0] not in read.cast.figures:
        return None
    figure = read.cast.figures[owner.entities[0]]
    if word in _SAME:
        state = next((r.entities[0] for t in token.children if (r := _state(read, t)) is not None), None)
        person = _counterpart(figure, state, on) if state is not None else None
    else:
        person = _neighbour(figure, on, before=word == _BEFORE)
    if person is None or person.id == figure.id:
        return None
    found = read.cast.add(known_figure(person, on))
    return Reference(start, token.i + 1, token.i, (found.id,), "office", found.state, 0.85)


def _named_beside(read: Annotations, token: Token) -> Reference | None:
    """`his American counterpart, Marco Rubio`, `his counterpart Kim Hyok Chol`, `her counterpart, Vice Premier He`."""
    i = token.i + 1
    if i < len(token.doc) and token.doc[i].text == ",":
        i += 1
    while i + 1 < len(token.doc) and i not in read.at_token and token.doc[i].lower_ in title_words().words:
        i += 1
    reference = read.at_token.get(i)
    if reference is None or reference.how not in ("name", "office") or reference.start < token.i:
        return None
    if not reference.entities[0].startswith("person:") or len(reference.entities) > 1:
        return None
    joined = token.doc[token.i + 1].text != "," or token.doc[reference.head].dep_ == "appos"
    return reference if joined else None


def _state(read: Annotations, token: Token) -> Reference | None:
    reference = read.at_token.get(token.i)
    is_state = reference is not None and reference.how == "adjective" and reference.entities[0].startswith("state:")
    return reference if is_state else None


def _counterpart(figure: Figure, state: str, on: dt.date) -> Person | None:
    """Who leads that state where the figure leads his, else who holds his post there."""
    if figure.state == state:
        return None
    held = [t for t in world().tenures_of(figure.id) if t.holds_on(on)]
    if not held:
        return None
    leader = world().leader_of(held[0].of, on)
    if any(t.leads for t in held) or (leader is not None and leader.id == figure.id):
        return world().leader_of(state, on)
    titles = {name for t in held for post in _POSTS if t.title in post for name in post} | {t.title for t in held}
    found = [p for title in sorted(titles) for p in world().holders(state, title, on)]
    return found[0] if len(set(found)) == 1 else None


def _neighbour(figure: Figure, on: dt.date, *, before: bool) -> Person | None:
    """Who held a figure's leading office just before or after him."""
    held = [t for t in world().tenures_of(figure.id) if t.leads and t.start.first <= on]
    if not held:
        return None
    own = max(held, key=lambda t: t.start)
    same = [t for p in world().people.values() for t in p.tenures if _is_same_office(t, own)]
    if before:
        earlier = [t for t in same if t.start < own.start]
        return world().people[max(earlier, key=lambda t: t.start).person] if earlier else None
    later = [t for t in same if t.start > own.start and t.start.first <= on]
    return world().people[min(later, key=lambda t: t.start).person] if later else None


def _is_same_office(tenure: Tenure, own: Tenure) -> bool:
    return tenure.of == own.of and tenure.title == own.title and tenure.person != own.person
