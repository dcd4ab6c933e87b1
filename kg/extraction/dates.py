"""When: date phrases of news English, and the date of an event from the phrases around its trigger."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, DatePhrase, annotations
from kg.model import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed"), ("thursday", "thu", "thurs"),
         ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"))
    )
    for name in names
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_UNITS = {
    "day": "day", "night": "day", "hour": "day", "minute": "day", "week": "week", "month": "month", "year": "year",
    "decade": "decade",
}  # fmt: skip
_DAYS = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1}
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}  # month in the middle
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
_MONTH_OPENERS = frozenset(
    [
        "in",
        "since",
        "last",
        "until",
        "by",
        "of",
        "early",
        "late",
        "mid",
        "-",
        "next",
        "during",
        "from",
        "before",
        "after",
        "this",
    ]
)
_YEAR_OPENERS = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "from",
        "of",
        "by",
        "during",
        "before",
        "after",
        "late",
        "early",
        "mid",
        "-",
        "through",
        "spring",
        "summer",
        "autumn",
        "winter",
    ]
)
_DETERMINERS = frozenset(("the", "a", "'s", "’s", "their", "its", "his", "her", "that", "this"))
_FUTURE = frozenset(("will", "'ll", "’ll", "shall", "would", "to", "may", "could", "might", "should", "can"))
_RECENT = 14  # days before the article for which a paragraph goes on telling of a day it named
_STORY = 3  # days before the article that its story can be of
_FAR = 5  # steps in the parse; farther phrases belong to something else
Relation = Literal["at", "since", "until", "before", "after"]
_RELATIONS: dict[str, Relation] = {
    "since": "since", "until": "until", "till": "until", "before": "before", "after": "after", "by": "until",
}  # fmt: skip
_Found = tuple[int, PartialDate, bool]  # token after the phrase, its date, whether the published day was needed


def find_dates(doc: Doc) -> Doc:
    """Fills `annotations(doc).dates`. Relative phrases need a published date; without one they are left out."""
    read = annotations(doc)
    end = 0
    for token in doc:
        if token.i < end or read.paragraph_of[token.i] < 0:
            continue
        phrase = _at(doc, read, token.i)
        if phrase is not None:
            read.dates.append(phrase)
            end = phrase.end
    return doc


def event_date(doc: Doc, trigger: int) -> tuple[PartialDate | None, DatePhrase | None]:
    """The date of what happens at token `trigger`, with the phrase that says it.

    In order: a phrase that hangs on the trigger or on the words between it and its clause; the phrase of the clause
    that governs it; the only phrase of the sentence; the day that the paragraph tells of; else, by news convention,
    the day of the story for what is told in the past or the present, and nothing for what is planned or general.
    """
    read = annotations(doc)
    phrases = [p for p in read.dates if doc[trigger].sent.start <= p.start < doc[trigger].sent.end]
    attached = _attached(doc, trigger, phrases)
    if attached is not None:
        if attached.relation in ("since", "until", "before", "after"):
            return (attached.date, attached) if attached.relation == "since" else (_own_day(doc, read, trigger), None)
        return attached.date, attached
    return _own_day(doc, read, trigger), None


def _own_day(doc: Doc, read: Annotations, trigger: int) -> PartialDate | None:
    """The day of the paragraph, of the story or of the article, for what is told as news."""
    if not _is_news(doc[trigger]):
        return None
    if (told := _paragraph_day(doc, read, trigger)) is not None:
        return told
    day = read.published_at(trigger)
    if day is None:
        return None
    if day == read.document.published and _clause_tense(doc[trigger]) == "past":
        return _story_day(read) or PartialDate.of(day)
    return PartialDate.of(day)


def _clause_tense(token: Token) -> str:
    """`past` for a clause in the simple past, else empty."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    while token.dep_ in ("conj", "xcomp", "advcl") and token.tag_ in ("VBG", "VBN", "VB") and token.head.i != token.i:
        token = token.head
    return "past" if token.tag_ == "VBD" or any(t.tag_ == "VBD" for t in token.children if "aux" in t.dep_) else ""


