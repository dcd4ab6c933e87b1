"""Who and what a passage names, once each and of the right kind, and which offices it gives to whom."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.pipeline import extract
from kg.model import Extraction
from kg.sources.article import article_of
from tests.unit.told import ON

PASSAGES = tomllib.loads((Path(__file__).parent / "passages" / "names.toml").read_text(encoding="utf-8"))["passage"]
each = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:40])


@each
def test_entities(passage: dict[str, Any]) -> None:
    found = [f"{e.kind} {e.name}" for e in _read(passage).entities if e.kind != "place"]
    expected, also = passage["entities"], passage.get("also", [])
    assert sorted(line for line in found if line not in also) == sorted(expected)


@each
def test_offices(passage: dict[str, Any]) -> None:
    read = _read(passage)
    name = {e.id: e.name for e in read.entities}
    held = [r for r in read.relations if r.kind == "holds_office"]
    found = {f"{'former ' * r.former}{name[r.source]} > {name[r.target]}" for r in held}
    assert found - set(passage.get("perhaps", [])) == set(passage["offices"])


_READ: dict[tuple[str, dt.date], Extraction] = {}


def _read(passage: dict[str, Any]) -> Extraction:
    text, on = passage["text"], passage.get("on", ON)
    if (text, on) not in _READ:
        _READ[text, on] = extract(article_of(text, title="News", published=on))
    return _READ[text, on]
