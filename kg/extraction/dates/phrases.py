"""Finds date phrases: `3 September`, `last June`, `on Tuesday`, `three days ago`, `two days before the summit`."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations
from kg.extraction.dates.calendar import day_of, shifted, weekend
from kg.extraction.dates.tense import clause_of, looks_ahead, promises, tense_of
from kg.extraction.dates.words import Relation, Unit, words
from kg.model import PartialDate

_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)?\Z")
_HEAD_ENDS = frozenset(".:-–—|")
_DASHES = frozenset(("-", "–", "—", "--"))
_DATELINE = 14  # tokens from the start of a paragraph in which its dateline ends
Base = Literal["told", "complement", "year"]


@dataclass(frozen=True, slots=True)
class Shift:
    """Some time before or after another date: the one told last, or that of what follows (`two days before ...`);
    with base `year` the month `count` of the year told last.

    `link` is the token of `before`, `after`, `since` or `of` whose complement says what it is counted from.
    """

    count: int
    unit: Unit
    base: Base = "told"
    link: int = -1


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase as read: its date, or, where that hangs on what is told around it, a shift."""

    start: int
    end: int
    date: PartialDate | None
    relative: bool = False
    shift: Shift | None = None
    relation: Relation = "at"


@dataclass(slots=True)
class Scan:
    """One pass over the tokens. `headed` are the days that chronicles set at the head of their paragraphs."""

    doc: Doc
    read: Annotations
    headed: dict[int, PartialDate]

    def today(self, i: int) -> dt.date | None:
        """The day against which a relative phrase at token `i` counts."""
        headed = self.headed.get(self.read.paragraph_of[i])
        return headed.first if headed is not None else self.read.published_at(i)

    def lower(self, i: int) -> str:
        return str(self.doc[i].lower_) if 0 <= i < len(self.doc) else ""


_Rule = Callable[[Scan, int], Found | None]


def find_phrases(doc: Doc, read: Annotations) -> tuple[list[Found], dict[int, PartialDate]]:
    """All date phrases in text order, and the date of each paragraph that a chronicle heads with one."""
    scan = Scan(doc, read, {})
    phrases: list[Found] = []
    end, paragraph = 0, -1
    section: PartialDate | None = None  # what the last heading said
    starters, digits = _rules()
    for token in doc:
        i = token.i
        here = read.paragraph_of[i]
        if here < 0 or i < end:
            continue
        if here != paragraph:
            paragraph = here
            if read.document.paragraphs[here].heading:
                section = None
            elif section is not None:
                scan.headed[here] = section
        lower = token.lower_
        rules = digits if lower[0].isdigit() else starters.get(lower.rstrip("."), ())
        for rule in rules:
            found = rule(scan, i)
            if found is None:
                continue
            end = found.end
            if _is_dateline(scan, found):
                break
            phrases.append(found)
            if found.date is not None and _heads(scan, found):
                scan.headed[here] = found.date
                if read.document.paragraphs[here].heading:
                    section = found.date
            break
    return phrases, scan.headed


def _is_dateline(scan: Scan, found: Found) -> bool:
    """`ANCHORAGE, Alaska, Aug 16 - `: where and when it was written, not what happened."""
    first = _first_of_paragraph(scan, found.start)
    if not 0 < found.start - first < _DATELINE or not scan.doc[first].text.isupper():
        return False
    k = found.end
    if scan.lower(k) == "(":
        k = next((n + 1 for n in range(k, min(k + 6, len(scan.doc))) if scan.doc[n].text == ")"), k)
    return scan.lower(k) in _DASHES


def _first_of_paragraph(scan: Scan, i: int) -> int:
    here = scan.read.paragraph_of[i]
    while i and scan.read.paragraph_of[i - 1] == here:
        i -= 1
    while not scan.doc[i].is_alpha and not scan.doc[i].like_num and i + 1 < len(scan.doc):
        i += 1
    return i


def _heads(scan: Scan, found: Found) -> bool:
    """Whether a paragraph or heading starts with this date and a stop: `13 June. Before dawn ...`, `2014: ...`."""
    start = found.start - 1 if scan.lower(found.start - 1) in ("on", "in", "the") else found.start
    here = scan.read.paragraph_of[found.start]
    if found.start - _first_of_paragraph(scan, found.start) > found.start - start or found.shift is not None:
        return False
    k = found.end
    while k < len(scan.doc) and (scan.doc[k].is_space or scan.doc[k].text in ("*", "**", "_", '"')):
        k += 1
    ends = k >= len(scan.doc) or scan.read.paragraph_of[k] != here
    if found.relative and scan.lower(found.start) in words().weekdays:
        return ends
    return ends or scan.doc[k].text in _HEAD_ENDS or scan.doc[found.end - 1].text[-1:] == "."


