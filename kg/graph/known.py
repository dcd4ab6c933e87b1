"""Brings the known world (`kg.reference`) into the graph, and what a new release of it changed."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from kg.graph.connect import Graph, Tx
from kg.graph.contribution import relation_bucket
from kg.graph.cypher import writing
from kg.graph.naming import named, node_label
from kg.graph.projection import refresh, rows, run, take_turn
from kg.graph.relating import reference_properties
from kg.graph.tally import Tally
from kg.graph.write import Written, label_leaders
from kg.ontology import ontology
from kg.reference.world import World

Row = dict[str, Any]
_BATCH = 1_500  # entities or relations of one transaction


def write_reference(graph: Graph, world: World) -> Written:
    """Makes the reference in the graph equal to `world`; what articles say stays. Killed half way, the next call
    completes it."""
    wanted = {row["id"]: row for row in _entities(world)}
    offices = {r.source for r in world.relations() if r.kind == "holds_office"}
    known = {row["id"]: row for row in graph.read(writing.KNOWN_ENTITIES)}
    changed = [row for id, row in wanted.items() if known.get(id) != {k: row[k] for k in known.get(id, row)}]
    forgotten = [{"id": id, **dict.fromkeys(_FORGET)} for id in known if id not in wanted]
    total = Written()
    for batch in _batches([*changed, *forgotten]):
        total += graph.write(partial(_put_entities, batch=batch, offices=offices))
    ties = {tie["properties"]["key"]: tie for tie in _relations(world)}
    there = {row["tie"]["key"]: row for row in graph.read(writing.KNOWN_RELATIONS)}
    new = [tie for key, tie in ties.items() if key not in there]
    gone = [{**row, "key": key} for key, row in there.items() if key not in ties]
    for batch in _batches(gone):
        total += graph.write(partial(_drop_relations, batch=batch))
    for batch in _batches(new):
        total += graph.write(partial(_put_relations, batch=batch))
    label_leaders(graph)
    return total


_FORGET = ("known", "known_name", "known_aliases", "known_search", "known_state", "known_region")


def _entities(world: World) -> Iterable[Row]:
    names: dict[str, list[str]] = {}
    for name, id, use in world.names():
        if use != "surname":
            names.setdefault(id, []).append(name)
    for entity in world.entities():
        state = world.states.get(entity.id)
        if state is None and entity.id in world.bodies:
            state = world.states.get(world.bodies[entity.id].state or "")
        yield {
            "id": entity.id,
            "known": True,
            "known_name": entity.name,
            "known_aliases": list(entity.aliases),
            "known_search": list(dict.fromkeys(names.get(entity.id, ()))),
            "known_state": state.alpha3 if state else None,
            "known_region": state.region if state else None,
        }


def _relations(world: World) -> Iterable[Row]:
    for relation in world.relations():
        yield {
            "kind": relation.kind,
            "type": ontology().relations[relation.kind].type,
            "source": relation.source,
            "target": relation.target,
            "properties": reference_properties(relation),
        }


def _put_entities(tx: Tx, batch: list[Row], offices: set[str]) -> Written:
    turn = take_turn(tx)
    there = {row["id"] for row in rows(tx, writing.EXISTING, ids=[row["id"] for row in batch])}
    made: dict[str, list[Row]] = {}
    for row in batch:
        if row["id"] not in there:
            official = row["id"] in offices
            label = "Leader" if official else node_label(row["id"])
            shown = named(row["id"], row, [], holds_office=official)
            made.setdefault(label, []).append({**row, **shown, **Tally().properties()})
    for label, created in made.items():
        run(tx, writing.CREATE_ENTITIES[label], created)
    run(tx, writing.SET_ENTITIES, [row for row in batch if row["id"] in there])
    change = refresh(tx, turn, (), [row["id"] for row in batch])
    return Written(entities=sum(map(len, made.values())) + change.entities)


def _put_relations(tx: Tx, batch: list[Row]) -> Written:
    turn = take_turn(tx)
    for type_, create in writing.CREATE_RELATIONS.items():
        run(tx, create, [row for row in batch if row["type"] == type_])
    change = refresh(tx, turn, _buckets(batch), ())
    return Written(relations=len(batch) + change.relations, entities=change.entities)


def _drop_relations(tx: Tx, batch: list[Row]) -> Written:
    turn = take_turn(tx)
    run(tx, writing.DELETE_RELATIONS, batch)
    change = refresh(tx, turn, _buckets(batch), ())
    return Written(relations=change.relations - len(batch), entities=change.entities)


def _buckets(batch: list[Row]) -> set[str]:
    kinds = {r.type: r.key for r in ontology().relations.values()}
    return {relation_bucket(kinds[row["type"]], row["source"], row["target"]) for row in batch}


def _batches(of: list[Row]) -> Iterable[list[Row]]:
    for start in range(0, len(of), _BATCH):
        yield of[start : start + _BATCH]
