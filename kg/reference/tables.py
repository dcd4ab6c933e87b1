"""Reads the tab-separated data files: one record a line, `#` starts a comment, `|` separates several values."""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReferenceDataError

_DATA = Path(__file__).parent / "data"


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """Records of `data/<name>.tsv`, filled up with empty strings to `columns`.

    Raises ReferenceDataError for a line with more columns.
    """
    path = _DATA / f"{name}.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            values = line.split("\t")
            if len(values) > columns:
                raise ReferenceDataError(
                    f"{path.name} line {number} has {len(values)} columns where {columns} are known; remove the rest."
                )
            yield values + [""] * (columns - len(values))


def several(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("|") if part)
