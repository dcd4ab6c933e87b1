"""Which reports are one event, and what they tell together."""

import itertools

import pytest

from kg.joining import bucket, cluster, merge
from kg.model import Actor, Event, PartialDate, Role, Span, Status

STATES = {"Putin": "Russia", "Lavrov": "Russia", "Xi": "China", "Wang": "China", "Kim": "Korea", "Modi": "India"}
A, B, C = "The two leaders met in the old palace.", "Both presidents talked about gas.", "They shook hands."


def actor(name: str, role: Role) -> Actor:
    """A person, who acts for his state, or a state."""
    if name in STATES:
        return Actor(f"person:{name}", role, f"state:{STATES[name]}")
    return Actor(f"state:{name}", role)


def event(
    kind: str,
    parties: str,
    date: str | None = "2025-09-03",
    sentence: str = A,
    *,
    label: str = "",
    status: Status = "happened",
    speaker: str | None = None,
    place: str | None = None,
    confidence: float = 0.8,
) -> Event:
    """`parties` are `Putin Xi` for those who do it together, `Russia > Ukraine` for source and target."""
    sources, directed, targets = parties.partition(" > ")
    role: Role = "source" if directed else "participant"
    actors = [actor(name, role) for name in sources.split()] + [actor(name, "target") for name in targets.split()]
    if place:
        actors.append(Actor(f"place:{place}", "place"))
    return Event(
        id="",
        kind=kind,
        label=label or f"{kind} {parties}",
        date=PartialDate.parse(date) if date else None,
        status=status,
        actors=tuple(actors),
        speaker=speaker,
        evidence=(Span(0, len(sentence), sentence),),
        confidence=confidence,
    )


def are_one(*events: Event) -> bool:
    return len(cluster(events)) == 1


def test_no_reports_make_no_events() -> None:
    assert cluster([]) == []


def test_reports_of_one_meeting_on_one_day_are_one_event() -> None:
    assert are_one(event("CONSULT", "Putin Xi", sentence=A), event("CONSULT", "Xi Putin", sentence=B))


def test_the_state_stands_for_the_person_who_acts_for_it() -> None:
    assert are_one(event("CONSULT", "Putin Xi"), event("CONSULT", "Russia Xi", sentence=B))
    assert are_one(event("ASSAULT", "Putin > Ukraine"), event("ASSAULT", "Russia > Ukraine", sentence=B))


def test_different_persons_of_one_state_make_different_events() -> None:
    assert not are_one(event("CONSULT", "Putin Xi"), event("CONSULT", "Lavrov Xi", sentence=B))
    assert not are_one(event("CONSULT", "Putin Xi"), event("CONSULT", "Lavrov Wang", sentence=B))


def test_deeds_of_different_kinds_are_different_events() -> None:
    assert not are_one(event("CONSULT", "Putin Xi"), event("AGREE", "Putin Xi", sentence=B))


def test_who_does_it_to_whom_tells_deeds_apart() -> None:
    assert not are_one(event("ASSAULT", "India > Pakistan"), event("ASSAULT", "Pakistan > India", sentence=B))


def test_what_did_not_happen_is_not_joined_with_what_did() -> None:
    assert not are_one(event("CONSULT", "Putin Xi"), event("CONSULT", "Putin Xi", sentence=B, status="denied"))


@pytest.mark.parametrize("status", ["announced", "alleged"])
def test_an_announced_or_alleged_deed_is_joined_with_the_deed(status: Status) -> None:
    assert are_one(event("CONSULT", "Putin Xi"), event("CONSULT", "Putin Xi", sentence=B, status=status))


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2025-09-03", "2025-09-03", True),
        ("2025-09-03", "2025-09-04", True),  # a meeting can last into the next day
        ("2025-09-03", "2025-09-05", False),
        ("2025-09-03", "2025-09", True),
        ("2025-09-03", "2025", True),
        ("2025-09-03", "2025-07", False),
        ("2025-09", "2025", True),
        ("2024", "2025-09", False),
        (None, None, True),
        (None, "2025-09-03", False),
    ],
)
def test_meetings_are_one_where_their_dates_fit(first: str | None, second: str | None, one: bool) -> None:
    a, b = event("CONSULT", "Putin Xi", first), event("CONSULT", "Putin Xi", second, B)
    assert are_one(a, b) is are_one(b, a) is one


def test_deeds_of_two_days_are_two() -> None:
    first, second = event("ASSAULT", "Russia > Ukraine"), event("ASSAULT", "Russia > Ukraine", "2025-09-04", B)
    assert not are_one(first, second)


