"""Dates known only in part, in order."""

from kg.model import PartialDate


def test_a_year_comes_before_its_months_and_a_month_before_its_days() -> None:
    dates = [PartialDate.parse(text) for text in ("2022-04-11", "2022-04", "2023", "2022", "2022-03-31")]
    assert [str(d) for d in sorted(dates)] == ["2022", "2022-03-31", "2022-04", "2022-04-11", "2023"]


def test_dates_of_different_precision_compare() -> None:
    assert max(PartialDate(2022), PartialDate(2022, 4)) == PartialDate(2022, 4)
    assert PartialDate(2022) <= PartialDate(2022)
