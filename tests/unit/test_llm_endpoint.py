"""Asking a model: both wire formats, retries, and one sentence for whatever goes wrong."""

import json
import sys
import time

import pytest

from kg.errors import ExtractionError
from kg.extraction.extractor import extractor_of
from kg.extraction.llm.config import LLMConfig
from kg.model import Document

from .conftest import REPLY, Made
from .fake_llm import Endpoint, Says


def refusal(made: Made, article: Document, **settings: object) -> str:
    with pytest.raises(ExtractionError) as caught:
        list(made(**settings).extract_many([article]))
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert "secret-key" not in said
    return said


def test_what_a_model_says_becomes_an_extraction(made: Made, article: Document, endpoint: Endpoint) -> None:
    (extraction,) = made().extract_many([article])
    assert [e.kind for e in extraction.events] == ["CONSULT", "ACCUSE"]
    assert {e.name for e in extraction.entities} >= {"Vladimir Putin", "Xi Jinping", "United States", "Ivan Primerov"}
    assert endpoint.asked[0]["key"] == "secret-key"
    assert "Vladimir Putin met his Chinese counterpart" in endpoint.questions[0]


def test_tokens_and_cost_are_told(made: Made, article: Document) -> None:
    extractor = made(price_in=2.0, price_out=10.0)
    list(extractor.extract_many([article, article]))
    assert extractor.note() == "2 requests to m, 2,000 tokens in, 400 out, cost 0.0080; nothing left out."


def test_without_prices_only_tokens_are_told(made: Made, article: Document) -> None:
    extractor = made()
    assert extractor.note() == ""
    list(extractor.extract_many([article]))
    assert "cost" not in extractor.note()


def test_it_waits_and_asks_again(made: Made, article: Document, endpoint: Endpoint) -> None:
    endpoint.says(Says(status=429), Says(status=500), Says(json.dumps(REPLY)))
    (extraction,) = made().extract_many([article])
    assert extraction.events
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Says(status=401), "refused the key (401); check LLM_API_KEY"),
        (Says(status=404), "check LLM_BASE_URL and LLM_MODEL"),
        (Says(status=429), "still asks to wait after 1 retries (429)"),
        (Says(status=500), "still fails after 1 retries (500)"),
        (Says(status=529), "still fails after 1 retries (529)"),
        (Says(status=400), "refused the request (400: "),
        (Says(wait=1.0), "did not answer within 0.2 seconds"),
        (Says("I would rather not."), "gave no JSON"),
        (Says('{"events": [{"kind": "CONS'), "gave no JSON"),
        (Says("{}", cut_off=True), "cut off"),
        (Says("", refused=True), "refused to read this article"),
        (Says(body="<html>Welcome</html>", media="text/html"), "gave no reply in the format"),
        (Says(body="{broken"), "gave no reply in the format"),
        (Says(body='{"message": "hello"}'), "gave no reply in the format"),
    ],
)
def test_what_fails_is_said_in_one_sentence(
    made: Made, article: Document, endpoint: Endpoint, answer: Says, said: str
) -> None:
    endpoint.says(answer)
    assert said in refusal(made, article, retries=1, timeout=0.2 if answer.wait else 5.0)


def test_an_endpoint_that_is_not_there_is_said(made: Made, article: Document) -> None:
    assert "cannot be reached" in refusal(made, article, base_url="http://127.0.0.1:9/v1", retries=0)


def test_a_slow_endpoint_is_given_up_in_time(made: Made, article: Document, endpoint: Endpoint) -> None:
    endpoint.says(Says(wait=3.0))
    started = time.monotonic()
    refusal(made, article, timeout=0.2, retries=1)
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"provider": "acme"}, "LLM_PROVIDER is 'acme'"),
        ({"model": ""}, "LLM_MODEL is not set"),
        ({"api_key": "", "base_url": ""}, "LLM_API_KEY is not set"),
        ({"base_url": "llm.example.org"}, "LLM_BASE_URL is 'llm.example.org'"),
        ({"base_url": "http://[::1"}, "LLM_BASE_URL is"),
        ({"piece": 0}, "LLM_PIECE is 0"),
        ({"timeout": 0}, "LLM_TIMEOUT, LLM_RETRIES or LLM_MAX_TOKENS"),
    ],
)
def test_wrong_settings_are_said_before_anything_is_asked(
    made: Made, article: Document, endpoint: Endpoint, settings: dict[str, str], said: str
) -> None:
    assert said in refusal(made, article, **settings)
    assert not endpoint.asked


def test_a_local_endpoint_needs_no_key(made: Made, article: Document) -> None:
    assert list(made(api_key="").extract_many([article]))


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_missing_package_is_said(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, provider, None)
    monkeypatch.delitem(sys.modules, f"kg.extraction.llm.{provider}_client", raising=False)
    with pytest.raises(ExtractionError, match=f"needs the package '{provider}'.*requirements-llm.lock"):
        extractor_of("llm", LLMConfig(provider, "m", api_key="k"))


def test_an_unknown_extractor_is_said() -> None:
    with pytest.raises(ExtractionError, match="EXTRACTOR is 'magic'; set it to rules or llm"):
        extractor_of("magic")


def test_the_key_is_in_no_repr() -> None:
    assert "secret" not in repr(LLMConfig("openai", "m", api_key="secret"))


def test_json_may_stand_in_fences_and_after_thoughts(made: Made, article: Document, endpoint: Endpoint) -> None:
    endpoint.says(Says(f"<think>maybe {{this}}?</think>Here it is:\n```json\n{json.dumps(REPLY)}\n```"))
    (extraction,) = made().extract_many([article])
    assert len(extraction.events) == 2


def test_a_reply_that_is_no_json_is_asked_for_once_more(made: Made, article: Document, endpoint: Endpoint) -> None:
    endpoint.says(Says("Sure! Shall I?"), REPLY)
    extractor = made()
    (extraction,) = extractor.extract_many([article])
    assert len(extraction.events) == 2
    assert extractor.note().startswith("2 requests")


def test_a_reply_cut_off_is_asked_for_in_halves(made: Made, endpoint: Endpoint, article: Document) -> None:
    endpoint.says(Says("{", cut_off=True), REPLY)
    (extraction,) = made().extract_many([article])
    assert len(endpoint.asked) == 3
    first, second = endpoint.questions[1:]
    assert "met his Chinese counterpart" in first
    assert "had not answered the letter" not in first
    assert "met his Chinese counterpart" not in second
    assert [e.kind for e in extraction.events] == ["CONSULT", "ACCUSE"]


def test_an_endpoint_without_token_counts_is_told(article: Document, endpoint: Endpoint) -> None:
    endpoint.says(Says(json.dumps(REPLY), usage=False))
    extractor = extractor_of("llm", LLMConfig("openai", "m", endpoint.url + "/v1"))
    list(extractor.extract_many([article]))
    assert extractor.note() == "1 request to m, replies without token counts: 1; nothing left out."
