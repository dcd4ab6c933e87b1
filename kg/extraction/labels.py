"""One line that says an event: `Vladimir Putin invites Kim Jong Un`, `Russia and North Korea: treaty`."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.model import Actor
from kg.ontology import ontology

_SHOWN = 3  # actors named before "and others"


def label_of(trigger: Token, kind: str, actors: Sequence[Actor], names: dict[str, str]) -> str:
    """From the trigger's own word: a verb between its parties, a noun after them."""
    if ontology().events[kind].directed:
        sources = _listed([names[a.entity] for a in actors if a.role == "source"])
        targets = _listed([names[a.entity] for a in actors if a.role == "target"])
        if trigger.pos_ == "VERB":
            return f"{sources} {_third_person(trigger)} {targets}"
        return f"{sources} – {targets}: {trigger.text.lower()}"
    everyone = [names[a.entity] for a in actors if a.role == "participant"]
    noun = trigger.text.lower() if trigger.pos_ != "VERB" else ontology().events[kind].label.lower()
    if trigger.pos_ == "VERB" and len(everyone) == 2 and any(t.dep_ in ("dobj", "prep") for t in trigger.children):
        return f"{everyone[0]} {_third_person(trigger)} {everyone[1]}"
    return f"{_listed(everyone)}: {noun}"


def _listed(names: Sequence[str]) -> str:
    if len(names) > _SHOWN:
        return ", ".join(names[:_SHOWN]) + " and others"
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _third_person(verb: Token) -> str:
    """`meets with`, `carries`, `accuses`, from the lemma and the preposition that the other party stands after."""
    lemma = verb.lemma_.lower()
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = lemma + "es"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        form = lemma[:-1] + "ies"
    else:
        form = lemma + "s"
    particle = next((t.text for t in verb.children if t.dep_ == "prt"), "")
    objects = any(t.dep_ in ("dobj", "nsubjpass", "dative") for t in verb.children)
    preposition = "" if objects else next((t.text.lower() for t in verb.children if t.dep_ == "prep"), "")
    return " ".join(part for part in (form, particle, preposition) if part)
