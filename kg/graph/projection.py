"""Makes what is shown follow from what is reported: one code path for writing, undoing and rebuilding.

Everything shown (events, offices, names, ties, counts) is a function of the reports and mentions that are in the graph
and of the reference. Whoever changed those names the buckets and entities that were touched, and they are computed
anew in the same transaction. Counts are the one exception to computing anew: what an event counted is taken away and
what it counts now is added, since a state has thousands of events.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, TypeVar

from kg.graph.connect import Tx
from kg.graph.cypher import writing
from kg.graph.happening import Claim, Happening, Key, claim_of, happenings, pair, stored
from kg.graph.naming import acted_for, named, node_label
from kg.graph.relating import best, told_relations
from kg.graph.tally import Tally
from kg.ontology import ontology

Row = dict[str, Any]
T = TypeVar("T")
Tallies = dict[str | Key | None, Tally]  # by entity, by pair, and (None) of the world
_BATCH = 2_000  # rows of one statement


@dataclass(frozen=True, slots=True)
class Change:
    """How many of each there are more (or, negative, fewer) now."""

    entities: int = 0
    relations: int = 0
    events: int = 0

    def __add__(self, other: "Change") -> "Change":
        return Change(self.entities + other.entities, self.relations + other.relations, self.events + other.events)


def take_turn(tx: Tx) -> Row:
    """Makes this transaction the only one that writes; the world's counts, for `refresh`."""
    found: Row = rows(tx, writing.TAKE_TURN, empty=Tally().properties())[0]["world"]
    return found


def create_missing(tx: Tx, ids: Iterable[str]) -> int:
    """Bare nodes for entities that are not there yet, so that relationships can be made; `refresh` names them."""
    wanted = sorted(set(ids))
    there = {row["id"] for row in rows(tx, writing.EXISTING, ids=wanted)}
    missing: dict[str, list[Row]] = defaultdict(list)
    for id in wanted:
        if id not in there:
            missing[node_label(id)].append({"id": id, **Tally().properties()})
    for label, made in missing.items():
        run(tx, writing.CREATE_ENTITIES[label], made)
    return sum(map(len, missing.values()))


def refresh(tx: Tx, world: Row, buckets: Collection[str], entities: Collection[str]) -> Change:
    """Computes anew the events and relations of `buckets` and the `entities` touched. `world` is `take_turn`'s."""
    events = {b for b in buckets if b.partition("|")[0] in ontology().events}
    change, counted = _refresh_events(tx, sorted(events))
    related, ends = _refresh_relations(tx, sorted(set(buckets) - events))
    gone = refresh_entities(tx, {*entities, *ends})
    _refresh_counts(tx, world, counted)
    return change + Change(relations=related, entities=-gone)


# Events


@dataclass
class _Counted:
    """What was counted before and what counts now, for each entity, pair and the world (None)."""

    before: Tallies
    after: Tallies


def _refresh_events(tx: Tx, buckets: list[str]) -> tuple[Change, _Counted]:
    old = {
        row["event"]["id"]: stored(row["event"], row["reports"])
        for row in rows(tx, writing.EVENTS_OF_BUCKETS, buckets=buckets)
    }
    new = {h.id: h for bucket, claims in _claims(tx, buckets).items() for h in happenings(bucket, claims)}
    changed = [id for id in new if id in old and not _equal(old[id], new[id])]
    vanished = [id for id in old if id not in new]
    appeared = [id for id in new if id not in old]
    if vanished:
        tx.run(writing.DELETE_EVENTS, ids=vanished).consume()
    if changed:
        tx.run(writing.UNLINK_EVENTS, ids=changed).consume()
        run(tx, writing.SET_EVENTS, [new[id].properties for id in changed])
    run(tx, writing.CREATE_EVENTS, [new[id].properties for id in appeared])
    linked = [new[id] for id in [*changed, *appeared]]
    acts = [{"event": h.id, "entity": a.entity, "role": a.role, "via": list(a.via)} for h in linked for a in h.actings]
    run(tx, writing.CREATE_ACTS, acts)
    run(tx, writing.CREATE_SUPPORTS, [{"event": h.id, "report": r} for h in linked for r in h.reports])
    counted = _Counted(tallies(old[id] for id in [*changed, *vanished]), tallies(linked))
    return Change(events=len(appeared) - len(vanished)), counted


