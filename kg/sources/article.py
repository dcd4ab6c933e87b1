"""A news article's plain text as a Document: headline, date, publisher, and paragraphs without boilerplate."""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg.model import Document, Paragraph
from kg.sources.entries import ENDS, MONTH, MONTHS, Clock, ends_entries

_DATES = (
    re.compile(rf"\b(?P<m>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{MONTH}),? (?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
)
# Words run together where a page's line break was lost: `in BeijingThe parade`, `2025What you need`.
_GLUED = re.compile(
    r"(?<=[a-z]{2})(?=(?:The|A|An|In|It|At|On|He|She|What|This|That|But|And|"
    r"[A-Z][a-z]+ (?:the|has|have|is|was|of|to|in|a)) )"
    r"|(?<=\d{4})(?=[A-Z][a-z])|(?<=\d{4})(?=last updated)"
)
_ENTRY = re.compile(
    r"(?:posted at )?(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?: ?(?:(?-i:[A-Z]{2,4})|local time)\b)?\b[ :–—-]*", re.I
)
_BULLET = re.compile(r"(?:[-*•·–]|\d{1,2}[.)])\s+")
# List items that a page's copy left in one line: `- He signed a pact. - He banned imports.`
_INNER_BULLET = re.compile(r"(?<=[.;:!?”\"]) (?=[-•·] [\"“A-Z])")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_HEAD = 8  # first lines in which a date and a byline are looked for


@dataclass(frozen=True, slots=True)
class _Patterns:
    boilerplate: re.Pattern[str]
    dateline: re.Pattern[str]
    bare_dateline: re.Pattern[str]
    first_dateline: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    raw = tomllib.loads((Path(__file__).parent / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    alternatives = (
        [f"(?:{p})$" for p in raw["whole"]]
        + [f"(?:{p})" for p in raw["start"]]
        + [f".*?(?:{p})" for p in raw["anywhere"]]
    )
    return _Patterns(
        re.compile("|".join(alternatives), re.IGNORECASE),
        re.compile(raw["dateline"]),
        re.compile(raw["bare_dateline"]),
        re.compile(raw["first_dateline"]),
    )


def article_of(
    text: str,
    *,
    start: int = 0,
    title: str | None = None,
    published: dt.date | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """Reads `text` from `start` on (what is before is front matter). Given facts win over those in the text.

    `# headings`, short lines without a full stop, list items and live entries (`10:42 ...`) become paragraphs of
    their own; bylines, captions, links and share lines none.
    """
    lines = _lines(text, start)
    headline = title or (text[slice(*lines[0])].strip().lstrip("# ") if lines else "")
    day = published or _date_in(text, lines[:_HEAD])
    paragraphs: list[Paragraph] = []
    at: dt.datetime | None = None
    clock = Clock(day) if day else None
    for a, b in lines:
        if mark := _HEADING_MARK.match(text, a, b):
            a, heading = mark.end(), True
        else:
            heading = False
        if bullet := _BULLET.match(text, a, b):
            a = bullet.end()
        if entry := _ENTRY.match(text, a, b):
            if clock and (heading or entry.end() == b or b - a < 140):
                at = clock.at(dt.time(int(entry["h"]), int(entry["min"])))
            a = entry.end() if entry.end() < b else a
        if line := _patterns().dateline.match(text, a, b):
            publisher = publisher or line["publisher"].strip()
            a = line.end()
        elif line := _dateline(text, a, b, opens=all(p.heading for p in paragraphs)):
            a = line.end()
        content = text[a:b]
        if clock and at and (clock.turns_to(content) or ends_entries(content, paragraphs, at)):
            at = None
        if not content.strip() or _patterns().boilerplate.match(content) or _is_only_a_date(content):
            continue
        short = len(content) < 120 and not content.rstrip().endswith(ENDS)
        paragraphs.append(Paragraph(a, b, heading or short, at))
    return Document(headline, day, publisher, url, text, tuple(paragraphs))


def _dateline(text: str, a: int, b: int, *, opens: bool) -> re.Match[str] | None:
    """The place before a story without an agency's name; one that only its state tells, where the story `opens`."""
    patterns = _patterns()
    line = patterns.bare_dateline.match(text, a, b)
    return line or (patterns.first_dateline.match(text, a, b) if opens else None)


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    """Non-empty lines, without white space at their edges, cut where two were glued or a list's items stand in one."""
    found = []
    for line in re.finditer(r"[^\n]+", text[start:]):
        breaks = [*_GLUED.finditer(line.group()), *_inner_bullets(line.group())]
        cuts = sorted({start + line.start() + m.start() for m in breaks})
        edges = [start + line.start(), *cuts, start + line.end()]
        for a, b in pairwise(edges):
            piece = text[a:b]
            left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
            if right > left:
                found.append((a + left, a + right))
    return found


def _inner_bullets(line: str) -> list[re.Match[str]]:
    """Where the items of a list begin inside `line`; a single dash after a full stop may be a dateline's."""
    items = list(_INNER_BULLET.finditer(line))
    announced = any(line[item.start() - 1] == ":" for item in items)
    return items if announced or len(items) > 1 or _BULLET.match(line.lstrip()) else []


def _date_in(text: str, lines: list[tuple[int, int]]) -> dt.date | None:
    """The first date in the lines at the head of an article."""
    for a, b in lines:
        for pattern in _DATES:
            if match := pattern.search(text, a, b):
                return _day(match)
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    month = match["m"]
    number = int(month) if month.isdigit() else 1 + [m[:3] for m in MONTHS].index(month[:3])
    try:
        return dt.date(int(match["y"]), number, int(match["d"]))
    except ValueError:
        return None


def _is_only_a_date(content: str) -> bool:
    bare = content.strip(" *_()[]-–—|·")
    return any((m := p.search(bare)) is not None and len(bare) - (m.end() - m.start()) < 25 for p in _DATES)
