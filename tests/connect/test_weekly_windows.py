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
        (f"{START};DURATION=PT1H", [(0, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", [(3, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=MONTHLY;BYDAY=-1FR", [(4, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", [(0, 1080, 1140), (1, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=MONTHLY;BYMONTHDAY=7;UNTIL=20261208", [(0, 1080, 1140)]),
        (
            f"{START};DURATION=PT1H;FREQ=YEARLY",
            [(0, 1080, 1140), (1, 1080, 1140)],
        ),  # next year it is a Tuesday
        (f"{START};DURATION=PT1H;FREQ=YEARLY;BYMONTH=3;BYDAY=1MO,-1FR", [(0, 1080, 1140), (4, 1080, 1140)]),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=SA", [(5, 1080, 1140)]),
        # Of two Mondays one has the first hour and the other the second: no week has both.
        (f"{START};DURATION=PT1H;DTSTART=20261130T190000;DURATION=PT90M", [(0, 1140, 1230)]),
        (f"{START};DURATION=PT1H;DTSTART=20261123T190000;DURATION=PT90M", [(0, 1080, 1230)]),
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
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;BYDAY=XX", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=SOMETIMES", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=YEARLY;BYWEEKNO=5", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "bad_rule"),
        (f"{START};DURATION=PT1H;FREQ=HOURLY", "too_fine"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "bad_rule"),
        (f"{START};DURATION=PT1H;" * 61, "too_many"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;BYHOUR=9", "too_fine"),
        (f"{START}Z;DURATION=PT1H;FREQ=WEEKLY", "not_local"),
        ("DTSTART;TZID=America/New_York:20261123T180000;DURATION=PT1H;FREQ=WEEKLY", "bad_window"),
        (f"{START};DURATION=PT1H;FREQ=WEEKLY;UNTIL=20200101T000000", "never"),
    ],
)
def test_what_is_no_weekly_window_is_refused(text, code):
    with pytest.raises(BadWindow) as refused:
        weekly_windows(text)
    assert refused.value.code == code


@pytest.mark.parametrize("rule", ["WEEKLY", "DAILY", "WEEKLY;BYDAY=SU,MO", "DAILY;BYDAY=SA;WKST=SU"])
@pytest.mark.parametrize("length", ["PT1H", "PT26H", "P6D"])
def test_what_never_ends_comes_down_to_the_same_week_as_if_it_ended_in_a_year(rule, length):
    endless = weekly_windows(f"{START};DURATION={length};FREQ={rule}")

    assert endless == weekly_windows(f"{START};DURATION={length};FREQ={rule};UNTIL=20271123")
