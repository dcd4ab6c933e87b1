"""Reads documents with a language model: asks for each piece, checks what comes back, counts what it costs."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from kg.errors import ExtractionError
from kg.extraction.llm.account import Account
from kg.extraction.llm.checking import Checked
from kg.extraction.llm.client import client_of
from kg.extraction.llm.config import LLMConfig
from kg.extraction.llm.pieces import Piece, halves_of, pieces_of
from kg.extraction.llm.prompt import instructions, question
from kg.extraction.llm.reply import read_reply
from kg.model import Document, Extraction

_ASKED = 2  # times for one piece, where the reply is no JSON
_LONGEST_WAIT = 60.0  # seconds that the clients wait before a retry at most, where an endpoint asks for it


class LLMExtractor:
    """The contract `Extractor` with a model of the provider that the configuration names.

    Article texts are sent to it. Raises ExtractionError where it is not set up.
    """

    languages: frozenset[str] | None = None

    def __init__(self, config: LLMConfig, progress: Callable[[int, int], None]) -> None:
        self._config = config
        self._client = client_of(config)
        self._progress = progress
        self._account = Account()

    @property
    def silence(self) -> float:
        return (self._config.timeout + _LONGEST_WAIT) * (self._config.retries + 1)

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        return map(self._read, documents)

    def note(self) -> str:
        return self._account.note(self._config)

    def _read(self, document: Document) -> Extraction:
        checked = Checked(document, self._account)
        waiting = deque(pieces_of(document, self._config.piece))
        done = 0
        while waiting:
            piece = waiting.popleft()
            halves = self._take(checked, document, piece, (done + 1, done + 1 + len(waiting)))
            if halves:
                waiting.extendleft(reversed(halves))
            else:
                done += 1
        return checked.extraction()

    def _take(
        self, checked: Checked, document: Document, piece: Piece, number: tuple[int, int]
    ) -> tuple[Piece, Piece] | None:
        """Reads a piece, `number` of so many; the halves to be read instead where the reply to it was cut off."""
        for _ in range(_ASKED):
            self._progress(*number)
            answer = self._client.ask(instructions(), question(document, piece.text(document), checked.people))
            self._account.count(answer)
            if answer.end == "refused":
                raise ExtractionError(f"{self._config.model} refused to read this article; try another LLM_MODEL.")
            if answer.end == "cut off":
                halves = halves_of(document, piece)
                if halves is None:
                    raise ExtractionError(
                        f"The reply of {self._config.model} was cut off even for a short piece; "
                        "raise LLM_MAX_TOKENS or the endpoint's own limit."
                    )
                return halves
            reply = read_reply(answer.text, checked.drop)
            if reply is not None:
                checked.take(reply, piece)
                return None
        raise ExtractionError(
            f"{self._config.model} gave no JSON where it was asked for; set LLM_MODEL to a model that follows "
            "instructions."
        )
