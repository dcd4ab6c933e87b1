"""Finds date phrases: tries at each word that can start one the rules that know it."""

from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations
from kg.extraction.dates.counted import anniversary, around, counted, deictic, last_next, told
from kg.extraction.dates.named import HEAD_ENDS, absolute, bare_year, holiday, known, weekday
from kg.extraction.dates.scan import Found, Scan
from kg.extraction.dates.words import words
from kg.model import PartialDate

_DASHES = frozenset(("-", "–", "—", "--"))
_DATELINE = 14  # tokens from the start of a paragraph in which its dateline ends
_DAY_AFTER = ("day", "week", "month", "year", "night", "morning", "evening")  # `the day after`
_Rule = Callable[[Scan, int], Found | None]


def find_phrases(doc: Doc, read: Annotations) -> tuple[list[Found], dict[int, PartialDate]]:
    """All date phrases in text order, and the date of each paragraph that a chronicle heads with one."""
    scan = Scan(doc, read, {})
    phrases: list[Found] = []
    end, paragraph = 0, -1
    section: PartialDate | None = None  # what the last heading said
    starters, digits = _rules()
    for i, lower in enumerate(read.lower):
        here = read.paragraph_of[i]
        if here < 0 or i < end:
            continue
        if here != paragraph:
            paragraph = here
            if read.document.paragraphs[here].heading:
                section = None
            elif section is not None:
                scan.headed[here] = section
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
    first = scan.first_of_paragraph(found.start)
    if not 0 < found.start - first < _DATELINE or not scan.doc[first].text.isupper():
        return False
    k = found.end
    if scan.lower(k) == "(":
        k = next((n + 1 for n in range(k, min(k + 6, len(scan.doc))) if scan.doc[n].text == ")"), k)
    return scan.lower(k) in _DASHES


def _heads(scan: Scan, found: Found) -> bool:
    """Whether a paragraph or heading starts with this date and a stop: `13 June. Before dawn ...`, `2014: ...`."""
    start = found.start - 1 if scan.lower(found.start - 1) in ("on", "in", "the") else found.start
    here = scan.read.paragraph_of[found.start]
    if found.shift is not None:
        return False
    if scan.read.document.paragraphs[here].heading and _recalls(scan, found):
        return True
    if found.start - scan.first_of_paragraph(found.start) > found.start - start:
        return False
    k = found.end
    while k < len(scan.doc) and (scan.doc[k].is_space or scan.doc[k].text in ("*", "**", "_", '"')):
        k += 1
    ends = k >= len(scan.doc) or scan.read.paragraph_of[k] != here
    if found.relative and scan.lower(found.start) in words().weekdays:
        return ends
    return ends or scan.doc[k].text in HEAD_ENDS or scan.doc[found.end - 1].text[-1:] == "."


def _recalls(scan: Scan, found: Found) -> bool:
    """Whether a heading only says of which day the text below tells: `What happened on Thursday`."""
    here = scan.read.paragraph_of[found.start]
    i = scan.first_of_paragraph(found.start)
    while i < len(scan.doc) and scan.read.paragraph_of[i] == here:
        if not found.start <= i < found.end and scan.doc[i].is_alpha and scan.lower(i) not in words().recalls:
            return False
        i += 1
    return True


@cache
def _rules() -> tuple[dict[str, tuple[_Rule, ...]], tuple[_Rule, ...]]:
    """Rules by the word a phrase can start with, and those for digits."""
    w = words()
    table: list[tuple[_Rule, tuple[str, ...]]] = [
        (weekday, tuple(w.weekdays)),
        (absolute, tuple(w.months)),
        (holiday, tuple({name.split()[0].removesuffix("'s") for name in w.holidays})),
        (known, tuple(w.known)),
        (deictic, (*w.days, "this")),
        (anniversary, tuple({name.split("-")[0] for name in w.ordinals} | {"twenty", "seventy"})),
        (counted, (*w.numbers, "few", "several", *w.units, *(unit + "s" for unit in w.units))),
        (last_next, ("last", "next", "past", "coming", "recent")),
        (around, ("weekend", "week", "month", "year", *w.seasons)),
        (told, ("that", "same", "following", "next", "previous", "preceding", "time", "later", "earlier", *_DAY_AFTER)),
    ]
    starters: dict[str, tuple[_Rule, ...]] = {}
    for rule, names in table:
        for name in names:
            starters[name] = (*starters.get(name, ()), rule)
    return starters, (absolute, anniversary, counted, bare_year)
