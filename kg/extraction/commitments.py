"""Who has to do what somebody promises or asks for: `Kim promised Trump that he would`, `Trump told Kim he must`."""

from spacy.tokens import Token

from kg.extraction.clauses import is_passive, owners_of, subjects
from kg.extraction.coreference_words import coreference_words

_DUTIES = frozenset(("must", "should", "need", "ought"))
_CONDITIONS = frozenset(("if", "unless"))
_SUBJECTS = ("nsubj", "nsubjpass")


def committed(pronoun: Token) -> list[Token]:
    """For whom a pronoun stands that is the subject of what is promised or asked for; empty where it is neither.

    Verbs that commit who says it (`vow`, `threaten`) give their subject; those that ask (`urge`, and `tell` of what
    must be done) give whom they address. Whom a promise or a threat is made to is who meets its condition: `warned
    India that it would act if it went on`.
    """
    clause = pronoun.head
    if pronoun.dep_ not in _SUBJECTS:
        return []
    if clause.dep_ == "advcl" and any(t.lower_ in _CONDITIONS for t in clause.children if t.dep_ == "mark"):
        return _threatened(clause)
    verb, words = clause.head, coreference_words()
    word = verb.lemma_.lower()
    if clause.dep_ in ("acl", "ccomp") and verb.pos_ == "NOUN" and word in words["committing"]:
        return owners_of(verb)
    if clause.dep_ not in ("ccomp", "xcomp") or clause.i < verb.i:
        return []
    if word in words["asking"] or (word in words["telling"] and _is_duty(clause)):
        return _addressed(verb)
    if word in words["committing"] or (word in words["telling"] and _is_promise(clause)):
        return subjects(verb)
    return []


def _addressed(verb: Token) -> list[Token]:
    if is_passive(verb):
        return subjects(verb)
    return [t for t in verb.children if t.dep_ in ("dobj", "dative") and t.pos_ != "ADP"]


def _is_duty(clause: Token) -> bool:
    """What is told is to be done by who is told: `that he must leave`, `that it risks sanctions`."""
    if clause.lemma_ in ("have", "need"):
        return any(t.dep_ == "xcomp" for t in clause.children)
    return clause.lemma_.lower() in coreference_words()["suffering"] or any(
        t.lemma_.lower() in _DUTIES for t in clause.children if t.dep_ == "aux"
    )


def _is_promise(clause: Token) -> bool:
    return any(t.lower_ in ("would", "will", "’d", "'d", "’ll", "'ll") for t in clause.children if t.dep_ == "aux")


def _threatened(condition: Token) -> list[Token]:
    words = coreference_words()
    for verb in condition.ancestors:
        if verb.pos_ not in ("VERB", "AUX"):
            return []
        if verb.lemma_.lower() in words["committing"] | words["telling"] and (found := _addressed(verb)):
            return found
    return []
