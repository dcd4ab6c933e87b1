"""The entries of a live file: on which day each was written, and where they end."""

import datetime as dt
import re
from dataclasses import dataclass

from kg.model import Paragraph

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = "|".join(f"{m}|{m[:3]}\\.?|{m[:4]}\\." for m in MONTHS)
ENDS = (".", "!", "?", '."', '?"', ".”", "?”", ":", ";", ",", "…", ".)", '"', "”", "’", *"。！？؟।」")
# A day over the entries that follow: `FRIDAY, FEBRUARY 25`, `25 February`, `Friday`.
_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY_LINE = re.compile(
    rf"(?:(?P<w>{_WEEKDAY})(?:,? |$))?"
    rf"(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{MONTH}))?(?:st|nd|rd|th)?(?:,? (?P<y>20\d\d))?",
    re.I,
)
_LONGEST = 14  # days that a live file goes back
_NIGHT = 6  # hours by which an entry is later than the one above it where latest come first: it is of the day before


@dataclass(slots=True)
class Clock:
    """Which day the entries of a live file have come to. `falls` says whether the latest come first."""

    day: dt.date
    last: dt.datetime | None = None
    falls: bool = False
    named: bool = False  # a heading said the day of the next entry

    def at(self, time: dt.time) -> dt.datetime:
        now = dt.datetime.combine(self.day, time)
        if self.last is not None and not self.named:
            if self.falls and now - self.last > dt.timedelta(hours=_NIGHT):
                self.day -= dt.timedelta(days=1)
                now -= dt.timedelta(days=1)
            self.falls = now < self.last
        self.last, self.named = now, False
        return now

    def turns_to(self, line: str) -> bool:
        """Whether a line names nothing but a day; the entries after it are of that day."""
        match = _DAY_LINE.fullmatch(line.strip(" *_:"))
        if match is None or not match.group():
            return False
        if month := match["m"] or match["m2"]:
            number = 1 + [m[:3] for m in MONTHS].index(month[:3].title())
            year = int(match["y"] or self.day.year - (number > self.day.month))
            try:
                found = dt.date(year, number, int(match["d"] or match["d2"]))
            except ValueError:
                return False
        elif match["w"]:
            weekday = _WEEKDAY.split("|").index(match["w"].title())
            found = self.day - dt.timedelta(days=(self.day.weekday() - weekday) % 7)
        else:
            return False
        if not 0 <= (self.day - found).days <= _LONGEST:
            return False
        self.day, self.named = found, True
        return True


def ends_entries(line: str, before: list[Paragraph], at: dt.datetime) -> bool:
    """`HOW WE GOT HERE` after the text of an entry, in capitals: what follows is no entry."""
    told = bool(before) and before[-1].at == at and not before[-1].heading
    return told and line.isupper() and len(line.split()) > 1 and not line.rstrip().endswith(ENDS)
