"""The date phrase of a clause: its own, or that of a clause with which it happens."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.annotations import Annotations, DatePhrase
from kg.extraction.dates.entry import RECENT, event_named, today_at
from kg.extraction.dates.sharing import along, governor_of, shares
from kg.extraction.dates.tense import TOLD, Tense, is_clause, tense_of
from kg.extraction.dates.words import words
from kg.model import PartialDate

_AFTER_ALL = frozenset(("after", "before", "once", "until"))
_OLD = 60  # days after which what is told with a date is background
_DEPTH = 6  # clauses that a date is handed down through
_AFTER = 7  # days within which `after Tuesday's talks` still means Tuesday


def clause_phrase(read: Annotations, verb: Token, depth: int = _DEPTH) -> DatePhrase | None:
    """The phrase of a clause, else the one it shares with a clause beside, below or above it."""
    tense = tense_of(verb)
    own = best(read, verb, tense)
    if own is not None or depth == 0 or verb.i in read.timeline.undated:
        return own
    if tense in TOLD and (during := _during(read, verb, tense)) is not None:
        return during
    if tense == "past" and (since := _having(read, verb)) is not None:
        return since
    lent = _lent(read, verb, tense)
    if lent is not None:
        return lent
    if tense == "past" and (old := _long_ago(read, verb) or _past_plan(read, verb)) is not None:
        return old
    governor = governor_of(verb, tense)
    if governor.i == verb.i or not is_clause(governor):
        return None
    if not shares(verb, tense, governor):
        return None
    phrase = clause_phrase(read, governor, depth - 1)
    return None if phrase is not None and _is_anothers(read, verb, governor, phrase) else phrase


def _is_anothers(read: Annotations, verb: Token, governor: Token, phrase: DatePhrase) -> bool:
    """`Xi visited Belgrade in 2016, and during his stay in Beijing they signed a deal`: a clause that opens with a
    setting of its own is not of a date long ago that stands in the one before."""
    if verb.dep_ != "conj" or phrase.start < governor.i:
        return False
    today = today_at(read, verb.i)
    old = today is not None and (phrase.date.day is None or (today - phrase.date.first).days > RECENT)
    subject = next((t.left_edge.i for t in verb.children if t.dep_.startswith("nsubj")), verb.i)
    return old and any(t.i < subject and t.dep_ in ("prep", "advcl", "npadvmod") for t in verb.children)


def best(read: Annotations, token: Token, tense: Tense) -> DatePhrase | None:
    """Of the phrases that date a word the most precise one that its tense allows."""
    phrases = [p for p in read.timeline.dated.get(token.i, ()) if _fits(read, p, token, tense)]
    return max(
        phrases,
        key=lambda p: (p.relation != "after", p.date.day is not None, p.date.month is not None, -p.start),
        default=None,
    )


def _fits(read: Annotations, phrase: DatePhrase, token: Token, tense: Tense) -> bool:
    today = read.published_at(token.i)
    if today is not None and tense in TOLD and phrase.date.first > today:
        return False
    if today is not None and tense == "future" and phrase.date.last < today:
        return False
    if phrase.relation == "since":
        return tense in ("perfect", "pluperfect", "present", "none")
    if phrase.relation == "after":
        return phrase.date.day is not None and (today is None or abs((today - phrase.date.first).days) <= _AFTER)
    return phrase.relation in ("at", "by")


def _during(read: Annotations, verb: Token, tense: Tense) -> DatePhrase | None:
    """`During the call he criticised Germany`, where the article has said when that was."""
    for during in verb.children:
        if during.lower_ != "during" or during.dep_ != "prep":
            continue
        for noun in (t for t in during.children if t.lemma_.lower() in words().gatherings):
            phrase = event_named(read, noun)
            if phrase is not None and _fits(read, phrase, verb, tense):
                return phrase
    return None


def _having(read: Annotations, verb: Token) -> DatePhrase | None:
    """`Blinken, who arrived in Cairo on Wednesday, called for calm`, where the text had only come to Tuesday."""
    for clause in (c for t in verb.children if t.dep_ == "nsubj" for c in t.children if c.dep_ == "relcl"):
        phrase = best(read, clause, "past") if tense_of(clause) == "past" else None
        told = read.timeline.told.get(verb.sent.start) or read.timeline.story
        if phrase is None or told is None or phrase.relation != "at":
            continue
        if phrase.date.day and phrase.date.first > told.last:
            return phrase
    return None


def _long_ago(read: Annotations, verb: Token) -> DatePhrase | None:
    """`crushed the protests after he claimed victory last August`: background, and no later than its month at most
    by a little; not in the opening, where the main clause is the news."""
    if read.paragraph_of[verb.i] in read.timeline.opening or verb.dep_ != "ROOT":
        return None
    today = read.published_at(verb.i)
    for child in (t for t in verb.children if t.dep_ == "advcl"):
        mark = next((t.lower_ for t in child.children if t.dep_ in ("mark", "advmod") and t.i < child.i), "")
        if mark not in _AFTER_ALL or tense_of(child) not in ("past", "pluperfect"):
            continue
        phrase = best(read, child, tense_of(child))
        if phrase is not None and today is not None and (today - phrase.date.last).days > _OLD:
            return replace(phrase, date=PartialDate(phrase.date.year, phrase.date.month))
    return None


def _past_plan(read: Annotations, verb: Token) -> DatePhrase | None:
    """`first proposed to buy the island in 2019`: what lies behind is when it was proposed."""
    today = read.published_at(verb.i)
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i and today is not None:
            phrase = best(read, child, "none")
            if phrase is not None and phrase.relation == "at" and phrase.date.last < today:
                return phrase
    return None


def _lent(read: Annotations, verb: Token, tense: Tense) -> DatePhrase | None:
    """A date that stands with what goes along with the verb."""
    for other in along(verb, tense):
        phrase = best(read, other, tense_of(other))
        if phrase is None and other.dep_ == "xcomp":
            phrase = _lent(read, other, "none")
        if phrase is not None and phrase.relation == "at" and phrase.start >= other.left_edge.i:
            today = read.published_at(verb.i)
            if today is None or tense not in TOLD or phrase.date.first <= today:
                return phrase
    return None
