"""The settings of the tests: the product's own, in a state folder of their own that goes when they end."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("EDAU_DEMO", "1")
_home = tempfile.mkdtemp(prefix="edau-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["EDAU_HOME"] = _home

from edau.config.settings import *  # noqa: E402, F403
from edau.config.settings import CACHES, STATIC_ROOT, STORAGES  # noqa: E402

# Hashed file names need a collected folder; what is tested about them is tested in the journeys, on a real server.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True)
# Counts of tries in memory: a test that asks no database need not have one. tests/core/test_cache.py asks the real one.
SHARED_CACHES = CACHES
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The second word of each receipt is hashed to be slow to guess: the tests issue thousands and guess none. What the product
# uses is asked in tests/test_settings.py.
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
