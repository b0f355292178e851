"""Fifty people press the button in the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from edau.core import audit
from edau.core.models import Hold
from edau.listen.models import Contribution
from edau.moderation.choices import Reason
from edau.moderation.models import Case, Report
from edau.moderation.queries.effects import Asked
from tests.cast import story
from tests.core.databases import Databases
from tests.moderation.cast import SAID

PEOPLE = 50


@pytest.fixture
def databases(django_db_setup, django_db_blocker, tmp_path: Path) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path)
        yield made
        made.remove()


def test_fifty_reports_at_once_of_one_item_are_one_case_one_hold_and_fifty_reports(databases):
    from edau.moderation.actions.reporting import report

    with databases.fresh() as connection:
        described = connection.settings_dict
        said = story()
        together = Barrier(PEOPLE)

        def press(number: int) -> str:
            with databases.using(described["ENGINE"], described["NAME"]):
                together.wait(timeout=60)
                asked = Asked(f"user {number}", Reason.PERSONAL)
                return report(label=SAID, object_id=said.pk, asked=asked).effect

        with ThreadPoolExecutor(PEOPLE) as people:
            effects = list(people.map(press, range(1, PEOPLE + 1)))

        assert effects == ["held"] * PEOPLE
        assert Contribution.objects.count() == Case.objects.count() == 1
        assert Hold.objects.filter(label=SAID, object_id=said.pk, lifted=None).count() == 1
        assert Hold.objects.count() == 1
        assert Report.objects.count() == PEOPLE
        assert audit.first_broken_line() is None
    assert connections["default"] is not connection
