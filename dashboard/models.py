"""What is not in the graph: users, imports and the audit log."""

import datetime as dt
import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

LEASE = dt.timedelta(seconds=60)  # a worker that is silent for longer has died


class User(AbstractUser):
    """A reader; `is_staff` may import and undo, `is_superuser` also manages users."""


class Import(models.Model):
    """An article brought into the graph: what came, by whom, how far it is, what it wrote.

    Status changes are conditional UPDATEs (`claim`, `finish`), so that two workers never run one import.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "imported"
        REFUSED = "refused", "refused"
        UNDOING = "undoing", "being undone"
        UNDONE = "undone", "undone"

    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED, db_index=True)
    step = models.CharField(max_length=40, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()  # bytes
    stored = models.UUIDField(default=uuid.uuid4, editable=False)
    dry_run = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    article = models.CharField(max_length=100, blank=True)  # id in the graph
    counts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)  # what the reading cost and left out
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    owner = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"import {self.pk}: {self.name}"

    @property
    def original(self) -> Path:
        """The file as it came."""
        return Path(settings.UPLOADS_DIR) / str(self.stored)

    @property
    def graph_id(self) -> str:
        """What the graph calls this import."""
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.REFUSED, self.Status.UNDONE)

    @property
    def is_left_behind(self) -> bool:
        """Its worker is silent for too long, or none has taken it."""
        since = self.lease_until or (self.created_at + LEASE)
        return not self.is_over and since < timezone.now()

    def claim(self, owner: uuid.UUID, status: str, *, before: tuple[str, ...]) -> bool:
        """Takes the import for one worker; False where another holds it or it is in no such state."""
        now = timezone.now()
        free = models.Q(status__in=before) | models.Q(status=status, lease_until__lt=now)
        taken = Import.objects.filter(free, pk=self.pk).update(
            status=status, owner=owner, lease_until=now + LEASE, attempts=models.F("attempts") + 1
        )
        self.refresh_from_db()
        return taken == 1

    def report(self, owner: uuid.UUID, step: str, progress: int, silence: float = 0) -> None:
        """Says how far it is and renews the lease, for `silence` seconds where that is longer."""
        Import.objects.filter(pk=self.pk, owner=owner).update(
            step=step, progress=progress, lease_until=timezone.now() + max(LEASE, dt.timedelta(seconds=silence))
        )

    def finish(self, owner: uuid.UUID, status: str, **fields: object) -> None:
        """The last state, written only by the worker that holds the import."""
        Import.objects.filter(pk=self.pk, owner=owner).update(
            status=status, progress=100, step="", lease_until=None, owner=None, finished_at=timezone.now(), **fields
        )
        self.refresh_from_db()


class AuditEvent(models.Model):
    """Who did what to the graph, and when; rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.subject}"
