"""The life of an import: received, run by a worker, undone; the graph and the table agree whenever a worker dies."""

import hashlib
import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dashboard.graph import patient_graph
from dashboard.models import LEASE, AuditEvent, Import, User
from dashboard.reading import extractor
from kg import ingest
from kg.errors import ImportConflictError, KGError
from kg.extraction.extractor import Extractor

Tell = Callable[[str], None]
_logger = logging.getLogger(__name__)
_LIVE = (Import.Status.QUEUED, Import.Status.RUNNING, Import.Status.DONE, Import.Status.UNDOING)
_ATTEMPTS = 3  # after so many dead workers an import is given up


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
        with _heartbeat(job, owner):
            step("reading the file", 5)
            reader = extractor(
                lambda part, of: step(f"asking the model, part {part} of {of}", 20 + 40 * (part - 1) // of)
            )
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
            if job.attempts > 1 and not job.dry_run:
                ingest.undo(patient_graph(), job.graph_id)  # an attempt before may have written and then died
            plan = ingest.plan(patient_graph(), extraction)
            counts = plan.counts
            if not job.dry_run:
                step("writing to the graph", 75)
                counts = ingest.commit(patient_graph(), plan, job.graph_id).counts
    except KGError as error:
        return _refuse(job, owner, str(error), reader.note() if reader else "")
    except Exception:
        _logger.exception("import %s failed", job.pk)
        return _refuse(job, owner, "Something went wrong inside Entente, and nothing was written; the log says what.")
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
    try:
        with _heartbeat(job, owner):
            ingest.undo(patient_graph(), job.graph_id)
    except KGError:
        job.finish(owner, Import.Status.DONE)  # an undo is whole or not at all
        raise
    job.finish(owner, Import.Status.UNDONE)
    _log(user, "import undone", job)
    return job


def left_behind() -> QuerySet[Import]:
    """Imports whose worker died, and those that no worker has heard of."""
    now = timezone.now()
    over = Q(lease_until__lt=now)
    never = Q(lease_until=None, created_at__lt=now - LEASE)
    return Import.objects.filter(
        Q(status__in=(Import.Status.RUNNING, Import.Status.UNDOING)) & over
        | Q(status=Import.Status.QUEUED) & (over | never)
    )


def queue_again(job: Import, user: User | None = None) -> bool:
    """Puts back what was left behind, or on a user's wish what was refused; the caller enqueues it. False where it
    is in another worker's hands, is over, or is given up here."""
    free = Q(pk__in=left_behind().values("pk"), status__in=(Import.Status.QUEUED, Import.Status.RUNNING))
    if user is not None:
        free |= Q(status=Import.Status.REFUSED)
    elif job.attempts >= _ATTEMPTS:
        owner = uuid.uuid4()
        if job.claim(owner, Import.Status.RUNNING, before=(Import.Status.QUEUED,)):
            _refuse(job, owner, f"Its worker died {_ATTEMPTS} times while reading it; nothing was written.")
        return False
    taken = Import.objects.filter(free, pk=job.pk).update(
        status=Import.Status.QUEUED, step="", progress=0, reason="", owner=None, lease_until=timezone.now() + LEASE
    )
    job.refresh_from_db()
    if taken and user is not None:
        _log(user, "import queued again", job)
    return taken == 1


def _refuse(job: Import, owner: uuid.UUID, reason: str, note: str = "") -> Import:
    job.finish(owner, Import.Status.REFUSED, reason=reason, note=note)
    _log(job.created_by, "import refused", job, reason=reason)
    return job


@contextmanager
def _heartbeat(job: Import, owner: uuid.UUID) -> Iterator[None]:
    """Renews the lease while a long step runs, so that nobody else takes a living worker's import."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(LEASE.total_seconds() / 4):
            Import.objects.filter(pk=job.pk, owner=owner).update(lease_until=timezone.now() + LEASE)
            connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _log(user: User | None, what: str, job: Import, **detail: object) -> None:
    AuditEvent.objects.create(who=user, what=what, subject=f"import {job.pk}: {job.name}"[:200], detail=detail)
