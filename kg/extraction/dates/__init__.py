"""When: date phrases of news English, the day that a story tells, and the date of an event from both."""

from kg.extraction.dates.event import event_date
from kg.extraction.dates.timeline import find_dates

__all__ = ["event_date", "find_dates"]