def _paragraph_day(doc: Doc, read: Annotations, trigger: int) -> PartialDate | None:
    """A date that stands alone at the head of the paragraph (`13 June. Before dawn ...`), else the last day named
    before in the paragraph, for a story told in the past."""
    here = read.paragraph_of[trigger]
    before = [p for p in read.dates if p.start < trigger and read.paragraph_of[p.start] == here and p.date.day]
    before = [p for p in before if p.relation == "at" and p.end <= doc[trigger].sent.start]
    if not before:
        return None
    words = [t for t in doc[before[0].head].sent if t.is_alpha]
    if len(words) <= 4:
        return before[0].date
    published = read.published_at(trigger)
    recent = published is not None and 0 <= (published - before[-1].date.first).days <= _RECENT
    return before[-1].date if recent and _clause_tense(doc[trigger]) == "past" else None


def _story_day(read: Annotations) -> PartialDate | None:
    """The day that the opening of the article names, where it is one of the last days: what a news story tells."""
    published = read.document.published
    if published is None:
        return None
    body = [i for i, p in enumerate(read.document.paragraphs) if not p.heading][:2]
    for phrase in read.dates:
        if read.paragraph_of[phrase.start] in body and phrase.date.day and phrase.relation == "at":
            days = (published - phrase.date.first).days
            return phrase.date if 0 <= days <= _STORY else None
    return None


def _is_news(trigger: Token) -> bool:
    """Whether the clause of `trigger` tells something as just happened: not planned, not past before the past."""
    verb = trigger
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    return not helpers & (_FUTURE | {"must", "had"})


def _attached(doc: Doc, trigger: int, phrases: list[DatePhrase]) -> DatePhrase | None:
    """The phrase that belongs to the trigger in the parse; a lone phrase of the sentence belongs to its main story."""
    if not phrases:
        return None
    path = [trigger]
    token = doc[trigger]
    while token.head.i != token.i:
        token = token.head
        path.append(token.i)
    place = {i: depth for depth, i in enumerate(path)}

    def distance(phrase: DatePhrase) -> tuple[int, int]:
        climb, foreign = doc[phrase.head], False
        while climb.i not in place and climb.head.i != climb.i:
            climb = climb.head
            foreign = foreign or (climb.pos_ in ("VERB", "AUX") and climb.i not in place)
        depth = place.get(climb.i, _FAR)
        return depth + _FAR * (foreign or _crosses_clause(doc, path[:depth])), abs(phrase.start - trigger)

    nearest = min(phrases, key=distance)
    depth, tokens = distance(nearest)
    return nearest if depth < _FAR or (len(phrases) == 1 and tokens < 25) else None


def _crosses_clause(doc: Doc, path: list[int]) -> bool:
    """Whether between a trigger and what governs it lies a clause with a tense of its own."""
    return any(doc[i].dep_ in ("relcl", "advcl", "conj") and doc[i].pos_ in ("VERB", "AUX") for i in path)


def _at(doc: Doc, read: Annotations, i: int) -> DatePhrase | None:
    """The date phrase that starts at token `i`."""
    for rule in _RULES:
        found = rule(doc, read, i)
        if found is not None:
            end, date, relative = found
            return DatePhrase(i, end, doc[i:end].root.i, date, _relation(doc, i), relative)
    return None


def _relation(doc: Doc, i: int) -> Relation:
    """How the word before bounds it: `since 2019`, `before Tuesday`."""
    k = i - 1
    while k > 0 and doc[k].lower_ in ("the", "early", "late", "mid", "-", "last", "next"):
        k -= 1
    return _RELATIONS.get(doc[k].lower_, "at") if k >= 0 else "at"


