"""Whole texts that somebody says: turns of a transcript (`THE PRESIDENT: …`), statements in the first person."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations
from kg.extraction.mentions import known_names
from kg.extraction.people import known_figure
from kg.folding import fold
from kg.model import Paragraph
from kg.reference.people import Person
from kg.reference.world import world

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = rf"[{_CAPITAL}][{_CAPITAL}.'’\-]*"
_LABEL = re.compile(rf"(Q\b:?|{_WORD}(?: {_WORD}){{0,5}}(?: \([A-Z ]+\))?:)(?=\s)")
_STATEMENT = re.compile(r"\b(?:remarks|statement|address|speech|letter|message|op-ed)\b.*?\b(?:by|of|from)\b", re.I)
_HONORIFICS = frozenset(("MR", "MS", "MRS", "DR", "THE", "SIR", "GENERAL", "AMBASSADOR", "SENATOR"))
_OFFICES = frozenset(("PRESIDENT", "VICE PRESIDENT", "PRIME MINISTER", "CHANCELLOR", "SECRETARY"))
_FIRST_PERSON = frozenset(("i", "my", "me", "i've", "i'm", "we", "our"))
_FEW = 2  # words for `I` or `we` that make a text one in the first person
_HOME = "state:USA"  # whose transcripts call their president `THE PRESIDENT`, their officials so:
_EARLY = 30  # paragraphs in which the first of them speaks
_OFFICIAL = "ADMINISTRATION OFFICIAL"


@dataclass(frozen=True, slots=True)
class Turn:
    """Tokens `start:end` that one person says; `speaker` is None for a reporter or somebody unknown."""

    start: int
    end: int
    speaker: str | None


def find_turns(doc: Doc, read: Annotations) -> list[Turn]:
    """In text order; none where the text is an article."""
    on = read.document.published or dt.date.today()
    if turns := labelled_turns(doc, read):
        return turns
    person = _author(read.document.title, on)
    if person is None or not _is_in_first_person(read):
        return []
    return [Turn(0, len(doc), _enter(read, person, on))]


def labelled_turns(doc: Doc, read: Annotations) -> list[Turn]:
    """Those of a transcript whose paragraphs say who speaks."""
    on = read.document.published or dt.date.today()
    labelled = list(_labelled(read))
    if all(label.rstrip(":") == "Q" for _, label in labelled):
        return []
    ends = [start for start, _ in labelled[1:]] + [len(doc)]
    return [
        Turn(start, end, _speaker(read, label.rstrip(":"), on))
        for (start, label), end in zip(labelled, ends, strict=True)
    ]


def home_of(read: Annotations) -> str | None:
    """The state whose officials speak in a transcript; None for other texts."""
    text = read.document.text
    for paragraph in read.document.paragraphs[:_EARLY]:
        label = _label(text, paragraph)
        if label is not None and (_OFFICIAL in label or label == "THE PRESIDENT:"):
            return _HOME
    return None


def _labelled(read: Annotations) -> Iterator[tuple[int, str]]:
    """Where paragraphs start with a label, and the label."""
    text = read.document.text
    first: dict[int, int] = {}
    for i, number in enumerate(read.paragraph_of):
        first.setdefault(number, i)
    for index, paragraph in enumerate(read.document.paragraphs):
        if index in first and (label := _label(text, paragraph)) is not None:
            yield first[index], label


def _label(text: str, paragraph: Paragraph) -> str | None:
    found = _LABEL.match(text, paragraph.start, paragraph.end)
    if found is None or not any(c.islower() for c in text[found.end() : paragraph.end]):
        return None  # `THE ALLIANCE: A NEW ERA` is a heading
    return found.group(1)


def _speaker(read: Annotations, label: str, on: dt.date) -> str | None:
    """Who speaks under a label; an official without a name does it for his state."""
    if _OFFICIAL in label:
        return _HOME
    return _enter(read, _person_of(read, label, on), on)


def _person_of(read: Annotations, label: str, on: dt.date) -> Person | None:
    """Whom a label means: `THE PRESIDENT` by the title of the text, others by their family name."""
    words = [w.strip(".") for w in label.split() if not w.startswith("(")]
    words = [w for w in words if w not in _HONORIFICS]
    office = " ".join(words)
    if office in _OFFICES:
        return _titled(read.document.title, office.title(), on)
    return person_by_family(words[-1].title(), on) if words else None


def _titled(title: str, office: str, on: dt.date) -> Person | None:
    """`President Biden` in the title of a text; else who holds that office where such labels are used."""
    for found in re.finditer(rf"\b{office}\s+((?:[A-Z][\w.'’-]*\s?)+)", title):
        if office == "President" and title[: found.start()].rstrip().endswith("Vice"):
            continue
        for word in found.group(1).split():
            if (person := person_by_family(word.strip(".,'’"), on)) is not None:
                return person
    holders = world().holders(_HOME, office.lower(), on)
    return holders[0] if holders else None


def person_by_family(word: str, on: dt.date) -> Person | None:
    """The one known person of that family name who holds an office that day, the one who leads before others."""
    found = [world().people[id] for id in world().people_named(fold(word))]
    found = [p for p in found if fold(p.family) == fold(word) and any(t.holds_on(on) for t in p.tenures)]
    leading = [p for p in found if any(t.leads and t.holds_on(on) for t in p.tenures)]
    best = leading or found
    return best[0] if len(best) == 1 else None


def _author(title: str, on: dt.date) -> Person | None:
    """Who speaks in `Remarks by President Biden on …`, `Statement from …`."""
    begun = _STATEMENT.search(title)
    if begun is None or "joint" in title.lower()[: begun.end()]:
        return None
    after = title[begun.end() :]
    for name in known_names().find(after):
        people = {r.entity for r in name.readings if r.entity in world().people}
        if people:
            surname = person_by_family(after[name.start : name.end].split()[-1], on)
            return surname if surname is not None and surname.id in people else None
    return None


def _is_in_first_person(read: Annotations) -> bool:
    quoted = {i for start, end in read.quotes for i in range(start, end)}
    return sum(1 for i, word in enumerate(read.lower) if word in _FIRST_PERSON and i not in quoted) >= _FEW


def _enter(read: Annotations, person: Person | None, on: dt.date) -> str | None:
    return read.cast.add(known_figure(person, on)).id if person is not None else None
