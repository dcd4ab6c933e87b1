"""Text out of formats that are more than text: HTML pages, PDF and Word files."""

import datetime as dt
import io
import logging
import zipfile
from dataclasses import dataclass

import docx
import trafilatura
from docx.opc.exceptions import OpcError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from trafilatura.settings import Document as Extracted

from kg.errors import SourceError

_UNPACKED = 100_000_000  # bytes a Word file may unpack to
_PDF_PAGES = 200


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, one paragraph a line, and what the page says about itself."""

    text: str
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None


def html_page(source: str, name: str) -> Page:
    """The article in an HTML page, without menus and advertisements. Raises SourceError where there is none."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(source, include_comments=False, include_tables=False, with_metadata=True)
    if not isinstance(found, Extracted) or not (found.text or "").strip():
        raise SourceError(f"{name}: no article was found in this HTML page; save the article's text and give that.")
    day = None
    if found.date:
        try:
            day = dt.date.fromisoformat(found.date)
        except ValueError:
            day = None
    return Page(found.text or "", found.title, day, found.sitename, found.url)


def pdf_page(data: bytes, name: str) -> Page:
    """The text of a PDF file. Raises SourceError for an encrypted, broken or scanned one."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise SourceError(f"{name} is encrypted; give a PDF file without a password.")
        text = "\n".join(page.extract_text() for page in reader.pages[:_PDF_PAGES])
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as error:
        raise SourceError(f"{name} is a broken PDF file; save it again or give its text.") from error
    if not text.strip():
        raise SourceError(f"{name} holds pictures of text only; give a PDF file with text in it.")
    return Page(_joined_lines(text), title)


def docx_page(data: bytes, name: str) -> Page:
    """The text of a Word file. Raises SourceError for a broken one and for one that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _UNPACKED:
                raise SourceError(f"{name} unpacks to more than {_UNPACKED // 1_000_000} MB; give its text instead.")
        document = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise SourceError(f"{name} is a broken Word file; save it again or give its text.") from error
    text = "\n".join(p.text for p in document.paragraphs)
    return Page(text, document.core_properties.title or None)


def _joined_lines(text: str) -> str:
    """Lines of a printed column joined to paragraphs: a line goes on unless it ends a sentence or is short."""
    joined: list[str] = []
    for line in (raw.strip() for raw in text.splitlines()):
        goes_on = (
            joined
            and joined[-1]
            and line
            and len(joined[-1]) > 40
            and not joined[-1].endswith((".", "!", "?", '"', "”", ":"))
        )
        if goes_on and joined[-1].endswith("-"):
            joined[-1] = joined[-1][:-1] + line
        elif goes_on:
            joined[-1] += " " + line
        else:
            joined.append(line)
    return "\n".join(joined)
