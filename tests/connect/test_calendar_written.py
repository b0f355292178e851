"""A calendar that is written says, day by day, when something is free: what other programs read is what we say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from edau.connect.calendars import read_calendar, write_calendar
from edau.connect.choices import TermTime
from edau.connect.models import FreeWeek, SchoolTerm
from edau.connect.queries.availability import HERE, free_on, is_bank_holiday
from edau.connect.queries.taken import taken_ahead, without
from edau.connect.windows import joined
from edau.core import clock
from tests.connect.cast import asset, need
from tests.connect.test_taken_times import agree, at, given_for_a_season, wants

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
AUTHORITY = "W06000016"  # of the area of the cast
TERMS = [
    (date(2026, 9, 1), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 3, 19)),
    (date(2027, 4, 5), date(2027, 7, 20)),
    (date(2027, 9, 1), date(2027, 12, 17)),
]
DAYS = 53 * 7

Span = tuple[datetime, datetime]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def week(
    start: str = "2026-11-23T18:00", minutes: int = 180, rule: str = "FREQ=WEEKLY", **fields: object
) -> FreeWeek:
    windows = [{"start": start, "minutes": minutes, "rule": rule}]
    return FreeWeek.objects.create(windows=windows, **fields)


def told(content: bytes) -> list[Span]:
    """When a program that reads the file finds it free from today on for 53 weeks: rules spread out by dateutil."""
    first = datetime.combine(clock.today(), time())
    last = first + timedelta(days=DAYS)
    spans: list[Span] = []
    for event in Calendar.from_ical(content).walk("VEVENT"):
        begin = event["DTSTART"].dt.replace(tzinfo=None)
        length = event["DTEND"].dt.replace(tzinfo=None) - begin
        starts = [begin]
        if "RRULE" in event:
            rule = dict(event["RRULE"])
            if "UNTIL" in rule:
                rule["UNTIL"] = [rule["UNTIL"][0].astimezone(HERE).replace(tzinfo=None)]
            text = type(event["RRULE"])(rule).to_ical().decode()
            starts = list(rrulestr(text, dtstart=begin).between(first - length, last, inc=True))
        given = event.get("EXDATE", [])
        gone = {
            one.dt.replace(tzinfo=None)
            for each in (given if isinstance(given, list) else [given])
            for one in each.dts
        }
        spans += [(one, one + length) for one in starts if one not in gone]
    return within(spans)


def within(spans: Sequence[Span]) -> list[Span]:
    first = datetime.combine(clock.today(), time())
    last = first + timedelta(days=DAYS)
    cut = ((max(begin, first), min(end, last)) for begin, end in spans)
    moments = (
        (begin.replace(tzinfo=HERE).astimezone(UTC), end.replace(tzinfo=HERE).astimezone(UTC))
        for begin, end in cut
        if begin < end
    )
    return joined(sorted(moments))


def known(free: FreeWeek, busy: Sequence[Span] = ()) -> list[Span]:
    """The same, as `free_on` says it of each day."""
    last = datetime.combine(clock.today() + timedelta(days=DAYS), time(), HERE).astimezone(UTC)
    spans = []
    for after in range(DAYS):
        day = clock.today() + timedelta(days=after)
        for minute, minutes in without(free_on(free, day, terms=TERMS), day, busy):
            begin = datetime.combine(day, time()) + timedelta(minutes=minute)
            moment = begin.replace(tzinfo=HERE).astimezone(UTC)
            spans.append((moment, min(moment + timedelta(minutes=minutes), last)))
    return joined(sorted(spans))


def written(free: FreeWeek, busy: Sequence[Span] = ()) -> bytes:
    asset(week=free)
    SchoolTerm.objects.bulk_create(
        SchoolTerm(authority=AUTHORITY, begins=begins, ends=ends, source="test") for begins, ends in TERMS
    )
    return write_calendar(free, name="Free", key="k", busy=busy)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"terms": TermTime.TERM},
        {"terms": TermTime.HOLIDAYS},
        {"bank_holidays": False},
        {"bank_holidays": False, "terms": TermTime.TERM, "off": ["2027-02-01"]},
        {"begins": date(2027, 1, 10), "ends": date(2027, 6, 1)},
        {"ends": date(2027, 3, 1), "rule": "FREQ=WEEKLY;COUNT=40"},
        {"ends": date(2027, 3, 1), "rule": "FREQ=WEEKLY;COUNT=5"},
        {"on": [["2027-08-10", 600, 120]], "off": ["2026-11-30"]},
        {"start": "2025-01-06T18:00", "terms": TermTime.TERM, "rule": "FREQ=WEEKLY;INTERVAL=2"},
        {"rule": "", "start": "2026-12-25T18:00", "bank_holidays": False},
        # Over midnight, and over both nights on which the clocks change.
        {"rule": "FREQ=DAILY", "start": "2026-11-23T22:00", "minutes": 360},
        {"rule": "FREQ=DAILY", "start": "2026-11-23T22:00", "minutes": 300, "terms": TermTime.TERM},
        {"rule": "FREQ=DAILY", "start": "2026-11-23T22:00", "minutes": 300, "bank_holidays": False},
    ],
)
def test_what_is_written_is_what_is_free_on_every_day(fields):
    free = week(**fields)

    assert told(written(free)) == known(free)


def test_a_school_hall_of_term_time_is_not_free_in_august_nor_on_a_bank_holiday():
    content = written(week(terms=TermTime.TERM, bank_holidays=False))

    found = {begin.date() for begin, _end in told(content)}
    assert found
    assert not [day for day in found if day.month == 8 or is_bank_holiday(day)]
    assert date(2027, 7, 19) in found
    assert b"UNTIL=2027" in content  # nobody knows the terms after that


def test_a_summer_evening_is_left_out_by_its_own_hour():
    content = written(week(off=["2027-06-07"]))

    assert b"EXDATE;TZID=Europe/London:20270607T180000" in content


def test_what_is_had_by_somebody_is_not_told_as_free():
    free = week("2026-11-24T18:00", 240)
    room = asset(kind="hall", week=free)
    agree(wants(room), at(19))
    given_for_a_season(room, minutes=60, begins=date(2026, 12, 1), ends=date(2026, 12, 31))
    busy = taken_ahead(room, timedelta(weeks=53))

    content = write_calendar(free, name="Free", key="k", busy=busy)

    found = told(content)
    assert found == known(free, busy)
    assert found[:3] == [
        (at(18).astimezone(UTC), at(19).astimezone(UTC)),
        (at(21).astimezone(UTC), at(22).astimezone(UTC)),
        (at(19, day=date(2026, 12, 1)).astimezone(UTC), at(22, day=date(2026, 12, 1)).astimezone(UTC)),
    ]
    uids = [event["UID"] for event in Calendar.from_ical(content).walk("VEVENT")]
    assert len(uids) == len(set(uids))


def test_our_own_reading_of_it_leaves_out_the_same_days():
    free = week(terms=TermTime.TERM)
    brought = read_calendar(written(free))

    again = FreeWeek(
        windows=list(brought.windows),
        off=[day.isoformat() for day in brought.off],
        on=[[day.isoformat(), minute, minutes] for day, minute, minutes in brought.on],
    )
    assert known(again) == known(free)


def test_a_need_of_somebody_is_written_without_questions_about_terms(django_assert_num_queries):
    free = need(week=week()).free
    with django_assert_num_queries(0):
        write_calendar(free, name="Free", key="k")