def _absolute(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`3 September 2025`, `Sept. 3`, `June 2024`, `in June`, `2024-06-19`."""
    token = doc[i]
    if (iso := _ISO.match(read.document.text, token.idx)) is not None:  # the tokenizer cuts it at the hyphens
        end = next((k for k in range(i, len(doc)) if doc[k].idx >= iso.end()), len(doc))
        return _valid(end, int(iso[1]), int(iso[2]), int(iso[3]))
    if (day := _day_number(token)) and (k := _past_range(doc, i)) < len(doc) and (month := _month(doc[k])):
        year = _year_after(doc, k + 1)
        if year is not None:
            return _valid(year[0], year[1], month, day)
        return _nearest(doc, read, i, k + 1, month, day)
    month = _month(token)
    if month is None:
        return None
    k = i + 1
    if k < len(doc) and doc[k].text == ".":
        k += 1
    if k < len(doc) and (day := _day_number(doc[k])):
        k = _past_range(doc, k) if _past_range(doc, k) > k + 1 else k + 1
        year = _year_after(doc, k)
        if year is not None:
            return _valid(year[0], year[1], month, day)
        return _nearest(doc, read, i, k, month, day)
    year = _year_after(doc, k)
    if year is not None:
        return year[0], PartialDate(year[1], month), False
    if doc[i - 1].lower_ in _MONTH_OPENERS and i:
        return _nearest(doc, read, i, k, month, None)
    return None


def _month(token: Token) -> int | None:
    return _MONTHS.get(token.lower_.rstrip(".")) if token.text[0].isupper() else None


def _day_number(token: Token) -> int | None:
    match = _ORDINAL.match(token.text)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _past_range(doc: Doc, i: int) -> int:
    """After `3-4` or `3 to 4` at token `i`, else after the one number; `of` and `the` are passed."""
    k = i + 1
    if k + 1 < len(doc) and doc[k].text in ("-", "–", "to", "and") and _day_number(doc[k + 1]):
        k += 2
    if k < len(doc) and doc[k].lower_ == "of":
        k += 1
    return k


def _year_after(doc: Doc, k: int) -> tuple[int, int] | None:
    if k < len(doc) and doc[k].text == ",":
        k += 1
    if k < len(doc) and _YEAR.match(doc[k].text):
        return k + 1, int(doc[k].text)
    return None


def _valid(end: int, year: int, month: int, day: int) -> _Found | None:
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return end, PartialDate(year, month, day), False


def _nearest(doc: Doc, read: Annotations, i: int, end: int, month: int, day: int | None) -> _Found | None:
    """A month or day without a year: the last one, or the next one where the clause is about the future."""
    published = read.published_at(i)
    if published is None:
        return None
    date = PartialDate(published.year, month, day) if day != 29 or month != 2 else PartialDate(published.year, month)
    years = 0
    if _is_future(doc[i]):
        years = 1 if (date.month, date.day or 31) < (published.month, published.day) else 0
    elif (date.month, date.day or 0) > (published.month, published.day):
        years = -1
    return end, PartialDate(date.year + years, month, date.day), True


def _weekday(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`on Tuesday`, `last Friday`, `next Monday`; before a full date it belongs to that."""
    number = _WEEKDAYS.get(doc[i].lower_.rstrip(".")) if doc[i].text[0].isupper() else None
    if number is None:
        return None
    k = i + 2 if i + 1 < len(doc) and doc[i + 1].text == "," else i + 1
    if k < len(doc) and (full := _absolute(doc, read, k)) is not None:
        return full
    published = read.published_at(i)
    if published is None:
        return None
    back = (published.weekday() - number) % 7
    before = doc[i - 1].lower_ if i else ""
    if before in ("next", "this", "coming", "until") or _is_future(doc[i]):
        day = published + dt.timedelta(days=(number - published.weekday()) % 7 or (7 if before == "next" else 0))
    else:
        day = published - dt.timedelta(days=back or (7 if before == "last" else 0))
    return i + 1, PartialDate.of(day), True


def _deictic(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`yesterday`, `tonight`, `this morning`, `this year`, `the same day`, `a day earlier`."""
    word = doc[i].lower_
    published = read.published_at(i)
    following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if published is None:
        return None
    if word in _DAYS:
        return i + 1, PartialDate.of(published + dt.timedelta(days=_DAYS[word])), True
    if word == "this" and following in ("morning", "afternoon", "evening"):
        return i + 2, PartialDate.of(published), True
    if word == "this" and following in ("week", "month", "weekend"):
        return i + 2, PartialDate(published.year, published.month), True
    if word == "this" and following == "year":
        return i + 2, PartialDate(published.year), True
    if word in ("same", "next", "following", "previous") and following == "day":
        base = next((p.date.first for p in reversed(read.dates) if p.date.day), published)
        step = {"same": 0, "previous": -1}.get(word, 1)
        return i + 2, PartialDate.of(base + dt.timedelta(days=step)), True
    return None


def _ago(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`three days ago`, `80 years ago`, `weeks ago`; the farther back, the coarser the date."""
    published = read.published_at(i)
    word = doc[i].lower_
    number = int(word) if word.isdigit() else _NUMBERS.get(word)
    k = i + 1 if number else i
    if published is None or k + 1 >= len(doc) or doc[k + 1].lower_ not in ("ago", "earlier"):
        return None
    unit = _UNITS.get(doc[k].lower_.removesuffix("s"))
    if unit is None:
        return None
    vague = not number
    number = number or 3  # `weeks ago`: some
    if unit == "day":
        day = published - dt.timedelta(days=0 if doc[k].lower_.startswith(("hour", "minute")) else number)
        return k + 2, PartialDate(day.year, day.month) if vague else PartialDate.of(day), True
    if unit == "week":
        day = published - dt.timedelta(weeks=number)
        return k + 2, PartialDate(day.year, day.month), True
    if unit == "month":
        month = published.year * 12 + published.month - 1 - number
        return k + 2, PartialDate(month // 12) if vague else PartialDate(month // 12, month % 12 + 1), True
    years = number * (10 if unit == "decade" else 1)
    return None if vague or years > published.year else (k + 2, PartialDate(published.year - years), True)


def _last_next(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`last week`, `next month`, `last year`, `last autumn`, `last June`."""
    word = doc[i].lower_
    published = read.published_at(i)
    if word not in ("last", "next", "past", "previous", "coming") or published is None or i + 1 >= len(doc):
        return None
    step = 1 if word in ("next", "coming") else -1
    unit = doc[i + 1].lower_
    if unit in ("week", "weekend"):
        day = published + dt.timedelta(days=7 * step)
        return i + 2, PartialDate(day.year, day.month), True
    if unit == "night":
        return i + 2, PartialDate.of(published - dt.timedelta(days=1)), True
    if unit == "month":
        month = published.year * 12 + published.month - 1 + step
        return i + 2, PartialDate(month // 12, month % 12 + 1), True
    if unit == "year":
        return i + 2, PartialDate(published.year + step), True
    if unit in _SEASONS:
        past = published.month > _SEASONS[unit] + 2
        return i + 2, PartialDate(published.year + (step > 0 and past) - (step < 0 and not past)), True
    return None


def _bare_year(doc: Doc, read: Annotations, i: int) -> _Found | None:
    """`in 2024`, `since 2019`, `the 2015 agreement`, `(2024)`; a number before a plural noun is a quantity."""
    del read
    token = doc[i]
    if not _YEAR.match(token.text):
        return None
    before = doc[i - 1].lower_ if i else ""
    following = doc[i + 1] if i + 1 < len(doc) else None
    names_a_year = following is not None and following.tag_ in ("NN", "NNP", "JJ") and before in _DETERMINERS
    if before in _YEAR_OPENERS or names_a_year or (before == "(" and following is not None and following.text == ")"):
        if before == "of" and following is not None and following.tag_ == "NNS":
            return None
        return i + 1, PartialDate(int(token.text)), False
    return None


def _is_future(token: Token) -> bool:
    """Whether the clause of a date phrase speaks of what is to come: `will visit on Friday`, `plans to`."""
    future = False
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            words = {t.lower_ for t in token.children if t.dep_ == "aux"}
            if words & (_FUTURE - {"to"}):
                return True
            if token.tag_ == "VBD" or "had" in words:
                return False
            future = future or "to" in words or token.lemma_.lower() in ("plan", "schedule", "expect", "due", "await")
    return future


_RULES: tuple[Callable[[Doc, Annotations, int], _Found | None], ...] = (
    _weekday,
    _absolute,
    _deictic,
    _ago,
    _last_next,
    _bare_year,
)
