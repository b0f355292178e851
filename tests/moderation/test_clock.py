"""What time does to cases."""

from __future__ import annotations

import pytest
from django.core import mail

from edau.listen.actions.contributions import withdraw
from edau.moderation.actions.clock import run_clock
from edau.moderation.choices import Decision, Reason
from tests.cast import story
from tests.moderation.cast import is_held, later, moderator, reported

pytestmark = pytest.mark.django_db
NOTHING = {"escalated": 0, "lapsed": 0, "gone": 0, "erased": 0}


def test_a_case_that_nobody_decides_in_time_goes_to_every_moderator_once(
    django_capture_on_commit_callbacks,
):
    moderator()
    case = reported(story()).case
    assert run_clock() == NOTHING

    with later(hours=73):
        with django_capture_on_commit_callbacks(execute=True):
            assert run_clock() == {**NOTHING, "escalated": 1}
        assert run_clock() == NOTHING

    case.refresh_from_db()
    assert case.escalated
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["mabli@example.org"], "A decision is overdue")
    ]


@pytest.mark.parametrize(
    ("reason", "days"),
    [
        (Reason.SPAM, 7),
        (Reason.OTHER, 7),
        (Reason.UNTRUE, 14),
        (Reason.PERSONAL, None),
        (Reason.THREAT, None),
        (Reason.HATE, None),
        (Reason.SEXUAL, None),
    ],
)
def test_some_holds_end_by_themselves_and_the_others_never(reason, days):
    said = story()
    case = reported(said, reason=reason).case

    with later(days=(days or 400) - 0.1):
        run_clock()
        assert is_held(said)
    with later(days=days or 4_000, minutes=1):
        run_clock()
        assert is_held(said) is (days is None)
    case.refresh_from_db()
    assert (case.decided, bool(case.lapsed)) == (None, days is not None)


def test_one_reason_that_does_not_end_keeps_the_hold():
    said = story()
    reported(said, reason=Reason.SPAM)
    reported(said, "owen", Reason.PERSONAL)

    with later(days=30):
        run_clock()

    assert is_held(said)


def test_a_case_about_what_its_teller_took_back_is_over():
    said = story()
    case = reported(said, words="Fy enw.").case
    withdraw(contribution=said, by=str(said.receipt))

    assert run_clock() == {**NOTHING, "gone": 1}

    case.refresh_from_db()
    assert (case.decision, case.reports.get().words) == (Decision.DROPPED, "")
