"""The extractor of this site, as the settings name it."""

from django.conf import settings

from kg.extraction.extractor import Extractor, Progress, extractor_of
from kg.extraction.llm.config import LLMConfig


def extractor(progress: Progress = lambda _part, _of: None) -> Extractor:
    """A new one, which accounts for what it reads from now on. Raises ExtractionError where it is not set up."""
    return extractor_of(settings.EXTRACTOR, _config(), progress)


def _config() -> LLMConfig:
    return LLMConfig(
        provider=settings.LLM_PROVIDER,
        model=settings.LLM_MODEL,
        base_url=settings.LLM_BASE_URL,
        api_key=settings.LLM_API_KEY,
        timeout=settings.LLM_TIMEOUT,
        retries=settings.LLM_RETRIES,
        price_in=settings.LLM_PRICE_IN,
        price_out=settings.LLM_PRICE_OUT,
        piece=settings.LLM_PIECE,
        max_tokens=settings.LLM_MAX_TOKENS,
    )
