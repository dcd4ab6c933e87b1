"""Whether a text is in the language we read."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from kg.errors import SourceError

_SAMPLE = 2_000  # characters judged
_OTHERS = (
    "ARABIC CHINESE DUTCH FRENCH GERMAN ITALIAN JAPANESE KOREAN PERSIAN POLISH PORTUGUESE RUSSIAN SPANISH TURKISH "
    "UKRAINIAN"
)


@cache
def _detector() -> LanguageDetector:
    languages = [Language.ENGLISH, *(getattr(Language, name) for name in _OTHERS.split())]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def require_english(text: str, name: str) -> None:
    """Raises SourceError for a text in another language. Judges a sample from the middle of the text."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[middle : middle + _SAMPLE]
    found = _detector().detect_language_of(sample)
    if found is None:
        raise SourceError(f"{name} holds no sentences; give the text of an English news article.")
    if found != Language.ENGLISH:
        raise SourceError(
            f"{name} is in {found.name.title()}; Entente reads English articles, so give an English version."
        )
