"""The scorer on a small reading made by hand and small extractions made by hand."""

from dataclasses import replace

import pytest

from kg.evaluation.calibration import bands, calibration_error
from kg.evaluation.events import Judgement
from kg.evaluation.gold import GoldEntity, GoldEvent, GoldOffice, Reading
from kg.evaluation.naming import find_named, match_names, plain
from kg.evaluation.scoring import Rates, Share, score
from kg.evaluation.summary import findings, summary, table
from kg.model import Actor, Document, Entity, EntityKindKey, Event, Extraction, PartialDate, Relation, Role, Span

TEXT = "Anna Berg of Norway met Juan Gil on Monday. Spain accused Norway of delay, Gil said. Berg, once mayor, left."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def entity(id: str, kind: EntityKindKey, name: str, *aliases: str) -> Entity:
    return Entity(id, kind, name, aliases, (span(name),))


BERG = entity("person:berg", "leader", "Anna Berg", "Berg")
GIL = entity("person:gil", "leader", "Juan Gil", "Gil")
NORWAY = entity("state:NOR", "state", "Norway")
SPAIN = entity("state:ESP", "state", "Spain")
PEOPLE_AND_STATES = (BERG, GIL, NORWAY, SPAIN)
BERG_LEADS = Relation("holds_office", BERG.id, NORWAY.id, "president")
GIL_LEADS = Relation("holds_office", GIL.id, SPAIN.id, "president")

MEETING = GoldEvent("Meeting", ("CONSULT",), ("Anna Berg", "Juan Gil"), ("met Juan Gil on Monday",), "Anna Berg")
ACCUSATION = GoldEvent(
    "Accusation",
    ("ACCUSE",),
    ("Spain", "Norway"),
    ("accused Norway of delay",),
    "Spain",
    directed=True,
    date="2025-03",
    speaker="Juan Gil",
    status="alleged",
)
READING = Reading(
    "north",
    None,
    None,
    (
        GoldEntity("leader", ("Anna Berg", "Berg")),
        GoldEntity("leader", ("Juan Gil", "Gil")),
        GoldEntity("state", ("Norway", "Oslo")),
        GoldEntity("state", ("Spain",)),
        GoldEntity("place", ("Bergen",), required=False),
    ),
    (GoldOffice("Anna Berg", "Norway"), GoldOffice("Juan Gil", "Spain")),
    (MEETING, ACCUSATION),
)


def event(kind: str, sentence: str, *actors: tuple[Entity, Role], **more: object) -> Event:
    joined = tuple(Actor(e.id, role) for e, role in actors)
    made = Event(f"event:{kind}", kind, kind.lower(), None, "happened", joined, evidence=(span(sentence),))
    return replace(made, **more)  # type: ignore[arg-type]


MET = event("CONSULT", "Anna Berg of Norway met Juan Gil on Monday.", (BERG, "participant"), (GIL, "participant"))
ACCUSED = event(
    "ACCUSE",
    "Spain accused Norway of delay, Gil said.",
    (SPAIN, "source"),
    (NORWAY, "target"),
    date=PartialDate(2025, 3, 3),
    speaker=GIL.id,
    status="alleged",
)


def extraction(
    *events: Event, entities: tuple[Entity, ...] = PEOPLE_AND_STATES, offices: tuple[Relation, ...] = ()
) -> Extraction:
    return Extraction(Document("", None, None, None, TEXT, ()), entities, offices, events)


def test_a_reading_that_agrees_is_right_in_everything() -> None:
    result = score(READING, extraction(MET, ACCUSED, offices=(BERG_LEADS, GIL_LEADS)))
    assert {result.entities.f1, result.offices.f1, result.events.f1} == {1.0}
    assert result.direction == result.dates == result.speakers == Share(1, 1)
    assert result.statuses == result.kinds == Share(2, 2)
    assert result.findings.missed == result.findings.invented == result.findings.misread == ()


def test_nothing_read_is_zero_and_all_missed() -> None:
    result = score(READING, extraction(entities=()))
    assert (result.entities.f1, result.offices.f1, result.events.f1) == (0, 0, 0)
    assert result.findings.missed[-1] == "event Accusation, ACCUSE"


def test_names_are_compared_without_case_accents_hyphens_possessive_and_the() -> None:
    assert plain("The Kim  Jong-Ún’s") == plain("kim jong un")


def test_an_entity_counts_once_and_the_second_is_a_duplicate() -> None:
    naming = match_names(READING.entities, [BERG, entity("person:b", "person", "Berg")])
    assert (naming.found, naming.duplicates) == ({0}, 1)


def test_an_alias_counts_where_it_is_the_readings_first_name() -> None:
    by_first = entity("person:x", "leader", "Juan", "Juan Gil")
    by_other = entity("person:y", "leader", "Juan", "Gil")
    assert match_names(READING.entities, [by_first]).of == {"person:x": 1}
    assert match_names(READING.entities, [by_other]).of == {}


def test_a_name_of_another_kind_is_another_entity() -> None:
    assert match_names(READING.entities, [entity("place:norway", "place", "Norway")]).of == {}


def test_a_first_name_wins_over_the_other_spellings_of_another() -> None:
    gold = [GoldEntity("state", ("Oslo state", "Norway")), GoldEntity("state", ("Norway",))]
    assert find_named(gold, "norway") == 1
    assert find_named(gold, "Sweden") is None


