"""Given names of the world, by which a text's new names are known for people's."""

from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.reference.people import Sex
from kg.reference.tables import rows


@dataclass(frozen=True, slots=True)
class GivenName:
    """`sex` of who bears it, empty where both do; `is_word` for a name that is also a common word or a place."""

    sex: Sex
    is_word: bool


@cache
def given_names() -> dict[str, GivenName]:
    """By the folded name."""
    return {name: GivenName(cast(Sex, sex), word == "word") for name, sex, word in rows("given_names", 3)}
