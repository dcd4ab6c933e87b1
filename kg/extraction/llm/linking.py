"""Whom and what the names that a model gives stand for: somebody of the known world, else somebody new whose id is
made as the rules make it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.extraction.cast import Cast, Figure
from kg.extraction.llm.account import Dropped
from kg.extraction.mentions import known_names
from kg.extraction.names import Reading
from kg.extraction.people import known_figure, misspelt, rank_on
from kg.folding import fold, slug
from kg.model import Document
from kg.reference.world import world

_FULL = frozenset(("name", "alias", "script"))
_OF_STATES = frozenset(("name", "alias", "abbreviation", "adjective", "demonym", "capital", "script", "metonym"))


class Linker:
    """The entities of one document. `names` has those that the known world does not, by id; `cast` its people."""

    def __init__(self, document: Document) -> None:
        self.cast = Cast()
        self.names: dict[str, str] = {}
        self._day = document.published or dt.date.today()
        self._english = document.language == "en"

    def link(self, kind: str, names: Sequence[str], english: str) -> str:
        """The id of what is claimed to be of that kind and so called in the text. Its English name, which nothing in
        the text can prove, counts only where the text is in another language. Raises Dropped."""
        spelt = [*names, english] if english and not self._english else list(names)
        if kind in ("person", "leader"):
            return self._person(spelt).id
        if kind == "state":
            return _state(spelt)
        if kind in ("alliance", "organization"):
            known = _best(spelt, lambda r: r.entity in world().bodies) or _best(spelt, _names_state)
            return known or self._new("organization", spelt)
        if kind == "place":
            return _best(spelt, _names_state) or self._new("place", spelt)
        raise Dropped("entities of unknown kinds")

    def _person(self, names: Sequence[str]) -> Figure:
        for name in names:
            known = [r.entity for r in _readings(name) if r.use in _FULL and r.entity in world().people]
            if known:
                return self._known(max(known, key=lambda id: rank_on(id, self._day)))
        full = [name for name in names if len(name.split()) > 1]
        for name in full:
            if (person := misspelt(name, self._day)) is not None:
                return self._known(person.id)
            if (figure := self.cast.spelt_like(name)) is not None:
                return figure
        if new := next((name for name in full if slug(name)), None):
            self.names.setdefault(f"person:{slug(new)}", new)
            return self.cast.add(Figure(f"person:{slug(new)}", new, new.split()[-1]))
        for name in names:
            if (figure := self.cast.called(name, 0)) is not None:
                return figure
            leading = [id for id in world().people_named(fold(name)) if _leads(id, name, self._day)]
            if len(leading) == 1:
                return self._known(leading[0])
        raise Dropped("people known by one word only")

    def _known(self, id: str) -> Figure:
        return self.cast.add(known_figure(world().people[id], self._day))

    def _new(self, prefix: str, names: Sequence[str]) -> str:
        name = next((n.removeprefix("the ") for n in names if slug(n)), None)
        if name is None:
            raise Dropped("names in no Latin letters")
        self.names.setdefault(f"{prefix}:{slug(name)}", name)
        return f"{prefix}:{slug(name)}"


def is_another(name: str, id: str) -> bool:
    """Whether the known world has `name` as one of others' names, and not of this entity."""
    if id.startswith("place:"):  # may well be called as the state whose capital it is
        return False
    bearers = {r.entity for r in _readings(name) if r.use in _FULL | _OF_STATES}
    return bool(bearers) and id not in bearers and acting(id) not in {acting(b) for b in bearers}


def polities_named(document: Document) -> dict[str, list[str]]:
    """The states and bodies of the known world with the names, no capitals, by which the text calls only them."""
    found: dict[str, dict[str, None]] = {}
    for p in document.paragraphs:
        for name in known_names().find(document.text, p.start, p.end):
            ids = {r.entity for r in name.readings}
            if len(ids) == 1 and all(r.use in _OF_STATES - {"capital"} for r in name.readings):
                (id,) = ids
                if id in world().states or id in world().bodies:
                    found.setdefault(id, {})[document.text[name.start : name.end]] = None
    return {id: list(names) for id, names in found.items()}


def acting(id: str) -> str:
    """Who acts where that entity is named: for a seat or an organ of a government its state."""
    body = world().bodies.get(id)
    return body.state if body is not None and body.acts and body.state else id


def _state(names: Iterable[str]) -> str:
    votes = Counter(acting(r.entity) for n in names for r in _readings(n) if r.use in _OF_STATES)
    for id, _ in votes.most_common():
        if id in world().states:
            return id
    raise Dropped("states that are not known")


def _names_state(reading: Reading) -> bool:
    return reading.entity in world().states and reading.use in ("name", "alias", "abbreviation", "script")


def _best(names: Iterable[str], fits: Callable[[Reading], bool]) -> str | None:
    return next((r.entity for n in names for r in _readings(n) if fits(r)), None)


def _readings(name: str) -> Iterator[Reading]:
    """What the known world makes of a name that is known as a whole."""
    for found in known_names().find(name):
        if found.start == 0 and found.end == len(name):
            yield from (r for r in found.readings if r.use != "lookalike")


def _leads(person: str, family: str, day: dt.date) -> bool:
    return fold(world().people[person].family) == fold(family) and rank_on(person, day) == 2
