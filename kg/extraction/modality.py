"""What words make of a deed that is told under them: a fact, a plan, a claim, something that is not so, or nothing."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from kg.extraction.speech import spelt
from kg.model import Status

Effect = Literal["not", "claim", "plan", "fact", "nothing"]
FOLLOWS: dict[Effect, Status] = {"plan": "announced", "claim": "alleged", "not": "denied"}
_NEGATED: dict[Effect, Effect] = {"fact": "not", "plan": "not", "claim": "nothing", "not": "claim", "nothing": "not"}


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Effects by lemma for each place of a word; `sets` are the lists of `data/status.toml` that are no effects."""

    verbs: dict[str, Effect]
    clauses: dict[str, Effect]
    objects: dict[str, Effect]
    nouns: dict[str, Effect]
    adjectives: dict[str, Effect]
    before: dict[str, Effect]
    adverbs: dict[str, Effect]
    sets: dict[str, frozenset[str]]


@cache
def status_words() -> StatusWords:
    raw = tomllib.loads((Path(__file__).parent / "data" / "status.toml").read_text(encoding="utf-8"))
    return StatusWords(
        verbs=_effects(raw["verbs"]),
        clauses=_effects(raw["verbs"], "clause_"),
        objects=_effects(raw["objects"]),
        nouns=_effects(raw["nouns"]),
        adjectives=_effects(raw["adjectives"]),
        before=_effects(raw["adjectives"], "before_"),
        adverbs=_effects(raw["adverbs"]),
        sets={
            key: frozenset(spelt(words))
            for table in ("verbs", "objects", "nouns", "conjunctions")
            for key, words in raw[table].items()
            if key not in ("fact", "plan", "claim", "not") and (key != "nothing" or table == "conjunctions")
        },
    )


def _effects(table: dict[str, list[str]], prefix: str = "") -> dict[str, Effect]:
    """Effects by word; where a word has several, the first of the order below."""
    found: dict[str, Effect] = {}
    for effect in get_args(Effect):
        for word in spelt(table.get(prefix + effect, [])):
            found.setdefault(word, effect)
    return found


def combine(status: Status, effect: Effect, *, negated: bool = False) -> Status | None:
    """The status of a deed under a word of that effect, None where nothing can be told."""
    if negated:
        effect = _NEGATED[effect]
    if effect == "nothing":
        return None
    if effect == "fact":
        return status
    if status == "denied":
        return "denied" if effect != "not" else None
    return FOLLOWS[effect]
