"""Anthropic's endpoint, by its own client. Imported only where it is used: `anthropic` is optional."""

from typing import Literal

import anthropic
from anthropic.types import Message

from kg.extraction.llm.client import Answer, misunderstood, unanswered
from kg.extraction.llm.config import LLMConfig

_ENDS: dict[str | None, Literal["cut off", "refused"]] = {
    "max_tokens": "cut off",
    "model_context_window_exceeded": "cut off",
    "refusal": "refused",
}
_ADDRESS = "https://api.anthropic.com"


class AnthropicClient:
    def __init__(self, config: LLMConfig) -> None:
        self._config = config
        self._client = anthropic.Anthropic(
            api_key=config.api_key or "none",
            base_url=config.base_url or _ADDRESS,
            timeout=config.timeout,
            max_retries=config.retries,
        )

    def ask(self, instructions: str, question: str) -> Answer:
        try:
            reply = self._client.messages.create(
                model=self._config.model,
                max_tokens=self._config.max_tokens,
                system=instructions,
                messages=[{"role": "user", "content": question}],
            )
        except anthropic.APITimeoutError as error:
            raise unanswered(self._config, None, in_time=False) from error
        except anthropic.APIStatusError as error:
            raise unanswered(self._config, error.status_code, error.message) from error
        except anthropic.AnthropicError as error:
            raise unanswered(self._config, None) from error
        except ValueError as error:
            raise misunderstood(self._config) from error
        try:
            return _answer(reply)
        except (AttributeError, TypeError) as error:  # the client does not check what an endpoint sends
            raise misunderstood(self._config) from error


def _answer(reply: Message) -> Answer:
    return Answer(
        text="".join(block.text for block in reply.content if block.type == "text"),
        end=_ENDS.get(reply.stop_reason, "done"),
        tokens_in=reply.usage.input_tokens,
        tokens_out=reply.usage.output_tokens,
    )
