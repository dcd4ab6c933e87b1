"""Places inside states: data, and what they stand for in a text."""

import datetime as dt

from kg.extraction.pipeline import extract
from kg.reference.places import places
from kg.reference.world import world
from kg.sources.article import article_of


def test_every_place_lies_in_a_known_state() -> None:
    assert {state for state in places().values() if state not in world().states} == set()


def test_no_place_is_a_capital_or_somebody() -> None:
    capitals = {capital for state in world().states.values() for capital in state.capitals}
    people = {person.name for person in world().people.values()}
    assert places().keys() & (capitals | people) == set()


def test_a_strike_on_a_city_is_one_on_its_state() -> None:
    document = article_of("Russian missiles struck Kharkiv on Monday.", published=dt.date(2024, 5, 7))
    (event,) = extract(document).events
    assert {(a.role, a.entity) for a in event.actors} == {("source", "state:RUS"), ("target", "state:UKR")}