def test_a_vague_report_joins_the_only_event_that_it_fits() -> None:
    september, july = event("CONSULT", "Putin Xi", "2025-09-03"), event("CONSULT", "Putin Xi", "2025-07-10", B)
    vague = event("CONSULT", "Putin Xi", "2025-09", C)
    assert cluster([vague, september, july]) == [(0, 1), (2,)]


def test_a_vague_report_that_fits_two_events_joins_neither() -> None:
    early, late = event("CONSULT", "Putin Xi", "2025-09-03"), event("CONSULT", "Putin Xi", "2025-09-20", B)
    vague = event("CONSULT", "Putin Xi", "2025-09", C)
    assert cluster([early, late, vague]) == [(0,), (1,), (2,)]


def test_two_deeds_of_one_sentence_stay_apart() -> None:
    expelled = event("SANCTION", "Poland > Russia", label="Poland expels Russia")
    closed = event("SANCTION", "Poland > Russia", label="Poland – Russia: border")
    assert not are_one(expelled, closed)


def test_gatherings_are_one_where_two_who_came_are_the_same() -> None:
    parade = event("CONSULT", "Xi Putin Kim")
    assert are_one(parade, event("CONSULT", "Xi Putin Modi", sentence=B))
    assert not are_one(parade, event("CONSULT", "Xi Modi Japan", sentence=B))


def test_a_meeting_of_two_is_no_report_of_a_gathering() -> None:
    assert not are_one(event("CONSULT", "Xi Putin Kim"), event("CONSULT", "Xi Putin", sentence=B))


ACCUSED = "Serbia accused Kosovo of closing three bridges over the river without warning."


@pytest.mark.parametrize(
    ("sentence", "one"),
    [
        ("Kosovo was accused by Serbia of closing bridges without warning.", True),
        ("Serbia accused Kosovo of printing false passports for smugglers.", False),
    ],
)
def test_words_are_one_only_where_the_sentences_are_alike(sentence: str, one: bool) -> None:
    reports = (
        event("ACCUSE", "Serbia > Kosovo", sentence=ACCUSED),
        event("ACCUSE", "Serbia > Kosovo", sentence=sentence),
    )
    assert are_one(*reports) is one


def test_words_that_are_like_two_statements_join_the_more_alike() -> None:
    bridges, passports = "Serbia accused Kosovo of closing bridges", "Kosovo is printing passports"
    both = f"{bridges} and of printing passports for smugglers"
    reports = [event("ACCUSE", "Serbia > Kosovo", sentence=sentence) for sentence in (bridges, passports, both)]
    assert cluster(reports) == [(0, 2), (1,)]


def test_deeds_are_one_whatever_the_words() -> None:
    assert are_one(event("SANCTION", "Serbia > Kosovo", sentence=A), event("SANCTION", "Serbia > Kosovo", sentence=B))


STORY = [
    event("CONSULT", "Putin Xi", "2025-09-03", A),
    event("CONSULT", "Russia Xi", "2025-09-04", B),
    event("CONSULT", "Xi Putin Kim", "2025-09-03", A),
    event("CONSULT", "Xi China Putin", "2025-09", C),
    event("ACCUSE", "Serbia > Kosovo", "2025-09-03", ACCUSED),
    event("ACCUSE", "Serbia > Kosovo", "2025", ACCUSED),
]


def test_the_order_of_reports_does_not_matter() -> None:
    expected = {frozenset(part) for part in cluster(STORY)}
    for order in itertools.permutations(range(len(STORY))):
        parts = cluster([STORY[i] for i in order])
        assert {frozenset(order[i] for i in part) for part in parts} == expected


def test_every_report_is_in_exactly_one_event() -> None:
    assert sorted(i for part in cluster(STORY) for i in part) == list(range(len(STORY)))


def test_reports_that_are_one_event_share_their_bucket() -> None:
    for part in cluster(STORY):
        assert len({bucket(STORY[i]) for i in part}) == 1


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merge([])


def test_a_merged_event_has_all_actors_with_persons_for_their_states() -> None:
    merged = merge([event("CONSULT", "Russia Xi", place="beijing"), event("CONSULT", "Putin China", sentence=B)])
    assert set(merged.actors) == {
        actor("Putin", "participant"),
        actor("Xi", "participant"),
        Actor("place:beijing", "place"),
    }


