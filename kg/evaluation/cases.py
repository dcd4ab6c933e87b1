"""The readings by hand under a folder, each with the article that it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.evaluation.gold import Reading, read_gold
from kg.model import Document
from kg.sources.reader import read_document
from kg.sources.records import read_records


@dataclass(frozen=True, slots=True)
class Case:
    reading: Reading
    document: Document


def find_cases(folder: Path, *, articles: Path, texts: Path | None = None) -> list[Case]:
    """All readings (`*.json`) in `folder` and below, or the one that `folder` is, in the order of their paths.

    The article is the file of the same stem beside the reading, else in `articles`, else the record of `texts`
    (JSON lines) that the reading names. Raises SourceError where one is missing or cannot be read.
    """
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.json"))
    if not folder.exists():
        raise SourceError(f"There is no folder {folder}; check the path.")
    if not paths:
        raise SourceError(f"{folder} holds no reading by hand (*.json); name another folder.")
    readings = [(path, read_gold(path)) for path in paths]
    records = dict(_records(texts, {reading.record for _, reading in readings if reading.record}))
    return [Case(reading, _document(path, reading, articles, texts, records)) for path, reading in readings]


def _records(texts: Path | None, wanted: set[str]) -> Iterator[tuple[str, Document]]:
    if texts and wanted:
        yield from read_records(texts, wanted)


def _document(
    path: Path, reading: Reading, articles: Path, texts: Path | None, records: dict[str, Document]
) -> Document:
    if reading.record is not None:
        if texts is None:
            raise SourceError(f"{path} reads a record of a JSON-lines file; give that file with --texts.")
        if reading.record not in records:
            raise SourceError(f"{path} reads the record {reading.record}, which is not in {texts}; check --texts.")
        return records[reading.record]
    beside = [p for p in sorted(path.parent.glob(f"{path.stem}.*")) if p.suffix != ".json"]
    for article in [*beside, articles / f"{path.stem}.md"]:
        if article.is_file():
            return _read(article, reading)
    raise SourceError(f"{path} has no article: put {path.stem}.md beside it or in {articles}.")


def _read(article: Path, reading: Reading) -> Document:
    try:
        data = article.read_bytes()
    except OSError as error:
        raise SourceError(f"{article} cannot be read ({error.strerror}); check its permissions.") from error
    return read_document(data, article.name, published=reading.published)