# --- days, months and years by name -----------------------------------------------------------------------------


def _absolute(scan: Scan, i: int) -> Found | None:
    """`3 September 2025`, `Sept. 3`, `June 2024`, `in June`, `2024-06-19`."""
    doc, token = scan.doc, scan.doc[i]
    if (iso := _ISO.match(scan.read.document.text, token.idx)) is not None:  # the tokenizer cuts it at the hyphens
        end = next((k for k in range(i, len(doc)) if doc[k].idx >= iso.end()), len(doc))
        return _full(scan, i, end, int(iso[1]), int(iso[2]), int(iso[3]))
    if day := _day_number(token):
        k = _past_range(scan, i)
        month = _month(doc[k]) if k < len(doc) else None
        if month is None:
            return None
        k += 1 + (scan.lower(k + 1) == ".")
        year = _year_after(scan, k)
        return _full(scan, i, year[0], year[1], month, day) if year else _yearless(scan, i, k, month, day)
    month = _month(token)
    if month is None:
        return None
    k = i + 1 + (scan.lower(i + 1) == ".")
    if k < len(doc) and (day := _day_number(doc[k])) and not (k + 1 < len(doc) and doc[k + 1].text == "%"):
        k = max(k + 1, _past_range(scan, k))
        year = _year_after(scan, k)
        return _full(scan, i, year[0], year[1], month, day) if year else _yearless(scan, i, k, month, day)
    year = _year_after(scan, k)
    if year is not None:
        return _found(scan, i, year[0], PartialDate(year[1], month))
    if scan.lower(k) == "of" and scan.lower(k + 1) in ("that", "the") and scan.lower(k + 2) in ("year", "same"):
        return _found(scan, i, k + 3 + (scan.lower(k + 2) == "same"), None, Shift(month, "month", "year"))
    if scan.lower(k) in ("last", "this", "next") and scan.lower(k + 1) == "year" and (today := scan.today(i)):
        years = {"last": -1, "this": 0, "next": 1}[scan.lower(k)]
        return _found(scan, i, k + 2, PartialDate(today.year + years, month), relative=True)
    before = scan.lower(i - 1)
    named = before in words().determiners and k < len(doc) and doc[k].pos_ == "NOUN" and doc[k].text.islower()
    if named or before in words().month_openers or (doc[i - 1].text == "(" and scan.lower(k) == ")"):
        return _yearless(scan, i, k, month, None)
    return None


def _month(token: Token) -> int | None:
    return words().months.get(token.lower_.rstrip(".")) if token.text[0].isupper() else None


def _day_number(token: Token) -> int | None:
    match = _ORDINAL.match(token.text)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _past_range(scan: Scan, i: int) -> int:
    """After `3-4` or `3 to 4` at token `i`, else after the one number; `of` is passed."""
    k = i + 1
    if scan.lower(k) in ("-", "–", "to", "and") and k + 1 < len(scan.doc) and _day_number(scan.doc[k + 1]):
        k += 2
    return k + (scan.lower(k) == "of")


def _year_after(scan: Scan, k: int) -> tuple[int, int] | None:
    k += scan.lower(k) in (",", "of")
    return (k + 1, int(scan.doc[k].text)) if k < len(scan.doc) and _YEAR.match(scan.doc[k].text) else None


def _full(scan: Scan, i: int, end: int, year: int, month: int, day: int) -> Found | None:
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return _found(scan, i, end, PartialDate(year, month, day))


