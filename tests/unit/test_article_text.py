"""An article's text as it is shown: paragraphs, marked sentences, linked names."""

from dashboard.article_text import Paragraph, paragraphs, title_anchors
from kg.graph.rows import ArticlePage, ArticleRef, EntityRef, EventRow, Mention, ReportRow

TEXT = """---
title: Talks
date: 2025-03-04
---
# Talks

## 10:40 Arden arrives

Arden met Brand. They ate.

- **Brand left.**
"""
ARDEN = EntityRef("person:ana-arden", "leader", "Ana Arden")
ARTICLE = ArticleRef("article:1", "Talks", None, None, None)


def page(*quotes: str) -> ArticlePage:
    reports = tuple(
        ReportRow(str(n), q, TEXT.index(q), TEXT.index(q) + len(q), None, "happened", 0.8, ARTICLE)
        for n, q in enumerate(quotes)
    )
    event = EventRow("event:1", "CONSULT", "Arden meets Brand", None, "happened", (), reports)
    start = TEXT.index("Arden met")
    return ArticlePage(ARTICLE, TEXT, (Mention(ARDEN, start, start + 5),), (event,), ())


def shown(paragraph: Paragraph) -> str:
    return "".join(piece.text for run in paragraph.runs for piece in run.pieces)


def test_front_matter_title_and_marks_are_not_shown() -> None:
    found = list(paragraphs(page()))
    assert [(p.kind, shown(p)) for p in found] == [
        ("heading", "10:40 Arden arrives"),
        ("text", "Arden met Brand. They ate."),
        ("item", "Brand left."),
    ]


def test_a_sentence_is_marked_as_one_and_carries_its_anchor() -> None:
    runs = list(paragraphs(page("Arden met Brand.")))[1].runs
    assert [(run.marked, "".join(p.text for p in run.pieces)) for run in runs] == [
        (True, "Arden met Brand."),
        (False, " They ate."),
    ]
    assert runs[0].pieces[0].anchors == (f"s{TEXT.index('Arden met')}",)
    assert runs[0].pieces[0].entity == ARDEN


def test_every_report_has_its_anchor_on_the_page() -> None:
    reported = page("Arden met Brand.", "met Brand", "Brand left.")
    anchors = {a for p in paragraphs(reported) for run in p.runs for piece in run.pieces for a in piece.anchors}
    assert anchors >= {f"s{r.start}" for e in reported.events for r in e.reports}


def test_a_report_in_the_headline_has_its_anchor_there() -> None:
    start = TEXT.index("# Talks") + 2
    headline = ReportRow("1", "Talks", start, start + 5, None, "happened", 0.8, ARTICLE)
    event = EventRow("event:1", "CONSULT", "Talks", None, "happened", (), (headline,))
    reported = ArticlePage(ARTICLE, TEXT, (), (event,), ())
    assert title_anchors(reported, list(paragraphs(reported))) == (f"s{start}",)
