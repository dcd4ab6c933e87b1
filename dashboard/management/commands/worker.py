"""`manage.py worker`: runs imports in the background, also those that a dead worker left behind."""

import logging
import threading
import time
from typing import Any

from django.db import Error, close_old_connections
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from dashboard.tasks import reap

_PAUSE = 10.0  # seconds between two looks for imports left behind


class Command(DatabaseWorker):
    help = "Run imports in the background."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_reap_for_ever, name="reaper", daemon=True).start()
        super().handle(*args, **options)


def _reap_for_ever() -> None:
    while True:
        try:
            reap()
        except Error:  # the database is away or locked: the next look may find it again
            logging.getLogger(__name__).warning("The database does not answer; trying again.")
        close_old_connections()
        time.sleep(_PAUSE)
