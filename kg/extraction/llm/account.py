"""What reading with a language model has cost, and what of its replies was left out and why."""

from collections import Counter
from dataclasses import dataclass, field

from kg.extraction.llm.client import Answer
from kg.extraction.llm.config import LLMConfig


class Dropped(Exception):
    """An item of a reply is not believed; `str()` is the reason, in the plural, as it is counted."""


@dataclass(slots=True)
class Account:
    """Counts over all requests so far. `untold` are replies without token counts."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def count(self, answer: Answer) -> None:
        self.requests += 1
        if answer.tokens_in is None or answer.tokens_out is None:
            self.untold += 1
        self.tokens_in += answer.tokens_in or 0
        self.tokens_out += answer.tokens_out or 0

    def note(self, config: LLMConfig) -> str:
        """All of it as one sentence; empty before the first request."""
        if not self.requests:
            return ""
        said = [f"{self.requests:,} request{'s' if self.requests > 1 else ''} to {config.model}"]
        if self.untold < self.requests:
            said.append(f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out")
            if config.price_in is not None and config.price_out is not None:
                cost = (self.tokens_in * config.price_in + self.tokens_out * config.price_out) / 1e6
                said.append(f"cost {cost:.4f}")
        if self.untold:
            said.append(f"replies without token counts: {self.untold:,}")
        reasons = ", ".join(f"{reason} ({count:,})" for reason, count in self.dropped.most_common())
        return ", ".join(said) + (f"; left out: {reasons}." if reasons else "; nothing left out.")