def _yearless(scan: Scan, i: int, end: int, month: int, day: int | None) -> Found | None:
    """A month or day without a year: the last one, in a clause about the future the next one, in the present
    (`joins on 1 January`) and after a promise (`promised money in March`) the nearer one."""
    today = scan.today(i)
    if today is None:
        return None
    past = (month, day or 0) <= (today.month, today.day)  # this year's lies behind
    ahead = _is_ahead(scan, i, present=False)
    if not ahead and (_is_ahead(scan, i) or (day is None and promises(scan.doc[i], i) is not None)):
        ahead = (month - today.month) % 12 < 6 and (month != today.month or (day or 31) >= today.day)
    over = (month, day or 31) < (today.month, today.day)
    year = today.year + over if ahead else today.year - (not past)
    try:
        dt.date(year, month, day or 1)
    except ValueError:  # 29 February
        day = None
    if scan.lower(i - 1) == "last" and day is None and month == today.month:
        year -= 1
    return _found(scan, i, end, PartialDate(year, month, day), relative=True)


def _weekday(scan: Scan, i: int) -> Found | None:
    """`on Tuesday`, `last Friday`, `next Monday`, `Friday last week`; before a full date it belongs to that."""
    doc = scan.doc
    number = words().weekdays.get(doc[i].lower_.rstrip(".")) if doc[i].text[0].isupper() else None
    if number is None:
        return None
    k = i + 1 + (scan.lower(i + 1) == ".")
    k += scan.lower(k) in (",", "the", "(")
    if k < len(doc) and (doc[k].text[0].isdigit() or _month(doc[k])) and (full := _absolute(scan, k)) is not None:
        return _found(scan, i, full.end, full.date, relative=full.relative)
    before = scan.lower(i - 1)
    if len(doc[i].text.rstrip(".")) < 5 and before not in ("on", "last", "next", "since", "until", "by", "(", "from"):
        return None  # `Sun Yat-sen`
    today = scan.today(i)
    if today is None:
        return None
    k = i + 1
    while scan.lower(k) in words().parts_of_day or scan.lower(k) in ("of", ","):
        k += 1
    if scan.lower(k) in ("last", "next", "this") and scan.lower(k + 1) == "week":
        weeks = {"last": -1, "next": 1, "this": 0}[scan.lower(k)]
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=weeks)
        return _found(scan, i, k + 2, day_of(monday, number), relative=True)
    back, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
    if before == "last":
        days = -(back or 7)
    elif before in ("next", "coming"):
        days = ahead or 7
    elif _relation(scan, i) in ("until", "before"):  # the nearer one: `ahead of Friday's vote`
        days = ahead if ahead <= back or _is_ahead(scan, i) else -back
    else:
        days = ahead if _is_ahead(scan, i) else -back
    return _found(scan, i, i + 1, day_of(today, days), relative=True)


def _is_ahead(scan: Scan, i: int, *, present: bool = True) -> bool:
    return _relation(scan, i) != "since" and looks_ahead(scan.doc[i], present=present)


def _bare_year(scan: Scan, i: int) -> Found | None:
    """`in 2024`, `since 2019`, `the 2015 agreement`, `(2024)`; a number before a plural noun is a quantity."""
    token = scan.doc[i]
    if not _YEAR.match(token.text):
        return None
    before = scan.lower(i - 1)
    following = scan.doc[i + 1] if i + 1 < len(scan.doc) else None
    tag = following.tag_ if following is not None else ""
    names_a_year = tag in ("NN", "NNP", "JJ", "NNPS") and before in words().determiners
    heads = _first_of_paragraph(scan, i) == i and following is not None and following.text in _HEAD_ENDS
    if tag == "NNS" and before not in ("in", "since") and not names_a_year:
        names_a_year = following is not None and following.lemma_ in words().eventful and before in ("the", "its")
    if not (names_a_year or heads or (before in words().year_openers and tag != "NNS")):
        return None
    if before == "(" and not (following is not None and following.text == ")"):
        return None
    return _found(scan, i, i + 1, PartialDate(int(token.text)))


def _holiday(scan: Scan, i: int) -> Found | None:
    """`Christmas Day`, `New Year's Eve`."""
    text = scan.read.document.text[scan.doc[i].idx : scan.doc[i].idx + 20].lower().replace("’", "'")
    for name, (month, day) in words().holidays.items():
        if text.startswith(name) and scan.doc[i].text[0].isupper():
            end = scan.doc[i].idx + len(name)
            k = next((n for n in range(i, len(scan.doc)) if scan.doc[n].idx >= end), len(scan.doc))
            year = _year_after(scan, k)
            return _full(scan, i, year[0], year[1], month, day) if year else _yearless(scan, i, k, month, day)
    return None


# --- counted from the day of the article ------------------------------------------------------------------------


