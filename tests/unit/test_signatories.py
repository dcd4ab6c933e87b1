"""Who `we` are in joint statements, by `passages/signatories.toml`."""

import tomllib
from pathlib import Path

import pytest

from tests.unit.reading import meant_at, read_passage

_PASSAGES = tomllib.loads((Path(__file__).parent / "passages" / "signatories.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("title", "text", "words", "meant"),
    [(p["title"], p["text"], words, meant) for p in _PASSAGES["passage"] for words, meant in p["at"].items()],
)
def test_we_are_those_who_sign(title: str, text: str, words: str, meant: list[str]) -> None:
    assert meant_at(read_passage(text, title=title), words) == tuple(meant)
