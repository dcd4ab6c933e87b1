"""The site and its commands with EXTRACTOR=llm, and without the clients of language models where it is not set."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from dashboard import imports
from dashboard.models import Import
from tests.unit.conftest import MEETING, REPLY, TEXT
from tests.unit.fake_llm import Endpoint, Says

GERMAN = """Putin und Xi unterzeichnen einen Vertrag

Der russische Präsident Wladimir Putin traf am Dienstag in Peking den chinesischen Staatschef Xi Jinping. Sie
sprachen lange über den Handel zwischen den beiden Ländern und über die Lage in der Welt.
"""


@pytest.fixture
def model(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for proxy in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    with Endpoint() as endpoint:
        settings.EXTRACTOR, settings.LLM_MODEL, settings.LLM_BASE_URL = "llm", "m", endpoint.url + "/v1"
        endpoint.says(REPLY)
        yield endpoint


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "treaty.txt"
    path.write_text(TEXT)
    return path


def test_extract_prints_what_the_model_found_and_what_it_cost(model: Endpoint, file: Path) -> None:
    model.says(REPLY | {"events": [*REPLY["events"], MEETING | {"quote": "Putin and Xi met in secret on Monday."}]})
    out, err = StringIO(), StringIO()
    call_command("extract", file, date="2025-03-04", stdout=out, stderr=err)
    assert [e["kind"] for e in json.loads(out.getvalue())["events"]] == ["CONSULT", "ACCUSE"]
    assert err.getvalue() == "1 request to m, 1,000 tokens in, 200 out; left out: quotes not in the text (1).\n"


def test_extract_says_why_there_is_no_answer(model: Endpoint, file: Path) -> None:
    model.says(Says(status=401))
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("extract", file, stdout=StringIO(), stderr=err)
    assert err.getvalue() == "The endpoint of m refused the key (401); check LLM_API_KEY.\n"


def test_many_texts_in_many_languages_are_read(model: Endpoint, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("\n".join(json.dumps({"id": i, "text": text}) for i, text in enumerate((TEXT, GERMAN))))
    out = StringIO()
    call_command("extract", lines, jsonl=True, stdout=out, stderr=StringIO())
    assert len(out.getvalue().splitlines()) == len(model.asked) == 2


def test_an_import_shows_what_the_model_cost(model: Endpoint, editor: Client) -> None:
    german = {
        "entities": [
            {"id": "a", "kind": "person", "names": ["Wladimir Putin", "Putin"], "english": "Vladimir Putin"},
            {"id": "b", "kind": "person", "names": ["Xi Jinping", "Xi"], "english": "Xi Jinping"},
        ],
        "events": [
            MEETING
            | {
                "actors": [{"id": "a", "role": "participant"}, {"id": "b", "role": "participant"}],
                "quote": "Der russische Präsident Wladimir Putin traf am Dienstag in Peking den chinesischen "
                "Staatschef Xi Jinping.",
                "when": "am Dienstag",
            }
        ],
    }
    model.says(german)
    upload = SimpleUploadedFile("vertrag.txt", GERMAN.encode())
    editor.post("/imports/", {"file": upload, "published": "2025-03-04"})
    job = Import.objects.get()
    assert job.status == Import.Status.DONE, job.reason
    assert job.counts["events"] == 1
    assert (
        "1 request to m, 1,000 tokens in, 200 out; nothing left out."
        in editor.get(f"/imports/{job.pk}/").content.decode()
    )
    imports.undo(job, None)


def test_an_import_without_an_answer_is_refused(model: Endpoint, editor: Client) -> None:
    model.says(Says("Of course!"))
    editor.post("/imports/", {"file": SimpleUploadedFile("treaty.txt", TEXT.encode())})
    job = Import.objects.get()
    assert job.status == Import.Status.REFUSED
    assert "gave no JSON" in job.reason
    assert job.note.startswith("2 requests to m")


def test_the_default_imports_no_client_of_a_model() -> None:
    program = (
        "import sys; from kg import ingest; from kg.extraction.extractor import extractor_of; extractor_of('rules'); "
        "print([m for m in ('openai', 'anthropic', 'httpx2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"
