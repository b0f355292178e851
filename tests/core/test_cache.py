"""Counts of tries are the same for every process, under names that nobody can read back, and no longer than they are good."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import override_settings

from edau.core.cache import forget_expired

pytestmark = pytest.mark.django_db


def test_what_one_process_counted_another_goes_on_counting():
    with override_settings(CACHES=settings.SHARED_CACHES):
        caches["default"].set("tries", 1, 60)

    with override_settings(CACHES=settings.SHARED_CACHES):  # the settings anew: nothing is left in memory
        assert caches["default"].incr("tries") == 2


def rows() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        return [key for (key,) in cursor.fetchall()]


def test_a_name_in_the_table_tells_nobody_what_it_was():
    with override_settings(CACHES=settings.SHARED_CACHES):
        caches["default"].set("203.0.113.7 sian@example.org", 1, 60)

        assert caches["default"].get("203.0.113.7 sian@example.org") == 1
    assert len(rows()) == 1
    assert re.fullmatch(r"[0-9a-f]{64}", rows()[0])


def test_what_is_no_longer_good_is_deleted_and_what_is_good_stays():
    with override_settings(CACHES=settings.SHARED_CACHES):
        caches["default"].set("long over", 1, -5)
        caches["default"].set("good", 1, 60)

        assert len(rows()) == 2
        assert (forget_expired(), forget_expired()) == (1, 0)
        assert caches["default"].get("good") == 1
