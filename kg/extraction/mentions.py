"""Where names stand: those of the known world by its index, new ones by the model and by what stands around them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction.annotations import annotations
from kg.extraction.body_names import BodyName, BodyNames
from kg.extraction.lexicon import lexicon
from kg.extraction.names import Found, NameIndex, Reading
from kg.extraction.person_names import PersonNames
from kg.extraction.titles import Title, find_titles
from kg.folding import slug
from kg.reference.world import world

_POSSESSIVE = re.compile(r"(?:['’]s?)? *")
_NAMED_THINGS = frozenset(["ORG", "FAC", "LOC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"])
_OWN_NAMED = ("person:", "organization:")
_OWNING_USES = frozenset(["adjective", "demonym"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens `start:end`, characters `first:last` of the document.

    `readings` say what the known world makes of it; a `new` name has none.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    readings: tuple[Reading, ...] = ()
    new: Literal["", "person", "organization"] = ""

    @property
    def is_person(self) -> bool:
        """Whether it can be nobody but a person, by full name."""
        people = [r for r in self.readings if r.entity.startswith("person:") and r.use != "surname"]
        return bool(people) and len(people) == len(self.readings) and self.end - self.start > 1


@cache
def known_names() -> NameIndex:
    """The index of all names of the known world, and of names that only look like one (`South China Sea`)."""
    lookalikes = ((name, "", "lookalike") for name in lexicon().lookalikes)
    return NameIndex([*world().names(), *lookalikes])


def find_mentions(doc: Doc) -> list[Mention]:
    """Known and new names in the paragraphs of `doc`, in text order, none overlapping."""
    titles = annotations(doc).titles = list(find_titles(doc))
    everything = list(_known(doc, titles))
    readings_at = {i: m.readings for m in everything for i in range(m.start, m.end)}
    short = _short_titles(doc, titles)
    known = [m for m in everything if not _is_lookalike(m) and m.text not in short]
    found = _Found(doc, known)
    bodies = BodyNames(doc, titles, readings_at)
    for body in bodies.abbreviated():
        found.add_abbreviated(body)
    people = PersonNames(doc, titles, readings_at).find()
    for person in people:
        found.add(person.start, person.end, "person")
    words = {doc[i].text for p in people for i in range(p.start, p.end)}
    words |= {doc[i].text for m in known if m.is_person for i in range(m.start, m.end)}
    for body in (*bodies.by_model(), *bodies.small_parties(), *bodies.by_kind(), *bodies.led(words)):
        found.add(body.start, body.end, "organization")
    found.mask_borrowed()
    return found.all()


def _short_titles(doc: Doc, titles: Sequence[Title]) -> set[str]:
    """What titles are shortened to, which is no body here: `National Security Advisor (NSA)`."""
    words = annotations(doc).words
    ends = [t.end for t in titles if t.end + 2 < len(words) and words[t.end - 1][0].isupper()]
    return {words[i + 1] for i in ends if words[i] == "(" and words[i + 2] == ")" and words[i + 1].isupper()}


class _Found:
    """The mentions of one doc as they are found; an earlier one keeps its tokens."""

    def __init__(self, doc: Doc, known: Sequence[Mention]) -> None:
        self._doc = doc
        self._known = known
        self._known_at = {i: m for m in known for i in range(m.start, m.end)}
        self._new: dict[int, Mention] = {}
        self._taken: set[int] = set()
        self._short: dict[str, Mention] = {}

    def add(self, start: int, end: int, new: Literal["person", "organization"]) -> None:
        """A new name, which hides known ones inside it."""
        tokens = set(range(start, end))
        if not tokens & self._taken:
            self._new[start] = _mention(self._doc, start, end, new=new)
            self._taken |= tokens

    def add_abbreviated(self, body: BodyName) -> None:
        """A body with its abbreviation: what is known by the name, else by the abbreviation, else a new one."""
        short = self._doc[body.short].text
        named = self._known_at.get(body.end - 1)
        if named is not None and named.end == body.end:
            longer = body.start < named.start
            if named.is_person or (not _may_be_body(named) and not longer):
                return
            own = _may_be_body(named) and not (longer and all(r.use == "shared" for r in named.readings))
        else:
            own = False
        if named is not None and own:
            readings = named.readings
        else:
            by_short = self._known_at.get(body.short)
            known = by_short is not None and self._shares_word(body, by_short)
            entity = f"organization:{slug(self._doc[body.start : body.end].text)}"
            readings = by_short.readings if by_short is not None and known else (Reading(entity, "name"),)
            tokens = set(range(body.start, body.end))
            self._new[body.start] = _mention(self._doc, body.start, body.end, readings)
            self._taken |= tokens
        self._short[short] = _mention(self._doc, body.short, body.short + 1, readings)

    def _shares_word(self, body: BodyName, short: Mention) -> bool:
        """Whether the name written out is like one of those that the abbreviation has in the known world."""
        words = {t.lower_ for t in self._doc[body.start : body.end] if len(t) > 3} - lexicon().body_words
        for reading in short.readings:
            known = world().bodies.get(reading.entity)
            for name in (known.name, *known.aliases) if known else ():
                theirs = {w.lower() for w in name.split() if len(w) > 3} - lexicon().body_words
                if theirs and len(words & theirs) > 0.5 * max(len(words), len(theirs)):
                    return True
        return False

    def mask_borrowed(self) -> None:
        """Hides known names that only lend their name to something: `China` in `China Daily`."""
        for entity in self._doc.ents:
            if entity.label_ not in _NAMED_THINGS:
                continue
            inside = {m.first: m for i in range(entity.start, entity.end) if (m := self._known_at.get(i))}
            for mention in inside.values():
                others = {i for m in inside.values() if m is not mention for i in range(m.start, m.end)}
                inner = others | set(range(mention.start, mention.end))
                rest = [t for t in entity if t.i not in inner and t.lower_ not in ("the", "a", "an")]
                if _only_lends_its_name(self._doc, mention, rest):
                    self._taken |= set(range(mention.start, mention.end)) - set(self._new_tokens())

    def _new_tokens(self) -> Iterator[int]:
        for mention in self._new.values():
            yield from range(mention.start, mention.end)

    def all(self) -> list[Mention]:
        """Known and new names, and the abbreviations wherever they stand."""
        kept = [m for m in self._known if not self._taken & set(range(m.start, m.end))]
        if self._short:
            read = annotations(self._doc)
            shorts = [
                _mention(self._doc, i, i + 1, self._short[word].readings)
                for i, word in enumerate(read.words)
                if word in self._short and read.paragraph_of[i] >= 0 and i not in self._taken
            ]
            at = {m.start for m in shorts}
            kept = [m for m in kept if not at & set(range(m.start, m.end))] + shorts
        return sorted([*kept, *self._new.values()], key=lambda m: m.first)


def _known(doc: Doc, titles: Sequence[Title]) -> Iterator[Mention]:
    starts = doc.to_array("IDX").tolist()
    title_at = {i: t for t in titles for i in range(t.start, t.end)}
    text = annotations(doc).document.text
    index = known_names()
    for p in annotations(doc).document.paragraphs:
        for f in index.find(text, p.start, p.end):
            title = title_at.get(_token_at(starts, f.end - 1))
            if title is not None and _token_at(starts, f.start) < title.start:  # `US Treasury Secretary` names the US
                found = list(index.find(text, f.start, doc[title.start].idx))
            else:
                found = [f]
            for name in (part for f in found for part in _with_its_state(index, text, f)):
                start, end = _token_at(starts, name.start), _token_at(starts, name.end - 1) + 1
                if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in lexicon().made:
                    continue  # `French-made jets`
                if _goes_on(doc, end) and all(r.entity.startswith(_OWN_NAMED) for r in name.readings):
                    joined = next(index.find(text, doc[end + 1].idx, p.end), None)
                    full = end - start > 1 and joined is not None and all(r.use == "surname" for r in joined.readings)
                    if joined is None or full or joined.start != doc[end + 1].idx:
                        continue  # `Yossi Cohen-Tal` is not Yossi Cohen, `SPLM-IO` not the SPLM
                yield Mention(start, end, name.start, name.end, text[name.start : name.end], name.readings)


def _token_at(starts: Sequence[int], character: int) -> int:
    """The token at a character, by the characters where tokens start."""
    return bisect_right(starts, character) - 1


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a hyphen joins another capitalised word to the name that ends at token `end`."""
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return False
    return doc[end + 1].text[0].isupper() and doc[end + 1].pos_ == "PROPN"


