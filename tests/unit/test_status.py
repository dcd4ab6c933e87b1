"""Whether a trigger tells a fact, a plan, a claim, a denial or nothing at all."""

import pytest

from kg.extraction.status import status_of
from tests.unit.reading import passages, read_passage, token_at


@pytest.mark.parametrize(("passage", "words", "status"), list(passages("status")))
def test_status(passage: str, words: str, status: str) -> None:
    assert status_of(token_at(read_passage(passage), words)) == (status or None)