def _deictic(scan: Scan, i: int) -> Found | None:
    """`yesterday`, `tonight`, `this morning`, `this week`, `this year`."""
    today = scan.today(i)
    if today is None:
        return None
    word, following = scan.lower(i), scan.lower(i + 1)
    if word in words().days:
        end = i + 1 + (following in words().parts_of_day)
        return _found(scan, i, end, day_of(today, words().days[word]), relative=True)
    if word != "this":
        return None
    if following in words().parts_of_day:
        return _found(scan, i, i + 2, PartialDate.of(today), relative=True)
    if following in ("week", "month"):
        return _found(scan, i, i + 2, PartialDate(today.year, today.month), relative=True)
    if following == "weekend":
        return _found(scan, i, i + 2, weekend(today, ahead=_is_ahead(scan, i)), relative=True)
    if following == "year" or following in words().seasons:
        return _found(scan, i, i + 2, PartialDate(today.year), relative=True)
    return None


def _last_next(scan: Scan, i: int) -> Found | None:
    """`last week`, `next month`, `last year`, `last autumn`, `the past week`, `in recent days`."""
    word, before = scan.lower(i), scan.lower(i - 1)
    today = scan.today(i)
    if today is None or i + 1 >= len(scan.doc):
        return None
    poss = scan.doc[i - 1].tag_ in ("PRP$", "POS") if i else False
    k = i + 1
    some = scan.lower(k) in ("few", "couple", "several") or words().numbers.get(scan.lower(k)) or scan.doc[k].like_num
    while scan.lower(k) in ("few", "couple", "several", "of") or (k < i + 3 and scan.doc[k].like_num):
        k += 1
    if k >= len(scan.doc):
        return None
    unit_word = scan.lower(k)
    unit = words().units.get(unit_word.removesuffix("s"))
    if word == "recent" or some or (word in ("past", "last", "coming") and before == "the"):
        if poss or unit is None or scan.lower(k + 1) == "of" or (word in ("coming", "next")):
            return None
        if unit in ("hour", "day", "week") or (unit == "month" and not some and word != "recent"):
            day = today - dt.timedelta(days=0 if unit == "hour" else 1)
            date = PartialDate.of(today) if unit == "hour" else PartialDate(day.year, day.month)
            return _found(scan, i, k + 1, date, relative=True)
        return None
    if poss or word in ("recent", "past") or (before == "the" and word in ("next", "previous")):
        return None
    step = 1 if word in ("next", "coming") else -1
    if unit_word == "night":
        return _found(scan, i, k + 1, day_of(today, step), relative=True)
    if unit_word == "weekend":
        return _found(scan, i, k + 1, weekend(today, ahead=step > 0), relative=True)
    if unit in ("week", "month", "year"):
        return _found(scan, i, k + 1, shifted(PartialDate.of(today), step, unit), relative=True)
    if unit_word in words().seasons:
        past = today.month > words().seasons[unit_word] + 2
        year = today.year + (step > 0 and past) - (step < 0 and not past)
        return _found(scan, i, k + 1, PartialDate(year), relative=True)
    return None


def _around(scan: Scan, i: int) -> Found | None:
    """`at the weekend`, `over the summer`, `at the end of the month`, `by the end of the year`."""
    word, before = scan.lower(i), scan.lower(i - 1)
    today = scan.today(i)
    if today is None:
        return None
    if word == "weekend" and before in ("the", "at", "over"):
        return _found(scan, i, i + 1, weekend(today, ahead=_is_ahead(scan, i)), relative=True)
    if word in words().seasons and before in ("the", "in", "since", "by") and word != "fall":
        if scan.lower(i + 1) == "of" or (i + 1 < len(scan.doc) and _YEAR.match(scan.doc[i + 1].text)):
            return None
        if before == "the" and scan.lower(i - 2) not in ("in", "since", "over", "during", "by", "this", "until"):
            return None
        past = today.month >= words().seasons[word] - 1
        return _found(scan, i, i + 1, PartialDate(today.year - (not past and not _is_ahead(scan, i))), relative=True)
    if word in ("week", "month", "year") and before == "the" and scan.lower(i - 2) in ("of", "in"):
        opener = scan.lower(i - 3)
        if (
            opener not in ("end", "start", "beginning", "middle", "rest", "later", "earlier")
            and scan.lower(i - 2) == "of"
        ):
            return None
        if scan.lower(i - 2) == "in" and opener not in ("later", "earlier"):
            return None
        date = PartialDate(today.year, None if word == "year" else today.month)
        return _found(scan, i, i + 1, date, relative=True)
    return None


