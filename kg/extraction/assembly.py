"""Gathers what the components left on a doc into the one Extraction that leaves the room."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from kg.extraction.annotations import Annotations, Reference, annotations
from kg.folding import slug
from kg.model import Entity, EntityKindKey, Extraction, Relation, Span
from kg.reference.world import world

_NAMING = ("name", "adjective", "capital", "place")


def assemble(doc: Doc) -> Extraction:
    """Entities in order of first mention, each once; relations joined; events as they are."""
    read = annotations(doc)
    relations = joined(read.relations)
    officials = leaders_by(relations)
    mentions = _mentions(doc, read)
    for id in _acting(read):
        mentions.setdefault(id, [])
    for relation in relations:
        mentions.setdefault(relation.source, [])
        mentions.setdefault(relation.target, [])
    names = {figure.id: figure.name for figure in read.cast.figures.values()}
    entities = [entity_of(id, spans, names, officials) for id, spans in mentions.items()]
    return Extraction(read.document, tuple(entities), tuple(relations), tuple(read.events))


def _mentions(doc: Doc, read: Annotations) -> dict[str, list[Span]]:
    """Where each entity is named; places only where an event happens there."""
    found: dict[str, list[Span]] = {}
    places = {a.entity for e in read.events for a in e.actors if a.role == "place"}
    for reference in sorted(read.references, key=lambda r: r.start):
        if reference.how not in _NAMING:
            continue
        acting = reference.entities if reference.how == "capital" or not reference.body else ()
        for id in (*acting, *((reference.body,) if reference.body else ())):
            if id.startswith("place:") and id not in places:
                continue
            found.setdefault(id, []).append(_span(doc, read, reference))
    return found


def _span(doc: Doc, read: Annotations, reference: Reference) -> Span:
    span = doc[reference.start : reference.end]
    start, end = span.start_char, span.end_char
    return Span(start, end, read.document.text[start:end])


def _acting(read: Annotations) -> list[str]:
    """Entities that act or speak without being named: `the French foreign minister`."""
    ids = [a.entity for e in read.events for a in e.actors] + [e.speaker for e in read.events if e.speaker]
    return [id for id in dict.fromkeys(ids) if id]


def entity_of(id: str, spans: Sequence[Span], names: Mapping[str, str], officials: set[str]) -> Entity:
    """An entity of the known world as that has it; another by its name in `names`, else as the text has it most."""
    kind: EntityKindKey
    aliases: tuple[str, ...] = ()
    prefix = id.partition(":")[0]
    if id in world().states:
        kind, name, aliases = "state", world().states[id].name, world().states[id].aliases
    elif id in world().bodies:
        body = world().bodies[id]
        kind, name, aliases = body.kind, body.name, body.aliases
    elif prefix == "person":
        known = world().people.get(id)
        name = known.name if known else names.get(id, id)
        aliases = known.aliases if known else ()
        kind = "leader" if id in officials or world().is_leader(id) else "person"
    else:
        kind = "place" if prefix == "place" else "organization"
        name = _spelt_out(id, spans) or names.get(id, id.partition(":")[2])
    seen = dict.fromkeys(s.text for s in spans if s.text != name)
    return Entity(id, kind, name, tuple(dict.fromkeys([*seen, *aliases])), tuple(spans))


def leaders_by(relations: Iterable[Relation]) -> set[str]:
    """Those whom an office among the relations makes leaders."""
    held = (r for r in relations if r.kind == "holds_office")
    return {r.source for r in held if world().makes_leader(r.title, r.target)}


def _spelt_out(id: str, spans: Sequence[Span]) -> str | None:
    """The name that the id was made of, rather than an abbreviation that stands more often; else the commonest."""
    own = [s.text for s in spans if slug(s.text) == id.partition(":")[2]]
    counted = Counter(own or [s.text for s in spans]).most_common(1)
    return counted[0][0] if counted else None


def joined(relations: Iterable[Relation]) -> list[Relation]:
    """One relation for each kind, pair, title and tense, with all its evidence."""
    found: dict[tuple[str, str, str, str, bool], Relation] = {}
    for r in relations:
        key = (r.kind, r.source, r.target, r.title, r.former)
        known = found.get(key)
        if known is None:
            found[key] = r
        else:
            evidence = tuple(dict.fromkeys([*known.evidence, *r.evidence]))
            found[key] = Relation(
                r.kind,
                r.source,
                r.target,
                r.title,
                r.former,
                known.start,
                known.end,
                evidence,
                known.confidence,
            )
    return list(found.values())