def _claims(tx: Tx, buckets: list[str]) -> dict[str, list[Claim]]:
    """What articles say, by bucket."""
    grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows(tx, writing.REPORTS_OF_BUCKETS, buckets=buckets):
        report = row["report"]
        grouped[report["bucket"], row["article"], report["claim"]].append(report)
    found: dict[str, list[Claim]] = defaultdict(list)
    for (bucket, article, _), reports in sorted(grouped.items(), key=lambda item: item[0]):
        found[bucket].append(claim_of(reports, article))
    return found


def _equal(a: Happening, b: Happening) -> bool:
    kept = {key: value for key, value in b.properties.items() if value is not None}
    return a.reports == b.reports and {k: v for k, v in a.properties.items() if v is not None} == kept


def tallies(events: Iterable[Happening]) -> Tallies:
    """What these events count for each entity and pair, and (None) for the world."""
    found: Tallies = defaultdict(Tally)
    for h in events:
        if h.counted:
            for key in (*h.entities, *h.pairs, None):
                found[key].add(h.date, h.kind, h.properties["reports"])
    return found


# Counts


def _refresh_counts(tx: Tx, world: Row, counted: _Counted) -> None:
    touched = {key for key in {*counted.before, *counted.after} if counted.before.get(key) != counted.after.get(key)}
    ids = sorted(key for key in touched if isinstance(key, str))
    current: Tallies = {row["entity"]["id"]: Tally.of(row["entity"]) for row in rows(tx, writing.TALLIES, ids=ids)}
    pairs = sorted(key for key in touched if isinstance(key, tuple))
    ties = {row["tie"]["key"]: Tally.of(row["tie"]) for row in rows(tx, writing.TIES, keys=[tie_key(p) for p in pairs])}
    current |= {p: ties[tie_key(p)] for p in pairs if tie_key(p) in ties}
    current[None] = Tally.of(world)
    results: Tallies = {}
    for key in touched:
        left = current.get(key, Tally()).plus(counted.after.get(key, Tally()))
        rest = left.minus(counted.before.get(key, Tally()))
        results[key] = rest if rest is not None else _recount(tx, key)
    write_tallies(tx, results, current)


def write_tallies(tx: Tx, results: Tallies, there: Collection[str | Key | None]) -> None:
    """Stores counts; `there` are the entities and pairs that have a node or a tie to store them at."""
    # An entity that went with its last article has no counts left to write.
    entities = sorted(key for key in results if isinstance(key, str) and key in there)
    run(tx, writing.SET_ENTITIES, [{"id": id, **results[id].properties()} for id in entities])
    pairs = sorted(key for key in results if isinstance(key, tuple))
    _write_ties(tx, {p: results[p] for p in pairs}, {p for p in pairs if p in there})
    if None in results:
        tx.run(writing.SET_WORLD, properties=results[None].properties()).consume()


def _recount(tx: Tx, key: str | Key | None) -> Tally:
    """From the events, as they are now."""
    if key is None:
        return tallies(all_events(tx)).get(None, Tally())
    of = key if isinstance(key, str) else min(key, key=lambda id: not id.startswith("person:"))
    found = tallies(stored(row["event"], ()) for row in rows(tx, writing.EVENTS_OF_ENTITY, id=of))
    return found.get(key, Tally())


def all_events(tx: Tx) -> Iterator[Happening]:
    after = ""
    while page := rows(tx, writing.EVENTS_PAGE, after=after, limit=5_000):
        yield from (stored(row["event"], ()) for row in page)
        after = page[-1]["event"]["id"]


def _write_ties(tx: Tx, wanted: dict[Key, Tally], there: Collection[Key]) -> None:
    made = {p: {"key": tie_key(p), **tally.properties()} for p, tally in wanted.items() if tally.counts}
    create = [{"a": a, "b": b, "properties": value} for (a, b), value in made.items() if (a, b) not in there]
    update = [{"a": a, "b": b, "properties": value} for (a, b), value in made.items() if (a, b) in there]
    run(tx, writing.CREATE_TIES, create)
    run(tx, writing.SET_TIES, update)
    run(tx, writing.DELETE_TIES, [{"a": a, "b": b} for a, b in wanted if (a, b) in there and (a, b) not in made])


