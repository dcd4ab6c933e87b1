"""The one contract of reading, with two implementations: our rules (the default) and a language model."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kg.errors import ExtractionError
from kg.extraction.llm.config import LLMConfig
from kg.model import Document, Extraction

Progress = Callable[[int, int], None]  # which part of a document is being read, of how many


class Extractor(Protocol):
    """Reads documents. `languages` are the ISO 639-1 codes it reads, None: any; `silence` is for how many seconds
    it may say nothing of its progress."""

    @property
    def languages(self) -> frozenset[str] | None: ...

    @property
    def silence(self) -> float: ...

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One result each in their order. Raises ExtractionError."""
        ...

    def note(self) -> str:
        """What reading so far has cost and left out, as one sentence; empty where there is nothing to say."""
        ...


def extractor_of(name: str, llm: LLMConfig | None = None, progress: Progress = lambda _part, _of: None) -> Extractor:
    """The extractor of that name, `rules` or `llm`. Raises ExtractionError where it is not set up."""
    if name == "rules":
        from kg.extraction.pipeline import RuleExtractor

        return RuleExtractor()
    if name == "llm" and llm is not None:
        from kg.extraction.llm.extractor import LLMExtractor

        return LLMExtractor(llm, progress)
    raise ExtractionError(f"EXTRACTOR is '{name}'; set it to rules or llm.")
