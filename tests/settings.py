"""The site's settings for tests: data in a folder of their own, passwords hashed fast."""

import os
import tempfile

os.environ.setdefault("LOCAL", "on")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="entente-tests-"))

from dashboard.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