@pytest.mark.parametrize(
    ("reports", "roles"),
    [
        (["Xi > Putin", "Xi Putin"], "Putin target, Xi source"),
        (["Xi > Putin", "China > Russia"], "Putin target, Xi source"),
        (["Xi > Putin", "Putin > Xi"], "Putin participant, Xi participant"),
    ],
)
def test_who_begins_a_meeting_is_its_source_unless_reports_disagree(reports: list[str], roles: str) -> None:
    told = merge([event("CONSULT", parties) for parties in reports])
    assert ", ".join(sorted(f"{a.entity.partition(':')[2]} {a.role}" for a in told.actors)) == roles


def test_a_merged_event_has_the_most_exact_date() -> None:
    assert str(merge([event("CONSULT", "Putin Xi", d) for d in ("2025", "2025-09-03", "2025-09")]).date) == "2025-09-03"
    assert merge([event("CONSULT", "Putin Xi", None)]).date is None


def test_a_merged_event_has_the_date_of_most_reports_else_the_earlier() -> None:
    def date_of(*dates: str) -> str:
        return str(merge([event("CONSULT", "Putin Xi", date) for date in dates]).date)

    assert date_of("2025-09-03", "2025-09-04", "2025-09-04") == "2025-09-04"
    assert date_of("2025-09-04", "2025-09-03") == "2025-09-03"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["alleged", "happened"], "happened"),
        (["announced", "happened"], "happened"),
        (["announced", "alleged"], "alleged"),
        (["denied", "denied"], "denied"),
    ],
)
def test_a_merged_event_has_the_strongest_status(statuses: list[Status], status: Status) -> None:
    assert merge([event("CONSULT", "Putin Xi", status=s) for s in statuses]).status == status


def test_a_merged_event_has_the_speaker_of_its_status_where_there_is_one() -> None:
    alleged = event("ASSAULT", "Russia > Ukraine", status="alleged", speaker="person:Kim")
    assert merge([alleged, alleged]).speaker == "person:Kim"
    assert merge([alleged, event("ASSAULT", "Russia > Ukraine")]).speaker is None
    other = event("ASSAULT", "Russia > Ukraine", status="alleged", speaker="person:Xi")
    assert merge([alleged, other]).speaker is None


def test_a_merged_event_has_every_sentence_once() -> None:
    merged = merge([event("CONSULT", "Putin Xi", sentence=s) for s in (B, A, A)])
    assert sorted(span.text for span in merged.evidence) == sorted([A, B])


def test_a_merged_event_has_the_label_of_the_surest_report() -> None:
    sure, unsure = (
        event("CONSULT", "Putin Xi", label=label, confidence=c) for label, c in (("sure", 0.9), ("not", 0.6))
    )
    assert merge([unsure, sure]).label == "sure"


def test_every_report_makes_a_merged_event_surer() -> None:
    reports = [event("CONSULT", "Putin Xi", confidence=0.5)] * 3
    assert [merge(reports[:n]).confidence for n in (1, 2, 3)] == [0.5, 0.75, 0.875]


def test_merging_does_not_depend_on_order() -> None:
    reports = [
        event("CONSULT", "Russia Xi", "2025-09", A, place="beijing", confidence=0.9),
        event("CONSULT", "Putin China", "2025-09-03", B, status="alleged", speaker="person:Kim"),
        event("CONSULT", "Putin Xi", "2025-09-04", C, status="alleged"),
    ]
    assert len({merge(order) for order in itertools.permutations(reports)}) == 1


def test_an_id_depends_on_what_happened_alone() -> None:
    one = merge([event("CONSULT", "Putin Xi", sentence=A, label="meets", confidence=0.9)])
    other = merge([event("CONSULT", "Xi Putin", sentence=B, label="talks", confidence=0.6, status="alleged")])
    assert one.id == other.id
    assert one.id.startswith("event:")


@pytest.mark.parametrize(
    "other",
    [
        event("AGREE", "Putin Xi"),
        event("CONSULT", "Putin Kim"),
        event("CONSULT", "Putin Xi", "2025-09-04"),
        event("CONSULT", "Putin Xi", None),
    ],
)
def test_an_id_tells_events_apart(other: Event) -> None:
    assert merge([event("CONSULT", "Putin Xi")]).id != merge([other]).id


def test_ids_of_words_tell_statements_of_one_day_apart() -> None:
    one, other = (merge([event("ACCUSE", "Serbia > Kosovo", sentence=s)]) for s in (ACCUSED, B))
    assert one.id != other.id


def test_merging_what_was_merged_changes_nothing_but_the_sureness_of_it() -> None:
    merged = merge([event("CONSULT", "Putin Xi"), event("CONSULT", "Russia Xi", "2025-09", B)])
    assert merge([merged]) == merged
