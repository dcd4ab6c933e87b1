"""Which entity of a reading by hand an entity of ours stands for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.evaluation.gold import GoldEntity
from kg.folding import fold
from kg.model import Entity

_KINDS = {"leader": "person", "organization": "alliance"}  # kinds that may stand for each other
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_GAPS = re.compile(r"[\s‐-―-]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """`of`: our id -> index in the reading. `duplicates` are entities of ours whose place was taken already."""

    of: dict[str, int]
    duplicates: int

    @property
    def found(self) -> set[int]:
        return set(self.of.values())


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """A name without case, accents, hyphens, a possessive and a leading `the`."""
    bare = _POSSESSIVE.sub("", fold(name).strip()).removeprefix("the ")
    return _GAPS.sub(" ", bare).strip()


def match_names(gold: Sequence[GoldEntity], ours: Iterable[Entity]) -> Naming:
    """Entities mentioned most choose first; one is known by its name, else by an alias that is the gold's first."""
    of: dict[str, int] = {}
    duplicates = 0
    for entity in sorted(ours, key=lambda e: -len(e.mentions)):
        index = _same(gold, entity)
        if index is None:
            continue
        duplicates += index in of.values()
        of[entity.id] = index
    return Naming(of, duplicates)


def find_named(gold: Sequence[GoldEntity], name: str) -> int | None:
    """Index of the entity that a reading calls so: by its first name, else by any."""
    wanted = plain(name)
    for index, entity in enumerate(gold):
        if wanted == plain(entity.names[0]):
            return index
    for index, entity in enumerate(gold):
        if wanted in map(plain, entity.names):
            return index
    return None


def _same(gold: Sequence[GoldEntity], ours: Entity) -> int | None:
    name, by_alias = plain(ours.name), None
    names = {name, *map(plain, ours.aliases)}
    for index, entity in enumerate(gold):
        if not _kinds_agree(entity.kind, ours.kind):
            continue
        if name in map(plain, entity.names):
            return index
        if by_alias is None and plain(entity.names[0]) in names:
            by_alias = index
    return by_alias


def _kinds_agree(gold: str, ours: str) -> bool:
    """Readings call much a place that we may call otherwise, so a gold place accepts any kind."""
    return gold == "place" or _KINDS.get(gold, gold) == _KINDS.get(ours, ours)
