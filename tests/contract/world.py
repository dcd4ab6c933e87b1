"""A small world built by hand: two articles about three leaders, and a reference that knows two of them."""

import datetime as dt

from kg.model import Actor, Document, Entity, Event, Extraction, PartialDate, Relation, Span
from kg.reference.bodies import Body, Member
from kg.reference.people import Person, Tenure
from kg.reference.states import State
from kg.reference.world import Kin, World

TALKS = """Ana Arden met Boris Brand in Northport on Monday.
The two agreed to share weather data, officials of Northland said.
Carla Costa, foreign minister of Eastland, accused Northland of spying.
"""
PROTEST = """Talks between Ana Arden and Boris Brand ended with a handshake.
Eastland again accused Northland of spying, and Northland denied an attack on Eastland.
"""


def reference() -> World:
    """Northland (NOR) with its president Arden, Westland (WES) with its king Brand, Eastland (EAS)."""
    states = {
        f"state:{code}": State(f"state:{code}", code, code[:2], name, (), (), (), region, aliases, scripts, None)
        for code, name, region, aliases, scripts in (
            ("NOR", "Northland", "Europe", ("Kingdom of the North",), ("北国",)),
            ("WES", "Westland", "Europe", (), ("Западия",)),
            ("EAS", "Eastland", "East Asia", (), ()),
        )
    }
    people = {
        p.id: p
        for p in (
            _leader("Ana Arden", "Arden", "president", "state:NOR", "2020-01-01", ("Anna Ardén", "안나")),
            _leader("Boris Brand", "Brand", "king", "state:WES", "2019", ("Борис Бранд",)),
        )
    }
    pact = Body(
        "alliance:pact",
        "Northern Pact",
        aliases=("NP",),
        shared=frozenset(),
        state=None,
        start=PartialDate(1999),
        end=None,
        acts="",
    )
    bodies = {pact.id: pact}
    members = (Member("alliance:pact", "state:NOR", None, None), Member("alliance:pact", "state:WES", None, None))
    return World(states, people, bodies, members, (Kin("person:ana-arden", "cousin", "person:boris-brand"),))


def _leader(name: str, family: str, title: str, of: str, start: str, aliases: tuple[str, ...]) -> Person:
    id = "person:" + name.lower().replace(" ", "-")
    return Person(id, name, family, "", aliases, (Tenure(id, title, of, PartialDate.parse(start), None),))


def span(text: str, part: str, nth: int = 0) -> Span:
    """Where `part` stands in `text` for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part), part)


def sentence(text: str, number: int) -> Span:
    return span(text, text.splitlines()[number])


ARDEN = Actor("person:ana-arden", "participant", "state:NOR")
BRAND = Actor("person:boris-brand", "participant", "state:WES")


def talks() -> Extraction:
    """Monday 3 March 2025: a meeting, an agreement, an accusation, and a minister the reference does not know."""
    document = Document("Leaders meet", dt.date(2025, 3, 4), "The Daily", "https://daily.example/1", TALKS, ())
    text = TALKS
    entities = (
        Entity("person:ana-arden", "leader", "Ana Arden", ("Arden",), (span(text, "Ana Arden"),)),
        Entity("person:boris-brand", "leader", "Boris Brand", (), (span(text, "Boris Brand"),)),
        Entity("person:carla-costa", "leader", "Carla Costa", (), (span(text, "Carla Costa"),)),
        Entity("state:NOR", "state", "Northland", (), (span(text, "Northland"), span(text, "Northland", 1))),
        Entity("state:EAS", "state", "Eastland", (), (span(text, "Eastland"),)),
        Entity("place:northport", "place", "Northport", (), (span(text, "Northport"),)),
    )
    relations = (
        Relation("holds_office", "person:carla-costa", "state:EAS", "foreign minister", evidence=(sentence(text, 2),)),
        Relation("holds_office", "person:ana-arden", "state:NOR", "leader", evidence=(sentence(text, 0),)),
    )
    monday = PartialDate(2025, 3, 3)
    events = (
        Event(
            "e1",
            "CONSULT",
            "Arden meets Brand",
            monday,
            "happened",
            (ARDEN, BRAND, Actor("place:northport", "place")),
            evidence=(sentence(text, 0),),
            confidence=0.9,
        ),
        Event(
            "e2",
            "AGREE",
            "Arden agrees with Brand",
            PartialDate(2025, 3),
            "announced",
            (ARDEN, BRAND),
            speaker="state:NOR",
            evidence=(sentence(text, 1),),
            confidence=0.6,
        ),
        _accusation(text, 2, PartialDate(2025, 3, 4), Actor("person:carla-costa", "source", "state:EAS")),
    )
    return Extraction(document, entities, relations, events)


def protest() -> Extraction:
    """A day later: the same meeting told again, a second accusation a quarter later, and a denial."""
    document = Document("Eastland protests", dt.date(2025, 4, 9), None, None, PROTEST, ())
    text = PROTEST
    entities = (
        Entity("person:ana-arden", "leader", "Ana Arden", (), (span(text, "Ana Arden"),)),
        Entity("person:boris-brand", "leader", "Boris Brand", ("Brand",), (span(text, "Boris Brand"),)),
        Entity("state:EAS", "state", "Eastland", ("Eastlanders",), (span(text, "Eastland"),)),
        Entity("state:NOR", "state", "Northland", (), (span(text, "Northland"),)),
    )
    actors = (ARDEN, BRAND)
    events = (
        Event(
            "e1",
            "CONSULT",
            "Talks",
            PartialDate(2025, 3, 3),
            "happened",
            actors,
            evidence=(sentence(text, 0),),
            confidence=0.7,
        ),
        _accusation(text, 1, PartialDate(2025, 4, 9), Actor("state:EAS", "source")),
        Event(
            "e3",
            "ASSAULT",
            "Northland denies attacking Eastland",
            PartialDate(2025, 4, 8),
            "denied",
            (Actor("state:NOR", "source"), Actor("state:EAS", "target")),
            speaker="state:NOR",
            evidence=(sentence(text, 1),),
            confidence=0.5,
        ),
    )
    return Extraction(document, entities, (), events)


def _accusation(text: str, line: int, date: PartialDate, source: Actor) -> Event:
    return Event(
        f"accusation {line}",
        "ACCUSE",
        "Eastland accuses Northland",
        date,
        "happened",
        (source, Actor("state:NOR", "target")),
        evidence=(sentence(text, line),),
        confidence=0.8,
    )
