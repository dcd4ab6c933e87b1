"""What the search for parties looks at: the references of a doc and the story told so far."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import named_in
from kg.extraction.events.story import Story


@dataclass(frozen=True, slots=True)
class Scene:
    """One doc while its events are found."""

    doc: Doc
    read: Annotations
    story: Story

    def named(self, nouns: Iterable[Token], *, acting: bool = False, apart: Collection[str] = ()) -> list[Reference]:
        """The references in noun phrases, each once; as `clauses.named_in`."""
        found = (r for noun in nouns for r in named_in(self.read, noun, acting=acting, apart=apart))
        return list(dict.fromkeys(found))

    def sides(self, references: Iterable[Reference]) -> set[str]:
        """The entities of references with the states they act for: `Lavrov` and `Russia` are one side."""
        found: set[str] = set()
        for reference in references:
            for entity in reference.entities:
                figure = self.read.cast.figures.get(entity)
                found |= {entity, reference.state or "", (figure.state if figure else None) or ""}
        return found - {""}