def tie_key(of: Key) -> str:
    return "|".join(pair(*of))


# Relations


def _refresh_relations(tx: Tx, buckets: list[str]) -> tuple[int, set[str]]:
    """How many more there are, and the entities at their ends."""
    wanted = []
    for bucket in buckets:
        kind, source, target = bucket.split("|")
        wanted.append({"bucket": bucket, "source": source, "target": target, "type": ontology().relations[kind].type})
    ties: dict[str, list[Row]] = defaultdict(list)
    for row in rows(tx, writing.RELATIONS_OF, rows=wanted):
        ties[row["bucket"]].append(row["tie"])
    reports: dict[str, list[Row]] = defaultdict(list)
    for row in rows(tx, writing.REPORTS_OF_BUCKETS, buckets=buckets):
        report = {**row["report"], "article": row["article"], "published": row["published"]}
        reports[report["bucket"]].append(report)
    create: dict[str, list[Row]] = defaultdict(list)
    delete: list[Row] = []
    for of in wanted:
        known = [t for t in ties[of["bucket"]] if t["known"]]
        old = {t["key"]: t for t in ties[of["bucket"]] if not t["known"]}
        told = sorted(reports[of["bucket"]], key=lambda r: str(r["id"]))
        new = {t["key"]: t for t in told_relations(known, told)}
        changed = [k for k in new if old.get(k) != {n: v for n, v in new[k].items() if v is not None}]
        create[of["type"]] += [{**of, "properties": new[k]} for k in changed]
        delete += [{**of, "key": k} for k in old if k in changed or k not in new]
    run(tx, writing.DELETE_RELATIONS, delete)
    for type_, made in create.items():
        run(tx, writing.CREATE_RELATIONS[type_], made)
    ends = {of[end] for of in wanted for end in ("source", "target")}
    return sum(map(len, create.values())) - len(delete), ends


# Entities


def refresh_entities(tx: Tx, ids: Collection[str]) -> int:
    """Names them anew and deletes those that nothing names any more; how many went."""
    update, gone = [], []
    for batch in _batches(sorted(ids)):
        found = rows(tx, writing.ENTITIES, ids=batch)
        states = {state for row in found if (state := acted_for(row["mentions"]))}
        regions = {r["id"]: r["region"] for r in rows(tx, writing.REGIONS, ids=sorted(states))}
        for row in found:
            entity = row["entity"]
            if not entity.get("known") and not row["mentions"]:
                gone.append(entity["id"])
                continue
            properties = named(entity["id"], entity, row["mentions"], holds_office=bool(row["offices"]))
            properties |= _belongs(row, regions)
            if any(entity.get(name) != value for name, value in properties.items()):
                update.append({"id": entity["id"], **properties})
    run(tx, writing.SET_ENTITIES, update)
    if gone:
        tx.run(writing.DELETE_ENTITIES, ids=gone).consume()
    return len(gone)


def _belongs(row: Row, regions: dict[str, str | None]) -> Row:
    """State (ISO 3166 alpha-3) and region: the reference's; a person's by office, else by whom it acted for."""
    entity = row["entity"]
    if entity["id"].startswith("state:"):
        return {"state": entity["id"].partition(":")[2], "region": entity.get("known_region")}
    if office := best(row["offices"]):
        return {"state": office["state"], "region": office["region"]}
    if state := acted_for(row["mentions"]):
        return {"state": state.partition(":")[2], "region": regions.get(state)}
    return {"state": entity.get("known_state"), "region": entity.get("known_region")}


# Statements


def rows(tx: Tx, query: LiteralString, **params: Any) -> list[Row]:
    return tx.run(query, params).data()


def run(tx: Tx, query: LiteralString, of: Sequence[Row]) -> None:
    """A statement over `$rows`, in batches."""
    for batch in _batches(of):
        tx.run(query, rows=batch).consume()


def _batches(of: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(of), _BATCH):
        yield list(of[start : start + _BATCH])
