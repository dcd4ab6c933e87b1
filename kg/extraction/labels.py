"""One line that says an event: `Vladimir Putin invites Kim Jong Un`, `Russia and North Korea: treaty`."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from kg.model import Actor
from kg.ontology import ontology

_SHOWN = 3  # actors named before "and others"


def label_of(trigger: Token, kind: str, actors: Sequence[Actor], names: dict[str, str]) -> str:
    """From the trigger's own word: a verb between its parties, a noun after them; else what its type says."""
    verb = _third_person(trigger) if trigger.pos_ == "VERB" else None
    noun = trigger.text.lower() if trigger.pos_ in ("NOUN", "PROPN") else None
    return label_with(verb, noun, kind, actors, names)


def label_with(verb: str | None, noun: str | None, kind: str, actors: Sequence[Actor], names: Mapping[str, str]) -> str:
    """The same from a verb in the third person or from a noun; by the type alone where there is neither."""
    type_ = ontology().events[kind]
    if type_.directed:
        sources = _listed([names[a.entity] for a in actors if a.role == "source"])
        targets = _listed([names[a.entity] for a in actors if a.role == "target"])
        if noun:
            return f"{sources} – {targets}: {noun}"
        return f"{sources} {verb or type_.phrase} {targets}"
    everyone = [names[a.entity] for a in actors if a.role == "participant"]
    if verb and len(everyone) == 2:
        return f"{everyone[0]} {verb} {everyone[1]}"
    return f"{_listed(everyone)}: {noun or _GATHERING.get(kind, type_.label.lower())}"


_GATHERING = {"CONSULT": "meeting", "AGREE": "agreement", "COOPERATE": "cooperation"}


def _listed(names: Sequence[str]) -> str:
    if len(names) > _SHOWN:
        return ", ".join(names[:_SHOWN]) + " and others"
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _third_person(verb: Token) -> str | None:
    """`meets with`, `carries`, `accuses`; None where the verb's object is a thing and the other party stands
    elsewhere (`pledged support to`), so that the verb alone would say something else."""
    passive = any(t.dep_ == "nsubjpass" for t in verb.children)
    objects = [t for t in verb.children if t.dep_ in ("dobj", "dative")]
    if any(t.pos_ == "NOUN" and not any(c.ent_type_ for c in t.subtree) for t in objects):
        return None
    preposition = "" if objects or passive else next((t.text.lower() for t in verb.children if t.dep_ == "prep"), "")
    if preposition not in ("", *_LINKING):
        return None
    lemma = verb.lemma_.lower()
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = lemma + "es"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        form = lemma[:-1] + "ies"
    else:
        form = lemma + "s"
    particle = next((t.text for t in verb.children if t.dep_ == "prt"), "")
    return " ".join(part for part in (form, particle, preposition) if part)


_LINKING = ("with", "to", "against", "on", "for")
