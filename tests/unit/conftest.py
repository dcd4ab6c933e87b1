"""A language model's endpoint for the tests of the extractor that asks one."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.extraction.llm.config import LLMConfig
from kg.extraction.llm.extractor import LLMExtractor
from kg.model import Document
from kg.sources.article import article_of

from .fake_llm import Endpoint

TEXT = """Putin and Xi sign a treaty

BEIJING, March 4 - Russian President Vladimir Putin met his Chinese counterpart Xi Jinping in Beijing on Tuesday.

“We will stand together,” Putin said. He accused the United States of stoking tension, and Xi thanked him.

Ivan Primerov, a deputy minister of Russia, told reporters that NATO had not answered the letter.
"""
ENTITIES = [
    {"id": "e1", "kind": "person", "names": ["Vladimir Putin", "Putin"]},
    {"id": "e2", "kind": "person", "names": ["Xi Jinping", "Xi"]},
    {"id": "e3", "kind": "state", "names": ["Russian", "Russia"]},
    {"id": "e4", "kind": "state", "names": ["Chinese"]},
    {"id": "e5", "kind": "state", "names": ["United States"]},
    {"id": "e6", "kind": "place", "names": ["Beijing"]},
    {"id": "e7", "kind": "person", "names": ["Ivan Primerov"]},
    {"id": "e8", "kind": "alliance", "names": ["NATO"]},
]
MEETING = {
    "kind": "CONSULT",
    "status": "happened",
    "date": "2025-03-04",
    "when": "on Tuesday",
    "actors": [
        {"id": "e1", "role": "participant"},
        {"id": "e2", "role": "participant"},
        {"id": "e6", "role": "place"},
    ],
    "speaker": None,
    "quote": "Russian President Vladimir Putin met his Chinese counterpart Xi Jinping in Beijing on Tuesday.",
}
ACCUSATION = {
    "kind": "ACCUSE",
    "status": "happened",
    "date": None,
    "when": None,
    "actors": [{"id": "e1", "role": "source"}, {"id": "e5", "role": "target"}],
    "speaker": None,
    "quote": "He accused the United States of stoking tension, and Xi thanked him.",
}
OFFICE = {
    "kind": "holds_office",
    "source": "e7",
    "target": "e3",
    "title": "deputy minister",
    "former": False,
    "quote": "Ivan Primerov, a deputy minister of Russia, told reporters that NATO had not answered the letter.",
}
REPLY: dict[str, Any] = {"entities": ENTITIES, "relations": [OFFICE], "events": [MEETING, ACCUSATION]}


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    with Endpoint() as started:
        started.says(REPLY)
        yield started


@pytest.fixture
def article() -> Document:
    return article_of(TEXT, published=dt.date(2025, 3, 4))


Made = Callable[..., LLMExtractor]


@pytest.fixture(params=["openai", "anthropic"])
def made(request: pytest.FixtureRequest, endpoint: Endpoint) -> Made:
    """Makes an extractor that asks the endpoint, once in each provider's format."""

    def make(**settings: Any) -> LLMExtractor:
        address = endpoint.url + ("/v1" if request.param == "openai" else "")
        given = {"provider": request.param, "model": "m", "base_url": address, "api_key": "secret-key", "timeout": 5.0}
        return LLMExtractor(LLMConfig(**(given | settings)), lambda _part, _of: None)

    return make
