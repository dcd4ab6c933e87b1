"""People: names, and the offices they hold or held."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, cast

from kg.errors import ReferenceDataError
from kg.folding import slug
from kg.model import PartialDate
from kg.reference.tables import rows, several

Sex = Literal["f", "m", ""]

_TENURE = re.compile(r"(?P<title>.+?) of (?P<of>\S+) (?P<start>[\d-]+)\.\.(?P<end>[\d-]*)$")
# Titles whose holder leads the state or body, rather than serving in it.
_LEADS = frozenset(
    [
        "president",
        "prime minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "emperor",
        "emir",
        "sultan",
        "supreme leader",
        "paramount leader",
        "ruler",
        "chairman",
        "chairwoman",
        "pope",
        "taoiseach",
        "general secretary",
        "first secretary",
        "secretary general",
        "director general",
        "managing director",
        "leader",
        "head",
        "interim president",
        "acting prime minister",
        "prince",
        "grand duke",
        "state counsellor",
        "foreign policy chief",
        "chief adviser",
        "acting president",
        "co-president",
        "captain regent",
        "head of state",
        "shah",
        "member of the presidency",
        "president of the council",
        "chairperson",
        "high commissioner",
    ]
)


# Titles of who speaks for a state or body, or is married to who leads it: they make nobody a leader.
_SPEAKS = ("spokesman", "spokeswoman", "spokesperson", "press secretary", "press officer", "first lady")


def governs(title: str) -> bool:
    """Whether who has that title has a say in the state or body, and does not only speak for it."""
    return not title.endswith(_SPEAKS)


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held: `title` of `of` (a state or body, by id) from `start` to before `end` (None: still)."""

    person: str
    title: str
    of: str
    start: PartialDate
    end: PartialDate | None

    @property
    def leads(self) -> bool:
        return self.title in _LEADS

    def holds_on(self, day: dt.date) -> bool:
        return self.start.first <= day and (self.end is None or day <= self.end.last)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as English news writes the name; `family` is the part that news uses alone."""

    id: str
    name: str
    family: str
    sex: Sex
    aliases: tuple[str, ...]
    tenures: tuple[Tenure, ...]


def read_people() -> dict[str, Person]:
    """People by id (`person:xi-jinping`). Raises ReferenceDataError for an office that cannot be read."""
    found = {}
    for name, family, sex, aliases, tenures, _source in rows("people", 6):
        id = f"person:{slug(name)}"
        held = tuple(_tenure(id, text) for text in tenures.split("; ") if text)
        found[id] = Person(id, name, family, cast(Sex, sex), several(aliases), held)
    return found


def _tenure(person: str, text: str) -> Tenure:
    match = _TENURE.match(text)
    if match is None:
        raise ReferenceDataError(f"people.tsv: '{text}' of {person} is no 'title of STATE start..end'; correct it.")
    of = match["of"] if ":" in match["of"] else f"state:{match['of']}"
    end = PartialDate.parse(match["end"]) if match["end"] else None
    return Tenure(person, match["title"], of, PartialDate.parse(match["start"]), end)
