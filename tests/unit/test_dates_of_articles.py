"""How often the dates of events are right in `tests/gold/dates/`: articles whose words carry their dates."""

import datetime as dt
import re
from pathlib import Path

from kg.extraction.dates import event_date
from kg.extraction.layout import lay_out
from kg.extraction.pipeline import language_model, read
from kg.sources.article import article_of

_MARK = re.compile(r"(?P<word>[\w'’-]+)\{(?P<date>[\d-]+)\}")
_LEAST = 0.93  # measured 0.95
ARTICLES = (Path(__file__).parents[1] / "gold" / "dates" / "dev.txt").read_text(encoding="utf-8")


def marked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its marks, and where each marked word starts in it, with its date."""
    marks, plain, end = [], "", 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append((len(plain), match["date"]))
        plain += match["word"]
        end = match.end()
    return plain + text[end:], marks


def test_nearly_all_events_of_the_articles_have_their_dates() -> None:
    articles = [article.partition("\n") for article in ARTICLES.split("=== ")[1:]]
    texts = [marked(text) for _, _, text in articles]
    documents = [
        article_of(text, published=dt.date.fromisoformat(on))
        for (on, _, _), (text, _) in zip(articles, texts, strict=True)
    ]
    nlp = language_model()
    wrong, right = [], 0
    for (_, marks), doc in zip(texts, nlp.pipe([lay_out(nlp, d) for d in documents]), strict=True):
        read(doc)
        for at, expected in marks:
            token = next(t for t in doc if t.idx <= at < t.idx + len(t))
            date, _ = event_date(doc, (token.head if token.dep_ == "prt" else token).i)
            if str(date).startswith(expected):
                right += 1
            else:
                wrong.append(f"{token} {expected} not {date}: {token.sent}")
    assert right / (right + len(wrong)) >= _LEAST, "\n".join(wrong)
