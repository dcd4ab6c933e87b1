"""Arithmetic on days, months and years; the farther the step, the coarser the date."""

import datetime as dt

from kg.extraction.dates.words import Unit
from kg.model import PartialDate

_WEEKS = 3  # from which on some weeks lead out of a month of which nobody said the day


def day_of(day: dt.date, days: int) -> PartialDate:
    return PartialDate.of(day + dt.timedelta(days=days))


def weekend(day: dt.date, *, ahead: bool) -> PartialDate:
    """The month of the Saturday of the last or the next weekend: nobody says which of its days."""
    back = (day.weekday() - 5) % 7
    saturday = day + dt.timedelta(days=(5 - day.weekday()) % 7 if ahead else -back)
    return PartialDate(saturday.year, saturday.month)


def shifted(date: PartialDate, count: int, unit: Unit) -> PartialDate:
    """`date` so many units later (earlier where negative), never more precise than the unit or the date."""
    if unit == "hour":
        return date
    if unit == "day":
        return day_of(date.first, count) if date.day else date
    if unit == "week":
        if date.month is None or (date.day is None and abs(count) < _WEEKS):
            return date
        day = date.first + dt.timedelta(weeks=count)
        return PartialDate(day.year, day.month)
    if unit == "month":
        if date.month is None:
            return date
        months = date.year * 12 + date.month - 1 + count
        return PartialDate(months // 12, months % 12 + 1)
    return PartialDate(max(1, date.year + count * (10 if unit == "decade" else 1)))
