"""The trail of deeds can be proved, and names the line that was touched."""

from __future__ import annotations

import pytest

from edau.core import audit
from edau.core.models import AuditLine

pytestmark = pytest.mark.django_db


def three_deeds() -> list[AuditLine]:
    return [
        audit.record(deed="hold", by="Bryn", label="places.Area", object_id=f"W{n}", codes={"n": n})
        for n in range(3)
    ]


def test_an_untouched_trail_is_whole():
    three_deeds()

    assert audit.first_broken_line() is None


@pytest.mark.parametrize(
    "change",
    [{"deed": "lift"}, {"by": "Alys"}, {"object_id": "W9"}, {"codes": {"n": 7}}, {"previous": "f" * 64}],
)
def test_a_changed_line_is_named(change):
    _first, second, _third = three_deeds()

    AuditLine.objects.filter(pk=second.pk).update(**change)

    assert audit.first_broken_line() == second.number


def test_a_removed_line_is_named():
    _first, second, _third = three_deeds()

    second.delete()

    assert audit.first_broken_line() == second.number


def test_each_line_follows_the_one_before():
    first, second, third = three_deeds()

    assert [second.number, third.number] == [first.number + 1, first.number + 2]
    assert [second.previous, third.previous] == [first.digest, second.digest]


def test_making_a_release_live_left_its_line():
    line = AuditLine.objects.get(deed="load_release")

    assert (line.by, line.label) == ("tests", "understand.Release")
