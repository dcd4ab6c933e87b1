"""Days counted from another one: `yesterday`, `three weeks ago`, `next month`, `two days before the summit`."""

import datetime as dt
import re
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.dates.calendar import day_of, shifted, weekend
from kg.extraction.dates.scan import Found, Scan, Shift
from kg.extraction.dates.tense import clause_of, is_clause, tense_of
from kg.extraction.dates.words import Unit, words
from kg.model import PartialDate

_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\Z")


def deictic(scan: Scan, i: int) -> Found | None:
    """`yesterday`, `tonight`, `this morning`, `this week`, `this year`."""
    today = scan.today(i)
    if today is None:
        return None
    word, following = scan.lower(i), scan.lower(i + 1)
    if word in words().days:
        end = i + 1 + (following in words().parts_of_day)
        return scan.found(i, end, day_of(today, words().days[word]), relative=True)
    if word != "this":
        return None
    if following in words().parts_of_day:
        return scan.found(i, i + 2, PartialDate.of(today), relative=True)
    if following in ("week", "month"):
        return scan.found(i, i + 2, PartialDate(today.year, today.month), relative=True)
    if following == "weekend":
        return scan.found(i, i + 2, weekend(today, ahead=scan.is_ahead(i)), relative=True)
    if following == "year" or following in words().seasons:
        return scan.found(i, i + 2, PartialDate(today.year), relative=True)
    return None


def last_next(scan: Scan, i: int) -> Found | None:
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
        if (
            poss
            or unit is None
            or (unit == "hour" and not some)
            or scan.lower(k + 1) == "of"
            or (word in ("coming", "next"))
        ):
            return None
        if unit in ("hour", "day", "week") or (unit == "month" and not some and word != "recent"):
            day = today - dt.timedelta(days=0 if unit == "hour" else 1)
            date = PartialDate.of(today) if unit == "hour" else PartialDate(day.year, day.month)
            return scan.found(i, k + 1, date, relative=True)
        return None
    if poss or word in ("recent", "past") or (before == "the" and word in ("next", "previous")):
        return None
    step = 1 if word in ("next", "coming") else -1
    if unit_word == "night":
        return scan.found(i, k + 1, day_of(today, step), relative=True)
    if unit_word == "weekend":
        return scan.found(i, k + 1, weekend(today, ahead=step > 0), relative=True)
    if unit in ("week", "month", "year"):
        return scan.found(i, k + 1, shifted(PartialDate.of(today), step, unit), relative=True)
    if unit_word in words().seasons:
        past = today.month > words().seasons[unit_word] + 2
        year = today.year + (step > 0 and past) - (step < 0 and not past)
        return scan.found(i, k + 1, PartialDate(year), relative=True)
    return None


def around(scan: Scan, i: int) -> Found | None:
    """`at the weekend`, `over the summer`, `at the end of the month`, `by the end of the year`."""
    word, before = scan.lower(i), scan.lower(i - 1)
    today = scan.today(i)
    if today is None:
        return None
    if word == "weekend" and before in ("the", "at", "over"):
        return scan.found(i, i + 1, weekend(today, ahead=scan.is_ahead(i)), relative=True)
    if word in words().seasons and before in ("the", "in", "since", "by") and word != "fall":
        if scan.lower(i + 1) == "of" or (i + 1 < len(scan.doc) and _YEAR.match(scan.doc[i + 1].text)):
            return None
        if before == "the" and scan.lower(i - 2) not in ("in", "since", "over", "during", "by", "this", "until"):
            return None
        past = today.month >= words().seasons[word] - 1
        return scan.found(i, i + 1, PartialDate(today.year - (not past and not scan.is_ahead(i))), relative=True)
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
        return scan.found(i, i + 1, date, relative=True)
    return None


def counted(scan: Scan, i: int) -> Found | None:
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
    if scan.lower(k) in ("few", "couple", "several"):
        number, k = None, k + 1 + (scan.lower(k + 1) == "of")
    elif scan.lower(k) in ("more", "full", "short", "whole"):
        k += 1
    unit = words().units.get(scan.lower(k).removesuffix("s"))
    if unit is None or scan.lower(k + 1) in ("-", "–"):
        return None
    k += 1
    if scan.lower(k) == "and" and words().units.get(scan.lower(k + 2).removesuffix("s")):  # `50 years and a day after`
        k += 3
    if scan.lower(k) == "and" and scan.lower(k + 2) == "half":  # `a year and a half later`
        k += 3
    direction = scan.lower(k)
    today = scan.today(i)
    if direction == "ago":
        return _ago(scan, i, k + 1, number, unit)
    if direction in ("later", "earlier", "afterwards", "beforehand", "on"):
        if direction == "on" and (k + 1 >= len(scan.doc) or scan.doc[k + 1].text != ","):
            return None
        if number is None and unit != "hour":
            return scan.found(i, k + 1, None, Shift(0, "month" if unit in ("day", "week", "month") else "decade"))
        sign = -1 if direction in ("earlier", "beforehand") else 1
        return scan.found(i, k + 1, None, Shift(sign * (number or 0), unit))
    if direction in ("before", "after", "since", "following"):
        bare = k + 1 >= len(scan.doc) or not _has_complement(scan.doc[k])
        if unit == "hour":
            clock = scan.lower(k + 1) in words().parts_of_day
            return None if bare or clock else scan.found(i, k + 1, None, Shift(0, unit, "complement", k))
        if number is None:
            some = not bare and scan.lower(k - 1) in ("days", "weeks")
            vague = Shift(0, "week", "complement", k) if some else None
            return scan.found(i, k + 1, None, vague) if vague else None  # `Days before the call`
        sign = -1 if direction == "before" else 1
        if bare and direction == "since":  # `in the two years since`: from what was told on
            return replace(scan.found(i, k + 1, None, Shift(0, unit)), relation="since")
        if bare:
            return scan.found(i, k + 1, None, Shift(sign * number, unit))
        return scan.found(i, k + 1, None, Shift(sign * number, unit, "complement", k))
    if scan.lower(i - 1) in ("in", "within") and today is not None and number and _is_planned(scan.doc[i]):
        if direction == "'" or (k < len(scan.doc) and scan.doc[k].tag_ == "POS"):
            k += 2
        return scan.found(i, k, shifted(PartialDate.of(today), number, unit), relative=True)
    return None


