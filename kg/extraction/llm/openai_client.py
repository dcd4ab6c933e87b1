"""Any OpenAI-compatible endpoint, by OpenAI's own client. Imported only where it is used: `openai` is optional."""

from typing import Literal

import openai
from openai.types.chat import ChatCompletion

from kg.extraction.llm.client import Answer, misunderstood, unanswered
from kg.extraction.llm.config import LLMConfig

_ENDS: dict[str, Literal["cut off", "refused"]] = {"length": "cut off", "content_filter": "refused"}
_ADDRESS = "https://api.openai.com/v1"


class OpenAIClient:
    def __init__(self, config: LLMConfig) -> None:
        self._config = config
        self._client = openai.OpenAI(
            api_key=config.api_key or "none",  # a local endpoint asks for none, the client for something
            base_url=config.base_url or _ADDRESS,
            timeout=config.timeout,
            max_retries=config.retries,
        )

    def ask(self, instructions: str, question: str) -> Answer:
        """Asks for plain text, since not all endpoints know a JSON mode."""
        try:
            reply = self._client.chat.completions.create(
                model=self._config.model,
                messages=[{"role": "system", "content": instructions}, {"role": "user", "content": question}],
            )
        except openai.APITimeoutError as error:
            raise unanswered(self._config, None, in_time=False) from error
        except openai.APIStatusError as error:
            raise unanswered(self._config, error.status_code, error.message) from error
        except openai.OpenAIError as error:
            raise unanswered(self._config, None) from error
        except ValueError as error:
            raise misunderstood(self._config) from error
        try:
            return _answer(reply)
        except (AttributeError, IndexError, TypeError) as error:  # the client does not check what an endpoint sends
            raise misunderstood(self._config) from error


def _answer(reply: ChatCompletion) -> Answer:
    choice = reply.choices[0]
    return Answer(
        text=choice.message.content or "",
        end=_ENDS.get(choice.finish_reason, "done"),
        tokens_in=reply.usage.prompt_tokens if reply.usage else None,
        tokens_out=reply.usage.completion_tokens if reply.usage else None,
    )
