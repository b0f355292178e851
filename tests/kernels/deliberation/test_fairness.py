"""The four tests of a fair consultation, each verdict by what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from edau.kernels.deliberation.fairness import CANNOT_SAY, NO, NOT_YET, TESTS, YES, Record, fairness

OPENED = date(2027, 1, 4)
BOTH = frozenset({"cy", "en"})
OPEN = Record(
    today=OPENED + timedelta(days=10),
    opened=OPENED,
    closed=OPENED + timedelta(days=84),
    answer_by=OPENED + timedelta(days=120),
    texts=BOTH,
)
CLOSED = replace(OPEN, today=OPENED + timedelta(days=90))
LATE = replace(OPEN, today=OPENED + timedelta(days=121))


def verdict(test: str, record: Record) -> tuple[str, str]:
    found = fairness(record)[TESTS.index(test)]
    assert found["test"] == test
    return found.code, found.reasons[0].code


@pytest.mark.parametrize(
    ("test", "record", "expected"),
    [
        ("formative", OPEN, (YES, "sealed_before")),
        ("formative", replace(OPEN, decided_before=1), (NO, "decided_before")),
        ("formative", replace(OPEN, published=False), (NOT_YET, "not_published")),
        ("formative", replace(OPEN, sealed=False), (CANNOT_SAY, "seal_broken")),
        ("formative", replace(OPEN, says_open=False), (CANNOT_SAY, "nothing_open")),
        ("reasons", OPEN, (YES, "both_languages")),
        ("reasons", replace(OPEN, texts=frozenset({"cy"})), (NOT_YET, "texts_missing")),
        ("reasons", replace(CLOSED, texts=frozenset({"cy"})), (NO, "texts_missing")),
        ("reasons", replace(CLOSED, texts=frozenset(), told=2), (CANNOT_SAY, "told_elsewhere")),
        ("time", OPEN, (CANNOT_SAY, "no_number")),
        ("time", replace(OPEN, weeks=12), (YES, "weeks")),
        ("time", replace(OPEN, weeks=12, closed=OPENED + timedelta(days=83)), (NO, "weeks")),
        ("weighed", OPEN, (NOT_YET, "nobody_spoke")),
        ("weighed", CLOSED, (CANNOT_SAY, "nobody_spoke")),
        ("weighed", replace(CLOSED, said=4, answered=3), (NOT_YET, "answered")),
        ("weighed", replace(LATE, said=4, answered=3), (NO, "answered")),
        ("weighed", replace(CLOSED, said=4, answered=4), (YES, "answered")),
        ("weighed", replace(OPEN, said=4, answered=4), (NOT_YET, "answered")),
        ("weighed", replace(LATE, said=4, answered=4, decided_early=1), (NO, "decided_first")),
    ],
)
def test_each_verdict_has_its_reason(test, record, expected):
    assert verdict(test, record) == expected


def test_the_numbers_behind_a_verdict_go_with_it():
    found = fairness(replace(CLOSED, said=9, answered=8, taken_up=3))

    assert dict(found[3].reasons[0].params) == {"said": 9, "answered": 8, "taken_up": 3}
    assert dict(fairness(replace(OPEN, weeks=12))[2].reasons[0].params) == {"days": 84, "least": 84}


def test_a_note_that_was_put_right_is_judged_as_it_stands_and_said():
    found = fairness(replace(OPEN, put_right=True))[0]

    assert (found.code, found.reasons[0].code) == ("yes", "put_right")
    still = fairness(replace(OPEN, put_right=True, decided_before=1))[0]
    assert (still.code, still.reasons[0].code) == ("no", "decided_before")
