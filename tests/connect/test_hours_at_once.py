"""Many people’s hours move in the same moment, on whichever database this run uses."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from edau.connect.models import Account, Transfer
from edau.core import audit
from tests.connect.hours_cast import all_hours, helped, member
from tests.core.databases import Databases

WRITERS = 8


@pytest.fixture
def databases(django_db_setup, django_db_blocker, tmp_path: Path) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path)
        yield made
        made.remove()


def test_numbers_have_no_gap_and_all_hours_come_to_nothing_and_no_limit_is_passed(databases):
    from edau.connect.actions.hours import BeyondLimit, Refused, exchange, gift_to_pot
    from edau.connect.queries.hours import account_of, balance, verify

    with databases.fresh() as connection:
        described = connection.settings_dict
        busy, giver = member(), member()
        proposals = [helped(giver, busy) for _each in range(4)]
        together = Barrier(WRITERS)

        def press(number: int) -> str:
            with databases.using(described["ENGINE"], described["NAME"]):
                together.wait(timeout=60)
                try:
                    if number % 3 == 0:
                        gift_to_pot(giver=giver, minutes=100, by=f"user {number}")
                    else:  # four proposals, one of them twice, and room for three
                        exchange(proposal=proposals[number % 4], minutes=400, by=f"user {number}")
                except (BeyondLimit, Refused) as no:
                    return no.code
                return "moved"

        with ThreadPoolExecutor(WRITERS) as people:
            answers = list(people.map(press, range(WRITERS)))

        moved = answers.count("moved")
        assert set(answers) <= {"moved", "again", "limit"}
        numbers = list(Transfer.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, moved + 1))
        exchanges = Transfer.objects.filter(movement="exchange")
        assert (
            exchanges.count() == exchanges.values("proposal").distinct().count() == 3
        )  # 3 × 400 is the limit
        assert balance(account_of(busy)) == -1200
        assert all_hours() == 0
        assert Account.objects.exclude(party=None).count() == 2  # nobody was given two
        assert verify().holds
        assert audit.first_broken_line() is None
