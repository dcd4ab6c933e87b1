"""One line that says an event: `Vladimir Putin invites Kim Jong Un`, `Russia and North Korea: treaty`."""

from collections.abc import Mapping, Sequence, Set

from spacy.tokens import Token

from kg.extraction.triggers import triggers
from kg.model import Actor, Role
from kg.ontology import ontology

_SHOWN = 3  # actors named before "and others"
_WEAK = frozenset(("call", "describe", "hold", "give", "take", "put", "set", "make", "stand", "wish", "want", "hit"))
_DEMANDING = frozenset(("must", "should", "shall", "ought"))
_COUNTING = frozenset(("inch", "tranche", "million", "billion"))
_APART = frozenset(("between", "among"))  # before several, of whom a line would show one
_IN_ORDER: tuple[Role, ...] = ("source", "participant", "target")
_GATHERING = {"CONSULT": "meeting", "AGREE": "agreement", "COOPERATE": "cooperation"}


def label_of(trigger: Token, kind: str, actors: Sequence[Actor], names: Mapping[str, str], others: Set[int]) -> str:
    """From the trigger's own words, where they stand so in the sentence that the line reads like it.

    `others` are the head tokens of the other party. A noun stands after the parties, with its verb where one does it
    to the other; a verb between them, where the other party is its object or follows one of its prepositions; else the
    line says what the type says.
    """
    if trigger.pos_ in ("NOUN", "PROPN"):
        written = trigger.text.lower()
        if trigger.lemma_.lower() in triggers().nouns:
            return label_with(None, written, kind, actors, names)
        return label_with(written, None, kind, actors, names)  # a headline's `Xi hosts Putin`
    if trigger.pos_ != "VERB":
        return label_with(None, None, kind, actors, names)
    if any(t.lower_ in _DEMANDING for t in trigger.children if t.dep_ == "aux"):
        return label_with(None, None, kind, actors, names)  # `must never be allowed` demands and allows nothing
    weak = trigger.lemma_.lower() in _WEAK
    verb = _finite(trigger, plural=len(_shown(actors, "source", names)) > 1)
    objects = [t for t in trigger.children if t.dep_ in ("dobj", "nsubjpass", "dative") and t.pos_ != "ADP"]
    if trigger.dep_ == "acl" and trigger.tag_ == "VBN":
        objects.append(trigger.head)  # `agreements finalised with Ukraine`
    thing = next((t for t in objects if t.pos_ == "NOUN" and t.i not in others), None)
    directed = ontology().events[kind].directed
    if thing is not None and not directed and thing.lemma_.lower() not in triggers().nouns:
        return label_with(None, None, kind, actors, names)  # `rolled out the carpet for`: the meeting is no carpet
    if thing is not None and _counts(thing):
        return label_with(None, None, kind, actors, names)  # `will defend every inch of NATO territory`
    noun = " ".join(t.text.lower() for t in _compound(thing)) if thing is not None else None
    if len(objects) == 1 and others & {objects[0].i, *(c.i for c in objects[0].conjuncts)}:
        return label_with(None if weak else verb, None, kind, actors, names)
    for word in (*([thing] if thing is not None else []), trigger):
        for preposition in word.children:
            if preposition.lower_ in _APART:
                continue
            if preposition.dep_ in ("prep", "dative") and others & {t.i for t in preposition.children}:
                verb_phrase = " ".join(p for p in (verb, noun, preposition.lower_) if p)
                return label_with(verb_phrase, noun, kind, actors, names)
    if noun and directed and not weak:
        noun = f"{verb} {noun}"  # `China – NATO: rejects charge`
    return label_with(None, noun, kind, actors, names)


def _counts(noun: Token) -> bool:
    """Whether a noun only says how much of another: `inch of NATO territory`, `thousands of refugees`."""
    counted = any(t.lower_ == "of" for t in noun.children)
    return counted and noun.lemma_.lower() in triggers().measures | _COUNTING


def _compound(noun: Token) -> list[Token]:
    """`air defence systems`"""
    return [*(t for t in noun.lefts if t.dep_ == "compound" and t.pos_ == "NOUN" and t.lower_ != "dozen"), noun]


def label_with(verb: str | None, noun: str | None, kind: str, actors: Sequence[Actor], names: Mapping[str, str]) -> str:
    """The line from a finite verb phrase or a noun; by the type alone where there is neither."""
    type_ = ontology().events[kind]
    if type_.directed:
        doers = _shown(actors, "source", names)
        sources, targets = _listed(doers), _listed(_shown(actors, "target", names))
        if verb or (not noun and len(doers) == 1):
            return f"{sources} {verb or type_.phrase} {targets}"
        return f"{sources} – {targets}: {noun or type_.label.lower()}"
    everyone = [name for role in _IN_ORDER for name in _shown(actors, role, names)]
    if verb and not noun and len(everyone) == 2:
        return f"{everyone[0]} {verb} {everyone[1]}"
    return f"{_listed(everyone)}: {noun or _GATHERING.get(kind, type_.label.lower())}"


def _shown(actors: Sequence[Actor], role: Role, names: Mapping[str, str]) -> list[str]:
    """Names of those in a role; a state only where nobody acts for it."""
    those = [a for a in actors if a.role == role]
    acted_for = {a.state for a in those if a.state != a.entity}
    return [names[a.entity] for a in those if a.entity not in acted_for]


def _listed(names: Sequence[str]) -> str:
    if len(names) > _SHOWN:
        return ", ".join(names[:_SHOWN]) + " and others"
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _finite(verb: Token, plural: bool) -> str:
    """`meets`, `carries out`, `accuse`."""
    lemma = verb.lemma_.lower()
    if plural:
        form = lemma
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = lemma + "es"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        form = lemma[:-1] + "ies"
    else:
        form = lemma + "s"
    particle = next((t.text for t in verb.children if t.dep_ == "prt"), "")
    return f"{form} {particle}".strip()
