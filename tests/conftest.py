"""What all tests share: a database in which the real release is live."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import translation
from hypothesis import settings as hypothesis_settings

# A busy machine is no fault: what a property costs is not what it says.
hypothesis_settings.register_profile("edau", deadline=None)
hypothesis_settings.load_profile("edau")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests that share what is dear to make go to one worker."""
    from tests.together import TogetherScheduling

    return TogetherScheduling(config, log)


@pytest.fixture(scope="session")
def kept_database(django_db_modify_db_settings):
    """The kept database, poured into this run's before Django looks whether that has its tables; None where there is none."""
    from tests import loaded

    there = loaded.pour(connection.creation._get_test_db_name()) if loaded.can_be_kept() else None
    yield there
    if there:
        there.close()


@pytest.fixture(scope="session")
def django_db_setup(kept_database, django_db_setup, django_db_blocker):
    """Every test sees the release that ships, loaded once: the product's data are the best test data there are."""
    from edau.portal.actions.going_live import go_live
    from tests import loaded, loose_ends

    def load() -> None:
        go_live(folder=settings.RELEASE_FOLDER, by="tests")

    with django_db_blocker.unblock():
        if not loaded.can_be_kept():
            load()
            return
        if not kept_database:
            loaded.make_and_keep(load)
        loose_ends.look_only_where_something_was_written(connections["default"])


@pytest.fixture(scope="session")
def made_once(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """For fixtures of a class or a module: what is made inside is there for each of their tests, as it was made, and gone
    after the last. Each test takes back what it did itself. Their tests belong in one worker: tests/together.py."""

    @contextmanager
    def made() -> Iterator[None]:
        with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return made


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
