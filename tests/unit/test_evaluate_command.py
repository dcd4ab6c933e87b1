"""`manage.py evaluate`: one table for a folder of readings; one sentence for what is wrong with it."""

import json
import lzma
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ARTICLE = """---
title: Ministers meet
date: 2025-03-04
---
On Monday, the German chancellor, Friedrich Merz, met the French president, Emmanuel Macron, in Berlin.
Nobody knew what they had talked about, and the weather was as bad as it had been for most of that winter.
"""
QUOTE = "met the French president"
READING: dict[str, Any] = {
    "document": {"title": "Ministers meet", "date": "2025-03-04"},
    "entities": [
        {"kind": "leader", "names": ["Friedrich Merz", "Merz"]},
        {"kind": "leader", "names": ["Emmanuel Macron", "Macron"]},
        {"kind": "state", "names": ["Germany"]},
        {"kind": "state", "names": ["France"]},
        {"kind": "place", "names": ["Berlin"], "required": False},
    ],
    "roles": [{"person": "Friedrich Merz", "of": "Germany"}, {"person": "Emmanuel Macron", "of": "France"}],
    "events": [
        {
            "label": "Meeting",
            "kinds": ["CONSULT"],
            "source": "Friedrich Merz",
            "target": "Emmanuel Macron",
            "date": "2025-03-03",
            "quotes": [QUOTE],
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talks.json").write_text(json.dumps(READING))
    (tmp_path / "talks.md").write_text(ARTICLE)
    return tmp_path


def evaluate(*arguments: object) -> str:
    out = StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def refusal(*arguments: object) -> str:
    """What is said to the user where the command ends with exit code 1."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("evaluate", *map(str, arguments), stdout=StringIO(), stderr=err)
    assert ended.value.code == 1
    (sentence,) = err.getvalue().splitlines()
    return sentence


def test_the_table_names_article_and_mean(folder: Path) -> None:
    lines = evaluate(folder).splitlines()
    assert [line.split("  ")[0] for line in lines[2:4]] == ["talks", "mean of 1"]


def test_verbosity_2_lists_the_differences(folder: Path) -> None:
    (folder / "talks.json").write_text(json.dumps(READING | {"events": [READING["events"][0] | {"date": "2025-02"}]}))
    assert "misread   event Meeting: date 2025-03-03, not 2025-02" in evaluate(folder, "-v", 2)
    assert "misread" not in evaluate(folder)


def test_json_is_for_machines(folder: Path) -> None:
    result = json.loads(evaluate(folder, "--json"))
    assert result["all"]["events"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert result["articles"][0]["name"] == "talks"
    assert sum(band["events"] for band in result["calibration"]) == 1


@pytest.mark.parametrize("name", ["texts.jsonl", "texts.jsonl.xz"])
def test_a_record_of_a_json_lines_file_may_be_the_article(tmp_path: Path, name: str) -> None:
    text = ARTICLE.split("---\n")[2]
    quote = [text.index(QUOTE), text.index(QUOTE) + len(QUOTE)]
    reading = READING | {
        "document": {"record": "r/2", "date": "2025-03-04"},
        "events": [READING["events"][0] | {"quotes": [quote]}],
    }
    (tmp_path / "talks.json").write_text(json.dumps(reading))
    records = "".join(json.dumps({"id": id, "date": "2025-03-04", "text": text}) + "\n" for id in ("r/1", "r/2"))
    data = records.encode()
    (tmp_path / name).write_bytes(lzma.compress(data) if name.endswith(".xz") else data)
    result = json.loads(evaluate(tmp_path / "talks.json", "--texts", tmp_path / name, "--json"))
    assert result["all"]["events"]["f1"] == 1.0


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none") == f"There is no folder {tmp_path / 'none'}; check the path."


def test_a_folder_without_readings_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} holds no reading by hand (*.json); name another folder."


def test_broken_json_is_told_with_its_line(folder: Path) -> None:
    (folder / "talks.json").write_text('{\n"document": }')
    assert "talks.json is broken JSON at line 2" in refusal(folder)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"entities": [{"kind": "state"}]}, "it lacks 'names'"),
        ({"events": [{"label": "x", "kinds": [], "participants": ["y"], "quotes": [[1]]}]}, "not enough values"),
        ({"document": {"date": "soon"}}, "soon"),
    ],
)
def test_json_that_is_no_reading_is_told_with_what_is_wrong(folder: Path, change: dict[str, Any], what: str) -> None:
    (folder / "talks.json").write_text(json.dumps(READING | change))
    sentence = refusal(folder)
    assert "talks.json is no reading by hand" in sentence
    assert what in sentence


def test_a_reading_without_its_article_is_told(folder: Path) -> None:
    (folder / "talks.md").unlink()
    assert "talks.json has no article: put talks.md beside it" in refusal(folder)


def test_a_record_needs_the_file_with_its_text(folder: Path, tmp_path: Path) -> None:
    (folder / "talks.json").write_text(json.dumps(READING | {"document": {"record": "r/1"}}))
    assert "give that file with --texts" in refusal(folder)
    (tmp_path / "texts.jsonl").write_text('{"id": "r/9", "text": "Other words."}\n')
    assert "the record r/1, which is not in" in refusal(folder, "--texts", tmp_path / "texts.jsonl")
    (tmp_path / "texts.jsonl").write_text("oops\n")
    assert "texts.jsonl line 1 is no" in refusal(folder, "--texts", tmp_path / "texts.jsonl")
