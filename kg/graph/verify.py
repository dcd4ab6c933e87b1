"""Whether what the graph shows follows from what it was told, and the command that makes it follow again."""

from collections.abc import Iterator

from kg.graph.connect import Graph, Tx
from kg.graph.cypher import checking, writing
from kg.graph.happening import Key
from kg.graph.projection import Tallies, all_events, refresh, rows, take_turn, tallies, tie_key, write_tallies
from kg.graph.tally import Tally
from kg.graph.write import label_leaders

_PAGE = 2_000


def verify(graph: Graph) -> list[str]:
    """One sentence for each fault; none for a consistent graph. Changes nothing. Raises GraphError."""
    return graph.rehearse(lambda tx: list(_faults(tx)))


def rebuild_aggregates(graph: Graph) -> None:
    """Events, relations, names, counts and labels anew from the reports and the reference. Raises GraphError."""
    graph.write(_rebuild)
    label_leaders(graph)


def _faults(tx: Tx) -> Iterator[str]:
    for row in rows(tx, checking.ORPHANS):
        yield f"{row['id']} hangs on nothing."
    for row in rows(tx, checking.UNBROUGHT):
        yield f"Article {row['id']} was brought by no import."
    for row in rows(tx, writing.MISLABELLED):
        yield f"{row['id']} is of kind {row['kind']}, but its label Leader says otherwise."
    wanted = tallies(all_events(tx))
    for key, tally in _kept(tx):
        if tally.properties() != wanted.pop(key, Tally()).properties():
            yield f"The counts of {_name(key)} are not those of its events."
    for key, tally in wanted.items():
        if tally.counts:
            yield f"{_name(key)} has events but no counts."
    change = refresh(tx, take_turn(tx), _buckets(tx), ())  # the transaction is taken back
    if change.events or change.relations:
        yield f"{abs(change.events)} events and {abs(change.relations)} relations do not follow from the reports."


def _kept(tx: Tx) -> Iterator[tuple[str | Key | None, Tally]]:
    """The counts that stand in the graph: of entities, of pairs, and (None) of the world."""
    for entity in _entities(tx):
        yield str(entity["id"]), Tally.of(entity)
    for row in rows(tx, checking.ALL_TIES):
        yield (row["a"], row["b"]), Tally.of(row["tie"])
    yield None, Tally.of(rows(tx, checking.WORLD)[0]["world"] or {})


def _entities(tx: Tx) -> Iterator[dict[str, object]]:
    after = ""
    while page := rows(tx, checking.TALLIED_ENTITIES, after=after, limit=_PAGE):
        yield from (row["entity"] for row in page)
        after = page[-1]["entity"]["id"]


def _buckets(tx: Tx) -> set[str]:
    found = [*rows(tx, checking.BUCKETS), *rows(tx, checking.EVENT_BUCKETS)]
    return {row["bucket"] for row in found if row["bucket"]}


def _rebuild(tx: Tx) -> None:
    entities = [str(e["id"]) for e in _entities(tx)]
    refresh(tx, take_turn(tx), _buckets(tx), entities)
    there = dict(_kept(tx))
    wanted: Tallies = tallies(all_events(tx))
    write_tallies(tx, {key: wanted.get(key, Tally()) for key in {*there, *wanted}}, there)


def _name(key: str | Key | None) -> str:
    return "the world" if key is None else key if isinstance(key, str) else tie_key(key)
