"""The people of one document: who has been introduced by which names, and whom a bare surname means."""

import re
from dataclasses import dataclass, field

from kg.folding import fold
from kg.reference.people import Sex

_SHORTEST = 6  # letters of a surname that may be spelt with another letter


@dataclass(slots=True)
class Figure:
    """A person in one document. `rank` is 2 for who leads a state or body now, 1 for other office, 0 for none."""

    id: str
    name: str
    family: str
    sex: Sex = ""
    state: str | None = None
    rank: int = 0
    introduced: list[int] = field(default_factory=list)  # tokens where the full name stands
    aliases: tuple[str, ...] = ()
    body: str | None = None  # that the text says to be served, where it is no state

    @property
    def words(self) -> tuple[str, ...]:
        return _words(self.name)

    def has_family(self, part: str) -> bool:
        """Whether a folded word is the family name or its last word: `Burhan` of al-Burhan."""
        return part == fold(self.family) or (len(part) > 2 and part == _words(self.family)[-1])


class Cast:
    """Figures by id and by the parts of their names, in order of introduction."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self._by_part: dict[str, dict[str, None]] = {}

    def add(self, figure: Figure) -> Figure:
        """The figure of that id, as it is already known or now is."""
        known = self.figures.setdefault(figure.id, figure)
        short = [a for a in figure.aliases if " " not in a]
        for part in {fold(figure.family), *figure.words, *map(fold, short)}:
            self._by_part.setdefault(part, {})[known.id] = None
        return known

    def called(self, part: str, at: int, sex: Sex = "") -> Figure | None:
        """Whom `part` of a name means at token `at`: family names before given names; then of several who share it
        the one who leads (news calls others of the family by more than the surname), then the one named last.

        `sex` is that of who is meant, where the text says it. A surname with one wrong letter is somebody's too.
        """
        folded = fold(part)
        figures = [self.figures[id] for id in self._by_part.get(folded, ())] or self._nearly(folded)
        figures = [f for f in figures if not (sex and f.sex and f.sex != sex)]
        if not figures:
            return None
        family = [f for f in figures if f.has_family(folded)] or figures

        def order(figure: Figure) -> tuple[int, int]:
            before = [i for i in figure.introduced if i <= at]
            return figure.rank == 2, before[-1] if before else -min(figure.introduced, default=10**9)

        return max(family, key=order)

    def _nearly(self, part: str) -> list[Figure]:
        """The one figure whose family name is that but for a letter."""
        if len(part) < _SHORTEST:
            return []
        near = [
            f
            for f in self.figures.values()
            if len(family := fold(f.family)) >= _SHORTEST and family[0] == part[0] and _one_edit(family, part)
        ]
        return near if len(near) == 1 else []

    def spelt_like(self, name: str) -> Figure | None:
        """The figure whose name is `name` but for one letter, the order of its words, or names left out."""
        for figure in self.figures.values():
            if any(is_same_name(known, name) for known in (figure.name, *figure.aliases)):
                return figure
        return None


def is_same_name(a: str, b: str) -> bool:
    """Whether two full names can be one person's: `J. Lebrun` and `Jean Lebrun`, `Thomas Crooks` and `Thomas Matthew
    Crooks`, `Sergei` and `Sergey Lavrov`."""
    first, second = _words(a), _words(b)
    if sorted(first) == sorted(second) or one_letter_off(" ".join(first), " ".join(second)):
        return True
    short, long = sorted((first, second), key=lambda words: (len(words), -sum(len(w) == 1 for w in words)))
    if len(short) < 2 or short[-1] != long[-1]:
        return False
    if short[0] == long[0]:
        return set(short) <= set(long)
    if len(short) > 2 and set(short) <= set(long):
        return True
    initials = [w for w in short[:-1] if len(w) == 1]
    return len(initials) == len(short) - 1 and all(i == w[0] for i, w in zip(initials, long, strict=False))


def one_letter_off(a: str, b: str) -> bool:
    """Whether one letter inserted, left out, changed or swapped with its neighbour makes `a` into `b`.

    Names shorter than eight letters are too alike to be judged so.
    """
    return min(len(a), len(b)) >= 8 and _one_edit(a, b)


def differing(a: str, b: str) -> str | None:
    """The word of `a` in which `b` has one letter other than it; None where they differ more, or not."""
    if not one_letter_off(a, b):
        return None
    ours, theirs = a.split(), b.split()
    if len(ours) != len(theirs):
        return a
    return next((x for x, y in zip(ours, theirs, strict=True) if x != y), None)


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in re.findall(r"[^\W_]+", name))
