"""English is read by the rules; other languages are refused with a clear sentence, or read by an extractor for them."""

import pytest

from kg.errors import SourceError
from kg.extraction.pipeline import RuleExtractor
from kg.sources.reader import read_document

GERMAN = "Der Bundeskanzler traf am Montag in Wien den Präsidenten. Sie sprachen lange über den Handel. " * 5
CHINESE = "俄罗斯总统普京周二在北京会见了中国国家主席习近平。双方签署了一项条约。" * 5
ENGLISH = "The chancellor met the president in Vienna on Monday. They talked about trade for a long time. " * 5


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "German"), (CHINESE, "Chinese")])
def test_another_language_is_refused_with_its_name(text: str, language: str) -> None:
    with pytest.raises(SourceError, match=f"a.txt is in {language}; Entente reads English articles") as caught:
        read_document(text.encode(), "a.txt", languages=RuleExtractor().languages)
    assert "EXTRACTOR=llm" in str(caught.value)


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (CHINESE, "zh"), (ENGLISH, "en")])
def test_an_extractor_for_all_languages_reads_them(text: str, language: str) -> None:
    assert read_document(text.encode(), "a.txt", languages=None).language == language


def test_english_is_read_without_being_asked_for() -> None:
    assert read_document(ENGLISH.encode(), "a.txt").language == "en"
