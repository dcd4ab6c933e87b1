"""An article given on the command line: the file and what is known about it."""

import argparse
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Document
from kg.sources.front_matter import read_date
from kg.sources.language import ENGLISH, Languages
from kg.sources.reader import read_document


def add_article_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", help="the day it was published, YYYY-MM-DD")
    parser.add_argument("--title")
    parser.add_argument("--publisher")
    parser.add_argument("--url")


def bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises SourceError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{path} does not exist; check the path.") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}); check what it is and its permissions.") from error


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The facts about an article that the options give, as `read_document` takes them."""
    return {
        "title": options["title"],
        "published": read_date(options["date"], "--date") if options["date"] else None,
        "publisher": options["publisher"],
        "url": options["url"],
    }


def document_of(path: Path, options: dict[str, Any], languages: Languages = ENGLISH) -> Document:
    """Reads the file. Raises SourceError."""
    return read_document(bytes_of(path), path.name, languages=languages, **given(options))
