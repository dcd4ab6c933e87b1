"""Whom the last sentences, or the whole article, set against somebody, and whom it blames."""

from collections.abc import Iterator, Sequence

from kg.extraction.annotations import Reference
from kg.extraction.clauses import (
    is_subject,
)
from kg.extraction.events.scene import Scene
from kg.extraction.events.story import REACH

_CONFIDENCE = 0.6
_FADING = 0.6  # weight of a name for each sentence further back
_SUBJECT = 1.5  # weight of a name that is the subject of its clause
_CLEAR = 2.0  # how much more one party must be spoken of than the next to be the one meant
_NEAR, _FAR = 0.85, 0.05  # weight of a sentence of the article for each one between, and of any at all
_APART = 0.3  # weight of a sentence that does not name the party whose opposite is sought
_SHARE = 0.55  # of the weight of the first three that the opposite must have
_HARM = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "THREATEN"))
_BLAME = frozenset(("ACCUSE", "SANCTION", "PROTEST", "THREATEN"))
_CASES = 3  # how much harm and blame the culprit of an article must have, that of its opening counted twice
_OURSELVES = frozenset(("we", "us", "our", "ours"))


def culprit(scene: Scene, critic: Sequence[Reference]) -> list[Reference]:
    """Whom the article so far shows as the one who does harm and is blamed for it; empty where two are alike."""
    mine = scene.sides(critic)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for deed in scene.story.deeds:
        guilty = [*(deed.sources if deed.kind in _HARM else ()), *(deed.targets if deed.kind in _BLAME else ())]
        for side, reference in _others(scene, guilty, mine):
            weights[side] = weights.get(side, 0) + (2 if deed.sentence <= REACH else 1)
            last[side] = reference
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or weights[ranked[0]] < _CASES:
        return []
    if len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]:
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


def spoken_of(scene: Scene, sources: Sequence[Reference]) -> list[Reference]:
    """The other party that the last sentences are about: Niger in `Nigeria has cut off the electricity`.

    Empty where two are spoken of alike.
    """
    mine = scene.sides(sources)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for distance in range(min(REACH, scene.story.sentence + 1)):
        for side, reference in _others(scene, scene.story.named[scene.story.sentence - distance], mine):
            weight = _FADING**distance * (_SUBJECT if is_subject(scene.doc[reference.head]) else 1.0)
            weights[side] = weights.get(side, 0) + weight
            last.setdefault(side, reference)
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


def opposite(scene: Scene, sources: Sequence[Reference]) -> list[Reference]:
    """The party that the whole article sets against `sources`: named in the same sentences, and near here.

    Empty where it has no more than its share of these sentences.
    """
    mine = scene.sides(sources)
    weights: dict[str, float] = {}
    last: dict[str, Reference] = {}
    for number, named in enumerate(scene.story.named):
        near = _NEAR ** abs(scene.story.sentence - number) + _FAR
        weight = near * (1.0 if any(scene.sides([r]) & mine for r in named) else _APART)
        for side, reference in _others(scene, named, mine):
            weights[side] = weights.get(side, 0) + weight
            last[side] = reference
    ranked = sorted(weights, key=lambda side: -weights[side])
    if not ranked or weights[ranked[0]] < _SHARE * sum(weights[side] for side in ranked[:3]):
        return []
    return [_standing_for(last[ranked[0]], ranked[0])]


def _others(scene: Scene, named: Sequence[Reference], mine: set[str]) -> Iterator[tuple[str, Reference]]:
    """The states and bodies for which references stand or act, without those of one side."""
    for reference in named:
        sides = scene.sides([reference])
        if scene.read.lower[reference.head] in _OURSELVES:
            continue  # who speaks is none of those spoken of
        if len(reference.entities) != 1 or sides & mine:
            continue
        side = next((s for s in sides if s.startswith("state:")), reference.entities[0])
        if side.split(":")[0] in ("state", "alliance", "organization"):
            yield side, reference


def _standing_for(reference: Reference, side: str) -> Reference:
    return Reference(reference.start, reference.end, reference.head, (side,), "definite", None, _CONFIDENCE)
