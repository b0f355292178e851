"""Counts of tries are the same for every process."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import override_settings

pytestmark = pytest.mark.django_db


def test_what_one_process_counted_another_goes_on_counting():
    with override_settings(CACHES=settings.SHARED_CACHES):
        caches["default"].set("tries", 1, 60)

    with override_settings(CACHES=settings.SHARED_CACHES):  # the settings anew: nothing is left in memory
        assert caches["default"].incr("tries") == 2
