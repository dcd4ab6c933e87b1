"""Uploads: read in the background, shown with progress, undone; refused with one sentence."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dashboard import imports
from dashboard.models import AuditEvent, Import
from dashboard.tasks import reap
from kg import ingest
from kg.graph.connect import Graph
from kg.graph.dump import dump

TEXT = """Ministers meet in Vienna

VIENNA, March 4 - The foreign ministers of Austria and Hungary met on Monday to talk about trade.
Austria accused Hungary of breaking the rules of the European Union. Hungary rejected the accusation on Tuesday.
"""


def upload(client: Client, text: str | bytes = TEXT, name: str = "vienna.txt", **fields: Any) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/imports/", {"file": SimpleUploadedFile(name, data), "published": "2025-03-04"} | fields)


@pytest.fixture
def imported(editor: Client, django_capture_on_commit_callbacks: Any) -> Any:
    with django_capture_on_commit_callbacks(execute=True):
        upload(editor)
    job = Import.objects.get()
    yield job
    if job.status == Import.Status.DONE:
        imports.undo(Import.objects.get(), None)


def test_an_upload_is_read_into_the_graph(imported: Import, editor: Client) -> None:
    assert imported.status == Import.Status.DONE, imported.reason
    assert imported.counts["events"] > 0
    page = editor.get(f"/imports/{imported.pk}/").content.decode()
    assert "Imported" in page
    assert f"/article/{imported.article.partition(':')[2]}/" in page


def test_the_same_file_again_is_the_same_import(imported: Import, editor: Client) -> None:
    response = upload(editor)
    assert response["Location"] == f"/imports/{imported.pk}/"
    assert Import.objects.count() == 1


def test_undo_leaves_the_graph_as_it_was(editor: Client, site_graph: Graph) -> None:
    before = list(dump(site_graph))
    upload(editor)
    job = Import.objects.get()
    assert list(dump(site_graph)) != before
    editor.post(f"/imports/{job.pk}/undo/")
    assert list(dump(site_graph)) == before
    assert Import.objects.get().status == Import.Status.UNDONE


def test_an_import_is_not_undone_twice(editor: Client) -> None:
    upload(editor)
    job = Import.objects.get()
    editor.post(f"/imports/{job.pk}/undo/")
    page = editor.post(f"/imports/{job.pk}/undo/", follow=True).content.decode()
    assert "only a finished import can be undone" in page


def test_a_dry_run_writes_nothing(editor: Client, site_graph: Graph) -> None:
    before = list(dump(site_graph))
    upload(editor, dry_run="on")
    assert Import.objects.get().counts["events"] > 0
    assert list(dump(site_graph)) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   \n", "empty"),
        (b"\x00\x01\x02" * 300, "binary data"),
        ("Der Bundeskanzler traf am Montag den Präsidenten. Sie sprachen lange über den Handel. " * 9, "English"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(editor: Client, text: str | bytes, said: str) -> None:
    upload(editor, text)
    refused = Import.objects.filter(status=Import.Status.REFUSED).first()
    page = editor.get(f"/imports/{refused.pk}/") if refused else upload(editor, text)
    assert said in page.content.decode()


def test_too_big_a_file_is_refused_on_the_form(editor: Client) -> None:
    response = upload(editor, "word " * 1_100_000)
    assert response.status_code == 400
    assert "MB" in response.content.decode()
    assert not Import.objects.exists()


def left_behind(status: Import.Status, **fields: Any) -> Import:
    """An import that a worker took five minutes ago and never finished."""
    job, _ = imports.receive(TEXT.encode(), "vienna.txt", None)
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Import.objects.filter(pk=job.pk).update(status=status, lease_until=long_ago, owner=uuid.uuid4(), **fields)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("status", [Import.Status.QUEUED, Import.Status.RUNNING])
def test_an_import_whose_worker_died_is_run_again(status: Import.Status, editor: Client) -> None:
    job = left_behind(status)
    reap()
    job.refresh_from_db()
    assert job.status == Import.Status.DONE, job.reason
    imports.undo(job, None)


def test_an_import_whose_worker_died_after_writing_counts_what_it_wrote(editor: Client, site_graph: Graph) -> None:
    before = list(dump(site_graph))
    job = left_behind(Import.Status.RUNNING, attempts=1)
    extraction = ingest.extract(ingest.read(TEXT.encode(), "vienna.txt"))
    written = ingest.commit(site_graph, extraction, job.graph_id).counts
    reap()
    job.refresh_from_db()
    assert (job.status, job.counts) == (Import.Status.DONE, written)
    imports.undo(job, None)
    assert list(dump(site_graph)) == before


def test_an_undo_whose_worker_died_is_finished(editor: Client, site_graph: Graph) -> None:
    before = list(dump(site_graph))
    job = left_behind(Import.Status.UNDOING)
    ingest.commit(site_graph, ingest.extract(ingest.read(TEXT.encode(), "vienna.txt")), job.graph_id)
    reap()
    job.refresh_from_db()
    assert job.status == Import.Status.UNDONE
    assert list(dump(site_graph)) == before


def test_a_file_that_kills_its_workers_is_given_up(editor: Client) -> None:
    job = left_behind(Import.Status.RUNNING, attempts=3)
    reap()
    job.refresh_from_db()
    assert job.status == Import.Status.REFUSED
    assert "died 3 times" in job.reason


def test_an_import_in_the_hands_of_a_living_worker_is_left_to_it(editor: Client) -> None:
    job = left_behind(Import.Status.RUNNING)
    Import.objects.filter(pk=job.pk).update(lease_until=timezone.now() + dt.timedelta(seconds=30))
    reap()
    editor.post(f"/imports/{job.pk}/again/")
    job.refresh_from_db()
    assert job.status == Import.Status.RUNNING


def test_the_page_of_a_dead_import_says_so_and_offers_to_run_it_again(editor: Client) -> None:
    job = left_behind(Import.Status.RUNNING)
    assert "Its worker stopped" in editor.get(f"/imports/{job.pk}/").content.decode()
    editor.post(f"/imports/{job.pk}/again/")
    job.refresh_from_db()
    assert job.status == Import.Status.DONE, job.reason
    imports.undo(job, None)


def test_a_fault_of_our_own_is_told_and_nothing_written(
    editor: Client, site_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(dump(site_graph))
    monkeypatch.setattr(ingest, "plan", lambda *_: 1 / 0)
    upload(editor)
    job = Import.objects.get()
    assert job.status == Import.Status.REFUSED
    assert "nothing was written" in editor.get(f"/imports/{job.pk}/").content.decode()
    assert list(dump(site_graph)) == before


def test_what_editors_do_is_in_the_audit_log(imported: Import) -> None:
    assert list(AuditEvent.objects.order_by("id").values_list("what", flat=True)) == ["import received", "import done"]


def test_the_original_comes_back_as_it_came(imported: Import, editor: Client) -> None:
    response = editor.get(f"/imports/{imported.pk}/original/")
    assert b"".join(response.streaming_content) == TEXT.encode()
    assert response["Content-Disposition"].startswith("attachment")


def test_uploads_are_kept_under_names_of_our_own(imported: Import) -> None:
    assert Path(imported.original).name != "vienna.txt"
