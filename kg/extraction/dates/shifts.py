"""Resolves phrases that count from another date: `the next day`, `two days before the summit`."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Timeline
from kg.extraction.dates.calendar import shifted
from kg.extraction.dates.entry import enter, event_named, today_at
from kg.extraction.dates.scan import Found, Shift
from kg.extraction.dates.tense import TOLD, clause_of, is_clause, is_told, tense_of
from kg.extraction.dates.words import words
from kg.model import PartialDate


def resolve(doc: Doc, read: Annotations, found: Found, named: Sequence[PartialDate]) -> PartialDate | None:
    """The date of such a phrase, entered where it belongs; None where nothing says it. `named` are those before."""
    shift = found.shift
    if shift is None:
        return None
    if shift.base == "complement":
        return _from_complement(doc, read, found, shift, named)
    news = _news(read, found)
    sentence = doc[found.start].sent.start
    told = read.timeline.told.get(sentence)
    if shift.unit != "day":
        base = named[-1] if named else news
    elif told is not None and told.day is None and shift.count >= 0 and sentence not in read.timeline.opens:
        base = told  # `In December he announced it. The day after, the minister resigned`
    elif shift.count == 0 and (here := _day_in(read, sentence, found.start)) is not None:
        base = here
    elif shift.count == 0 and (main := read.timeline.main.get(sentence)) is not None:
        base = main  # `He spoke on Thursday, a day after landing. The same day ...`
    else:
        base = next((d for d in reversed(named) if d.day), news)
    if base is None:
        return None
    date = PartialDate(base.year, shift.count) if shift.base == "year" else shifted(base, shift.count, shift.unit)
    if shift.unit == "year" and abs(shift.count) == 1 and base.month and not base.day:
        date = PartialDate(date.year, base.month)  # `in July 2022 ..., a year later`
    if shift.count > 0 and news is not None and date.first <= news.first <= date.last:
        date = news  # `Twenty-four years later`: that is the story
    enter(doc, read, found, date)
    return date


def _day_in(read: Annotations, start: int, end: int) -> PartialDate | None:
    """The last day named between two tokens."""
    days = [p for p in read.dates if start <= p.start < end and p.date.day]
    return max(days, key=lambda p: p.start).date if days else None


def _news(read: Annotations, found: Found) -> PartialDate | None:
    today = today_at(read, found.start)
    return read.timeline.story or (PartialDate.of(today) if today else None)


def _from_complement(
    doc: Doc, read: Annotations, found: Found, shift: Shift, named: Sequence[PartialDate]
) -> PartialDate | None:
    """`Two days before X, Y`: each of the two can have the date from which the other's follows."""
    line = read.timeline
    inner, outer = _sides(found, doc[shift.link])
    if inner is None:
        return None
    base = _date_of(line, _before(line, found, outer)) or _date_of(line, outer)
    today = today_at(read, found.start)
    if base is None and shift.unit in ("year", "decade") and today is not None:
        base = PartialDate.of(today)
    known = None if base is not None else _date_of(line, inner) or _event(read, found, shift, inner, named)
    if base is None and known is None and (is_clause(inner) or _is_opening(read, found)):
        base = _undated(doc, read, found, shift, outer)
    if base is not None:
        date = shifted(base, -shift.count, shift.unit)
        enter(doc, read, found, date, (inner.i,))
        return date
    if outer is None:
        return None
    if known is None:
        line.undated.add(outer.i)
        return None
    date = shifted(known, shift.count, shift.unit)
    enter(doc, read, found, date, (outer.i,))
    return date


def _before(line: Timeline, found: Found, outer: Token | None) -> Token | None:
    """The clause under `outer` that ends before the phrase, where it has a day of its own: `came from London, where he
    met May on Friday, a day after he had criticised her`."""
    if outer is None or outer.i > found.start:
        return None
    doc = outer.doc
    verbs = (t for t in reversed(doc[outer.i : found.start]) if is_clause(t) and tense_of(t) in TOLD)
    last = next(verbs, None)
    known = last is not None and any(p.date.day and p.relation == "at" for p in line.dated.get(last.i, ()))
    return last if known and last is not None and outer in last.ancestors else None


def _is_opening(read: Annotations, found: Found) -> bool:
    return read.paragraph_of[found.start] <= read.timeline.lead


def _undated(doc: Doc, read: Annotations, found: Found, shift: Shift, outer: Token | None) -> PartialDate | None:
    """The day of what is told without a date: that of the story, which in the opening is the article's own."""
    today = today_at(read, found.start)
    if not _is_opening(read, found) or today is None:
        return _news(read, found)
    if outer is not None and is_told(outer) and shift.unit == "day":
        enter(doc, read, found, PartialDate.of(today), (outer.i,))
    return PartialDate.of(today)


def _event(
    read: Annotations, found: Found, shift: Shift, noun: Token, named: Sequence[PartialDate]
) -> PartialDate | None:
    """When it was that a noun names: as said before; `the meeting` is the one that is told, `that call` the last."""
    lemma = noun.lemma_.lower()
    if any(t.lower_ in ("that", "this") for t in noun.children if t.dep_ == "det") and named:
        return named[-1]
    if (known := event_named(read, noun)) is not None:
        return known.date
    if (lemma in words().gatherings and shift.unit in ("day", "week")) or (
        shift.unit == "hour" and noun.pos_ == "NOUN"
    ):
        return read.timeline.told.get(noun.sent.start) or _news(read, found)
    return None


def _sides(found: Found, link: Token) -> tuple[Token | None, Token | None]:
    """What stands after `before` or `after`, and the verb that all of it dates."""
    if link.dep_ == "mark":
        inner: Token | None = link.head
        outer = link.head.head
    else:
        inner = next((t for t in link.children if t.dep_ in ("pobj", "pcomp") and t.i > link.i), None)
        outer = link.head
        if inner is None and link.sent.root.i > link.i:  # the parser lost the clause: `a day after Fico said`
            inner = link.sent.root
    while found.start <= outer.i <= link.i and outer.head.i != outer.i:
        outer = outer.head
    verb = clause_of(outer)
    return inner, verb if is_clause(verb) and (inner is None or verb.i != inner.i) else None


def _date_of(line: Timeline, token: Token | None) -> PartialDate | None:
    """The date that a phrase gives to a word, or to the verbs that govern it."""
    for _ in range(3):
        if token is None:
            return None
        for phrase in line.dated.get(token.i, ()):
            if phrase.relation == "at":
                return phrase.date
        if token.dep_ not in ("conj", "xcomp", "ccomp", "advcl", "pcomp") or token.head.i == token.i:
            return None
        token = clause_of(token.head)
    return None
