"""Commands: bad input is one sentence and exit code 1, with nothing written; good input says what it did."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from dashboard.models import Import
from kg import ingest
from kg.graph.connect import Graph
from kg.graph.dump import dump

from .test_importing import TEXT

GERMAN = "Der Bundeskanzler traf am Montag den Präsidenten. Sie sprachen lange über den Handel. " * 9
CHINESE = "习近平主席星期一在北京会见了普京总统。两国领导人讨论了贸易问题。" * 20
BAD = {
    "missing.txt": (None, "does not exist"),
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "binary.txt": (b"\x00\x01\x02\xff" * 300, "binary data"),
    "big.txt": (b"Leaders met in Vienna today. " * 350_000, "up to 5 MB"),
    "german.txt": (GERMAN.encode(), "is in German"),
    "chinese.txt": (CHINESE.encode(), "is in Chinese"),
    "broken-utf8.txt": (b"\xef\xbb\xbf" + "Café talks in Vienna.".encode("latin-1"), "save the file again as UTF-8"),
    "cut-utf16.txt": (b"\xff\xfe" + "Talks in Vienna.".encode("utf-16-le")[:-1], "save the file again as UTF-8"),
    "numbers.txt": (b"1 2 3 4 5\n6 7 8\n", "holds no sentences"),
    "date.md": (b"---\ndate: 2025-13-77\n---\n" + TEXT.encode(), "'2025-13-77' is no date"),
    "broken.pdf": (b"%PDF-1.7 and nothing more", "broken PDF"),
    "broken.docx": (b"PK\x03\x04 and nothing more", "broken Word file"),
    "menu.html": (b"<html><body><nav>Home</nav></body></html>", "menu.html"),
}


def refused(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What a command that refuses says: one line on stderr, nothing on stdout, exit code 1."""
    with pytest.raises(SystemExit) as caught:
        call_command(*args)
    said = capsys.readouterr()
    assert caught.value.code == 1
    assert said.out == ""
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1
    return said.err.strip()


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["extract", "import_article"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    data, expected = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    said = refused(capsys, command, str(path))
    assert expected in said
    assert name in said
    assert not Import.objects.exists()


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None) -> None:
    assert "cannot be read" in refused(capsys, "import_article", str(tmp_path))


@pytest.mark.parametrize("date", ["soon", "2025-02-30", "03/09/2025", "2025-9-3x"])
def test_a_date_that_is_none_is_refused(
    date: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    path = tmp_path / "vienna.txt"
    path.write_text(TEXT)
    assert f"'{date}' is no date" in refused(capsys, "import_article", str(path), "--date", date)
    assert not Import.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_article_in_another_encoding_is_read_the_same(encoding: str, tmp_path: Path) -> None:
    text = TEXT + "They met at the Café Landtmann – “a long talk”, said Austria's minister.\n"
    path = tmp_path / "vienna.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert ingest.read(path).text == text


def test_an_article_is_imported_by_command_once_and_undone(
    site_graph: Graph, db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vienna.txt"
    path.write_text(TEXT)
    before = list(dump(site_graph))
    call_command("import_article", str(path), "--date", "2025-03-04")
    said = capsys.readouterr().out
    number = re.match(r"Import (\d+) wrote: 1 article, .*\d+ events, \d+ reports\.", said)
    assert number, said
    call_command("import_article", str(path), "--date", "2025-03-04")
    assert f"already in the graph, as import {number[1]}" in capsys.readouterr().out
    call_command("undo_import", number[1])
    assert list(dump(site_graph)) == before
    capsys.readouterr()
    assert "only a finished import can be undone" in refused(capsys, "undo_import", number[1])


def test_an_import_that_never_was_cannot_be_undone(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no import 4711" in refused(capsys, "undo_import", "4711")


def test_the_graph_is_found_consistent(site_graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("graph", "verify")
    assert "consistent" in capsys.readouterr().out


def test_a_dump_is_sorted_lines_of_content_alone(site_graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("graph", "dump")
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(lines)
    assert "fixture-1" not in "".join(lines)  # the number of an import is no content