def _is_planned(token: Token) -> bool:
    clause = clause_of(token)
    return tense_of(clause) in ("future", "modal") and not any(t.lower_ == "have" for t in clause.children)


def _has_complement(link: Token) -> bool:
    """Whether `before` or `after` has a noun or a clause after it: without one it counts from what was told."""
    if any(t.i > link.i for t in link.children):
        return True
    if link.i + 1 < len(link.doc) and link.nbor().text == ",":
        return False  # `Two years before, they had`
    if link.i + 1 < len(link.doc) and link.nbor().tag_ in ("DT", "NNP", "PRP", "PRP$", "JJ", "NNS", "NN"):
        return True
    return link.dep_ in ("mark", "advmod", "prep") and link.head.i > link.i


def _ago(scan: Scan, i: int, end: int, number: int | None, unit: Unit) -> Found | None:
    """The farther back, the coarser the date; without a number (`weeks ago`) some few."""
    today = scan.today(i)
    if today is None:
        return None
    if unit == "hour":
        return scan.found(i, end, PartialDate.of(today), relative=True)
    if number is None:
        if unit in ("year", "decade"):
            return None
        vague = shifted(PartialDate.of(today), -3, unit)
        return scan.found(
            i,
            end,
            vague if unit == "week" else PartialDate(vague.year, None if unit == "month" else vague.month),
            relative=True,
        )
    if number * (10 if unit == "decade" else 1) > today.year:
        return None
    return scan.found(i, end, shifted(PartialDate.of(today), -number, unit), relative=True)


def told(scan: Scan, i: int) -> Found | None:
    """`the same day`, `that evening`, `the following morning`, `the next day`, `the day before`, `at the time`."""
    word, following, before = scan.lower(i), scan.lower(i + 1), scan.lower(i - 1)
    unit = words().units.get(following)
    if word == "that" and unit and (scan.doc[i].tag_ == "DT" or before in ("on", "of", "later")):
        return scan.found(i, i + 2, None, Shift(0, unit))
    if word == "same" and unit and before in ("the", "that"):
        return scan.found(i, i + 2, None, Shift(0, unit))
    if word in ("following", "next", "previous", "preceding") and unit and before == "the":
        return scan.found(i, i + 2, None, Shift(-1 if word in ("previous", "preceding") else 1, unit))
    if unit_of := words().units.get(word) if before == "the" and following in ("before", "after") else None:
        sign = -1 if following == "before" else 1
        if _has_complement(scan.doc[i + 1]):
            return scan.found(i, i + 2, None, Shift(sign, unit_of, "complement", i + 1))
        return scan.found(i, i + 2, None, Shift(sign, unit_of))
    if word == "time" and before in ("the", "that") and scan.lower(i - 2) == "at" and following not in ("of", "when"):
        clause = clause_of(scan.doc[i])  # `criticized the decision at the time`: not the decision's
        found = scan.found(i, i + 1, None, Shift(0, "hour"))
        return replace(found, owner=clause.i) if is_clause(clause) else found
    if (
        word in ("later", "earlier")
        and following in ("in", "on", "that")
        and scan.lower(i + 2) in ("the", "that", "day", "evening")
    ):
        k = i + 2 + (scan.lower(i + 2) in ("the", "that"))
        if scan.lower(k) in ("day", "evening", "night"):
            return scan.found(i, k + 1, None, Shift(0, "day"))
    return None


def anniversary(scan: Scan, i: int) -> Found | None:
    """`the 80th anniversary of its victory`: the year of what is remembered."""
    word = scan.lower(i)
    match = _ORDINAL.match(word)
    number = words().ordinals.get(word) or (int(match[1]) if match else None)
    k = i + 1
    if number is None and scan.lower(i + 1) == "-":
        number, k = words().ordinals.get(word + "-" + scan.lower(i + 2)), i + 3
    if number is None or scan.lower(k) != "anniversary" or scan.lower(k + 1) not in ("of", "since"):
        return None
    return scan.found(i, k + 1, None, Shift(number, "year", "complement", k + 1))
