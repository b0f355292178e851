"""What the tests themselves rely on: a row that points at nothing is found at the end of the test that wrote it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from edau.listen.models import Contribution
from edau.places.models import Area
from tests.cast import PONTYPRIDD, story
from tests.loose_ends import Written, to_look_through

pytestmark = pytest.mark.django_db


def point_at_nothing() -> None:
    Contribution.objects.update(involvement="zzzzzzzzzzzz")


def take_away_what_others_point_at() -> None:
    Area.objects.filter(pk=PONTYPRIDD)._raw_delete(connection.alias)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks for itself")
@pytest.mark.parametrize("deed", [point_at_nothing, take_away_what_others_point_at])
def test_a_row_left_pointing_at_nothing_is_found(deed):
    story()
    written = Written()
    with transaction.atomic():
        with connection.execute_wrapper(written):
            deed()
        with pytest.raises(IntegrityError):
            connection.check_constraints(table_names=to_look_through(written.taken()))
        transaction.set_rollback(True)


def test_a_statement_that_is_not_understood_has_everything_looked_through():
    written = Written()
    with connection.execute_wrapper(written), connection.cursor() as cursor:
        cursor.execute("WITH one AS (SELECT 1) SELECT * FROM one")

    assert written.taken() is None
    assert to_look_through(None) is None
