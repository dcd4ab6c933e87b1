"""Enters a date phrase under the words that it dates."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase
from kg.extraction.dates.owners import owners_of
from kg.extraction.dates.scan import Found
from kg.extraction.dates.tense import clause_of, is_clause
from kg.extraction.dates.words import Relation, words
from kg.model import PartialDate

RECENT = 7  # days within which a date is rather the clause's than the noun's that it follows


def today_at(read: Annotations, token: int) -> dt.date | None:
    """The day that counts as today there: a chronicle's own, a live entry's, the article's."""
    headed = read.timeline.headed.get(read.paragraph_of[token])
    return headed.first if headed is not None and headed.day else read.published_at(token)


def enter(doc: Doc, read: Annotations, found: Found, date: PartialDate, owners: Sequence[int] | None = None) -> None:
    """Adds a phrase to `read.dates`, and to `read.timeline.dated` under `owners`, else where the parse puts it."""
    today = today_at(read, found.start)
    head = doc[found.start : found.end].root.i
    phrase = DatePhrase(found.start, found.end, head, date, found.relation, found.relative)
    read.dates.append(phrase)
    if found.owner is not None:
        owners = (found.owner,)
    pairs: list[tuple[int, Relation]]
    if owners is None:
        recent = today is not None and date.day is not None and abs((today - date.first).days) <= RECENT
        vague = today is not None and date.day is None and date.last >= today
        pairs = list(owners_of(doc, found.start, found.end, found.relation, recent=recent, vague=vague))
    else:
        pairs = [(owner, found.relation) for owner in owners]
    if (clause := _when_clause(doc, found.end)) is not None:
        pairs.append((clause, "at"))
    for owner, relation in pairs:
        entry = phrase if relation == phrase.relation else replace(phrase, relation=relation)
        owner = _once(doc, read, owner, phrase)
        read.timeline.dated.setdefault(owner, []).append(entry)
        if relation == "at":
            for noun in _happening(doc[owner]):
                read.timeline.events.setdefault(noun.lemma_.lower(), []).append(phrase)


def event_named(read: Annotations, noun: Token) -> DatePhrase | None:
    """The phrase that dates what a noun names, where the article so far knows just one such event."""
    phrases = read.timeline.events.get(noun.lemma_.lower(), [])
    dates = {p.date for p in phrases if not any(p.date != q.date and _holds(p, q) for q in phrases)}
    return next((p for p in phrases if p.date in dates), None) if len(dates) == 1 else None


def _holds(vague: DatePhrase, exact: DatePhrase) -> bool:
    return vague.date.first <= exact.date.first and exact.date.last <= vague.date.last


def _happening(owner: Token) -> Iterator[Token]:
    """The nouns that happen when a dated word does: `won the election in January`."""
    nouns = [t for t in owner.children if t.dep_ in ("dobj", "nsubj", "nsubjpass")] if owner.pos_ == "VERB" else [owner]
    yield from (t for t in nouns if t.pos_ == "NOUN" and t.lemma_.lower() in words().eventful)


def _once(doc: Doc, read: Annotations, owner: int, phrase: DatePhrase) -> int:
    """A clause happens once: a second day in it is that of the noun before it (`struck on Wednesday in retaliation
    for the massacre at Pahalgam on April 22`)."""
    others = [p for p in read.timeline.dated.get(owner, ()) if p.start < owner and p.relation == "at"]
    if not is_clause(doc[owner]) or phrase.start < owner or all(p.date == phrase.date for p in others):
        return owner
    nouns = (t.i for t in reversed(doc[owner : phrase.start]) if t.pos_ == "NOUN" and t.lemma_ in words().eventful)
    return next(nouns, owner)


def _when_clause(doc: Doc, end: int) -> int | None:
    """The verb of a clause that says what happened on a date: `until 26 July, when his men locked him up`."""
    k = end + (end < len(doc) and doc[end].text == ",")
    if k < len(doc) and doc[k].lower_ == "when" and doc[k].head.i > k:
        return clause_of(doc[k].head).i
    return None
