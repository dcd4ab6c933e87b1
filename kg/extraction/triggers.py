"""Reads `data/triggers.toml`: the verbs and nouns that tell events, with where their parties stand."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a word tells an event of a PLOVER type; `slots` are `obj`, `that` and prepositions, best first.

    Where it has `objects`, the verb's object must be one of these nouns.
    """

    kind: str
    slots: tuple[str, ...]
    particle: str | None = None
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Triggers:
    """Frames by lemma, and sets of lemmas; the data file says what each is for."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    adjectives: dict[str, tuple[Frame, ...]]
    deeds: dict[str, frozenset[str]]  # noun -> event types it can name again
    answers: frozenset[str]
    mirrors: frozenset[str]
    settles: frozenset[str]
    weapons: frozenset[str]
    personal: frozenset[str]
    measures: frozenset[str]
    addressing: frozenset[str]
    one_by_one: frozenset[str]
    commanding: frozenset[str]
    begins: frozenset[str]
    visits: frozenset[str]
    on_topics: frozenset[str]
    undoing: frozenset[str]
    matters: frozenset[str]
    one_way: frozenset[str]
    vows: frozenset[str]
    reprisals: frozenset[str]
    light: frozenset[str]
    suffers: frozenset[str]
    light_unreal: frozenset[str]
    refuses: frozenset[str]
    threatens: frozenset[str]
    object_control: frozenset[str]
    speech: frozenset[str]
    agents: frozenset[str]
    seated: frozenset[str]
    things: frozenset[str]
    insults: frozenset[str]
    praises: frozenset[str]
    misdeeds: frozenset[str]
    reasons: frozenset[str]
    rulings: frozenset[str]
    words_of: frozenset[str]
    friends: frozenset[str]
    steadfast: frozenset[str]
    bonds: frozenset[str]
    redress: frozenset[str]
    commits: frozenset[str]
    verbal: frozenset[str]
    naming: frozenset[str]
    each_other: frozenset[str]
    acceptances: frozenset[str]
    harmless: frozenset[str]
    in_person: frozenset[str]
    intents: frozenset[str]
    empty: frozenset[str]
    greeting: frozenset[str]
    guarded: frozenset[str]
    idioms: dict[str, frozenset[str]]  # verb -> objects with which it tells nothing
    silent: frozenset[str]
    crowds: frozenset[str]
    reckonings: tuple[tuple[str, frozenset[str]], ...]  # verb -> what those suffer who are threatened


@cache
def triggers() -> Triggers:
    raw = tomllib.loads((Path(__file__).parent / "data" / "triggers.toml").read_text(encoding="utf-8"))
    modes = {key: frozenset(words) for key, words in raw["modes"].items()}
    light = {key: frozenset(words) for key, words in raw["light"].items()}
    other = {key: frozenset(words) for key, words in raw["other_party"].items()}
    return Triggers(
        verbs=_frames(raw["verbs"], "obj", raw["classes"]),
        nouns=_frames(raw["nouns"], "", raw["classes"]),
        adjectives=_frames(raw["adjectives"], "", raw["classes"]),
        deeds=_deeds(raw["deeds"]),
        weapons=frozenset((*raw["classes"]["war"], *raw["classes"]["arms"])),
        light=light["does"],
        suffers=light["suffers"],
        light_unreal=light["unreal"],
        speech=frozenset(raw["speech"]["verbs"]),
        agents=frozenset(raw["agents"]["words"]),
        seated=frozenset(raw["agents"]["seated"]),
        things=frozenset(raw["agents"]["things"]),
        insults=frozenset(raw["insults"]["words"]),
        praises=frozenset(raw["praises"]["words"]),
        friends=frozenset(raw["praises"]["friends"]),
        steadfast=frozenset(raw["praises"]["steadfast"]),
        bonds=frozenset(raw["praises"]["bonds"]),
        misdeeds=frozenset(raw["misdeeds"]["words"]),
        reasons=frozenset(raw["misdeeds"]["reasons"]),
        idioms={verb: frozenset(nouns) for verb, nouns in raw["idioms"].items()},
        reckonings=tuple((verb, frozenset(nouns)) for verb, nouns in raw["reckonings"].items()),
        **modes,
        **other,
    )


def _frames(table: dict[str, list[str]], default: str, classes: dict[str, list[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for kind, entries in table.items():
        for entry in entries:
            word, *slots = entry.split()
            word, _, objects = word.partition(":")
            lemma, _, particle = word.partition("+")
            nouns = {n for o in objects.split("|") if o for n in (classes[o[1:]] if o[0] == "$" else [o])}
            frame = Frame(kind, tuple(slots) or (default,), particle or None, frozenset(nouns))
            for spelling in _spellings(lemma):
                found.setdefault(spelling, []).append(frame)
    # Particle and object tell verbs apart (`shoot` and `shoot down`): frames with them are tried first.
    return {
        lemma: tuple(sorted(frames, key=lambda f: (f.particle is None, not f.objects)))
        for lemma, frames in found.items()
    }


def _spellings(lemma: str) -> tuple[str, ...]:
    """The British and the American form: `recognise` and `recognize`, `honour` and `honor`."""
    if len(lemma) > 6 and lemma.endswith(("ise", "isation")):
        head, _, tail = lemma.rpartition("is")
        return lemma, f"{head}iz{tail}"
    if lemma.endswith("our") and len(lemma) > 4:
        return lemma, lemma[:-3] + "or"
    return (lemma,)


def _deeds(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    nouns = {noun for words in table.values() for noun in words}
    return {noun: frozenset(kind for kind, words in table.items() if noun in words) for noun in nouns}
