"""What the background worker (`manage.py worker`) does."""

import logging

from django_tasks import task

from dashboard import imports
from dashboard.models import Import
from kg.errors import KGError


@task()
def run_import(number: int) -> None:
    imports.run(Import.objects.get(pk=number))


def reap() -> None:
    """Takes up what a dead worker left behind: an import is queued again, an undo is finished here.

    Doing either twice changes nothing. One that ended its worker again and again is given up.
    """
    for job in imports.left_behind():
        if job.status == Import.Status.UNDOING:
            try:
                imports.undo(job, None)
            except KGError as error:
                logging.getLogger(__name__).warning("Import %s is not undone yet: %s", job.pk, error)
        elif imports.queue_again(job):
            run_import.enqueue(job.pk)
