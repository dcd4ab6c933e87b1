"""Short headlines, whose verbs the model takes for nouns: `Trump meets Putin`, `EU sanctions Iran`."""

from spacy.tokens import Token

from kg.extraction.annotations import Reference
from kg.extraction.events.parties import Parties, complete
from kg.extraction.events.scene import Scene
from kg.extraction.triggers import triggers

_NAMING = frozenset(("name", "capital", "office", "definite"))


def headline(scene: Scene, token: Token) -> tuple[str, Parties] | None:
    """What a word between two names tells that has the form of a verb in the present; None for all others."""
    if token.i < 1 or token.i + 1 >= len(scene.doc) or not token.lower_.endswith("s") or token.pos_ == "VERB":
        return None
    before, after = _ends_at(scene, token.i), _starts_at(scene, token.i + 1)
    if before is None or after is None or before.entities == after.entities:
        return None
    frames = (f for lemma in _lemmas(token.lower_) for f in triggers().verbs.get(lemma, ()))
    frame = next((f for f in frames if "obj" in f.slots and not f.objects and not f.particle), None)
    found = complete(frame.kind, [before], [after], 0.7) if frame is not None else None
    return (frame.kind, found) if frame is not None and found is not None else None


def _lemmas(word: str) -> tuple[str, ...]:
    """`meets` -> `meet`, `accuses` -> `accuse`, `presses` -> `press`, `defies` -> `defy`."""
    return (word[:-1], word[:-2], f"{word[:-3]}y")


def _ends_at(scene: Scene, index: int) -> Reference | None:
    found = scene.read.at_token.get(index - 1)
    return found if found is not None and found.end == index and found.how in _NAMING else None


def _starts_at(scene: Scene, index: int) -> Reference | None:
    found = scene.read.at_token.get(index)
    return found if found is not None and found.start == index and found.how in _NAMING else None
