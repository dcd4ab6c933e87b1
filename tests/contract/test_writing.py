"""Writing and undoing, on every server."""

import dataclasses
import datetime as dt
import random

import pytest

from kg.errors import GraphError
from kg.graph.connect import Graph
from kg.graph.dump import dump
from kg.graph.known import write_reference
from kg.graph.write import Written, rehearse, undo, write_extraction
from kg.model import Entity, Extraction, Relation

from . import world


def content(graph: Graph) -> list[str]:
    return list(dump(graph))


def test_an_article_is_written_with_all_it_says(known: Graph) -> None:
    written = write_extraction(known, world.talks(), "1")
    # New to the reference: Costa and Northport. Arden's office is known already, Costa's is not.
    assert written == Written(articles=1, entities=2, relations=1, events=3, reports=5)


def test_the_same_article_again_writes_nothing_and_says_so(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    before = content(known)
    assert write_extraction(known, world.talks(), "1") == Written(known=True)
    assert content(known) == before


def test_a_second_article_about_an_event_adds_reports_to_it(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    written = write_extraction(known, world.protest(), "2")
    assert (written.events, written.reports) == (2, 3)  # the meeting was known


@pytest.mark.parametrize(("undone", "left"), [(0, 1), (1, 0)])
def test_undoing_one_of_two_leaves_the_other_as_if_alone(known: Graph, undone: int, left: int) -> None:
    articles = [world.talks(), world.protest()]
    write_extraction(known, articles[left], "alone")
    alone = content(known)
    undo(known, "alone")
    write_extraction(known, articles[0], "1")
    write_extraction(known, articles[1], "2")
    undo(known, str(undone + 1))
    assert content(known) == alone


def test_undo_takes_back_what_was_written(known: Graph) -> None:
    before = content(known)
    written = write_extraction(known, world.talks(), "1")
    taken = undo(known, "1")
    assert taken.counts == {what: -number for what, number in written.counts.items()}
    assert content(known) == before


def test_undoing_twice_changes_nothing_more(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    undo(known, "1")
    before = content(known)
    assert undo(known, "1") == Written()
    assert content(known) == before


def test_an_undo_of_an_import_of_several_articles_takes_all_of_them(known: Graph) -> None:
    before = content(known)
    write_extraction(known, world.talks(), "1")
    write_extraction(known, world.protest(), "1")
    undo(known, "1")
    assert content(known) == before


def test_the_order_of_writing_does_not_matter(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    write_extraction(known, world.protest(), "2")
    one_way = content(known)
    undo(known, "1")
    undo(known, "2")
    write_extraction(known, world.protest(), "3")
    write_extraction(known, world.talks(), "4")
    assert content(known) == one_way


def test_an_article_that_two_imports_brought_stays_until_both_are_undone(known: Graph) -> None:
    empty = content(known)
    write_extraction(known, world.talks(), "1")
    once = content(known)
    assert write_extraction(known, world.talks(), "2").known
    assert content(known) == once
    undo(known, "1")
    assert content(known) == once
    undo(known, "2")
    assert content(known) == empty


def test_a_later_reading_of_an_article_replaces_the_one_before_until_it_is_undone(known: Graph) -> None:
    first = world.talks()
    second = dataclasses.replace(first, events=first.events[:1], relations=())
    write_extraction(known, second, "only")
    only = content(known)
    undo(known, "only")
    write_extraction(known, first, "1")
    once = content(known)
    write_extraction(known, second, "2")
    assert content(known) == only
    undo(known, "2")
    assert content(known) == once


def test_undoing_the_earlier_of_two_readings_leaves_the_later(known: Graph) -> None:
    first = world.talks()
    second = dataclasses.replace(first, events=first.events[:1])
    write_extraction(known, second, "only")
    only = content(known)
    undo(known, "only")
    write_extraction(known, first, "1")
    write_extraction(known, second, "2")
    undo(known, "1")
    assert content(known) == only


def test_a_report_carries_the_import_that_brought_it(known: Graph) -> None:
    write_extraction(known, world.talks(), "17")
    rows = known.read("MATCH (r:Report) RETURN DISTINCT r.import AS import")
    assert rows == [{"import": "17"}]


def test_a_rehearsal_says_what_would_be_written_and_writes_nothing(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    before = content(known)
    rehearsed = rehearse(known, world.protest())
    assert content(known) == before
    assert rehearsed.events == (
        ("Arden meets Brand", False),
        ("Northland denies attacking Eastland", True),
        ("Eastland accuses Northland", True),
    ) or rehearsed.events == (
        ("Arden meets Brand", False),
        ("Eastland accuses Northland", True),
        ("Northland denies attacking Eastland", True),
    )
    assert rehearsed.new_entities == frozenset()
    assert rehearsed.written == write_extraction(known, world.protest(), "2")


def test_many_articles_in_any_order_with_any_undone_equal_the_rest_alone(known: Graph) -> None:
    """Twelve variants of the two articles, some undone, against only the others written."""
    rng = random.Random(5)  # noqa: S311 (a fixed seed: the same variants every time)
    variants = []
    for number in range(12):
        base = rng.choice([world.talks(), world.protest()])
        text = base.document.text + f"\nNumber {number}."
        events = tuple(rng.sample(base.events, rng.randint(1, len(base.events))))
        document = dataclasses.replace(base.document, text=text, published=dt.date(2025, 3, 4 + number))
        variants.append(dataclasses.replace(base, document=document, events=events))
    undone = set(rng.sample(range(12), 5))
    for number in range(12):
        write_extraction(known, variants[number], str(number))
    for number in sorted(undone, reverse=True):
        undo(known, str(number))
    left = content(known)
    for number in set(range(12)) - undone:
        undo(known, str(number))
    for number in sorted(set(range(12)) - undone, key=lambda n: -n):
        write_extraction(known, variants[number], f"again {number}")
    assert content(known) == left


def test_the_reference_again_changes_nothing(known: Graph) -> None:
    before = content(known)
    assert write_reference(known, world.reference()) == Written()
    assert content(known) == before


def test_a_new_release_of_the_reference_replaces_the_old_and_keeps_what_articles_say(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    old = world.reference()
    smaller = dataclasses.replace(old, people={}, kin=(), members=())
    write_reference(known, smaller)
    rows = known.read("MATCH (p:Person) RETURN p.id AS id, p.name AS name, p:Leader AS leader ORDER BY id")
    assert rows == [
        {"id": "person:ana-arden", "name": "Ana Arden", "leader": True},  # the article calls her Northland's leader
        {"id": "person:boris-brand", "name": "Boris Brand", "leader": False},
        {"id": "person:carla-costa", "name": "Carla Costa", "leader": True},
    ]
    undo(known, "1")
    write_reference(known, old)
    fresh = content(known)
    known.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    write_reference(known, old)
    assert fresh == content(known)


def test_an_office_makes_a_leader_and_its_undoing_a_person_again(known: Graph) -> None:
    bare = dataclasses.replace(world.talks(), relations=())
    write_extraction(known, bare, "1")
    query = "MATCH (p:Person {id: 'person:carla-costa'}) RETURN p:Leader AS label, p.kind AS kind"
    assert known.read(query) == [{"label": False, "kind": "person"}]
    write_extraction(known, world.talks(), "2")
    assert known.read(query) == [{"label": True, "kind": "leader"}]
    undo(known, "2")
    assert known.read(query) == [{"label": False, "kind": "person"}]


@pytest.mark.parametrize(
    "name",
    [
        "Robert'); MATCH (n) DETACH DELETE n; //",
        "`) DETACH DELETE n //",
        "\\u0027 OR 1=1",
        "$id {x} ${y}",
        "\u202eevil\u202c",
        "👩‍👩‍👧 नरेन्द्र 习近平 김정은",
        "x" * 10_000,
        '"quoted" \\ back\nnew\tline',
    ],
)
def test_hostile_strings_are_stored_as_they_are(known: Graph, name: str) -> None:
    base = world.talks()
    entities = (*base.entities, Entity("organization:odd", "organization", name, (name + "!",)))
    relations = (*base.relations, Relation("member_of", "organization:odd", "alliance:pact", title=name))
    before = content(known)
    write_extraction(known, dataclasses.replace(base, entities=entities, relations=relations), "1")
    rows = known.read("MATCH (o:Organization {id: 'organization:odd'}) RETURN o.name AS name, o.aliases AS aliases")
    assert rows == [{"name": name, "aliases": [name + "!"]}]
    undo(known, "1")
    assert content(known) == before


def test_an_id_that_the_graph_cannot_hold_is_refused_and_nothing_written(known: Graph) -> None:
    before = content(known)
    odd: Extraction = dataclasses.replace(world.talks(), entities=(Entity("../../x", "state", "X"),))
    with pytest.raises(GraphError, match=r"is no id"):
        write_extraction(known, odd, "1")
    assert content(known) == before
