"""Which events plain sentences tell, pattern by pattern of English."""

import tomllib
from pathlib import Path

import pytest

from kg.model import Actor, Event
from tests.unit.told import events_in, extraction_of, told

SENTENCES = tomllib.loads((Path(__file__).parent / "passages" / "events.toml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(text, events, id=f"{pattern}: {text}")
    for pattern, rows in SENTENCES.items()
    for text, events in rows.items()
]


@pytest.mark.parametrize(("text", "events"), ROWS)
def test_events(text: str, events: str) -> None:
    assert told(text) == events_in(events)


def test_nothing_is_told_by_an_empty_text() -> None:
    assert told("") == []


def only_event(text: str) -> Event:
    (event,) = extraction_of(text).events
    return event


def test_people_act_for_their_states() -> None:
    event = only_event("Sergei Lavrov met Wang Yi.")
    assert set(event.actors) == {
        Actor("person:sergei-lavrov", "participant", "state:RUS"),
        Actor("person:wang-yi", "participant", "state:CHN"),
    }


def test_states_act_for_nobody_else() -> None:
    event = only_event("Iran bombed Iraq.")
    assert set(event.actors) == {Actor("state:IRN", "source"), Actor("state:IRQ", "target")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sergei Lavrov met Wang Yi in Jakarta.", "place:jakarta"),
        ("Sergei Lavrov held talks with Wang Yi in Jakarta.", "place:jakarta"),
        ("Talks between Iran and the United States ended in Rome.", "place:rome"),
        ("Tokyo and Seoul signed a pact in Washington.", "place:washington"),
    ],
)
def test_a_meeting_has_the_place_where_it_was(text: str, place: str) -> None:
    assert [a.entity for a in only_event(text).actors if a.role == "place"] == [place]


def test_evidence_is_the_whole_sentence_where_it_stands() -> None:
    text = "It was raining. Early on Monday, Iran bombed Iraq, as many had feared. Nobody slept."
    (span,) = only_event(text).evidence
    assert span.text == "Early on Monday, Iran bombed Iraq, as many had feared."
    assert text[span.start : span.end] == span.text


def test_what_two_sentences_tell_alike_is_one_event() -> None:
    event = only_event("Sergei Lavrov met Wang Yi on Monday. The meeting between Lavrov and Wang took an hour.")
    assert len(event.evidence) == 2


def test_two_deeds_of_one_kind_in_one_sentence_are_two_events() -> None:
    assert told("Poland expelled nine Russian diplomats and closed its airspace to Russia.") == [
        "SANCTION Poland > Russia",
        "SANCTION Poland > Russia",
    ]


def test_events_stand_in_the_order_of_the_text() -> None:
    events = extraction_of("Iran bombed Iraq. Spain thanked Peru. Japan sanctioned Mali.").events
    assert [e.kind for e in events] == ["ASSAULT", "SUPPORT", "SANCTION"]


def test_unrelated_paragraphs_tell_what_each_tells_alone() -> None:
    text = "Iran bombed Iraq.\n\nSpain thanked Peru."
    assert set(told(text)) == {*told("Iran bombed Iraq."), *told("Spain thanked Peru.")}
