"""What an article told up to a sentence: who did what to whom, and who was named where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.extraction.annotations import Reference

REACH = 4  # sentences back in which what is answered or named again was told


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told before; of an undirected one everybody is source and target.

    `nouns` are the words for it and for what it is done with, by which the article can name it again: `the warrants`.
    """

    kind: str
    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    sentence: int
    nouns: frozenset[str] = frozenset()


@dataclass(slots=True)
class Story:
    """`named` has the references by sentence, the last of each first; `sentence` is the number of the present one."""

    named: Sequence[Sequence[Reference]]
    deeds: list[Deed] = field(default_factory=list)
    sentence: int = 0

    def tell(
        self, kind: str, sources: Sequence[Reference], targets: Sequence[Reference], nouns: Iterable[str] = ()
    ) -> None:
        self.deeds.append(Deed(kind, tuple(sources), tuple(targets), self.sentence, frozenset(nouns)))

    def backwards(self) -> Iterable[Deed]:
        """All deeds, the nearest first."""
        return reversed(self.deeds)

    def is_near(self, deed: Deed) -> bool:
        """Whether it was told in this sentence or in one of the few before it."""
        return self.sentence - deed.sentence <= REACH

    def recent(self) -> Iterable[Deed]:
        """The deeds that are near, the nearest first."""
        return takewhile(self.is_near, self.backwards())
