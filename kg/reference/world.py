"""The known world: states, people and bodies with their names, offices and memberships, read once per process."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kg.folding import fold
from kg.model import Entity, Relation
from kg.reference.bodies import Body, Member, read_bodies, read_members
from kg.reference.people import Person, Tenure, governs, read_people
from kg.reference.places import places
from kg.reference.states import State, read_states
from kg.reference.tables import rows, several

NameUse = Literal[
    "name",
    "alias",
    "abbreviation",
    "adjective",
    "demonym",
    "capital",
    "metonym",
    "surname",
    "script",
    "place",
    "shared",
]


@dataclass(frozen=True, slots=True)
class Kin:
    """`person` is the `relation` (`daughter`, `son`, …) of `of` (ids)."""

    person: str
    relation: str
    of: str


@dataclass(frozen=True)
class World:
    """Everything known before the first article is read, by id."""

    states: Mapping[str, State]
    people: Mapping[str, Person]
    bodies: Mapping[str, Body]
    members: Sequence[Member]
    kin: Sequence[Kin]
    _by_word: dict[str, set[str]] = field(init=False, repr=False)
    _by_office: dict[str, list[Tenure]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words: dict[str, set[str]] = {}
        offices: dict[str, list[Tenure]] = {}
        for person in self.people.values():
            for name in (person.name, person.family, *person.aliases):
                for word in fold(name).split():
                    words.setdefault(word, set()).add(person.id)
            for tenure in person.tenures:
                offices.setdefault(tenure.of, []).append(tenure)
        object.__setattr__(self, "_by_word", words)
        object.__setattr__(self, "_by_office", offices)

    def names(self) -> Iterator[tuple[str, str, NameUse]]:
        """Every name with what it names and how: (name, entity id, use)."""
        for state in self.states.values():
            yield state.name, state.id, "name"
            yield from ((n, state.id, "alias") for n in state.aliases)
            yield from ((n, state.id, "adjective") for n in state.adjectives)
            yield from ((n, state.id, "demonym") for n in state.people)
            yield from ((n, state.id, "capital") for n in state.capitals)
            yield from ((n, state.id, "script") for n in state.scripts)
        for body in self.bodies.values():
            use: NameUse = "metonym" if body.acts == "seat" else "name"
            yield from ((n, body.id, "shared" if n in body.shared else use) for n in (body.name, *body.aliases))
        for person in self.people.values():
            yield person.name, person.id, "name"
            yield person.family, person.id, "surname"
            yield from ((n, person.id, "alias") for n in person.aliases)

        yield from ((name, state, "place") for name, state in places().items())

    def people_named(self, word: str) -> frozenset[str]:
        """Ids of people who have that folded word in one of their names."""
        return frozenset(self._by_word.get(word, ()))

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        known = self.people.get(person)
        return known.tenures if known else ()

    def state_of(self, person: str, on: dt.date) -> str | None:
        """The state a person acts for that day, by the office held then, else by the last one before it; none for
        who serves a body that is no state's."""
        held = [t for t in self.tenures_of(person) if t.start.first <= on] or list(self.tenures_of(person))
        if not held:
            return None
        of = max(held, key=lambda t: (t.holds_on(on), t.start.first)).of
        return of if of in self.states else self.bodies[of].state

    def holders(self, of: str, title: str | None, on: dt.date) -> tuple[Person, ...]:
        """Who holds that office (any leading one without `title`) that day, the last to come first."""
        held = [
            t
            for t in self._by_office.get(of, ())
            if t.holds_on(on) and (t.leads if title is None else t.title == title)
        ]
        held.sort(key=lambda t: t.start, reverse=True)
        return tuple(dict.fromkeys(self.people[t.person] for t in held))

    def makes_leader(self, title: str, of: str) -> bool:
        """Whether an office makes its holder a leader: one of a state, an alliance or a body that states have made, and
        not only of speaking for it. Who heads a party, a militia or a company is a person."""
        body = self.bodies.get(of)
        public = of in self.states or (body is not None and (body.kind == "alliance" or bool(body.acts)))
        return public and governs(title)

    def is_leader(self, person: str) -> bool:
        """Whether the known offices of a person make one a leader."""
        return any(self.makes_leader(t.title, t.of) for t in self.tenures_of(person))

    def titles_of(self, of: str) -> tuple[str, ...]:
        """Titles of the known offices of a state or body, in alphabetical order."""
        return tuple(sorted({t.title for t in self._by_office.get(of, ())}))

    def leader_of(self, of: str, on: dt.date) -> Person | None:
        """Whom news calls `the … leader`: the one with power, by `data/top_offices.tsv`."""
        offices = _top_offices()
        for title in offices.get(of, offices["*"]):
            if found := self.holders(of, title, on):
                return found[0]
        return None

    def leading_titles(self, of: str) -> tuple[str, ...]:
        """Titles of a state or body from the one with power down."""
        offices = _top_offices()
        return tuple(dict.fromkeys((*offices.get(of, ()), *offices["*"])))

    def entities(self) -> Iterator[Entity]:
        """All of it as entities; aliases include other scripts."""
        for state in self.states.values():
            yield Entity(state.id, "state", state.name, (*state.aliases, *state.scripts))
        for body in self.bodies.values():
            yield Entity(body.id, body.kind, body.name, body.aliases)
        for person in self.people.values():
            yield Entity(person.id, "leader" if self.is_leader(person.id) else "person", person.name, person.aliases)

    def relations(self) -> Iterator[Relation]:
        """All offices, memberships and kinship."""
        for person in self.people.values():
            for t in person.tenures:
                yield Relation(
                    "holds_office",
                    t.person,
                    t.of,
                    t.title,
                    former=t.end is not None,
                    start=t.start,
                    end=t.end,
                )
        for m in self.members:
            start, end = m.start or self.bodies[m.alliance].start, m.end or self.bodies[m.alliance].end
            yield Relation("member_of", m.state, m.alliance, former=end is not None, start=start, end=end)
        for kin in self.kin:
            yield Relation("kin_of", kin.person, kin.of, kin.relation)


@cache
def _top_offices() -> dict[str, tuple[str, ...]]:
    return {
        key if ":" in key or key == "*" else f"state:{key}": several(titles) for key, titles in rows("top_offices", 2)
    }


@cache
def world() -> World:
    """The known world of this release. Raises ReferenceDataError where a data file is malformed."""
    people = read_people()
    by_name = {p.name: p.id for p in people.values()}
    kin = tuple(Kin(by_name[a], relation, by_name[b]) for a, relation, b in rows("kin", 3))
    return World(read_states(), people, read_bodies(), read_members(), kin)