def _with_its_state(index: NameIndex, text: str, found: Found) -> Iterator[Found]:
    """A body's name that starts with its state's names both: `Russia's Security Council`, `US Congress`."""
    bodies = [b for r in found.readings if (b := world().bodies.get(r.entity)) is not None and b.acts]
    if len(bodies) == len(found.readings):
        first = next(iter(index.find(text, found.start, found.end - 1)), None)
        states = {r.entity for r in first.readings} if first is not None else set()
        if first is not None and first.start == found.start and states & {b.state for b in bodies}:
            rest = _POSSESSIVE.match(text, first.end, found.end)
            start = rest.end() if rest is not None else first.end
            yield first
            yield Found(start, found.end, found.readings)
            return
    yield found


def _is_lookalike(mention: Mention) -> bool:
    return any(r.use == "lookalike" for r in mention.readings)


def _may_be_body(mention: Mention) -> bool:
    return any(r.entity.startswith(("alliance:", "organization:")) for r in mention.readings)


def _mention(
    doc: Doc,
    start: int,
    end: int,
    readings: tuple[Reading, ...] = (),
    new: Literal["", "person", "organization"] = "",
) -> Mention:
    span = doc[start:end]
    return Mention(start, end, span.start_char, span.end_char, span.text, readings, new)


def _only_lends_its_name(doc: Doc, mention: Mention, rest: Sequence[Token]) -> bool:
    """`China` in `China Daily`: a known name inside a longer one, unless it says whose thing that is.

    `rest` is what else is in the longer name. A person's full name lends itself only to what follows it (`Charles de
    Gaulle airport`) and to ships.
    """
    if any(r.use in _OWNING_USES for r in mention.readings):
        return False
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return False
    if mention.is_person:
        after = [t for t in rest if t.i >= mention.end and t.text[0].isupper()]
        return any(t.lower_ in lexicon().ships for t in rest) or any(t.lower_ in lexicon().thing_words for t in after)
    capitals = [t for t in rest if t.text[0].isupper()]
    if all(r.entity.startswith("organization:") for r in mention.readings) and all(
        t.i < mention.start and (t.tag_ == "JJ" or t.lower_.endswith(("ish", "ian", "ese"))) for t in capitals
    ):
        return False  # `the Kurdish YPG`
    return bool(capitals) and not any(
        t.lower_ in lexicon().institution_words or t.text in (",", "and", "&") for t in rest
    )
