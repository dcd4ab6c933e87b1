"""What the background worker (`manage.py db_worker`) does."""

from django.utils import timezone
from django_tasks import task

from dashboard import imports
from dashboard.models import Import


@task()
def run_import(number: int) -> None:
    """Runs one import, and any other that a dead worker left behind."""
    imports.run(Import.objects.get(pk=number))
    reap()


def reap() -> None:
    """Runs imports again whose worker died: their lease is over, and running them twice changes nothing."""
    for job in Import.objects.filter(status=Import.Status.RUNNING, lease_until__lt=timezone.now()):
        imports.run(job)
