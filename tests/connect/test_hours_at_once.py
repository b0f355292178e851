"""Many people’s hours move in the same moment, on whichever database this run uses."""

from __future__ import annotations

import random
from collections import Counter
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
DEEDS = 6  # of each writer


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


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_many_write_at_once_all_hours_come_to_nothing_after_every_history(databases, seed):
    """Random histories: each writer gives, helps, and puts right what is there, in an order of its own, beside the others."""
    from edau.connect.actions.hours import BeyondLimit, Refused, exchange, gift, gift_to_pot, open_account
    from edau.connect.queries.hours import balance, verify

    with databases.fresh() as connection:
        described = connection.settings_dict
        people = [member() for _each in range(4)]
        accounts = [open_account(party=one, by="tests") for one in people]
        together = Barrier(WRITERS)
        # Drawn before anybody begins, so that a history can be had again by its seed.
        drawn = random.Random(seed)
        pairs = [drawn.sample(range(4), 2) for _each in range(WRITERS * DEEDS)]
        sorts = [drawn.choice(("gift", "pot", "help", "twice")) for _each in pairs]
        lengths = [drawn.randrange(1, 500) for _each in pairs]
        proposals = [helped(people[one], people[other]) for one, other in pairs]

        def move(at: int, by: str) -> str:
            one, other = pairs[at]
            try:
                if sorts[at] == "gift":
                    gift(giver=people[one], to=accounts[other], minutes=lengths[at], by=by)
                elif sorts[at] == "pot":
                    gift_to_pot(giver=people[one], minutes=lengths[at], by=by)
                else:  # "twice" is what somebody else, too, writes down: once counts
                    which = at if sorts[at] == "help" else sorts.index("twice")
                    exchange(proposal=proposals[which], minutes=lengths[which], by=by)
            except (BeyondLimit, Refused) as no:
                return str(no.code)
            return "moved"

        def write(number: int) -> list[str]:
            with databases.using(described["ENGINE"], described["NAME"]):
                together.wait(timeout=60)
                return [move(at, f"user {number}") for at in range(number, len(pairs), WRITERS)]

        with ThreadPoolExecutor(WRITERS) as writers:
            answers = Counter(answer for found in writers.map(write, range(WRITERS)) for answer in found)

        assert sum(answers.values()) == len(pairs)
        assert set(answers) <= {"moved", "again", "limit"}
        numbers = list(Transfer.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, answers["moved"] + 1))
        assert all_hours() == 0
        assert all(sum(one.entries.values_list("minutes", flat=True)) == 0 for one in Transfer.objects.all())
        assert all(balance(one) >= -one.hard for one in accounts)
        assert verify().holds
        assert audit.first_broken_line() is None
