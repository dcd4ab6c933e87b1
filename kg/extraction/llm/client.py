"""What a client of a language model is, and what is said where one cannot be had or gives no answer."""

from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import urlsplit

from kg.errors import ExtractionError
from kg.extraction.llm.config import LLMConfig

_SMALLEST_PIECE = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of a reply and how it ended. Tokens None: the endpoint does not say."""

    text: str
    end: Literal["done", "cut off", "refused"]
    tokens_in: int | None
    tokens_out: int | None


class Client(Protocol):
    def ask(self, instructions: str, question: str) -> Answer:
        """One request, repeated where a refusal may pass. Raises ExtractionError."""
        ...


def client_of(config: LLMConfig) -> Client:
    """The client of the configured provider, its package imported only now. Raises ExtractionError where a setting
    is missing or wrong, or the package is not installed."""
    if config.provider not in ("openai", "anthropic"):
        raise ExtractionError(f"LLM_PROVIDER is '{config.provider}'; set it to openai or anthropic.")
    if not config.model:
        raise ExtractionError("LLM_MODEL is not set; name the model that reads the articles.")
    _require_address(config.base_url)
    if config.piece < _SMALLEST_PIECE:
        raise ExtractionError(f"LLM_PIECE is {config.piece}; give {_SMALLEST_PIECE} characters or more.")
    if config.timeout <= 0 or config.retries < 0 or config.max_tokens < 1:
        raise ExtractionError("LLM_TIMEOUT, LLM_RETRIES or LLM_MAX_TOKENS is no number of that kind; correct it.")
    if not config.api_key and not config.base_url:
        raise ExtractionError("LLM_API_KEY is not set; set it, or LLM_BASE_URL to an endpoint that needs none.")
    try:
        if config.provider == "openai":
            from kg.extraction.llm.openai_client import OpenAIClient

            return OpenAIClient(config)
        from kg.extraction.llm.anthropic_client import AnthropicClient

        return AnthropicClient(config)
    except ImportError as error:
        raise ExtractionError(
            f"EXTRACTOR=llm needs the package '{config.provider}', which is not installed; "
            "install it with: pip install --require-hashes -r requirements-llm.lock"
        ) from error


def _require_address(base_url: str) -> None:
    try:
        parts = urlsplit(base_url)
        fits = not base_url or (parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        fits = False
    if not fits:
        raise ExtractionError(f"LLM_BASE_URL is '{base_url}'; give an address like https://llm.example.org/v1.")


def misunderstood(config: LLMConfig) -> ExtractionError:
    """For a reply that is not in the provider's format."""
    return ExtractionError(
        f"The endpoint of {config.model} gave no reply in the format of LLM_PROVIDER={config.provider}; "
        "check LLM_BASE_URL and LLM_PROVIDER."
    )


def unanswered(config: LLMConfig, status: int | None, told: str = "", *, in_time: bool = True) -> ExtractionError:
    """Why there is no answer, in one sentence: a status code of the endpoint with what it told, or none at all."""
    where = f"the endpoint of {config.model}"
    told = " ".join(told.split())[:200]
    if not in_time:
        text = f"{where} did not answer within {config.timeout:g} seconds; try later or raise LLM_TIMEOUT"
    elif status is None:
        text = f"{where} cannot be reached; check LLM_BASE_URL and the network"
    elif status in (401, 403):
        text = f"{where} refused the key ({status}); check LLM_API_KEY"
    elif status == 404:
        text = f"{where} does not know that address or model (404); check LLM_BASE_URL and LLM_MODEL"
    elif status == 429:
        text = f"{where} still asks to wait after {config.retries} retries (429); try later or check your quota"
    elif status >= 500:
        text = f"{where} still fails after {config.retries} retries ({status}); try later"
    else:
        text = f"{where} refused the request ({status}: {told}); check LLM_MODEL and the other LLM_ settings"
    return ExtractionError(text[0].upper() + text[1:] + ".")
