"""How the language model is reached and what it costs."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LLMConfig:
    """`base_url` empty is the provider's own. Prices are per million tokens, in one's own currency."""

    provider: str  # "openai" for any OpenAI-compatible endpoint, or "anthropic"
    model: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    timeout: float = 120.0  # seconds for one request
    retries: int = 3  # after a refusal that may pass (429, 5xx), a timeout or a lost connection
    price_in: float | None = None
    price_out: float | None = None
    piece: int = 8_000  # characters of an article in one request
    max_tokens: int = 8_192  # of one reply; Anthropic's API asks for a limit
