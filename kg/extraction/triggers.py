"""Reads `data/triggers.toml`: the verbs and nouns that tell events, with where their parties stand."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a word tells an event of a PLOVER type; `slots` are `obj`, `that` and prepositions, best first."""

    kind: str
    slots: tuple[str, ...]
    particle: str | None = None


@dataclass(frozen=True, slots=True)
class Triggers:
    """Frames by lemma, and sets of lemmas; the data file says what each is for."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    light: frozenset[str]
    suffers: frozenset[str]
    light_unreal: frozenset[str]
    announced: frozenset[str]
    unreal: frozenset[str]
    refuses: frozenset[str]
    threatens: frozenset[str]
    alleged: frozenset[str]
    object_control: frozenset[str]
    speech: frozenset[str]
    agents: frozenset[str]
    insults: frozenset[str]


@cache
def triggers() -> Triggers:
    raw = tomllib.loads((Path(__file__).parent / "data" / "triggers.toml").read_text(encoding="utf-8"))
    modes = {key: frozenset(words) for key, words in raw["modes"].items()}
    light = {key: frozenset(words) for key, words in raw["light"].items()}
    return Triggers(
        verbs=_frames(raw["verbs"], "obj"),
        nouns=_frames(raw["nouns"], ""),
        light=light["does"],
        suffers=light["suffers"],
        light_unreal=light["unreal"],
        announced=modes["announced"],
        unreal=modes["unreal"],
        refuses=modes["refuses"],
        threatens=modes["threatens"],
        alleged=modes["alleged"],
        object_control=modes["object_control"],
        speech=frozenset(raw["speech"]["verbs"]),
        agents=frozenset(raw["agents"]["words"]),
        insults=frozenset(raw["insults"]["words"]),
    )


def _frames(table: dict[str, list[str]], default: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for kind, entries in table.items():
        for entry in entries:
            word, *slots = entry.split()
            lemma, _, particle = word.partition("+")
            found.setdefault(lemma, []).append(Frame(kind, tuple(slots) or (default,), particle or None))
    # The particle tells verbs apart (`shoot` and `shoot down`): frames with one are tried first.
    return {lemma: tuple(sorted(frames, key=lambda f: f.particle is None)) for lemma, frames in found.items()}
