"""Writes what articles say, and takes it away again exactly.

One transaction for one article: a process killed half way leaves either all of it or nothing.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.graph.connect import Graph, Tx
from kg.graph.contribution import Contribution, contribution, decode
from kg.graph.cypher import writing
from kg.graph.projection import Change, create_missing, refresh, rows, take_turn
from kg.model import Extraction
from kg.ontology import ontology

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """How many of each there are more (after an undo: fewer, negative). `known`: that import had said just this."""

    articles: int = 0
    entities: int = 0
    relations: int = 0
    events: int = 0
    reports: int = 0
    known: bool = False

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.articles + other.articles,
            self.entities + other.entities,
            self.relations + other.relations,
            self.events + other.events,
            self.reports + other.reports,
            self.known and other.known,
        )

    @property
    def counts(self) -> dict[str, int]:
        """In words, for printing and keeping."""
        return {
            "articles": self.articles,
            "entities": self.entities,
            "relations": self.relations,
            "events": self.events,
            "reports": self.reports,
        }

    @property
    def nothing(self) -> bool:
        return not any(self.counts.values())


def write_extraction(graph: Graph, extraction: Extraction, import_id: str) -> Written:
    """Adds what one article says to what `import_id` brought. Again with the same reading, it changes nothing; with
    another reading of the article, by this or another import, the latest is shown."""
    new = contribution(extraction)
    written = graph.write(partial(_bring, new=new, import_id=import_id))
    label_leaders(graph)
    return written


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What writing would do: counts, ids of entities that are new, and the label of each event with whether it is."""

    written: Written
    new_entities: frozenset[str]
    events: tuple[tuple[str, bool], ...]


def rehearse(graph: Graph, extraction: Extraction) -> Rehearsal:
    """Writes and takes it back in one transaction, so that exactly this would be written."""
    new = contribution(extraction)
    ids = sorted(m["entity"] for m in new.mentions)

    def work(tx: Tx) -> Rehearsal:
        there = {row["id"] for row in rows(tx, writing.EXISTING, ids=ids)}
        written = _bring(tx, new, "rehearsal")
        events = rows(tx, writing.EVENTS_OF_ARTICLE, id=new.article["id"])
        return Rehearsal(written, frozenset(ids) - there, tuple((row["label"], row["articles"] == 1) for row in events))

    return graph.rehearse(work)


def _bring(tx: Tx, new: Contribution, import_id: str) -> Written:
    article = new.article["id"]
    world = take_turn(tx)
    stack = rows(tx, writing.CONTRIBUTIONS_OF_ARTICLE, article=article)
    shown = stack[-1] if stack else None
    if any(c["import"] == import_id and c["digest"] == new.digest for c in stack):
        return Written(known=True)
    properties = {
        "import": import_id,
        "article": article,
        "number": shown["number"] + 1 if shown else 1,
        "digest": new.digest,
        "payload": new.payload,
    }
    tx.run(writing.PUT_CONTRIBUTION, id=f"{import_id}|{article}", properties=properties).consume()
    if shown is not None and shown["digest"] == new.digest:
        tx.run(writing.SET_IMPORT, article=article, import_id=import_id).consume()
        return Written(known=True)
    return _show(tx, world, new, import_id) + Written(articles=0 if shown else 1)


def undo(graph: Graph, import_id: str) -> Written:
    """Leaves the graph as if that import had never been; an import that is not there (any more) changes nothing.

    Article by article, so that a second call completes what a killed one began.
    """
    articles = [row["article"] for row in graph.read(writing.CONTRIBUTIONS_OF_IMPORT, import_id=import_id)]
    total = Written()
    for article in articles:
        total += graph.write(partial(_withdraw, article=article, import_id=import_id))
    if articles:
        label_leaders(graph)
    return total


