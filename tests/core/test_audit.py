"""The trail of deeds can be proved, and names the line that was touched."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

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


def altered(text: str) -> str:
    """A text with one byte of it changed."""
    return ("0" if text[0] != "0" else "1") + text[1:]


COLUMNS = {
    "number": lambda line: line.number + 40,
    "at": lambda line: line.at + timedelta(microseconds=1),
    "deed": lambda line: altered(line.deed),
    "by": lambda line: altered(line.by),
    "label": lambda line: altered(line.label),
    "object_id": lambda line: altered(line.object_id),
    "codes": lambda line: {**line.codes, "n": 9},
    "previous": lambda line: altered(line.previous),
    "digest": lambda line: altered(line.digest),
    "parts": lambda line: altered(line.parts),
}


def test_every_column_of_a_line_is_tried_below():
    assert {field.name for field in AuditLine._meta.concrete_fields} == {"id", *COLUMNS}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_one_changed_byte_is_named_by_line_and_column(column, which):
    line = three_deeds()[which]

    AuditLine.objects.filter(pk=line.pk).update(**{column: COLUMNS[column](line)})

    assert audit.first_break() == audit.Break(line.number, column)


def test_a_line_from_before_columns_were_marked_still_holds():
    _first, second, _third = three_deeds()
    AuditLine.objects.filter(pk=second.pk).update(parts="")
    assert audit.first_break() is None

    AuditLine.objects.filter(pk=second.pk).update(deed="lift")
    assert audit.first_break() == audit.Break(second.number, "digest")


def test_a_removed_line_is_named():
    _first, second, _third = three_deeds()

    second.delete()

    assert audit.first_broken_line() == second.number


def test_each_line_follows_the_one_before():
    first, second, third = three_deeds()

    assert [second.number, third.number] == [first.number + 1, first.number + 2]
    assert [second.previous, third.previous] == [first.digest, second.digest]


def test_many_lines_of_one_deed_are_chained_as_if_they_came_one_after_the_other():
    audit.record(deed="hold", by="Bryn", label="places.Area", object_id="W0")
    audit.record_all([audit.Entry("contribute", "Bryn", "x", str(n), {"n": n}) for n in range(170)])
    last = audit.record(deed="lift", by="Bryn", label="places.Area", object_id="W0")

    lines = list(AuditLine.objects.order_by("-number")[:172])
    assert [line.object_id for line in lines] == ["W0", *map(str, range(169, -1, -1)), "W0"][:172]
    assert all(new.previous == old.digest for new, old in pairwise(lines))
    assert last.number - lines[-1].number == 171
    assert audit.first_broken_line() is None
    AuditLine.objects.filter(number=lines[50].number).update(object_id="another")
    assert audit.first_broken_line() == lines[50].number


def test_making_a_release_live_left_its_line():
    line = AuditLine.objects.get(deed="load_release")

    assert (line.by, line.label) == ("tests", "understand.Release")
