"""The site's settings for tests: data in a folder of their own that goes with them, passwords hashed fast."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="entente-tests-"))
(_data / "static").mkdir()
atexit.register(shutil.rmtree, _data, ignore_errors=True)
# Set, not defaulted: tests never touch the data that a developer's environment or .env names.
os.environ |= {
    "LOCAL": "on",
    "DEBUG": "off",
    "HTTPS": "off",
    "DATA_DIR": str(_data),
    "STATIC_DIR": str(_data / "static"),
    "DATABASE_URL": f"sqlite:///{_data / 'entente.sqlite3'}",
    "NEO4J_URI": "",
    "SECRET_KEY": "",
}

from dashboard.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