def _counted(scan: Scan, i: int) -> Found | None:
    """`three days ago`, `80 years ago`, `weeks ago`, `a day later`, `two days before the summit`, `in two weeks`."""
    word = scan.lower(i)
    number = int(word) if word.isdigit() and len(word) < 4 else words().numbers.get(word)
    k = i + 1 if number else i
    if (number and scan.lower(k) in ("-", "–")) or k >= len(scan.doc):
        return _compound_number(scan, i)
    return _counted_from(scan, i, k, number)


def _compound_number(scan: Scan, i: int) -> Found | None:
    """`Twenty-four years later`."""
    tens, ones = words().numbers.get(scan.lower(i)), words().numbers.get(scan.lower(i + 2))
    if not tens or not ones or tens < 20 or ones > 9 or i + 3 >= len(scan.doc):
        return None
    return _counted_from(scan, i, i + 3, tens + ones)


def _counted_from(scan: Scan, i: int, k: int, number: int | None) -> Found | None:
    if scan.lower(k) in ("more", "full", "short", "whole", "few", "couple"):
        k += 1
    unit = words().units.get(scan.lower(k).removesuffix("s"))
    if unit is None or scan.lower(k + 1) in ("-", "–"):
        return None
    k += 1
    direction = scan.lower(k)
    today = scan.today(i)
    if direction == "ago":
        return _ago(scan, i, k + 1, number, unit)
    if direction in ("later", "earlier", "afterwards", "beforehand", "on"):
        if direction == "on" and (k + 1 >= len(scan.doc) or scan.doc[k + 1].text != ","):
            return None
        if number is None and unit != "hour":
            return _found(scan, i, k + 1, None, Shift(0, "month" if unit in ("day", "week", "month") else "decade"))
        sign = -1 if direction in ("earlier", "beforehand") else 1
        return _found(scan, i, k + 1, None, Shift(sign * (number or 0), unit))
    if direction in ("before", "after", "since", "following"):
        if unit == "hour" or number is None:
            return None
        sign = -1 if direction == "before" else 1
        if k + 1 >= len(scan.doc) or not _has_complement(scan.doc[k]):
            return _found(scan, i, k + 1, None, Shift(sign * number, unit))
        return _found(scan, i, k + 1, None, Shift(sign * number, unit, "complement", k))
    if scan.lower(i - 1) in ("in", "within") and today is not None and number and _is_planned(scan.doc[i]):
        if direction == "'" or (k < len(scan.doc) and scan.doc[k].tag_ == "POS"):
            k += 2
        return _found(scan, i, k, shifted(PartialDate.of(today), number, unit), relative=True)
    return None


def _is_planned(token: Token) -> bool:
    return tense_of(clause_of(token)) in ("future", "modal")


def _has_complement(link: Token) -> bool:
    """Whether `before` or `after` has a noun or a clause after it: without one it counts from what was told."""
    if any(t.i > link.i for t in link.children):
        return True
    if link.i + 1 < len(link.doc) and link.nbor().tag_ in ("DT", "NNP", "PRP", "PRP$", "JJ", "NNS", "NN"):
        return True
    return link.dep_ in ("mark", "advmod", "prep") and link.head.i > link.i


def _ago(scan: Scan, i: int, end: int, number: int | None, unit: Unit) -> Found | None:
    """The farther back, the coarser the date; without a number (`weeks ago`) some few."""
    today = scan.today(i)
    if today is None:
        return None
    if unit == "hour":
        return _found(scan, i, end, PartialDate.of(today), relative=True)
    if number is None:
        if unit in ("year", "decade"):
            return None
        vague = shifted(PartialDate.of(today), -3, unit)
        return _found(
            scan,
            i,
            end,
            vague if unit == "week" else PartialDate(vague.year, None if unit == "month" else vague.month),
            relative=True,
        )
    if number * (10 if unit == "decade" else 1) > today.year:
        return None
    return _found(scan, i, end, shifted(PartialDate.of(today), -number, unit), relative=True)


# --- counted from what is told around ---------------------------------------------------------------------------


