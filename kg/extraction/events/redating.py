"""The day of what a headline or an opening tells without one, where the text below says it of the same deed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.joining import bucket
from kg.model import Event, PartialDate

_NEWS = 3  # days before the presumed one on which the deed can have been


@dataclass(frozen=True, slots=True)
class Dated:
    """An event. `said`: words date it; `first`: it stands where news is told first, in a headline or an opening."""

    event: Event
    said: bool
    first: bool


def redated(found: Sequence[Dated]) -> list[Event]:
    """The events in their order; a presumed day gives way to the one day that words give to the same deed of the same
    parties: `Xi backs talks in call with Putin`, and below `Xi told Putin in a call on Friday`."""
    days: dict[str, set[PartialDate]] = defaultdict(set)
    for one in found:
        if one.said and one.event.date is not None and one.event.date.day:
            days[bucket(one.event)].add(one.event.date)
    return [one.event if one.said or not one.first else _redated(one.event, days) for one in found]


def _redated(event: Event, days: dict[str, set[PartialDate]]) -> Event:
    if event.date is None or not event.date.day or event.status != "happened":
        return event
    known = [d for d in days.get(bucket(event), ()) if 0 <= (event.date.first - d.first).days <= _NEWS]
    return replace(event, date=known[0]) if len(known) == 1 else event
