"""Free weeks: what a window may say, the masks it comes to, and what is free on a day."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.connect.analysis.weeks import compile_week
from edau.connect.choices import TermTime
from edau.connect.models import FreeWeek, SchoolTerm
from edau.connect.queries.availability import free_on, in_terms, is_bank_holiday
from edau.connect.windows import BadWindow, Window, check, intervals, occurrences, read_entries

MONDAY = date(2026, 11, 23)
AUTHORITY = "W06000016"


def window(start: str, minutes: int = 120, rule: str = "FREQ=WEEKLY") -> dict[str, object]:
    return {"start": start, "minutes": minutes, "rule": rule}


def week(*windows: dict[str, object], **fields: object) -> FreeWeek:
    return FreeWeek(windows=list(windows), **fields)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=WEEKLY;BYDAY=XX", "bad_rule"),
        ("FREQ=WEEKLY;INTERVAL=0", "bad_rule"),
        ("FREQ=WEEKLY;INTERVAL=-1", "bad_rule"),
        ("FREQ=WEEKLY;FREQ=DAILY", "bad_rule"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20271231", "bad_rule"),
        ("FREQ=WEEKLY;UNTIL=20271399", "bad_rule"),
        ("FREQ=WEEKLY;UNTIL=2027", "bad_rule"),
        ("FREQ=WEEKLY;X=1", "bad_rule"),
        ("FREQ=WEEKLY;;", "bad_rule"),
        ("BYDAY=MO", "bad_rule"),
        ("FREQ=YEARLY;INTERVAL=2", "bad_rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "bad_rule"),
        ("FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=-31", "bad_rule"),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTH=6", "bad_rule"),
        ("FREQ=YEARLY;BYMONTH=13", "bad_rule"),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=6MO", "bad_rule"),
        ("FREQ=YEARLY;BYDAY=54MO", "bad_rule"),
        ("FREQ=YEARLY;BYYEARDAY=7", "bad_rule"),
        ("FREQ=WEEKLY;BYMONTH=5;BYDAY=2MO", "bad_rule"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "bad_rule"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "bad_rule"),
        ("FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=13", "bad_rule"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYSETPOS=3", "bad_rule"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "bad_rule"),
        ("FREQ=HOURLY", "too_fine"),
        ("FREQ=DAILY;BYHOUR=3", "too_fine"),
        ("FREQ=WEEKLY;UNTIL=20200101", "never"),
        ("x" * 300, "bad_rule"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_a_code(rule, code):
    with pytest.raises(BadWindow) as bad:
        check(Window(datetime(2026, 11, 24, 18), 120, rule))
    assert bad.value.code == code


@pytest.mark.parametrize("given_", [None, "x", [None], [[]], [{}], [{"start": 5, "minutes": 60}]])
def test_what_is_no_list_of_windows_is_refused(given_):
    with pytest.raises(BadWindow) as bad:
        read_entries(given_)
    assert bad.value.code in ("bad_start", "bad_minutes")


def test_sixty_windows_are_taken_and_sixty_one_are_not():
    one = window("2026-11-24T18:00")
    assert len(read_entries([one] * 60)) == 60
    with pytest.raises(BadWindow) as bad:
        read_entries([one] * 61)
    assert bad.value.code == "too_many"


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([("2026-11-24T18:00", 120, "FREQ=WEEKLY;BYDAY=TU,TH")], [(1, 1080, 1200), (3, 1080, 1200)]),
        ([("2026-11-29T23:00", 120, "FREQ=WEEKLY")], [(6, 1380, 1500)]),
        ([("2026-11-24T18:10", 80, "FREQ=WEEKLY")], [(1, 1110, 1170)]),
        ([("2026-11-24T18:00", 120, "")], [(1, 1080, 1200)]),
        ([("2026-11-24T09:00", 60, "FREQ=MONTHLY;BYDAY=1TU,3TU")], [(1, 540, 600)]),
        ([("2026-11-23T00:00", 1440, "FREQ=DAILY")], [(0, 0, 10080)]),
        # Two halves that touch are one stretch in the same week …
        (
            [("2026-11-24T18:00", 60, "FREQ=WEEKLY"), ("2026-11-24T19:00", 60, "FREQ=WEEKLY")],
            [(1, 1080, 1200)],
        ),
        # … and in different weeks are not: the longer one stays.
        (
            [
                ("2026-11-24T18:00", 60, "FREQ=WEEKLY;INTERVAL=2"),
                ("2026-12-01T19:00", 90, "FREQ=WEEKLY;INTERVAL=2"),
            ],
            [(1, 1140, 1230)],
        ),
    ],
)
def test_windows_come_to_the_stretches_of_a_week(windows, expected):
    made = [Window(datetime.fromisoformat(start), minutes, rule) for start, minutes, rule in windows]
    assert intervals(made, MONDAY, MONDAY + timedelta(weeks=53)) == expected


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 60), st.sampled_from([1, 2, 3])),
        min_size=1,
        max_size=4,
    )
)
def test_every_stretch_of_the_mask_is_free_in_some_one_week(rows):
    """Against a slow twin: half hour by half hour over six weeks."""
    made, free = [], set()
    for day, slot, length, every in rows:
        start = datetime.combine(MONDAY + timedelta(days=day), time()) + timedelta(minutes=30 * slot)
        made.append(Window(start, 30 * length, f"FREQ=WEEKLY;INTERVAL={every}"))
        for number in range(0, 14, every):
            first = number * 336 + day * 48 + slot
            free |= set(range(first, first + length))
    for weekday, start, end in intervals(made, MONDAY, MONDAY + timedelta(weeks=12)):
        first, length = (weekday * 1440 + start) // 30, (end - start) // 30
        if length < 336:
            assert any(free >= set(range(n * 336 + first, n * 336 + first + length)) for n in range(-1, 13))


@settings(max_examples=40)
@given(
    st.integers(0, 9_700),
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY"]),
    st.integers(1, 26),
    st.sampled_from(["", ";BYDAY=MO,TH", ";BYDAY=SU;WKST=SU", ";BYDAY=TU;WKST=WE", ";UNTIL=20261205T235959"]),
    st.integers(30, 3 * 1440),
)
def test_a_rule_of_long_ago_comes_when_it_would_have_come_had_each_day_been_counted_off(
    ago, often, every, more, minutes
):
    if often == "FREQ=DAILY" and "BYDAY" in more:
        every = 1
    start = datetime.combine(MONDAY - timedelta(days=ago), time(9, 30))
    since, until = datetime.combine(MONDAY, time(10)), datetime.combine(MONDAY + timedelta(weeks=30), time(9))
    length = timedelta(minutes=minutes)
    rule = f"{often};INTERVAL={every}{more}"

    counted_off = [(at, at + length) for at in rrulestr(rule, dtstart=start).between(since - length, until)]

    assert list(occurrences(Window(start, minutes, rule), since, until)) == counted_off


def code_of(one: Window) -> str:
    """The code with which a window is refused; empty where it can be."""
    try:
        check(one)
    except BadWindow as bad:
        return bad.code
    return ""


def fits(day: date, months: list[int], weekdays: list[tuple[int, int]], days: list[int], first: date) -> bool:
    """The obvious way: whether a day is one of a rule by years, as a person would look it up in a calendar."""
    in_month = monthrange(day.year, day.month)[1]
    if months and day.month not in months:
        return False
    if days:
        return day.day in days or day.day - in_month - 1 in days
    if not weekdays:
        return day.day == first.day and (bool(months) or day.month == first.month)
    if months:
        nth, last = (day.day - 1) // 7 + 1, -((in_month - day.day) // 7 + 1)
    else:
        of_year = day.timetuple().tm_yday
        nth, last = (of_year - 1) // 7 + 1, -((365 + isleap(day.year) - of_year) // 7 + 1)
    return any(day.weekday() == weekday and number in (0, nth, last) for number, weekday in weekdays)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([date(2024, 2, 29), date(2026, 3, 1), date(2026, 11, 23), date(2025, 12, 31)]),
    st.lists(st.integers(1, 12), max_size=3, unique=True),
    st.lists(st.tuples(st.sampled_from([0, 1, 2, -1, 5]), st.integers(0, 6)), max_size=3, unique=True),
    st.lists(st.sampled_from([1, 13, 28, 29, 30, 31, -1, -2]), max_size=3, unique=True),
)
def test_a_rule_by_years_comes_on_the_days_that_looking_at_each_day_finds(first, months, weekdays, days):
    """Over leap days and both changes of the clock."""
    if weekdays:
        days = []
    parts = ["FREQ=YEARLY"]
    parts += [f"BYMONTH={','.join(map(str, months))}"] if months else []
    named = [
        f"{number or ''}{['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][weekday]}" for number, weekday in weekdays
    ]
    parts += [f"BYDAY={','.join(named)}"] if named else []
    parts += [f"BYMONTHDAY={','.join(map(str, days))}"] if days else []
    one = Window(datetime.combine(first, time(18)), 60, ";".join(parts))
    since = datetime(2027, 1, 1)
    every = [since.date() + timedelta(n) for n in range(731)]
    expected = [day for day in every if fits(day, months, weekdays, days, first)]
    if code_of(one):  # none of its months has any of its days
        assert (code_of(one), bool(months), expected) == ("bad_rule", True, [])
        return

    found = [begin.date() for begin, _end in occurrences(one, since, datetime(2029, 1, 1))]

    assert found == expected


def test_a_week_is_compiled_on_saving():
    one = week(window("2026-11-29T23:00", 150))
    compile_week(one)
    assert [day.bit_count() for day in one.days] == [3, 0, 0, 0, 0, 0, 2]
    assert one.longest == 5


def test_days_the_wrong_way_round_and_times_that_have_gone_by_are_refused():
    for fields, code in (
        ({"begins": date(2027, 2, 1), "ends": date(2027, 1, 1)}, "bad_days"),
        ({"begins": date(2027, 2, 1), "ends": date(2027, 2, 1)}, "never"),
        ({"ends": date(2020, 1, 1)}, "never"),
    ):
        with pytest.raises(BadWindow) as bad:
            compile_week(week(window("2026-11-24T18:00"), **fields))
        assert bad.value.code == code


# On a day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 1), [(1080, 120)]),
        (date(2026, 12, 2), []),
        (date(2026, 11, 17), []),  # before the first
    ],
)
def test_a_day_is_free_where_a_window_falls_on_it(day, expected):
    assert free_on(week(window("2026-11-24T18:00")), day) == expected


def test_a_run_over_midnight_is_whole_on_its_first_day_and_begins_at_midnight_on_the_next():
    one = week(window("2026-11-24T22:00", 240))
    assert free_on(one, date(2026, 11, 24)) == [(1320, 240)]
    assert free_on(one, date(2026, 11, 25)) == [(0, 120)]
    one.off = ["2026-11-25"]
    assert free_on(one, date(2026, 11, 24)) == [(1320, 120)]
    assert free_on(one, date(2026, 11, 25)) == []


def test_exceptions_take_away_and_add():
    one = week(window("2026-11-24T18:00"), off=["2026-12-01"], on=[["2026-12-02", 600, 90]])
    assert free_on(one, date(2026, 12, 1)) == []
    assert free_on(one, date(2026, 12, 2)) == [(600, 90)]


def test_nothing_is_free_before_the_first_day_and_after_the_last():
    one = week(window("2026-11-24T18:00"), begins=date(2026, 12, 1), ends=date(2026, 12, 8))
    days = [date(2026, 11, 24) + timedelta(weeks=n) for n in range(4)]
    assert [bool(free_on(one, day)) for day in days] == [False, True, True, False]


def test_bank_holidays_of_wales_are_free_only_where_that_is_said():
    monday = date(2027, 3, 29)  # Easter Monday, which is no bank holiday in Scotland
    assert is_bank_holiday(monday)
    assert not is_bank_holiday(monday + timedelta(days=1))
    one = week(window("2026-11-23T09:00"))
    assert free_on(one, monday) == [(540, 120)]
    one.bank_holidays = False
    assert free_on(one, monday) == []


@pytest.mark.parametrize(
    ("minutes", "start", "day", "expected"),
    [
        (150, "2026-03-01T00:30", date(2027, 3, 28), [(30, 90)]),  # an hour is left out at one
        (60, "2026-03-01T01:00", date(2027, 3, 28), []),
        (90, "2026-03-01T01:30", date(2027, 3, 28), [(120, 60)]),
        (150, "2026-03-01T00:30", date(2027, 10, 31), [(30, 210)]),  # and doubled
        (60, "2026-03-01T01:00", date(2027, 10, 31), [(60, 120)]),
        (120, "2026-03-06T23:00", date(2027, 3, 27), [(1380, 120)]),
        (180, "2026-03-07T23:00", date(2027, 3, 27), [(1380, 120)]),  # over midnight into the short night
    ],
)
def test_minutes_are_those_that_pass_when_the_clocks_change(minutes, start, day, expected):
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    begin = f"2026-03-{(7 if day.weekday() == 5 else 1):02d}T{start[11:]}"
    assert free_on(week(window(begin, minutes, f"FREQ=WEEKLY;BYDAY={weekday}")), day) == expected


@pytest.mark.django_db
def test_school_terms_count_as_entered_and_what_no_term_tells_is_not_free():
    SchoolTerm.objects.create(
        authority=AUTHORITY, begins=date(2027, 1, 4), ends=date(2027, 3, 19), source="test"
    )
    SchoolTerm.objects.create(
        authority=AUTHORITY, begins=date(2027, 4, 5), ends=date(2027, 7, 20), source="test"
    )
    in_term, between, unknown = date(2027, 1, 12), date(2027, 3, 30), date(2027, 8, 3)
    days = (in_term, between, unknown)
    found = {
        terms: [
            bool(free_on(week(window("2026-11-24T18:00"), terms=terms), day, authority=AUTHORITY))
            for day in days
        ]
        for terms in TermTime.values
    }
    assert found == {
        "always": [True, True, True],
        "term": [True, False, False],
        "holidays": [False, True, False],
    }
    assert [in_terms(day, []) for day in days] == [None] * 3