def _told(scan: Scan, i: int) -> Found | None:
    """`the same day`, `that evening`, `the following morning`, `the next day`, `the day before`, `at the time`."""
    word, following, before = scan.lower(i), scan.lower(i + 1), scan.lower(i - 1)
    unit = words().units.get(following)
    if word == "that" and unit and (scan.doc[i].tag_ == "DT" or before in ("on", "of", "later")):
        return _found(scan, i, i + 2, None, Shift(0, unit))
    if word == "same" and unit and before in ("the", "that"):
        return _found(scan, i, i + 2, None, Shift(0, unit))
    if word in ("following", "next", "previous", "preceding") and unit and before == "the":
        return _found(scan, i, i + 2, None, Shift(-1 if word in ("previous", "preceding") else 1, unit))
    if word in ("day", "week", "month", "year", "night") and following in ("before", "after") and before == "the":
        sign = -1 if following == "before" else 1
        if _has_complement(scan.doc[i + 1]):
            return _found(scan, i, i + 2, None, Shift(sign, words().units[word], "complement", i + 1))
        return _found(scan, i, i + 2, None, Shift(sign, words().units[word]))
    if word == "time" and before in ("the", "that") and scan.lower(i - 2) == "at" and following not in ("of", "when"):
        return _found(scan, i, i + 1, None, Shift(0, "hour"))
    if word == "later" and following in ("in", "on", "that") and scan.lower(i + 2) in ("the", "that", "day", "evening"):
        k = i + 2 + (scan.lower(i + 2) in ("the", "that"))
        if scan.lower(k) in ("day", "evening", "night"):
            return _found(scan, i, k + 1, None, Shift(0, "hour"))
    return None


def _anniversary(scan: Scan, i: int) -> Found | None:
    """`the 80th anniversary of its victory`: the year of what is remembered."""
    word = scan.lower(i)
    match = _ORDINAL.match(word)
    number = words().ordinals.get(word) or (int(match[1]) if match and not word.isdigit() else None)
    k = i + 1
    if number is None and scan.lower(i + 1) == "-":
        number, k = words().ordinals.get(word + "-" + scan.lower(i + 2)), i + 3
    if number is None or scan.lower(k) != "anniversary" or scan.lower(k + 1) not in ("of", "since"):
        return None
    return _found(scan, i, k + 1, None, Shift(number, "year", "complement", k + 1))


def _found(
    scan: Scan, i: int, end: int, date: PartialDate | None, shift: Shift | None = None, *, relative: bool = False
) -> Found:
    return Found(i, end, date, relative, shift, _relation(scan, i))


def _relation(scan: Scan, i: int) -> Relation:
    """How the word before bounds it: `since 2019`, `before Tuesday`, `ahead of Friday's vote`."""
    k, hour = i - 1, False
    while k > 0 and (scan.lower(k) in words().loose or scan.lower(k) in words().parts_of_day):
        hour = hour or scan.lower(k) in words().parts_of_day
        k -= 1
    relation = words().relations.get(scan.lower(k), "at") if k >= 0 else "at"
    return "at" if hour and relation in ("before", "after") else relation  # `just before midnight on Monday`


@cache
def _rules() -> tuple[dict[str, tuple[_Rule, ...]], tuple[_Rule, ...]]:
    """Rules by the word a phrase can start with, and those for digits."""
    w = words()
    table: list[tuple[_Rule, tuple[str, ...]]] = [
        (_weekday, tuple(w.weekdays)),
        (_absolute, tuple(w.months)),
        (_holiday, tuple({name.split()[0].removesuffix("'s") for name in w.holidays})),
        (_deictic, (*w.days, "this")),
        (_anniversary, tuple({name.split("-")[0] for name in w.ordinals} | {"twenty", "seventy"})),
        (_counted, (*w.numbers, *w.units, *(unit + "s" for unit in w.units))),
        (_last_next, ("last", "next", "past", "coming", "recent")),
        (_around, ("weekend", "week", "month", "year", *w.seasons)),
        (
            _told,
            (
                "that",
                "same",
                "following",
                "next",
                "previous",
                "preceding",
                "day",
                "week",
                "month",
                "year",
                "night",
                "time",
                "later",
            ),
        ),
    ]
    starters: dict[str, tuple[_Rule, ...]] = {}
    for rule, names in table:
        for name in names:
            starters[name] = (*starters.get(name, ()), rule)
    return starters, (_absolute, _anniversary, _counted, _bare_year)
