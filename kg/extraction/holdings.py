"""Offices that people are found to hold, and which titles are of one office."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.titles import Title
from kg.reference.people import Tenure

_ANY_LEADER = frozenset(("leader", "head", "chief", "boss", "strongman", "chair"))
_LEADERS = frozenset(("leader", "head", "chairman", "chairwoman", "supreme leader", "ruler", "commander"))
_SYNONYMS = {
    "premier": "prime minister",
    "foreign affairs minister": "foreign minister",
    "external affairs minister": "foreign minister",
    "vice premier": "deputy prime minister",
    "press secretary": "spokesman",
    "top diplomat": "foreign minister",
    "chief executive officer": "chief executive",
    "ceo": "chief executive",
    "chair": "chairman",
    "military chief": "army chief",
    "war secretary": "defence secretary",
}
_GRACE = 45  # days after the end of an office in which news may still give it, as of somebody just dead or deposed


@dataclass(frozen=True, slots=True)
class Holding:
    """An office that the text gives to a person, of a state or body (ids); `at` is the token of the person's name, or
    -1 for an office that the text only presumes."""

    person: str
    of: str
    title: Title
    former: bool
    at: int
    guessed: bool = False  # the state is that of the sentences around


def title_of(tenure: Tenure, at: int) -> Title:
    """The title of a known office as if it stood at token `at`."""
    return Title(at, at, tenure.title, "leads" if tenure.leads else "office", False)


def same_office(title: str, known: str) -> bool:
    """Whether two titles are of one office: `premier` and `prime minister`, `minister of defense` and `defence
    minister`; `leader` is whoever leads."""
    if title in _ANY_LEADER:
        return known in _LEADERS
    return _office(title) == _office(known) or (title == "minister" and known.endswith("minister"))


@lru_cache(maxsize=4096)
def _office(title: str) -> str:
    words = title.replace("defense", "defence").replace("advisor", "adviser").replace("-", " ")
    for word in ("acting ", "interim ", "caretaker ", "transitional "):
        words = words.removeprefix(word)
    if (
        of := re.fullmatch(r"(minister|secretary) (?:of|for) (?:the )?(.+?)(?: affairs)?", words)
    ) and "state" not in words:
        words = f"{of[2]} {of[1]}"
    for many in ("woman", "person"):
        words = words.removesuffix(many) + "man" if words.endswith(many) else words
    return _SYNONYMS.get(words, words)


def is_past(tenures: Sequence[Tenure], of: str, title: str, on: dt.date) -> bool:
    """Whether that known office of that person was over for some days by that day; unknown ones are not."""
    offices = [t for t in tenures if t.of == of]
    same = [t for t in offices if same_office(title, t.title)]
    ended = [t.end.last for t in same if t.end]
    return (
        bool(same)
        and not any(t.holds_on(on) for t in same)
        and any((on - day).days > _GRACE for day in ended)
        and not any(0 <= (on - day).days <= _GRACE for day in ended)
    )
