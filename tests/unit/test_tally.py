"""First and last dates are as exact as what is known, and no more."""

import pytest

from kg.graph.tally import Tally
from kg.model import PartialDate


def tally(*dates: str) -> Tally:
    found = Tally()
    for date in dates:
        found.add(PartialDate.parse(date), "CONSULT", 1)
    return found


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2025"], "2025", "2025"),
        (["2025-07"], "2025-07", "2025-07"),
        (["2025-09-03", "2025"], "2025", "2025"),
        (["2025-09-03", "2024"], "2024", "2025-09-03"),
        (["2025-12-31", "2025"], "2025", "2025-12-31"),
        (["2025-01-01", "2025"], "2025-01-01", "2025"),
    ],
)
def test_first_and_last_are_cut_to_what_is_known(dates: list[str], first: str, last: str) -> None:
    for order in (dates, dates[::-1]):
        assert (tally(*order).first, tally(*order).last) == (first, last)


def test_what_is_added_can_be_taken_away() -> None:
    both = tally("2024").plus(tally("2025-03-04", "2025"))
    assert both.first == "2024"
    assert both.minus(tally("2025-03-04")) == tally("2024", "2025")


def test_taking_the_last_one_asks_for_a_new_last() -> None:
    assert tally("2024", "2025").minus(tally("2025")) is None