def _withdraw(tx: Tx, article: str, import_id: str) -> Written:
    world = take_turn(tx)
    stack = rows(tx, writing.CONTRIBUTIONS_OF_ARTICLE, article=article)
    mine = next((c for c in stack if c["import"] == import_id), None)
    if mine is None:
        return Written()
    tx.run(writing.DELETE_CONTRIBUTION, id=mine["id"]).consume()
    rest = [c for c in stack if c is not mine]
    if rest and mine["number"] < rest[-1]["number"]:
        return Written()  # it was not the one shown
    if not rest:
        return _hide(tx, world, article) + Written(articles=-1)
    before = rest[-1]
    if before["digest"] == mine["digest"]:
        tx.run(writing.SET_IMPORT, article=article, import_id=before["import"]).consume()
        return Written()
    text = rows(tx, writing.ARTICLE_TEXT, id=article)[0]["text"]
    return _show(tx, world, contribution(decode(before["payload"], text)), before["import"])


def _show(tx: Tx, world: Row, new: Contribution, import_id: str) -> Written:
    """Makes this the reading of its article. Reports that both readings make stay."""
    article = new.article["id"]
    tx.run(writing.PUT_ARTICLE, id=article, properties=new.article).consume()
    old = {row["id"]: row["bucket"] for row in rows(tx, writing.REPORTS_OF_ARTICLE, id=article)}
    wanted = {r["id"]: r for r in new.reports}
    appeared = [{**r, "import": import_id} for id, r in wanted.items() if id not in old]
    vanished = [id for id in old if id not in wanted]
    mentioned = [row["id"] for row in rows(tx, writing.MENTIONED_IN_ARTICLE, id=article)]
    tx.run(writing.DELETE_REPORTS, ids=vanished).consume()
    tx.run(writing.SET_IMPORT, article=article, import_id=import_id).consume()
    tx.run(writing.DELETE_MENTIONS, id=article).consume()
    tx.run(writing.CREATE_REPORTS, article=article, rows=appeared).consume()
    entities = [m["entity"] for m in new.mentions]
    created = create_missing(tx, entities)
    tx.run(writing.CREATE_MENTIONS, article=article, rows=list(new.mentions)).consume()
    said = [{"report": r["id"], "speaker": r["speaker"]} for r in appeared if r.get("speaker")]
    tx.run(writing.CREATE_SPEAKERS, rows=said).consume()
    buckets = {r["bucket"] for r in appeared} | {old[id] for id in vanished}
    # Who held which office when the article was written decides what it confirms, and the date may have changed.
    buckets |= {b for b in old.values() if b.partition("|")[0] in ontology().relations}
    change = refresh(tx, world, buckets, {*mentioned, *entities})
    return _written(change, created, len(appeared) - len(vanished))


def _hide(tx: Tx, world: Row, article: str) -> Written:
    """Takes the article away with all it says."""
    old = {row["id"]: row["bucket"] for row in rows(tx, writing.REPORTS_OF_ARTICLE, id=article)}
    mentioned = [row["id"] for row in rows(tx, writing.MENTIONED_IN_ARTICLE, id=article)]
    tx.run(writing.DELETE_REPORTS, ids=list(old)).consume()
    tx.run(writing.DELETE_ARTICLE, id=article).consume()
    return _written(refresh(tx, world, set(old.values()), mentioned), 0, -len(old))


def _written(change: Change, created: int, reports: int) -> Written:
    return Written(0, change.entities + created, change.relations, change.events, reports)


def label_leaders(graph: Graph) -> None:
    """Gives the label `Leader` to persons who hold an office, and takes it from the others.

    In transactions of its own and one change in each: the embedded server makes a relabelled node anew.
    """
    wrong = graph.read(writing.MISLABELLED)
    gains = [row["id"] for row in wrong if row["kind"] == "leader"]
    loses = [row["id"] for row in wrong if row["kind"] != "leader"]
    if gains:
        graph.write(lambda tx: tx.run(writing.SET_LEADERS, ids=gains).consume())
    if loses:
        graph.write(lambda tx: tx.run(writing.UNSET_LEADERS, ids=loses).consume())
