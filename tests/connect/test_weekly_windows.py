"""Weekly windows in one cell: the week that they come down to, and what is refused."""

from __future__ import annotations

import pytest

from edau.connect.weekly_windows import weekly_windows
from edau.connect.windows import BadWindow

START = "DTSTART=20261123T180000"  # a Monday


@pytest.mark.parametrize(
    ("text", "free"),
    [
        (f"{START};DURATION=PT2H;FREQ=WEEKLY;BYDAY=MO,WE", [(0, 1080, 1200), (2, 1080, 1200)]),
        (f"{START};DURATION=PT2H;RRULE=FREQ=WEEKLY;BYDAY=WE", [(2, 1080, 1200)]),
        ("DTSTART:20261123T1800;DURATION:PT90M;RRULE:FREQ=WEEKLY", [(0, 1080, 1170)]),
        ("FREQ=WEEKLY;BYDAY=SU;DTSTART=20261123T230000;DURATION=PT3H", [(6, 1380, 1560)]),
        ("DTSTART;TZID=Europe/London:20261123T090000;DURATION:PT1H;RRULE:FREQ=WEEKLY", [(0, 540, 600)]),
        (f"{START};DTEND=20261124T010000;FREQ=WEEKLY", [(0, 1080, 1500)]),
        (f"{START};DURATION=PT1H;FREQ=DAILY", [(day, 1080, 1140) for day in range(7)]),
        (f"{START};DURATION=PT1H;FREQ=DAILY;BYDAY=SA,SU", [(5, 1080, 1140), (6, 1080, 1140)]),
        (f"{START};DURATION=P1DT2H;FREQ=WEEKLY;INTERVAL=1;WKST=SU", [(0, 1080, 2640)]),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;UNTIL=20270101T000000Z", [(0, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;COUNT=3", [(0, 1080, 1140)]),
        (
            f"{START};DURATION=PT1H;FREQ=WEEKLY;{START};DURATION=PT2H;FREQ=WEEKLY;BYDAY=FR",
            [(0, 1080, 1140), (4, 1080, 1200)],
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU;DTSTART=20261123T090000;DURATION=PT1H;"
            "FREQ=WEEKLY;BYDAY=TH;DTSTART=20261123T100000;DURATION=PT2H",
            [(1, 540, 600), (3, 600, 720)],
        ),
    ],
)
def test_windows_come_down_to_the_week_they_are_free_in(text, free):
    assert sorted(weekly_windows(text)) == sorted(free)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_window"),
        ("mornings", "bad_window"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;SUMMARY=tea", "bad_window"),
        ("DTSTART=20261323T180000;DURATION=PT1H;FREQ=WEEKLY", "bad_start"),
        ("DURATION=PT1H;FREQ=WEEKLY", "bad_start"),
        (f"{START};FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=-PT1H;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=PT0M;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=P8D;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=P;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DTEND=20261123T170000;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=PT1H;DTEND=20261123T190000;FREQ=WEEKLY", "bad_minutes"),
        (f"{START};DURATION=PT1H", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;BYDAY=XX", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=MONTHLY;BYDAY=1MO", "not_weekly"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;INTERVAL=2", "not_weekly"),
        (f"{START};DURATION=PT1H;FREQ=SOMETIMES", "not_weekly"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;BYHOUR=9", "not_weekly"),
        (f"{START}Z;DURATION=PT1H;FREQ=WEEKLY", "not_local"),
        ("DTSTART;TZID=America/New_York:20261123T180000;DURATION=PT1H;FREQ=WEEKLY", "bad_window"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;UNTIL=20200101T000000", "never"),
    ],
)
def test_what_is_no_weekly_window_is_refused(text, code):
    with pytest.raises(BadWindow) as refused:
        weekly_windows(text)
    assert refused.value.code == code
