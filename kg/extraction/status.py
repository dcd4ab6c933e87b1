"""Whether what a trigger tells happened, is announced, alleged or denied, or is no fact at all."""

from spacy.tokens import Token

from kg.extraction.clauses import auxiliaries, clause_verb, is_negated
from kg.extraction.triggers import triggers
from kg.model import Status

_WILL = frozenset(("will", "'ll", "’ll", "shall", "would", "wo", "’d", "'d"))
_MAY = frozenset(("could", "may", "might", "should", "must", "can", "ca", "cannot", "ought"))
_IF = frozenset(("if", "unless", "whether", "lest"))


def status_of(trigger: Token) -> Status | None:
    """None for what is only wished, asked for, possible or conditional.

    A verb's own negation, an auxiliary, and the verbs above it decide, the nearest first.
    """
    words = triggers()
    verb = clause_verb(trigger)
    if trigger.i != verb.i:
        if is_negated(trigger):
            return "denied"
        if trigger.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in words.light_unreal:
            return None
        if (
            trigger.dep_ == "pobj"
            and trigger.head.lower_ in ("for", "against")
            and verb.lemma_.lower() in words.light_unreal
        ):
            return None
    if is_negated(verb):
        return "denied"
    found: Status = "happened"
    helpers = auxiliaries(verb)
    if any(t.dep_ == "mark" and t.lower_ in _IF for t in verb.children):
        return None
    if helpers & (_WILL | _MAY):
        found = "announced"
    return _under(verb, found)


def _under(verb: Token, found: Status) -> Status | None:
    """What the verbs make of it under which the clause stands."""
    words = triggers()
    while verb.head.i != verb.i:
        governor, dep = verb.head, verb.dep_
        lemma = governor.lemma_.lower()
        if dep == "xcomp" or (dep == "ccomp" and any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)):
            if is_negated(governor):
                return "denied"
            if lemma in words.unreal or lemma in words.threatens or lemma in words.refuses:
                return None
            if lemma in words.announced:
                found = "announced"
            if auxiliaries(governor) & _MAY:
                return None
        elif dep == "ccomp":
            if any(t.dep_ == "mark" and t.lower_ in _IF for t in verb.children):
                return None
            if is_negated(governor) or lemma == "deny":
                return "denied"
            if lemma in ("demand", "urge", "propose", "suggest", "insist", "ask", "hope", "fear"):
                return None
        elif dep == "pcomp" and governor.head.lemma_.lower() in words.alleged:
            found = "alleged"
        elif dep == "acl" and any(t.lower_ == "to" for t in verb.children):
            found = "announced"
        elif dep == "advcl":
            if any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children):
                found = "announced"
            if any(t.dep_ == "mark" and t.lower_ in _IF for t in verb.children):
                return None
        elif dep not in ("conj", "prep", "relcl", "pcomp"):
            break
        verb = governor
    return found
