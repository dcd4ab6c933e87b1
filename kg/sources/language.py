"""Which language a text is in, and whether that one can be read."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from kg.errors import SourceError

Languages = frozenset[str] | None  # ISO 639-1 codes of the languages an extractor reads; None: any
ENGLISH: Languages = frozenset(("en",))
_SAMPLE = 2_000  # characters judged
_OTHERS = (
    "ARABIC CHINESE DUTCH FRENCH GERMAN ITALIAN JAPANESE KOREAN PERSIAN POLISH PORTUGUESE RUSSIAN SPANISH TURKISH "
    "UKRAINIAN"
)


@cache
def _detector(*, every: bool) -> LanguageDetector:
    if every:
        builder = LanguageDetectorBuilder.from_all_languages()
    else:
        languages = [Language.ENGLISH, *(getattr(Language, name) for name in _OTHERS.split())]
        builder = LanguageDetectorBuilder.from_languages(*languages)
    return builder.with_low_accuracy_mode().build()


def language_of(text: str, name: str, readable: Languages = ENGLISH) -> str:
    """The code of a text's language. Raises SourceError for one that is not `readable`.

    Judges a sample from the middle of the text.
    """
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[middle : middle + _SAMPLE]
    found = _detector(every=readable is None).detect_language_of(sample)
    if found is None:
        raise SourceError(f"{name} holds no sentences; give the text of a news article.")
    code = found.iso_code_639_1.name.lower()
    if readable is not None and code not in readable:
        raise SourceError(
            f"{name} is in {found.name.title()}; Entente reads English articles, so give an English version "
            "or set EXTRACTOR=llm, which reads other languages."
        )
    return code
