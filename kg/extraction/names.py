"""An index of names: where in a text does a known name stand, the longest one first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.folding import fold

_WORD = re.compile(r"[^\W_]+")
# Between two words of one name: a space, a hyphen, an apostrophe (`Workers' Party`), the full stop of an initial.
_INSIDE = re.compile(r"(?: |-|['’] ?|\.|\. )?\Z")
_ABBREVIATION = re.compile(r"[A-Z]{1,3}[a-z]{1,2}[A-Z]{1,3}")
_NEVER_CAPITALISED = frozenset(
    [
        "al",
        "of",
        "the",
        "and",
        "for",
        "bin",
        "ibn",
        "van",
        "der",
        "von",
        "de",
        "la",
        "del",
        "di",
        "da",
        "dos",
        "el",
        "s",
        "ul",
        "i",
    ]
)
# Last words of names that some newspapers write small: `the Labour party`, `the Wagner group`.
_SOMETIMES_SMALL = frozenset(
    ["party", "group", "movement", "army", "front", "network", "cartel", "battalion", "brigade", "regiment", "forces"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a name can stand for. `use` says in which way (`name`, `adjective`, `capital`, `surname`, …)."""

    entity: str
    use: str


@dataclass(frozen=True, slots=True)
class Found:
    """A known name at `text[start:end]` and all it can stand for."""

    start: int
    end: int
    readings: tuple[Reading, ...]


class NameIndex:
    """Names by their folded words. Building costs about 5 µs a name, looking up one pass over the text's words."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """`names` are (name, entity id, use)."""
        entries: dict[tuple[str, ...], dict[str, set[Reading]]] = {}  # folded words -> name as written -> readings
        for name, entity, use in names:
            words = tuple(fold(w) for w in _WORD.findall(name))
            if words:
                entries.setdefault(words, {}).setdefault(name, set()).add(Reading(entity, use))
        self._entries = entries
        lengths: dict[str, set[int]] = {}
        for words in entries:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(those, reverse=True) for first, those in lengths.items()}  # by the first word

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Known names in `text[start:end]` from left to right, the longest at each place, none overlapping."""
        words = list(_WORD.finditer(text, start, len(text) if end is None else end))
        folded = [fold(w.group()) for w in words]
        past = 0
        for i, first in enumerate(folded):
            if i >= past and first in self._lengths and (found := self._at(text, words, folded, i)):
                length, item = found
                yield item
                past = i + length

    def _at(self, text: str, words: list[re.Match[str]], folded: list[str], i: int) -> tuple[int, Found] | None:
        for n in self._lengths[folded[i]]:
            entry = self._entries.get(tuple(folded[i : i + n]))
            if entry is None or i + n > len(words):
                continue
            if any(not _INSIDE.match(text, words[k].end(), words[k + 1].start()) for k in range(i, i + n - 1)):
                continue
            first, last = words[i].start(), words[i + n - 1].end()
            surface = [w.group() for w in words[i : i + n]]
            readings = {r for name, rs in entry.items() if _written_as(surface, name) for r in rs}
            if readings:
                if n > 1 and len(surface[-1]) == 1 and text[last : last + 1] == ".":
                    last += 1  # the last full stop of "U.S."
                ordered = tuple(sorted(readings, key=lambda r: (r.entity, r.use)))
                return n, Found(first, last, ordered)
        return None


def _written_as(surface: list[str], name: str) -> bool:
    """Whether words of a text may be that name: abbreviations letter for letter (`LeT` is not `Let`), others by their
    capitals."""
    words = _WORD.findall(name)
    if len(words) == 1 and (name.isupper() or _ABBREVIATION.fullmatch(name)):
        return surface[0] in (name, name.upper())
    last = len(words) - 1
    return all(
        not word[0].isupper()
        or seen[0].isupper()
        or (seen in _NEVER_CAPITALISED and last)
        or (i == last > 0 and seen in _SOMETIMES_SMALL)
        for i, (word, seen) in enumerate(zip(words, surface, strict=True))
    )
