"""The settings of the tests: the product's own, in a state folder of their own."""

import os
import tempfile

os.environ.setdefault("EDAU_DEMO", "1")
os.environ["EDAU_HOME"] = tempfile.mkdtemp(prefix="edau-tests-")

from edau.config.settings import *  # noqa: E402, F403
from edau.config.settings import STORAGES  # noqa: E402

# Hashed file names need a collected folder; what is tested about them is tested in the journeys, on a real server.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
