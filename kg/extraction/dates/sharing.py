"""Which clauses happen together, so that one's date is the other's."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.dates.tense import Tense, clause_of, tense_of
from kg.extraction.dates.words import words
from kg.extraction.speech import speech_words
from kg.extraction.triggers import triggers

_STAGES = frozenset(("in", "at", "during", "on"))
_APART = frozenset(("because", "although", "though", "since", "until", "if", "whereas", "unless"))
# `signed an order that threatens`: what they say is done by them
_TEXTS = speech_words().texts | {"order", "decree", "law", "bill", "treaty", "pact", "agreement", "deal", "package"}


def along(verb: Token, tense: Tense) -> Iterator[Token]:
    """Clauses that happen when the verb does: `speaking on Monday, he ...`, `in a statement published on Friday`,
    `met him and left on Sunday`, `declined to attend in June`, `when they met last month`, `X, he said on Monday`."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield child  # `Thursday's raids killed five`
            yield from _participles(child)
        elif child.dep_ == "prep" and child.lower_ in _STAGES:
            for noun in child.children:
                yield from _participles(noun)
                yield from (t for t in noun.children if t.dep_ == "relcl" and _is_there(t))
        elif child.lower_ == "according":
            for noun in (n for to in child.children for n in to.children):
                yield from _participles(noun)
        elif _goes_along(child, verb, tense):
            yield child


def _participles(noun: Token) -> Iterator[Token]:
    """Not those that only describe: `The Taliban, ousted in 2001, promised it`."""
    found = (t for t in noun.children if t.dep_ == "acl" and t.tag_ == "VBN")
    yield from (t for t in found if noun.doc[t.left_edge.i - 1].text != "," or noun.pos_ != "PROPN")


def _is_there(clause: Token) -> bool:
    """`in Istanbul, where Erdogan opened the talks on Tuesday`."""
    return tense_of(clause) == "past" and any(t.lower_ == "where" for t in clause.children)


def _goes_along(child: Token, verb: Token, tense: Tense) -> bool:
    dep, below = child.dep_, tense_of(child)
    if dep == "advcl" and below == "none":
        alone = not any(t.dep_ in ("aux", "mark") for t in child.children)
        return alone and child.tag_ in ("VBG", "VBN") and child.i < verb.i
    if dep == "advcl":
        mark = _mark(child)
        if not mark and child.i > verb.i and child.lemma_.lower() in triggers().speech:
            return below == "past"  # `The talks failed, its director confirmed on Wednesday`
        if not mark and child.lemma_ == "be" and any(t.lemma_ == "time" for t in verb.children):
            return True  # `The last time they met was in January`
        told = mark in ("when", "while") or (mark == "as" and tense in ("future", "modal"))
        return told and below in ("past", "pluperfect")
    if dep == "ccomp" and child.i < verb.i and _is_beside(child, verb):
        return True
    if dep in ("xcomp", "ccomp"):
        return below == "none" and verb.lemma_.lower() not in words().looks_ahead
    if dep == "conj":
        own_subject = any(t.dep_ in ("nsubj", "nsubjpass") for t in child.children)
        return child.i > verb.i and below in (tense, "none") and not own_subject
    return dep == "parataxis"


def _is_beside(first: Token, second: Token) -> bool:
    """Whether two clauses only stand side by side: `They were offended in March; Kyiv summoned the envoy.`"""
    doc = first.doc
    return any(doc[i].text in (";", ":") for i in range(first.i, second.i))


def shares(verb: Token, tense: Tense, governor: Token) -> bool:
    """Whether a clause happens when the one above it does."""
    if tense == "none":
        return True
    above = tense_of(governor)
    if verb.dep_ == "conj":
        alone = not any(t.dep_ in ("nsubj", "nsubjpass") for t in verb.children)
        return tense == above or above == "none" or (above == "pluperfect" and tense == "past" and alone)
    if verb.dep_ in ("ccomp", "csubj", "pcomp", "xcomp"):
        if verb.i < governor.i and _is_beside(verb, governor):
            return False
        return tense != "past" or above not in ("present", "future")
    if verb.dep_ == "advcl":
        return tense not in ("present", "perfect") and not (tense == "pluperfect" and _mark(verb) in _APART)
    if verb.dep_ in ("relcl", "acl"):
        if verb.head.lemma_ == "time" and governor.lemma_ == "be":
            return True
        lasting = tense == "present" and verb.head.lemma_.lower() in _TEXTS
        return (lasting or tense in ("past", "modal", "future")) and above in ("past", "pluperfect", "none")
    return False


def governor_of(verb: Token, tense: Tense) -> Token:
    """The clause above; for one that the parser joined to a clause in another tense (`warned that they might be hit
    and told them`, `it hurts: he imposed duties in 2018, and they answered`) the next one in its own."""
    governor = clause_of(verb.head)
    if verb.dep_ != "conj" or tense in ("none", tense_of(governor)):
        return governor
    beside = [t for t in governor.children if t.i < verb.i and t.dep_ in ("ccomp", "parataxis", "conj")]
    if governor.dep_ in ("ccomp", "xcomp"):
        beside.insert(0, clause_of(governor.head))
    return next((t for t in reversed(beside) if tense_of(t) == tense and t.i != verb.i), governor)


def _mark(verb: Token) -> str:
    return next((t.lower_ for t in verb.children if t.dep_ in ("mark", "advmod") and t.i < verb.i), "")
