"""Days, months and years by name: `3 September 2025`, `last June`, `on Tuesday`, `in 2024`, `Christmas Day`."""

import datetime as dt
import re

from spacy.tokens import Token

from kg.extraction.dates.calendar import day_of
from kg.extraction.dates.scan import Found, Scan, Shift
from kg.extraction.dates.tense import TOLD, clause_of, promises, tense_of, told_tense
from kg.extraction.dates.words import words
from kg.model import PartialDate

_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
HEAD_ENDS = frozenset(".:-–—|")  # what may follow a date at the head of a chronicle's paragraph


def absolute(scan: Scan, i: int) -> Found | None:
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
        return scan.found(i, year[0], PartialDate(year[1], month))
    if scan.lower(k) == "of" and scan.lower(k + 1) in ("that", "the") and scan.lower(k + 2) in ("year", "same"):
        return scan.found(i, k + 3 + (scan.lower(k + 2) == "same"), None, Shift(month, "month", "year"))
    if scan.lower(k) in ("last", "this", "next") and scan.lower(k + 1) == "year" and (today := scan.today(i)):
        years = {"last": -1, "this": 0, "next": 1}[scan.lower(k)]
        return scan.found(i, k + 2, PartialDate(today.year + years, month), relative=True)
    before = scan.lower(i - 1)
    named = before in words().determiners and k < len(doc) and doc[k].pos_ == "NOUN" and doc[k].text.islower()
    ends = k == len(doc) or doc[k].is_space or doc[k].text in HEAD_ENDS or doc[k - 1].text == "."
    heads = ends and scan.first_of_paragraph(i) == i
    if named or heads or before in words().month_openers or (before == "(" and scan.lower(k) == ")"):
        return _yearless(scan, i, k, month, None)
    return None


def _month(token: Token) -> int | None:
    return words().months.get(token.lower_.rstrip(".")) if token.text[0].isupper() else None


def _day_number(token: Token) -> int | None:
    match = _DAY.match(token.text)
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
    return scan.found(i, end, PartialDate(year, month, day))


def _yearless(scan: Scan, i: int, end: int, month: int, day: int | None) -> Found | None:
    """A month or day without a year: the last one, in a clause about the future the next one, in the present
    (`joins on 1 January`) and after a promise (`promised money in March`) the nearer one."""
    today = scan.today(i)
    if today is None:
        return None
    past = (month, day or 0) <= (today.month, today.day)  # this year's lies behind
    ahead = scan.is_ahead(i, present=False)
    if ahead and tense_of(clause_of(scan.doc[i])) == "none" and told_tense(scan.doc[i])[0] in TOLD:
        ahead = (month - today.month) % 12 < 6  # `sought to play down the call on July 25`: the nearer one
    if not ahead and (scan.is_ahead(i) or promises(scan.doc[i], i) is not None):
        ahead = (month - today.month) % 12 < 6 and (month != today.month or (day or 31) >= today.day)
    over = (month, day or 31) < (today.month, today.day)
    year = today.year + over if ahead else today.year - (not past)
    try:
        dt.date(year, month, day or 1)
    except ValueError:  # 29 February
        day = None
    if scan.lower(i - 1) == "last" and day is None and month == today.month:
        year -= 1
    return scan.found(i, end, PartialDate(year, month, day), relative=True)


def weekday(scan: Scan, i: int) -> Found | None:
    """`on Tuesday`, `last Friday`, `next Monday`, `Friday last week`; before a full date it belongs to that."""
    doc = scan.doc
    number = words().weekdays.get(doc[i].lower_.rstrip(".")) if doc[i].text[0].isupper() else None
    if number is None:
        return None
    k = i + 1 + (scan.lower(i + 1) == ".")
    k += scan.lower(k) in (",", "the", "(")
    if k < len(doc) and (doc[k].text[0].isdigit() or _month(doc[k])) and (full := absolute(scan, k)) is not None:
        return scan.found(i, full.end, full.date, relative=full.relative)
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
        return scan.found(i, k + 2, day_of(monday, number), relative=True)
    back, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
    if before == "last":
        days = -(back or 7)
    elif before in ("next", "coming"):
        days = ahead or 7
    elif _names_by_day(doc[i]):
        days = ahead if ahead <= back else -back
    elif scan.relation(i) in ("until", "before"):  # the nearer one: `ahead of Friday's vote`
        days = ahead if ahead <= back or scan.is_ahead(i) else -back
    else:
        days = ahead if scan.is_ahead(i) else -back
    return scan.found(i, i + 1, day_of(today, days), relative=True)


def _names_by_day(day: Token) -> bool:
    """`promised to seek closer ties at Thursday's meeting`: told, and no word for the time of what is to come."""
    named = any(t.tag_ == "POS" for t in day.children)
    return named and told_tense(day)[0] in TOLD and tense_of(clause_of(day)) == "none"


def bare_year(scan: Scan, i: int) -> Found | None:
    """`in 2024`, `since 2019`, `the 2015 agreement`, `(2024)`; a number before a plural noun is a quantity."""
    token = scan.doc[i]
    if not _YEAR.match(token.text):
        return None
    before = scan.lower(i - 1)
    following = scan.doc[i + 1] if i + 1 < len(scan.doc) else None
    tag = following.tag_ if following is not None else ""
    names_a_year = tag in ("NN", "NNP", "JJ", "NNPS") and before in words().determiners
    heads = scan.first_of_paragraph(i) == i and following is not None and following.text in HEAD_ENDS
    if tag == "NNS" and before not in ("in", "since") and not names_a_year:
        names_a_year = following is not None and following.lemma_ in words().eventful and before in ("the", "its")
    if not (names_a_year or heads or (before in words().year_openers and tag != "NNS")):
        return None
    if before == "(" and not (following is not None and following.text == ")"):
        return None
    return scan.found(i, i + 1, PartialDate(int(token.text)))


def holiday(scan: Scan, i: int) -> Found | None:
    """`Christmas Day`, `New Year's Eve`."""
    text = scan.read.document.text[scan.doc[i].idx : scan.doc[i].idx + 20].lower().replace("’", "'")
    for name, (month, day) in words().holidays.items():
        if text.startswith(name) and scan.doc[i].text[0].isupper():
            end = scan.doc[i].idx + len(name)
            k = next((n for n in range(i, len(scan.doc)) if scan.doc[n].idx >= end), len(scan.doc))
            year = _year_after(scan, k)
            return _full(scan, i, year[0], year[1], month, day) if year else _yearless(scan, i, k, month, day)
    return None


def known(scan: Scan, i: int) -> Found | None:
    """`when Russia invaded Ukraine`: nobody adds the date."""
    token, published = scan.doc[i], scan.read.document.published
    for fact in words().known[token.lower_]:
        if published is None or fact.date.last >= published or tense_of(token) in ("future", "modal", "present"):
            continue
        if fact.company <= {t.lower_ for t in token.subtree}:
            return Found(i, i + 1, fact.date, owner=i)
    return None
