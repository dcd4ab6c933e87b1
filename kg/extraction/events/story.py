"""What an article told up to a sentence: who did what to whom, and who was named where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.extraction.annotations import Reference

REACH = 4  # sentences back in which what is answered or named again was told


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told before; of an undirected one everybody is source and target."""

    kind: str
    sources: tuple[Reference, ...]
    targets: tuple[Reference, ...]
    sentence: int


@dataclass(slots=True)
class Story:
    """`named` has the references by sentence, the last of each first; `sentence` is the number of the present one."""

    named: Sequence[Sequence[Reference]]
    deeds: list[Deed] = field(default_factory=list)
    sentence: int = 0

    def tell(self, kind: str, sources: Sequence[Reference], targets: Sequence[Reference]) -> None:
        self.deeds.append(Deed(kind, tuple(sources), tuple(targets), self.sentence))

    def recent(self) -> Iterable[Deed]:
        """Deeds of this sentence and the few before it, the nearest first."""
        for deed in reversed(self.deeds):
            if self.sentence - deed.sentence > REACH:
                return
            yield deed
