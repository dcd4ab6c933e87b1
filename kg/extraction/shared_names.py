"""Tells bodies apart that share a name (`Senate`, `Democratic Party`, `SPA`), by the states that the text speaks of."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.extraction.annotations import annotations
from kg.extraction.mentions import Mention
from kg.extraction.names import Reading
from kg.reference.world import world

_NEAR = 3  # how much more a state counts that is named in the paragraph or the one before it
_REACH = 4  # tokens to the left in which `South Korea's` is looked for
_AT_HOME = "state:USA"  # whose Congress and Democrats English news means where it names no state
_EVERYWHERE = frozenset(
    ("Senate", "Supreme Court", "House of Representatives", "National Assembly", "Constitutional Court")
)
_NAMING = frozenset(("name", "alias", "adjective", "demonym", "script", "metonym"))


class SharedNames:
    """The states of one doc, by where they and their people are named."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], on: dt.date) -> None:
        self._doc = doc
        self._paragraph_of = annotations(doc).paragraph_of
        self._by_paragraph: dict[int, Counter[str]] = defaultdict(Counter)
        self._owner_at: dict[int, str] = {}
        for mention in mentions:
            states = set(states_of(mention, on))
            for state in states:
                self._by_paragraph[self._paragraph_of[mention.start]][state] += 1
            if len(states) == 1 and not mention.is_person:
                self._owner_at[mention.end - 1] = next(iter(states))
        self._all = sum(self._by_paragraph.values(), Counter())

    def meant(self, mention: Mention) -> Reading | None:
        """Which of the bodies a shared name is; None where the text speaks of none of their states."""
        readings = [r for r in mention.readings if r.use == "shared"]
        owner = self.owner(mention)
        if owner is not None:
            return next((r for r in readings if world().bodies[r.entity].state == owner), None)
        here = self._paragraph_of[mention.start]
        weights = self._all + Counter(
            {s: _NEAR * n for k in (here, here - 1) for s, n in self._by_paragraph.get(k, Counter()).items()}
        )
        best = max(readings, key=lambda r: (weights[world().bodies[r.entity].state or ""], r.entity))
        if weights[world().bodies[best.entity].state or ""]:
            return best
        if self._is_elsewhere(mention, here):
            return None
        stateless = [r for r in readings if world().bodies[r.entity].state is None]
        at_home = [r for r in readings if world().bodies[r.entity].state == _AT_HOME]
        return next(iter(stateless or at_home), None)

    def _is_elsewhere(self, mention: Mention, here: int) -> bool:
        """Whether a `Senate` or `Supreme Court` is that of a state spoken of, for the paragraph names one and the text
        none whose we know."""
        spoken_of = any(self._by_paragraph.get(k) for k in (here, here - 1))
        return mention.text in _EVERYWHERE and spoken_of and not self._all[_AT_HOME]

    def owner(self, mention: Mention) -> str | None:
        """The state whose name or nationality word stands before: `South Korea's opposition Democratic Party`."""
        doc, i = self._doc, mention.start - 1
        while i >= 0 and mention.start - i <= _REACH:
            token = doc[i]
            if i in self._owner_at:
                return self._owner_at[i]
            if token.tag_ != "POS" and not (token.pos_ in ("ADJ", "NOUN", "VERB") and token.text[0].islower()):
                return None
            i -= 1
        return None


def states_of(mention: Mention, on: dt.date) -> Iterable[str]:
    """The states that a mention names, or whose body or person it names."""
    for reading in mention.readings:
        id = reading.entity
        if id in world().states and (reading.use in _NAMING or reading.use == "capital"):
            yield id
        elif id in world().bodies and reading.use != "shared" and (state := world().bodies[id].state):
            yield state
        elif id in world().people and reading.use != "surname" and (of := world().state_of(id, on)):
            yield of