def test_optional_entities_are_no_error_found_or_not() -> None:
    bergen = Entity("place:bergen", "place", "Bergen")
    assert score(READING, extraction(entities=(*PEOPLE_AND_STATES, bergen))).entities == Rates(1.0, 1.0)


def test_an_invented_office_costs_precision_and_a_missing_one_recall() -> None:
    wrong = Relation("holds_office", GIL.id, NORWAY.id, "king")
    result = score(READING, extraction(offices=(BERG_LEADS, wrong)))
    assert result.offices == Rates(0.5, 0.5)
    assert "office Juan Gil, king – Norway" in result.findings.invented


def test_a_former_office_must_be_read_as_former() -> None:
    reading = replace(READING, offices=(GoldOffice("Anna Berg", "Norway", former=True),))
    assert score(reading, extraction(offices=(replace(BERG_LEADS, former=True),))).former == Share(1, 1)
    result = score(reading, extraction(offices=(BERG_LEADS,)))
    assert result.former == Share(0, 1)
    assert result.findings.misread == ("office Anna Berg – Norway is a former one",)


def test_a_state_may_stand_for_its_leader() -> None:
    by_states = replace(MET, actors=(Actor(NORWAY.id, "participant"), Actor(SPAIN.id, "participant")))
    assert score(READING, extraction(by_states)).kinds == Share(1, 1)


def test_a_pair_needs_both_parties() -> None:
    alone = replace(MET, actors=(Actor(BERG.id, "participant"),))
    assert score(READING, extraction(alone)).findings.invented[-1].startswith("event CONSULT")


def test_a_group_needs_half_or_two_of_its_parties() -> None:
    group = GoldEvent("Meeting", ("CONSULT",), ("Anna Berg", "Juan Gil", "Norway", "Spain"), MEETING.quotes)
    two = replace(MET, actors=(Actor(BERG.id, "participant"), Actor("person:x", "participant")))
    reading = replace(READING, offices=(), events=(group,))
    assert score(reading, extraction(two)).kinds == Share(0, 0)
    assert score(reading, extraction(MET)).kinds == Share(1, 1)


def test_an_event_of_another_sentence_is_another_event() -> None:
    elsewhere = replace(MET, evidence=(span("Berg, once mayor, left."),))
    assert score(READING, extraction(elsewhere)).events == Rates(0.0, 0.0)


def test_quotes_may_be_offsets_into_the_text() -> None:
    words = span("met Juan Gil on Monday")
    reading = replace(READING, events=(replace(MEETING, quotes=((words.start, words.end),)),))
    assert score(reading, extraction(MET)).events == Rates(1.0, 1.0)


def test_the_right_kind_is_preferred_and_the_other_is_a_repeat() -> None:
    result = score(READING, extraction(replace(MET, kind="AGREE"), MET, ACCUSED))
    assert (result.events, result.repeats) == (Rates(1.0, 1.0), 1)


def test_a_wrong_kind_costs_precision_and_recall() -> None:
    result = score(READING, extraction(replace(MET, kind="AGREE"), ACCUSED))
    assert result.events == Rates(0.5, 0.5)
    assert result.findings.misread == ("event Meeting: kind AGREE, not CONSULT",)


def test_what_is_misread_of_a_found_event_is_named() -> None:
    ours = replace(ACCUSED, date=PartialDate(2025), speaker=None, status="happened", actors=ACCUSED.actors[::-1])
    turned = replace(ours, actors=(Actor(NORWAY.id, "source"), Actor(SPAIN.id, "target")))
    result = score(READING, extraction(turned))
    assert result.direction == result.dates == result.speakers == result.statuses == Share(0, 1)
    assert result.findings.misread == (
        "event Accusation: source Norway, not Spain; date 2025, not 2025-03; "
        "speaker none, not Juan Gil; status happened, not alleged",
    )


def test_offsets_must_cut_their_own_text() -> None:
    moved = replace(MET, evidence=(replace(MET.evidence[0], start=1),))
    assert score(READING, extraction(moved, entities=(BERG,))).offsets == Share(1, 2)


def test_confidence_is_compared_with_the_share_that_is_right_by_bands() -> None:
    judged = [Judgement(0.65, True), Judgement(0.65, False), Judgement(0.9, True), Judgement(1.0, True)]
    found = bands(judged)
    assert [(band.events, band.right) for band in found] == [(0, 0), (2, 1), (0, 0), (0, 0), (2, 2)]
    assert calibration_error(found) == pytest.approx(0.5 * 0.15 + 0.5 * 0.05)
    assert calibration_error(bands([])) == 0


def test_the_summary_means_rates_and_adds_shares() -> None:
    good = score(READING, extraction(MET, ACCUSED, offices=(BERG_LEADS, GIL_LEADS)))
    bad = score(READING, extraction())
    result = summary([good, bad])
    assert result["all"]["events"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert result["all"]["kinds"] == [2, 2]
    assert [article["name"] for article in result["articles"]] == ["north", "north"]


def test_the_table_has_a_line_an_article_and_one_for_all() -> None:
    lines = list(table([score(READING, extraction(MET))]))
    assert lines[2].startswith("north ")
    assert lines[3].startswith("mean of 1 ")
    assert lines[-1].startswith("Expected calibration error: ")
    assert next(findings(score(READING, extraction()))) == "north"
