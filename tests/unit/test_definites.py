"""For whom `the alliance`, `the junta` and `the country` stand, or that it cannot be said."""

import pytest

from tests.unit.reading import meant_at, passages, read_passage


@pytest.mark.parametrize(("passage", "words", "meant"), list(passages("definites")))
def test_meant(passage: str, words: str, meant: list[str]) -> None:
    assert list(meant_at(read_passage(passage), words)) == meant
