"""What all tests share: a database in which the real release is live."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

# A busy machine is no fault: what a property costs is not what it says.
hypothesis_settings.register_profile("edau", deadline=None)
hypothesis_settings.load_profile("edau")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test sees the release that ships, loaded once: the product's data are the best test data there are."""
    from edau.portal.actions import go_live
    from tests import loaded

    def load() -> None:
        go_live(folder=settings.RELEASE_FOLDER, by="tests")

    with django_db_blocker.unblock():
        if loaded.can_be_kept():
            loaded.copy_or_make(load)
        else:
            load()


@pytest.fixture(autouse=True)
def _english_unless_said():
    """A request leaves its language active; no test may hear the one before it."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' raw files, which are not part of the repository."""
    folder = os.environ.get("EDAU_RAW", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("skipped: EDAU_RAW names no raw data")
    return Path(folder)
