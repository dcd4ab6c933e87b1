"""Alliances and organisations, and who is a member of which."""

from dataclasses import dataclass
from typing import Literal, cast

from kg.model import PartialDate
from kg.reference.tables import rows, several

_SHARED = "?"


@dataclass(frozen=True, slots=True)
class Body:
    """An alliance or an organisation; `state` is the state it belongs to (id), where there is one.

    A `seat` of government (Kremlin) and an `organ` (Pentagon) act for that state; a party or a newspaper does not.
    A `council` is a body that states have made together (IAEA, European Commission).
    `shared` are those of its names that others bear too (`Senate`), or that are common words: they mean this body
    only in a text about its state. The data file marks them with a question mark.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    shared: frozenset[str]
    state: str | None
    start: PartialDate | None
    end: PartialDate | None
    acts: Literal["seat", "organ", "council", ""]

    @property
    def kind(self) -> Literal["alliance", "organization"]:
        return cast(Literal["alliance", "organization"], self.id.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Member:
    """`state` belongs to `alliance` (ids); no dates: as long as the alliance itself."""

    alliance: str
    state: str
    start: PartialDate | None
    end: PartialDate | None


def read_bodies() -> dict[str, Body]:
    """Bodies by id (`alliance:nato`, `organization:tass`)."""
    return {
        id: Body(
            id,
            name,
            tuple(a.rstrip(_SHARED) for a in several(aliases) if a.rstrip(_SHARED) != name),
            frozenset(a.rstrip(_SHARED) for a in several(aliases) if a.endswith(_SHARED)),
            f"state:{state}" if state else None,
            _date(start),
            _date(end),
            cast(Literal["seat", "organ", "council", ""], acts),
        )
        for id, name, aliases, state, start, end, acts in rows("bodies", 7)
    }


def read_members() -> tuple[Member, ...]:
    return tuple(
        Member(alliance, f"state:{state}", _date(start), _date(end))
        for alliance, state, start, end, _source in rows("memberships", 5)
    )


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
