"""Who says what, in passages written as news agencies write."""

import pytest

from tests.unit.reading import passages, read_passage, speaker_at


@pytest.mark.parametrize(("passage", "words", "speaker"), list(passages("speakers")))
def test_speaker(passage: str, words: str, speaker: str) -> None:
    assert speaker_at(read_passage(passage), words) == (speaker or None)
