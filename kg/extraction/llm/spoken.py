"""Who and what a text names: the entities that a model claims, by names that stand in the text."""

from collections import Counter
from collections.abc import Callable, Sequence

from kg.extraction.llm.account import Dropped
from kg.extraction.llm.linking import Linker, acting, is_another, polities_named
from kg.extraction.llm.reply import ClaimedEntity
from kg.extraction.llm.verbatim import VerbatimText
from kg.folding import fold
from kg.model import Document, Span


class Spoken:
    """Entities of one document with their names in it and the places where these stand (`mentions`)."""

    def __init__(self, document: Document, text: VerbatimText, drop: Callable[[Dropped], None]) -> None:
        self.linker = Linker(document)
        self.mentions: dict[str, list[Span]] = {}
        self._document = document
        self._text = text
        self._drop = drop
        self._names: dict[str, dict[str, None]] = {}  # entity -> its names in the text
        self._known = polities_named(document)

    def add(self, claimed: ClaimedEntity) -> str:
        """The entity's id. Raises Dropped where no name of it stands in the text, or nobody can be so called. For
        `Israel` it is enough that the text says `Israeli`."""
        given = sorted((" ".join(name.split()) for name in claimed.names), key=len, reverse=True)
        names = [name for name in given if self._is_name(name, claimed.kind)]
        id = self.linker.link(claimed.kind, names, claimed.english.strip()) if names else self._polity(claimed, given)
        if id is None:
            raise Dropped("names not in the text")
        kept = self._names.setdefault(id, dict.fromkeys(self._known.get(id, ())))
        for name in names:
            if is_another(name, id) or (id.startswith("person:") and not self._calls(name, id, names[0])):
                self._drop(Dropped("names of somebody else"))
            else:
                kept[name] = None
        return id

    def find(self) -> None:
        """Looks for all names in the text, the longest first, no two at one place; for surnames too, where only one
        of the document's people has it."""
        people = [f for f in self.linker.cast.figures.values() if f.id in self._names]
        shared = Counter(fold(f.family) for f in people)
        names = [(name, id) for id, kept in self._names.items() for name in kept]
        names += [(f.family, f.id) for f in people if shared[fold(f.family)] == 1 and not is_another(f.family, f.id)]
        found: dict[str, list[Span]] = {id: [] for id in self._names}
        taken: set[int] = set()
        for name, id in sorted(dict.fromkeys(names), key=lambda item: -len(item[0])):
            for p in self._document.paragraphs:
                for span in self._text.find(name, p.start, p.end, whole=True):
                    if taken.isdisjoint(range(span.start, span.end)):
                        taken.update(range(span.start, span.end))
                        found[id].append(span)
        self.mentions = {id: sorted(spans) for id, spans in found.items() if spans}

    def named_in(self, start: int, end: int) -> frozenset[str]:
        """Who is named in `text[start:end]`, or acts where a seat or organ of its government is."""
        return frozenset(
            acting(id) for id, spans in self.mentions.items() if any(start <= s.start and s.end <= end for s in spans)
        )

    def _polity(self, claimed: ClaimedEntity, names: Sequence[str]) -> str | None:
        """The state or body that is meant by names that do not stand in the text, if another of its names does."""
        if claimed.kind not in ("state", "alliance", "organization") or not names:
            return None
        id = self.linker.link(claimed.kind, names, "")
        return id if id in self._known else None

    def _is_name(self, name: str, kind: str) -> bool:
        """Whether it stands in the text as words of its own; a person's also has a capital where its script has."""
        if kind in ("person", "leader") and name == name.lower() != name.upper():
            return False
        return any(c.isalpha() for c in name) and next(self._text.find(name, whole=True), None) is not None

    def _calls(self, name: str, id: str, fullest: str) -> bool:
        """Whether a further name is like the person's: `He` and `President` are not."""
        mine, words = fold(name).split(), fold(f"{fullest} {self.linker.cast.figures[id].name}").split()
        return len(mine) > 1 or fullest.startswith(name) or any(_alike(mine[0], word) for word in words)


def _alike(a: str, b: str) -> bool:
    """Two words that are one, or one with another ending."""
    return a == b or (min(len(a), len(b)) >= 4 and a[:4] == b[:4])
