"""The known world has no gaps and does not contradict itself."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import pytest

from kg.folding import fold
from kg.reference.bodies import read_bodies
from kg.reference.people import Tenure, read_people
from kg.reference.places import places
from kg.reference.world import world

_DAY = dt.date(2026, 5, 15)
_FOREVER = dt.date(9999, 1, 1)
# San Marino's captains regent change every half year.
_UNKNOWN_LEADERS = {"state:SMR"}
# Offices that one person holds at a time, wherever they exist; `ambassador` or `commissioner` are many's.
_SINGLE = {
    "president", "prime minister", "premier", "chancellor", "taoiseach", "king", "queen", "emperor", "emir", "sultan",
    "pope", "supreme leader", "foreign minister", "defence minister", "foreign secretary", "defence secretary",
    "secretary of state", "treasury secretary", "finance minister", "interior minister", "vice president",
    "national security adviser", "secretary general", "director general", "managing director", "press secretary",
    "foreign policy chief", "army chief", "commander-in-chief", "chief of the general staff",
}  # fmt: skip
_NAMING = ("name", "alias", "capital", "metonym", "adjective", "demonym")
# Words that rightly name two: peoples of two states, a capital of a state that is no more.
_TWO = {"congolese", "dominican", "dominicans", "prague", "moscow", "belgrade"}


def _end(tenure: Tenure) -> dt.date:
    """The earliest day on which the office may have been over."""
    return tenure.end.first if tenure.end else _FOREVER


def test_every_state_has_somebody_who_leads_it() -> None:
    today = [s for s in world().states.values() if s.until is None and s.id not in _UNKNOWN_LEADERS]
    assert not [s.name for s in today if world().leader_of(s.id, _DAY) is None]


def test_two_never_hold_one_office_at_a_time() -> None:
    held: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for person in world().people.values():
        for tenure in person.tenures:
            if tenure.title in _SINGLE:
                held[tenure.of, tenure.title].append(tenure)
    overlaps = []
    for tenures in held.values():
        tenures.sort(key=lambda t: t.start.first)
        overlaps += [(a, b) for a, b in pairwise(tenures) if _end(a) > b.start.last]
    assert not overlaps


def test_tenures_are_in_order_and_of_known_states_or_bodies() -> None:
    for person in world().people.values():
        for tenure in person.tenures:
            assert tenure.of in world().states or tenure.of in world().bodies, tenure
            assert tenure.end is None or tenure.start.first <= tenure.end.last, tenure


def test_members_are_known_and_join_before_they_leave() -> None:
    for member in world().members:
        assert member.alliance in world().bodies, member
        assert member.state in world().states, member
        assert member.start is None or member.end is None or member.start.first <= member.end.last, member


def test_bodies_belong_to_known_states_and_end_after_they_begin() -> None:
    for body in read_bodies().values():
        assert body.state is None or body.state in world().states, body
        assert body.start is None or body.end is None or body.start.first <= body.end.last, body


def test_a_name_means_one_thing_or_is_declared_shared() -> None:
    """Family names and shared names of bodies are told apart by the text, full names are not."""
    meant: dict[str, set[str]] = defaultdict(set)
    for name, entity, use in world().names():
        if use in _NAMING:
            meant[fold(name)].add(entity)
    twice = {name: ids for name, ids in meant.items() if len(ids) > 1 and name not in _TWO}
    assert not twice


def test_shared_names_of_bodies_are_told_apart_by_their_states() -> None:
    meant: dict[str, list[str | None]] = defaultdict(list)
    for body in world().bodies.values():
        for name in body.shared:
            meant[name].append(body.state)
    for name, states in meant.items():
        known = [s for s in states if s]
        assert len(known) == len(set(known)), f"{name} is twice in {known}"


def test_ids_of_people_are_unique() -> None:
    names = [p.name for p in read_people().values()]
    assert len(names) == len(set(names))


def test_every_person_has_a_family_name_out_of_a_name() -> None:
    for person in world().people.values():
        words = {w.strip(",") for n in (person.name, *person.aliases) for w in fold(n).split()}
        assert set(fold(person.family).split()) <= words, person


def test_places_lie_in_known_states() -> None:
    assert set(places().values()) <= set(world().states)


@pytest.mark.parametrize(
    ("of", "day", "leader"),
    [
        ("state:PRK", "2019-06-30", "Kim Jong Un"),
        ("state:IRN", "2025-06-13", "Ali Khamenei"),
        ("state:DEU", "2021-12-07", "Angela Merkel"),
        ("state:SAU", "2023-01-01", "Mohammed bin Salman"),
        ("state:GBR", "2022-10-01", "Liz Truss"),
        ("state:USA", "2021-01-19", "Donald Trump"),
        ("alliance:un", "2018-01-01", "Antonio Guterres"),
        ("alliance:nato", "2024-10-02", "Mark Rutte"),
        ("organization:hamas", "2024-07-01", "Ismail Haniyeh"),
    ],
)
def test_leaders_are_those_of_the_day(of: str, day: str, leader: str) -> None:
    found = world().leader_of(of, dt.date.fromisoformat(day))
    assert found is not None
    assert found.name == leader
