"""Titles that stand for who holds the office: `the Chinese leader`, `the minister`."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.cast import Figure
from kg.extraction.clauses import is_subject
from kg.extraction.holdings import Holding, same_office
from kg.extraction.office_holders import POSSESSIVES
from kg.extraction.office_phrases import OfficePhrase
from kg.extraction.people import known_figure
from kg.extraction.transcripts import home_of
from kg.reference.people import Person
from kg.reference.world import world

_OWN = frozenset(("president", "vice president"))
_UNDER = ("vice ", "deputy ")  # `the president` is no vice president

# What speaks for the holder of an office being meant by its title alone.
_HALF = 40  # tokens in which a mention loses half its weight
_AS_SUBJECT = 1.5  # a mention as subject; others are 1
_NEAR = 1.5  # the most that mentions before count
_NAMED = 1.5  # share of all mentions in the text
_SET = 1.0  # state of which the text speaks most
_HERE = 0.7  # state named in the sentence


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
    figure = (
        _holder_at_home(doc, read, phrase, on)
        or _holder_by_text(doc, read, phrase, held, on)
        or _holder_by_world(doc, read, phrase, on)
    )
    return _office_reference(doc, phrase, [figure]) if figure is not None else None


def _holder_at_home(doc: Doc, read: Annotations, phrase: OfficePhrase, on: dt.date) -> Figure | None:
    """`The President`, with a capital, is for officials who are questioned their own."""
    title = phrase.title
    if phrase.owner is not None or phrase.former or title.name not in _OWN or not doc[title.start].text[0].isupper():
        return None
    home = home_of(read)
    holders = world().holders(home, title.name, on) if home is not None else ()
    return read.cast.add(known_figure(holders[0], on)) if holders else None


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


def _holder_by_text(
    doc: Doc, read: Annotations, phrase: OfficePhrase, held: Sequence[Holding], on: dt.date
) -> Figure | None:
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
            or (h.title.name.endswith(f" {phrase.title.name}") and not h.title.name.startswith(_UNDER))
            or (phrase.title.name in ("leader", "head", "chief") and h.title.rank == "leads")
        )
    ]
    if owners is None and doc[min(phrase.title.end, len(doc) - 1)].lower_ == "of":  # of somebody unknown
        return None
    if not fitting and owners is None:
        fitting = list(_known(read, phrase, on))
    if not fitting:
        return None
    if owners is not None:
        here = read.paragraph_of[phrase.start]
        near = {
            r.entities[0]
            for r in read.references
            if 0 <= here - read.paragraph_of[r.start] <= 1 and r.start < phrase.start
        }
        return read.cast.figures[max(fitting, key=lambda h: (h.person in near, h.at)).person]
    weights = _weights(doc, read, phrase, fitting)
    return read.cast.figures[max(fitting, key=lambda h: (weights[h.person], h.at)).person]


def _known(read: Annotations, phrase: OfficePhrase, on: dt.date) -> Iterator[Holding]:
    """Those named before whom only the known world has in that office."""
    for figure in read.cast.figures.values():
        if figure.introduced and figure.introduced[0] < phrase.start:
            for tenure in world().tenures_of(figure.id):
                if tenure.holds_on(on) != phrase.former and same_office(phrase.title.name, tenure.title):
                    yield Holding(figure.id, tenure.of, phrase.title, phrase.former, -1)


def _weights(doc: Doc, read: Annotations, phrase: OfficePhrase, fitting: Sequence[Holding]) -> dict[str, float]:
    """How likely each of several who hold an office is meant by `the prime minister`: by how near and how often the
    text names them, and whether the text is set in their state and the sentence speaks of it."""
    people = dict.fromkeys(h.person for h in fitting)
    if len(people) == 1:
        return dict.fromkeys(people, 1.0)
    named: Counter[str] = Counter()
    near: Counter[str] = Counter()
    states: Counter[str] = Counter()
    sentence = doc[phrase.start].sent
    here: set[str] = set()
    for reference in read.references:
        for entity in reference.entities:
            if entity in people:
                named[entity] += 1
                if reference.start < phrase.start:
                    role = _AS_SUBJECT if is_subject(doc[reference.head]) else 1.0
                    near[entity] += role * 0.5 ** ((phrase.start - reference.start) / _HALF)
        of = {e for e in (*reference.entities, reference.state or "") if e.startswith("state:")}
        states.update(of)
        if sentence.start <= reference.start < sentence.end and reference.how != "adjective":
            here |= of
    weights: dict[str, float] = {}
    for holding in fitting:
        weight = min(near[holding.person], _NEAR) + _NAMED * named[holding.person] / max(1, named.total())
        weight += _SET * states[holding.of] / max(1, max(states.values(), default=1)) + _HERE * (holding.of in here)
        weights[holding.person] = max(weight, weights.get(holding.person, 0.0))
    return weights


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
    if name == "minister":
        return None  # `a remark of the Cambodian minister`: there are many
    person: Person | None
    if name in ("leader", "ruler", "strongman", "head of state", "chief", "head", "boss"):
        person = world().leader_of(of, on)
    else:
        same = next((t for t in world().titles_of(of) if same_office(name, t)), None)
        found = world().holders(of, same, on) if same else ()
        person = found[0] if len(found) == 1 or (found and phrase.title.rank == "leads") else None
    return read.cast.add(known_figure(person, on)) if person is not None else None
