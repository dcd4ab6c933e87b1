"""Who takes part in an event, in which role, and where it happened."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.extraction.annotations import Annotations, Reference
from kg.extraction.clauses import clause_verb, in_slot
from kg.extraction.events.parties import Parties, actor
from kg.extraction.triggers import triggers
from kg.model import Actor, Role
from kg.ontology import ontology
from kg.reference.world import world

_MOST_ACTORS = 12
_FOREIGN = frozenset(("SUPPORT", "AID", "CONCEDE", "REQUEST"))  # kinds told only between states and bodies


def roles_of(kind: str, found: Parties, trigger: Token) -> tuple[Role, Role]:
    """The roles of the two sides: who visits somebody or buys from him begins it, though both take part."""
    words = triggers().visits if trigger.pos_ in ("NOUN", "PROPN") else triggers().begins
    begun = kind in ("CONSULT", "COOPERATE") and found.targets and trigger.lemma_.lower() in words
    directed = begun or found.one_sided or ontology().events[kind].directed
    return ("source", "target") if directed else ("participant", "participant")


def actors_of(read: Annotations, found: Parties, kind: str, roles: tuple[Role, Role]) -> tuple[Actor, ...]:
    """Actors with roles; none where one would act upon himself or upon his own state."""
    directed = ontology().events[kind].directed
    actors: dict[tuple[str, Role], Actor] = {}
    for references, role in ((found.sources, roles[0]), (found.targets, roles[1])):
        for reference in references:
            for entity in reference.entities:
                who = actor(entity, reference)
                actors.setdefault((who, role), Actor(who, role, _acts_for(read, who, reference)))
    everyone = list(actors.values())
    if directed:
        doers = {id for a in everyone if a.role == "source" for id in (a.entity, a.state)}
        everyone = [a for a in everyone if a.role == "source" or a.entity not in doers]
        if kind in _FOREIGN:  # thanks and orders among people of one state are its own affair
            everyone = [a for a in everyone if a.role == "source" or a.state is None or a.state not in doers]
        if not any(a.role == "target" for a in everyone):
            return ()
    else:
        states = {a.state for a in everyone if a.state}
        everyone = [a for a in everyone if a.entity not in states]
        sides = {a.state for a in everyone}
        if len(everyone) < 2 or (len(sides) == 1 and None not in sides):
            return ()  # people of one state among themselves
    others = [a for a in everyone if a.role == "target"][: _MOST_ACTORS - 1]
    return (*[a for a in everyone if a.role != "target"][: _MOST_ACTORS - len(others)], *others)


def _acts_for(read: Annotations, entity: str, reference: Reference) -> str | None:
    if entity in read.cast.figures:
        return reference.state if len(reference.entities) == 1 else read.cast.figures[entity].state
    return None


def names_of(doc: Doc, read: Annotations, actors: Iterable[Actor]) -> dict[str, str]:
    names = {}
    for one in actors:
        id = one.entity
        if id in read.cast.figures:
            names[id] = read.cast.figures[id].name
        elif id in world().states:
            names[id] = world().states[id].name
        elif id in world().bodies:
            names[id] = world().bodies[id].name
        else:
            spans = (
                doc[r.start : r.end].text for r in read.references if id in r.entities and r.how in ("name", "place")
            )
            names[id] = next(spans, id.partition(":")[2].replace("-", " ").title())
    return names


def places_of(read: Annotations, token: Token) -> tuple[Actor, ...]:
    """Where it happened: the place after `in` or `at` at the trigger or its verb."""
    for word in (token, clause_verb(token)):
        for slot in ("in", "at"):
            for noun in in_slot(word, slot):
                reference = read.at_token.get(noun.i)
                if reference is not None and reference.entities[0].startswith("place:"):
                    return (Actor(reference.entities[0], "place"),)
    return ()
