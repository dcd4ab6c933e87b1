"""The people of one document: who has been introduced by which names, and whom a bare surname means."""

import re
from dataclasses import dataclass, field

from kg.folding import fold
from kg.reference.people import Sex


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

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(fold(w) for w in re.findall(r"[^\W_]+", self.name))


class Cast:
    """Figures by id and by the parts of their names, in order of introduction."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self._by_part: dict[str, dict[str, None]] = {}

    def add(self, figure: Figure) -> Figure:
        """The figure of that id, as it is already known or now is."""
        known = self.figures.setdefault(figure.id, figure)
        for part in {fold(figure.family), *figure.words}:
            self._by_part.setdefault(part, {})[known.id] = None
        return known

    def called(self, part: str, at: int) -> Figure | None:
        """Whom `part` of a name means at token `at`: family names before given names; then of several who share it
        the one who leads (news calls others of the family by more than the surname), then the one named last."""
        folded = fold(part)
        figures = [self.figures[id] for id in self._by_part.get(folded, ())]
        if not figures:
            return None
        family = [f for f in figures if fold(f.family) == folded] or figures

        def order(figure: Figure) -> tuple[int, int]:
            before = [i for i in figure.introduced if i <= at]
            return figure.rank == 2, before[-1] if before else -min(figure.introduced, default=10**9)

        return max(family, key=order)

    def spelt_like(self, name: str) -> Figure | None:
        """The figure whose name is `name` but for one letter or for the order of its words."""
        folded = fold(name)
        words = tuple(re.findall(r"[^\W_]+", folded))
        for figure in self.figures.values():
            if sorted(figure.words) == sorted(words) or one_letter_off(" ".join(figure.words), " ".join(words)):
                return figure
        return None


def one_letter_off(a: str, b: str) -> bool:
    """Whether one letter inserted, left out, changed or swapped with its neighbour makes `a` into `b`.

    Names shorter than eight letters are too alike to be judged so.
    """
    if min(len(a), len(b)) < 8 or abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
