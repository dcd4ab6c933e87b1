"""Pages of one event and one article, and the list of articles."""

from kg.errors import NotInGraphError
from kg.graph import parse
from kg.graph.connect import Graph, Row
from kg.graph.cypher import asking
from kg.graph.rows import ArticlePage, ArticleRef, EntityRef, EventRow, Mention, Tenure


def get_event(graph: Graph, id: str) -> EventRow:
    """Raises NotInGraphError."""
    rows = graph.read(asking.EVENT, id=id)
    if not rows:
        raise NotInGraphError(f"There is no event '{id}' in the graph; it may have been joined with another report.")
    return parse.event(rows[0])


def get_article(graph: Graph, id: str) -> ArticlePage:
    """An article with all that was read in it, in reading order. Raises NotInGraphError."""
    rows = graph.read(asking.ARTICLE, id=id)
    if not rows:
        raise NotInGraphError(f"There is no article '{id}' in the graph; its import may have been undone.")
    row = rows[0]
    article = parse.article(row["article"])
    named = {m["entity"]["id"]: parse.ref(m["entity"]) for m in row["mentions"]}
    mentions = [
        Mention(named[m["entity"]["id"]], start, end)
        for m in row["mentions"]
        for start, end in zip(m["starts"], m["ends"], strict=True)
    ]
    events = [parse.event(e, article) for e in row["events"]]
    return ArticlePage(
        article,
        row["article"]["text"],
        tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.entity.id))),
        tuple(sorted(events, key=lambda e: (min(r.start for r in e.reports), e.id))),
        _tenures(row["relations"], named, article),
    )


def articles(graph: Graph, limit: int = 50, after: str | None = None) -> tuple[ArticleRef, ...]:
    """The newest first; `after` is the id of the last one of the page before."""
    return tuple(parse.article(row["article"]) for row in graph.read(asking.ARTICLES, limit=limit, after=after))


def _tenures(reports: list[Row], named: dict[str, EntityRef], article: ArticleRef) -> tuple[Tenure, ...]:
    """Offices that the article says, each once, in reading order."""
    found: dict[str, Tenure] = {}
    for r in sorted(reports, key=lambda r: (r["start"], r["id"])):
        if r["kind"] == "holds_office":
            holder, body = named[r["source"]], named[r["target"]]
            start, end = parse.partial(r.get("since")), parse.partial(r.get("until"))
            found.setdefault(r["claim"], Tenure(holder, body, r["title"], start, end, r["former"], article.id))
    return tuple(found.values())
