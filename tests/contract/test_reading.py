"""What pages ask, on every server, over the small world told by both articles."""

import pytest

from kg.errors import NotInGraphError
from kg.graph import read
from kg.graph.connect import Graph
from kg.graph.verify import rebuild_aggregates, verify
from kg.graph.write import write_extraction

from . import world

ARDEN, BRAND = "person:ana-arden", "person:boris-brand"


@pytest.mark.parametrize("query", ["Arden", "ana", "Anna Ardén", "안나", "Ana Ardn"])
def test_a_leader_is_found_by_name_alias_script_and_misspelling(told: Graph, query: str) -> None:
    assert read.find_entities(told, query)[0].entity.id == ARDEN


def test_an_exact_name_comes_first(told: Graph) -> None:
    assert read.find_entities(told, "Northland")[0].entity.id == "state:NOR"


def test_nothing_is_found_for_hostile_text(told: Graph) -> None:
    assert read.find_entities(told, "\"') OR 1=1 //* ~^{}[]") == ()


def test_a_profile_has_offices_kin_and_numbers(told: Graph) -> None:
    profile = read.get_profile(told, ARDEN)
    assert profile.entity.name == "Ana Arden"
    assert [(t.title, t.body.id) for t in profile.tenures] == [("president", "state:NOR")]
    assert [relative.id for _, relative in profile.kin] == [BRAND]
    assert profile.balance.total > 0


def test_an_unknown_entity_is_said_to_be_none(told: Graph) -> None:
    with pytest.raises(NotInGraphError, match="nobody"):
        read.get_profile(told, "person:nobody")


def test_an_ego_has_its_neighbours_with_balances(told: Graph) -> None:
    ego = read.ego(told, "state:NOR")
    assert {n.entity.id for n in ego.neighbours} >= {"state:EAS", "state:WES"}
    assert ego.total == len(ego.neighbours)


def test_two_steps_reach_neighbours_of_neighbours(told: Graph) -> None:
    assert read.ego_two_steps(told, "state:EAS").branches


def test_the_table_of_neighbours_counts_them_all(told: Graph) -> None:
    rows, total = read.neighbours(told, "state:NOR", limit=1)
    assert len(rows) == 1
    assert total == read.ego(told, "state:NOR").total


def test_a_pair_has_its_events_with_their_sentences(told: Graph) -> None:
    dyad = read.dyad(told, ARDEN, BRAND)
    page = read.dyad_events(told, ARDEN, BRAND)
    assert dyad.balance.total == page.total == len(page.events)
    assert all(report.quote for event in page.events for report in event.reports)


def test_a_pair_of_states_has_what_its_leaders_did(told: Graph) -> None:
    assert read.dyad(told, "state:NOR", "state:WES").balance.total >= read.dyad(told, ARDEN, BRAND).balance.total


def test_events_are_paged(told: Graph) -> None:
    first = read.latest_events(told, "state:NOR", limit=1)
    assert first.after is not None
    second = read.latest_events(told, "state:NOR", limit=1, after=first.after)
    assert second.events[0].id != first.events[0].id


def test_an_event_and_an_article_know_each_other(told: Graph) -> None:
    article = read.articles(told)[0]
    page = read.get_article(told, article.id)
    for event in page.events:
        assert article.id in {r.article.id for r in read.get_event(told, event.id).reports}
    for report in (r for e in page.events for r in e.reports):
        assert page.text[report.start : report.end] == report.quote


def test_the_world_counts_what_is_in_it(told: Graph) -> None:
    summary = read.world(told)
    counts = dict(summary.counts)
    assert counts["article"] == 2
    assert counts["state"] == 3
    assert summary.pairs


def test_entities_of_a_kind_are_listed_busiest_first(told: Graph) -> None:
    totals = [hit.balance.total for hit in read.entities_by_kind(told, "state")]
    assert totals == sorted(totals, reverse=True)


def test_what_is_shown_follows_from_what_was_told(told: Graph) -> None:
    assert verify(told) == []


def test_wrong_counts_are_found_and_mended(known: Graph) -> None:
    write_extraction(known, world.talks(), "1")
    known.write(lambda tx: tx.run("MATCH (e:Entity {id: 'state:NOR'}) SET e.reports = 99").consume())
    assert any("state:NOR" in fault for fault in verify(known))
    rebuild_aggregates(known)
    assert verify(known) == []
