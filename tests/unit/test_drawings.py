"""Drawings: nothing overlaps, nothing is squeezed by strays, shapes tell kinds apart."""

import random
from itertools import pairwise

import pytest

from dashboard.drawing import ego as ego_drawing
from dashboard.drawing import lanes, timeline
from dashboard.drawing.text import width_of
from kg.graph.rows import Balance, Branch, Ego, EntityRef, Neighbour, Period, Rest, TwoSteps

NAMES = ["Xi Jinping", "Recep Tayyip Erdogan", "Shanghai Cooperation Organization", "Mohamed bin Zayed Al Nahyan"]


def neighbour(number: int, rng: random.Random) -> Neighbour:
    kind = rng.choice(["leader", "state", "alliance"])
    entity = EntityRef(f"{kind}:{number}", kind, f"{rng.choice(NAMES)} {number}", "CHN")  # type: ignore[arg-type]
    periods = (Period("2024Q3", Balance(1, 0)),)
    return Neighbour(entity, Balance(rng.randint(0, 900), rng.randint(1, 900)), None, None, "Europe", periods)


def ego(number: int) -> Ego:
    rng = random.Random(number)  # noqa: S311 (the same picture every time)
    rest = (Rest("conflict", "Europe", 12, Balance(3, 40)),) if number > 30 else ()
    me = EntityRef("state:RUS", "state", "Russia", "RUS")
    return Ego(me, tuple(neighbour(n, rng) for n in range(number)), rest, number + 12 * len(rest), ())


@pytest.mark.parametrize("width", [760, 1200])
@pytest.mark.parametrize("number", [1, 2, 7, 24, 48])
def test_no_label_meets_another_or_leaves_the_picture(number: int, width: int) -> None:
    drawing = ego_drawing.lens(ego(number), width=width)
    for side in ("start", "end"):
        rows = sorted(n.y for n in drawing.nodes if n.anchor == side)
        assert all(b - a >= 24 for a, b in pairwise(rows))
    for node in drawing.nodes:
        length = width_of(node.label, 13) + width_of(f" {node.detail}", 11)
        end = node.label_x + length * (1 if node.anchor == "start" else -1)
        assert -1 <= end <= width + 1
        assert 12 < node.y < drawing.height - 12


def test_shapes_tell_leaders_states_and_bodies_apart() -> None:
    drawing = ego_drawing.lens(ego(24))
    first_curve = {n.entity.kind: n.ring.split("M")[1].lstrip("0123456789. ")[0] for n in drawing.nodes if n.entity}
    assert first_curve == {"leader": "a", "state": "h", "alliance": "l"}


def test_a_person_is_labelled_with_the_state() -> None:
    one = Neighbour(EntityRef("person:xi", "leader", "Xi", "CHN"), Balance(3, 0), None, None, None)
    drawing = ego_drawing.lens(Ego(EntityRef("state:RUS", "state", "Russia", "RUS"), (one,), (), 1, ()))
    assert drawing.nodes[0].detail == "China · 3"


def test_two_steps_stay_in_the_picture() -> None:
    rng = random.Random(3)  # noqa: S311 (the same picture every time)
    branches = tuple(Branch(neighbour(n, rng), (neighbour(50 + n, rng),)) for n in range(18))
    drawing = ego_drawing.two_steps(TwoSteps(EntityRef("state:RUS", "state", "Russia", "RUS"), branches, 18))
    for node in drawing.nodes:
        length = width_of(node.label, 13) + width_of(f" {node.detail}", 11)
        assert 0 <= node.label_x + length * (1 if node.anchor == "start" else -1) <= drawing.width


def test_a_few_strays_long_before_are_said_not_drawn() -> None:
    recent = [Period(f"2025Q{q}", Balance(20, 10)) for q in (1, 2, 3)]
    drawing = timeline.bars([Period("1961Q1", Balance(1, 0)), *recent])
    assert (drawing.earlier, drawing.since) == (1, "2023")
    assert [y.text for y in drawing.years] == ["2023", "2024", "2025"]


def test_what_weighs_is_drawn_although_it_is_long_before() -> None:
    drawing = timeline.bars([Period("2014Q1", Balance(5, 10)), Period("2025Q1", Balance(10, 5))])
    assert (drawing.earlier, drawing.since) == (0, "2014")


def test_bars_of_all_heights_stay_in_the_picture() -> None:
    drawing = timeline.bars([Period("2025Q1", Balance(97, 3)), Period("2025Q4", Balance(0, 41))])
    assert all(drawing.top <= b.up_y and drawing.line + b.down <= drawing.bottom for b in drawing.bars)


def test_lanes_leave_strays_out_too() -> None:
    rng = random.Random(1)  # noqa: S311 (the same picture every time)
    rows = [neighbour(n, rng) for n in range(30)]
    old = Neighbour(rows[0].entity, Balance(1, 0), None, None, None, (Period("1990Q1", Balance(1, 0)),))
    drawing = lanes.lanes([*rows, old])
    assert drawing is not None
    assert (drawing.earlier, drawing.since) == (1, "2022")
