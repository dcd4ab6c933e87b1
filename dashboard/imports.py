"""The life of an import: received, run by a worker, undone; the graph and the table agree whenever a worker dies."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction

from dashboard.graph import patient_graph
from dashboard.models import AuditEvent, Import, User
from dashboard.reading import extractor
from kg import ingest
from kg.errors import ImportConflictError, KGError
from kg.extraction.extractor import Extractor

Tell = Callable[[str], None]
_LIVE = (Import.Status.QUEUED, Import.Status.RUNNING, Import.Status.DONE)


def receive(data: bytes, name: str, user: User | None, *, dry_run: bool = False, **given: Any) -> tuple[Import, bool]:
    """The import of a file, and whether it is new: the same bytes again are the import that they already are."""
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        known = Import.objects.filter(sha256=digest, status__in=_LIVE, dry_run=dry_run).first()
        if known is not None and not dry_run:
            return known, False
        job = Import(
            name=name[:255],
            sha256=digest,
            size=len(data),
            dry_run=dry_run,
            created_by=user,
            published=given.get("published"),
            **{key: given.get(key) or "" for key in ("title", "publisher", "url")},
        )
        job.original.parent.mkdir(parents=True, exist_ok=True)
        job.original.write_bytes(data)
        job.save()
        _log(user, "import received", job)
    return job, True


def run(job: Import, tell: Tell = lambda _: None) -> Import:
    """Reads the file and writes what it says into the graph; a second run of the same import changes nothing.

    What cannot be imported is refused with its reason, nothing of it written.
    """
    owner = uuid.uuid4()
    if not job.claim(owner, Import.Status.RUNNING, before=(Import.Status.QUEUED,)):
        return job

    def step(name: str, progress: int) -> None:
        job.report(owner, name, progress, silence=reader.silence if reader else 0)
        tell(name)

    reader: Extractor | None = None
    try:
        step("reading the file", 5)
        reader = extractor(lambda part, of: step(f"asking the model, part {part} of {of}", 20 + 40 * (part - 1) // of))
        document = ingest.read(
            job.original.read_bytes(),
            job.name,
            title=job.title or None,
            date=job.published,
            publisher=job.publisher or None,
            url=job.url or None,
            languages=reader.languages,
        )
        step("finding people, states and events", 20)
        extraction = ingest.extract(document, reader)
        step("comparing with the graph", 60)
        plan = ingest.plan(patient_graph(), extraction)
        counts = plan.counts
        if not job.dry_run:
            step("writing to the graph", 75)
            counts = ingest.commit(patient_graph(), plan, job.graph_id).counts
    except KGError as error:
        job.finish(owner, Import.Status.REFUSED, reason=str(error), note=reader.note() if reader else "")
        _log(job.created_by, "import refused", job, reason=str(error))
        return job
    about = {"title": document.title[:500], "publisher": (document.publisher or "")[:200]}
    about |= {"article": plan.article, "note": reader.note()}
    job.finish(owner, Import.Status.DONE, counts=counts, published=document.published, **about)
    _log(job.created_by, "dry run done" if job.dry_run else "import done", job, **counts)
    return job


def undo(job: Import, user: User | None) -> Import:
    """Takes out of the graph what only this import brought. Raises ImportConflictError where it is not done."""
    owner = uuid.uuid4()
    if job.dry_run or not job.claim(owner, Import.Status.UNDOING, before=(Import.Status.DONE,)):
        raise ImportConflictError(
            f"Import {job.pk} is {job.get_status_display()}{', a dry run' if job.dry_run else ''}; "
            "only a finished import can be undone."
        )
    ingest.undo(patient_graph(), job.graph_id)
    job.finish(owner, Import.Status.UNDONE)
    _log(user, "import undone", job)
    return job


def _log(user: User | None, what: str, job: Import, **detail: object) -> None:
    AuditEvent.objects.create(who=user, what=what, subject=f"import {job.pk}: {job.name}"[:200], detail=detail)
