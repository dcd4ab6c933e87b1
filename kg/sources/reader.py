"""One input file to one Document, by what its first bytes and its name say it is."""

import datetime as dt
import re
from dataclasses import replace

from kg.errors import SourceError
from kg.model import Document
from kg.sources.article import article_of
from kg.sources.decoding import decode
from kg.sources.front_matter import front_matter_of
from kg.sources.language import ENGLISH, Languages, language_of
from kg.sources.pages import Page, docx_page, html_page, pdf_page

LIMIT = 5_000_000  # bytes: a newspaper article has some 10,000
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html|<!--)", re.IGNORECASE)
_SENTENCE = re.compile(r"\w+ \w+.*[.!?؟।]|\w.*[。！？]")


def read_document(
    data: bytes,
    name: str,
    *,
    title: str | None = None,
    published: dt.date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    languages: Languages = ENGLISH,
) -> Document:
    """Reads a text, Markdown, HTML, PDF or Word file; given facts win over those in the file.

    Offsets count in `Document.text`, for text and Markdown files the whole file as decoded with `\\n` line ends.
    Raises SourceError, one sentence, for what cannot be read or is no article in one of `languages`.
    """
    if not data.strip():
        raise SourceError(f"{name} is empty; give the text of an article.")
    if len(data) > LIMIT:
        raise SourceError(
            f"{name} has {len(data) / 1e6:.1f} MB; Entente takes articles up to {LIMIT // 1_000_000} MB, so split it."
        )
    page = _page(data, name)
    start = 0
    if page is None:
        text = decode(data, name)
        head = front_matter_of(text, name)
        page = Page(text, head.title, head.published, head.publisher, head.url)
        start = head.end
    document = article_of(
        page.text,
        start=start,
        title=title or page.title,
        published=published or page.published,
        publisher=publisher or page.publisher,
        url=url or page.url,
    )
    language = language_of(page.text[start:], name, languages)
    if not any(_SENTENCE.search(page.text, p.start, p.end) for p in document.paragraphs):
        raise SourceError(f"{name} holds no sentences; give the text of a news article.")
    return replace(document, language=language)


def _page(data: bytes, name: str) -> Page | None:
    """The page in a format that is more than text; None for plain text."""
    if data.startswith(b"%PDF-"):
        return pdf_page(data, name)
    if data.startswith(b"PK\x03\x04"):
        return docx_page(data, name)
    if _HTML.match(data[:2000]) or name.lower().endswith((".html", ".htm")):
        return html_page(decode(data, name), name)
    return None
