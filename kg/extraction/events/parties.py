"""Who does it and to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.annotations import Reference
from kg.ontology import ontology

HURTING = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE"))  # kinds that do harm


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of what a trigger tells, and how sure the grammar makes it (0 to 1).

    `mutual`: they do it to each other. `granted`: it was done, although the verb above speaks of refusing it. `judged`:
    it lies in what the source says of the target, whose deed the trigger's verb is. `one_sided`: only the source does
    it, though the kind is of those that several do.
    """

    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    confidence: float
    mutual: bool = False
    granted: bool = False
    judged: bool = False
    one_sided: bool = False


def complete(
    kind: str, sources: Sequence[Reference], targets: Sequence[Reference], confidence: float
) -> Parties | None:
    """The parties where there are enough of them: both sides of a deed, two who do something together."""
    if ontology().events[kind].directed and not (sources and targets):
        return None
    enough = len(actors_in([*sources, *targets])) > 1 or ontology().events[kind].directed
    return Parties(tuple(sources), tuple(targets), confidence) if enough else None


def actors_in(references: Iterable[Reference]) -> set[str]:
    """The actors that references stand for."""
    return {actor(e, r) for r in references for e in r.entities}


def actor(entity: str, reference: Reference) -> str:
    """Who acts or suffers: for a place, also a seat of government where one only meets, the state in which it lies."""
    return reference.state or entity if entity.startswith("place:") or reference.how == "place" else entity
