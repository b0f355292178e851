"""A recording that a worker left behind when it died goes within the hour; what somebody said stays."""

import os
import time

import pytest
from django.core.files.base import ContentFile

from edau.core.models import AuditLine
from edau.listen.actions.sweeping import sweep_recordings
from edau.listen.models import Recording
from edau.listen.models.contributions import apart
from tests.listen.test_saying import spoken

pytestmark = pytest.mark.django_db


def left_behind(name: str, hours: float) -> str:
    kept = apart().save(name, ContentFile(b"a voice"))
    then = time.time() - 3600 * hours
    os.utime(apart().path(kept), (then, then))
    return kept


def test_a_file_without_a_row_goes_after_an_hour_and_leaves_a_line():
    old, young = left_behind("swept.wav", 2), left_behind("young.wav", 0.5)

    assert (sweep_recordings(), sweep_recordings()) == (1, 0)
    assert (apart().exists(old), apart().exists(young)) == (False, True)
    assert [line.codes for line in AuditLine.objects.filter(deed="sweep_recordings")] == [{"files": 1}]
    apart().delete(young)


def test_a_recording_that_somebody_made_stays_however_old():
    spoken()
    name = Recording.objects.get().file.name
    os.utime(apart().path(name), (0, 0))

    assert sweep_recordings() == 0
    assert apart().exists(name)
    apart().delete(name)  # its row goes with this test
