"""The tense of a clause, as far as it says when: told, reported before, still going on, or to come."""

from typing import Literal

from spacy.tokens import Token

from kg.extraction.dates.words import words

Tense = Literal["past", "pluperfect", "perfect", "present", "future", "modal", "none"]
TOLD: tuple[Tense, ...] = ("past", "perfect", "pluperfect")
_WILL = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_MODAL = frozenset(("would", "could", "may", "might", "should", "must", "can", "ca", "ought", "cannot"))
_NOW = frozenset(("is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "does", "do"))
_HAVE = frozenset(("has", "have", "'ve", "’ve"))


def clause_of(token: Token) -> Token:
    """The verb of the clause that a token stands in; the token itself where it is one, or where there is none."""
    while (token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass")) and token.head.i != token.i:
        token = token.head
    return token


def is_clause(token: Token) -> bool:
    """Whether a token carries a clause: a verb, and not one that only helps another."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


def tense_of(verb: Token) -> Tense:
    """`none` for infinitives, participles and words that are no verbs: their governor tells."""
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    if helpers & _WILL:
        return "future"
    if helpers & _MODAL:
        return "modal"
    if "to" in helpers:
        return "none"
    if verb.tag_ in ("VBN", "VBD") and helpers & {"had", "'d", "’d"}:
        return "pluperfect"
    if helpers & _HAVE or (verb.tag_ == "VBN" and "been" in helpers):
        return "perfect"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "did", "got"}:
        return "past"
    if verb.tag_ in ("VBZ", "VBP") or helpers & _NOW:
        return "present"
    if verb.tag_ == "MD":
        return "modal"
    if verb.tag_ == "VBN" and verb.dep_ != "advcl" and not helpers and any(t.dep_ == "nsubj" for t in verb.children):
        return "past"  # tagged amiss: a participle has no subject of its own
    return "none"


def is_told(verb: Token) -> bool:
    """Whether a clause tells what has happened or happens, not what is planned (`is to vote on Monday`)."""
    tense = tense_of(verb)
    if tense == "present":
        return not any(t.dep_ == "xcomp" and tense_of(t) == "none" for t in verb.children)
    return tense in TOLD


def told_tense(token: Token) -> tuple[Tense, Token]:
    """Tense of the clause of a token, that of its governor where it has none, with the verb that has it."""
    verb = clause_of(token)
    tense = tense_of(verb)
    while tense == "none" and verb.head.i != verb.i:
        verb = clause_of(verb.head)
        tense = tense_of(verb)
    return tense, verb


def looks_ahead(token: Token, *, present: bool = True) -> bool:
    """Whether a date at this token is of something to come: `will visit on`, `planned for`, `is to meet on`.

    `present` says whether that goes for all that is told in the present (`arrives on Monday`).
    """
    ahead = words().looks_ahead
    while token.head.i != token.i:
        child, token = token, token.head
        if token.lemma_.lower() in ahead and child.lower_ == "for" and token.tag_ in ("VBN", "JJ"):
            return True  # `planned for Sunday`
        if not is_clause(token):
            continue
        tense = tense_of(token)
        if tense in ("future", "modal"):
            return True
        if tense == "present":
            return present
        if tense != "none":
            return False
        if any(t.lower_ == "to" for t in token.children if t.dep_ == "aux"):
            if token.head.lemma_.lower() in ahead or token.dep_ == "ROOT":
                return True  # `planned to meet`, in headlines `Macron to receive Zelenskyy`
            if token.dep_ == "xcomp" and token.head.lemma_ == "be":
                return present  # `was to meet`
    return False


def promises(token: Token, start: int) -> Token | None:
    """The object of a verb of promise or plan before a date at `start`, which says when that is to be.

    `promised him money in March`, `announced grants this year`. `token` is what the date hangs on.
    """
    verb = clause_of(token)
    if not is_clause(verb) or verb.lemma_.lower() not in words().promises:
        return None
    objects = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass") and verb.i < t.i < start]
    return objects[-1] if objects else None
