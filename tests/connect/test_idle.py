"""Idle hours: spaces that are open while nobody uses them, checked against counting half hour by half hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.connect.choices import Season, Stage
from edau.connect.models import Placing, SchoolTerm, SeasonRequest, SeasonRound
from edau.connect.queries.idle import idle_hours, inside, monday_of, times_between
from edau.core import clock
from edau.core.visibility import hold
from edau.places.queries import visible_area
from tests.connect.hours_cast import ELSEWHERE, HERE, POT, group, lent, member, space

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)
NINE_TO_ELEVEN = 0b1111 << 18
MORNINGS = (NINE_TO_ELEVEN,) * 5 + (0, 0)


@pytest.fixture(autouse=True)
def _that_week():
    with clock.at(timezone.make_aware(datetime(2026, 11, 25, 12))):
        yield


def found(code: str = POT, monday: date = MONDAY):
    return idle_hours(visible_area(code), monday, TODAY)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 11, 23, hour, minute) + timedelta(days=day))


def placed(
    asset, weekday: int, start: int, minutes: int, stage: str = Season.PUBLISHED, **days: date
) -> None:
    season = SeasonRound.objects.create(
        organisation=asset.owner.organisation,
        area=POT,
        stage=stage,
        ask_by=date(2026, 8, 1),
        begins=days.get("begins", date(2026, 9, 1)),
        ends=days.get("ends", date(2026, 12, 20)),
        by="x",
    )
    request = SeasonRequest.objects.create(
        season=season, party=group(f"g{season.pk}"), words="x", language="en", persons=5, least=60, most=120
    )
    Placing.objects.create(request=request, asset=asset, weekday=weekday, start=start, minutes=minutes)


def test_open_and_unused_is_counted_for_each_half_hour():
    owner = group()
    space(owner, days=MORNINGS)
    space(owner, kind="kitchen", days=(NINE_TO_ELEVEN << 2, *(0,) * 6))

    week = found()

    assert week.spaces == 2
    assert week.counts[0][17:26] == (0, 1, 1, 2, 2, 1, 1, 0, 0)
    assert week.counts[1][18:22] == (1, 1, 1, 1)
    assert sum(map(sum, week.counts)) * 30 == week.idle == week.open == 12 * 60
    assert [(one.kind, one.spaces, one.idle) for one in week.kinds] == [("hall", 1, 600), ("kitchen", 1, 120)]


def test_an_agreed_time_is_taken_out_and_one_that_is_only_proposed_is_not():
    hall = space(group(), days=MORNINGS)
    lent(hall, member(), stage=Stage.AGREED, when=at(0, 9, 15))  # of an hour: touches three half hours
    lent(hall, member(), stage=Stage.PROPOSED, when=at(1, 9))
    lent(hall, member(), stage=Stage.DECLINED, when=at(1, 9))

    week = found()

    assert week.counts[0][18:22] == (0, 0, 0, 1)
    assert week.counts[1][18:22] == (1, 1, 1, 1)
    assert (week.open, week.idle) == (600, 510)


def test_a_published_season_is_taken_out_while_it_lasts():
    hall = space(group(), days=MORNINGS)
    placed(hall, 2, 9 * 60, 60)
    placed(hall, 3, 9 * 60, 60, stage=Season.PLANNED)
    placed(hall, 4, 9 * 60, 60, ends=date(2026, 11, 20))

    week = found()

    assert week.counts[2][18:22] == (0, 0, 1, 1)
    assert week.counts[3] == week.counts[4] == week.counts[0]


def test_of_a_hall_and_its_halves_the_halves_are_counted_and_taken_with_it():
    owner = group()
    hall = space(owner, days=MORNINGS)
    half = space(owner, kind="part-of-room", days=MORNINGS, part_of=hall)
    space(owner, kind="part-of-room", days=MORNINGS, part_of=hall)
    lent(half, member(), stage=Stage.AGREED, when=at(0, 9))
    lent(hall, member(), stage=Stage.AGREED, when=at(1, 9))

    week = found()

    assert week.spaces == 2
    assert week.counts[0][18:22] == (1, 1, 2, 2)
    assert week.counts[1][18:22] == (0, 0, 2, 2)


def test_days_on_which_it_is_not_open_and_those_on_which_it_is_besides():
    hall = space(group(), days=MORNINGS)
    hall.free.off, hall.free.on = ["2026-11-24"], [["2026-11-28", 600, 60]]
    hall.free.begins, hall.free.ends = date(2026, 11, 24), date(2026, 11, 26)
    hall.free.save()

    week = found()

    assert [sum(day) for day in week.counts] == [0, 0, 4, 4, 0, 2, 0]


def test_school_halls_are_open_when_the_terms_say_so():
    hall = space(group(), days=MORNINGS)
    hall.free.terms = "holidays"
    hall.free.save()
    assert not found().idle  # nothing is known of the terms

    SchoolTerm.objects.create(authority=POT, begins=date(2026, 9, 1), ends=date(2026, 11, 24), source="x")
    SchoolTerm.objects.create(authority=POT, begins=date(2026, 11, 27), ends=date(2026, 12, 18), source="x")

    assert [sum(day) for day in found().counts] == [0, 0, 4, 4, 0, 0, 0]


def test_what_is_held_withdrawn_waiting_stale_a_persons_or_elsewhere_is_not_counted():
    owner = group()
    space(owner, days=MORNINGS, withdrawn=clock.now())
    space(owner, days=MORNINGS, waiting=True)
    hold(label="connect.Asset", object_id=space(owner, days=MORNINGS).pk, reason="personal", by="x")
    space(owner, days=MORNINGS, area=ELSEWHERE)
    space(member(), days=MORNINGS)
    space(owner, kind="van", days=MORNINGS)
    stale = space(owner, days=MORNINGS)
    stale.fresh_until = TODAY - timedelta(days=1)
    stale.save()

    week = found()

    assert (week.spaces, week.idle) == (0, 0)


def test_a_place_and_its_authority_each_count_their_own():
    here = visible_area(HERE)
    space(group(), days=MORNINGS)
    place = visible_area(here.place_id)

    assert (
        found(place.code).spaces == found(HERE).spaces == found(POT).spaces == found("W92000004").spaces == 1
    )
    assert found("W06000001").spaces == 0
    assert {HERE, place.code, POT} <= inside(visible_area(POT))


def test_use_is_counted_for_twelve_months_with_the_rent_that_is_known():
    owner = group()
    dear, unknown = space(owner, days=MORNINGS, rent_pence=1250), space(owner, days=MORNINGS)
    lent(dear, member(), stage=Stage.DONE, when=at(-2, 9), minutes=90)
    lent(dear, member(), stage=Stage.THANKED, when=at(-400, 9), minutes=90)
    lent(dear, member(), stage=Stage.AGREED, when=at(1, 9))
    lent(unknown, member(), stage=Stage.DONE, when=at(-3, 9), minutes=60)
    placed(dear, 0, 9 * 60, 60, begins=date(2026, 11, 1), ends=date(2026, 12, 20))  # four Mondays up to today

    week = found()

    assert (week.used, week.saved, week.unknown) == (90 + 60 + 240, 1250 * 330 // 60, 60)
    assert week.kinds[0].used == week.used


def test_it_costs_the_same_however_many_spaces_there_are():
    owner = group()
    one = space(owner, days=MORNINGS)
    lent(one, member(), stage=Stage.AGREED, when=at(0, 9))
    placed(one, 2, 9 * 60, 60)
    found()  # areas are read once by a process

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            found()
        return len(counted)

    few = asked()
    for _more in range(8):
        lent(space(owner, days=MORNINGS), member(), stage=Stage.AGREED, when=at(0, 9))

    assert asked() == few


@pytest.mark.parametrize("weekday", range(7))
def test_how_often_a_weekday_comes_is_as_counting_says(weekday):
    first = date(2026, 10, 28)
    for length in range(20):
        last = first + timedelta(days=length)
        slowly = sum((first + timedelta(days=n)).weekday() == weekday for n in range(length + 1))
        assert times_between(weekday, first, last) == slowly
    assert times_between(weekday, first, first - timedelta(days=1)) == 0


def test_a_week_begins_on_a_monday():
    assert monday_of(TODAY) == MONDAY
    with pytest.raises(ValueError, match="Monday"):
        found(monday=TODAY)
