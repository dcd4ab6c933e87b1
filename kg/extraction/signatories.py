"""Who `we` are in a text that several put their names to: joint statements, communiqués, declarations of leaders."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.mentions import known_names
from kg.extraction.people import known_figure
from kg.extraction.transcripts import person_by_family
from kg.reference.world import world

_JOINT = re.compile(  # in the capitals of a title
    r"\bJ(?:oint|OINT)\b[\w’'\- ]*\b(?:Statement|Declaration|Communiqu[eé]|Fact Sheet|Readout|Vision)\b"
    r"|\bJOINT (?:STATEMENT|DECLARATION|FACT SHEET)\b"
    r"|\b(?:Leaders|Ministers)\W* (?:Joint )?(?:Statement|Declaration|Communiqu[eé])\b"
)
_TOLD = re.compile(  # a headline tells that they made one
    r"\b(?:issue|sign|release|adopt|publish|agree|hail|welcome|reject|slam|condemn|say|call|seek|back|draft)(?:s|es|ed)?\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:between|by|from)\b", re.IGNORECASE)
_ABOUT = re.compile(r":|\b(?:on|regarding|concerning|following|about)\b", re.IGNORECASE)
_PAIRED = re.compile(r"\s?[-–—]\s?")  # `U.S.-Japan`
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_OURS = frozenset(("countries", "nations", "governments", "states", "democracies", "leaders"))  # `our two nations`
_TWO = frozenset(("two", "both"))
_SIDES = frozenset(("sides", "countries", "nations", "governments", "states", "parties"))
_CONFIDENCE = 0.8


def link_signatories(doc: Doc, read: Annotations, quoted: Iterable[int]) -> None:
    """Adds references for `we`, `our two countries` and, where two sign, for `both sides`, outside quotations."""
    signed = signatories(doc, read)
    if not signed:
        return
    inside = frozenset(quoted)
    for i, word in enumerate(read.lower):
        if i in inside or i in read.at_token or read.paragraph_of[i] < 0:
            continue
        start = i
        if word in _OURS | _SIDES:
            start = _opening(read, i, len(signed))
            if start == i:
                continue
        elif word not in _WE or read.words[i] == "US":
            continue
        read.add(Reference(start, i + 1, i, signed, "group", None, _CONFIDENCE))


def _opening(read: Annotations, noun: int, signing: int) -> int:
    """Where `our (two) countries`, `the two sides` or `both sides` starts; `noun` itself where it is none of these."""
    word, before, further = read.lower[noun], read.lower[noun - 1] if noun else "", read.lower[max(0, noun - 2)]
    if word in _OURS and (before == "our" or (before in ("two", "three", "four") and further == "our")):
        return noun - 1 - (before != "our")
    if word in _SIDES and signing == 2 and before in _TWO and (before == "both" or further == "the"):
        return noun - 1 - (before != "both")
    return noun


def signatories(doc: Doc, read: Annotations) -> tuple[str, ...]:
    """The states and bodies whose statement a text is, by its title or its opening; none where it is nobody's."""
    on = read.document.published or dt.date.today()
    title = read.document.title
    opening = _who_open(doc, read)
    if opening:
        return opening
    joint = _JOINT.search(title)
    if joint is None or _TOLD.search(title[: joint.start()]):
        return ()
    by = _BY.search(title)
    parts = [title[by.end() :] if by else "", title, *title.split(":")[1:2]]
    for part in (_ABOUT.split(p, maxsplit=1)[0] for p in parts):
        found = tuple(dict.fromkeys(_named_in(part, on)))
        if len(found) > 1 or any(e.startswith("alliance:") for e in found):
            return found
    return _paired_in(title, on) or _who_meet(doc, read)


def _named_in(text: str, on: dt.date) -> Iterator[str]:
    """The states and alliances that names in a title are, and for which the people named there act."""
    for name in known_names().find(text):
        ids = {r.entity: r.use for r in name.readings}
        party = next((e for e, use in ids.items() if _is_party(e) and use in ("name", "alias")), None)
        if party is not None:
            yield party
            continue
        people = {e for e in ids if e in world().people}
        person = person_by_family(text[name.start : name.end].split()[-1], on) if people else None
        if person is None and len(people) == 1:
            person = world().people[next(iter(people))]
        if person is not None and person.id in people:
            led = [t.of for t in person.tenures if t.leads and t.holds_on(on)]
            yield from [s for s in (known_figure(person, on).state, *led) if s is not None][:1]


def _is_party(entity: str) -> bool:
    return entity.startswith(("state:", "alliance:"))


def _paired_in(title: str, on: dt.date) -> tuple[str, ...]:
    """Two that a dash joins: `the U.S.-Ukraine Strategic Partnership`."""
    names = list(known_names().find(title))
    for first, second in pairwise(names):
        if _PAIRED.fullmatch(title[first.end : second.start]):
            found = tuple(dict.fromkeys(_named_in(title[first.start : second.end], on)))
            if len(found) == 2:
                return found
    return ()


def _who_open(doc: Doc, read: Annotations) -> tuple[str, ...]:
    """`We, the leaders of Japan, the Republic of Korea and the United States, met`, in the first sentence."""
    for number, paragraph in enumerate(read.document.paragraphs[:3]):
        if paragraph.heading:
            continue
        first = next((i for i, n in enumerate(read.paragraph_of) if n == number and read.words[i].isalpha()), None)
        if first is None or read.lower[first] != "we":
            continue
        found: list[str] = []
        for token in doc[first + 1 : doc[first].sent.end]:
            reference = read.at_token.get(token.i)
            if token.pos_ in ("VERB", "AUX"):
                break
            if reference is not None and reference.how not in ("adjective", "place"):
                found += [e for e in (reference.state, *reference.entities) if e is not None and _is_party(e)]
        parties = tuple(dict.fromkeys(found))
        return parties if len(parties) > 1 or any(p.startswith("alliance:") for p in parties) else ()
    return ()


def _who_meet(doc: Doc, read: Annotations) -> tuple[str, ...]:
    """Those for whom the people of the first sentence act: `the President of A and the Prime Minister of B met`."""
    number = next((n for n, p in enumerate(read.document.paragraphs) if not p.heading), None)
    found: list[str] = []
    end = -1
    for reference in sorted(read.references, key=lambda r: r.start):
        if read.paragraph_of[reference.start] != number:
            continue
        end = end if end >= 0 else doc[reference.start].sent.end
        person = reference.how in ("name", "office") and reference.entities[0].startswith("person:")
        if person and reference.start < end and reference.state:
            found.append(reference.state)
    parties = tuple(dict.fromkeys(found))
    return parties if len(parties) > 1 else ()
