"""A room that was agreed on before is not given out again: the plan goes round it, and what meets it is not published."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from edau.connect.actions.season_plans import lock
from edau.connect.actions.seasons import SeasonClashes, publish_season
from edau.connect.choices import Season, Stage
from edau.connect.models import Asset, Placing, Proposal, SeasonRound
from edau.connect.queries.availability import HERE
from edau.connect.queries.season_taken import busy_of
from edau.connect.queries.seasons import spaces_of
from edau.core import clock
from edau.ui.links import address_in
from tests.connect.cast import need
from tests.connect.season_cast import asks, officer, room, season
from tests.connect.test_seasons import planned, times_of

pytestmark = pytest.mark.django_db
SIX = 18 * 60


def agreed(of: Asset, on: SeasonRound, *, weeks: int = 2, hour: int = 18, minutes: int = 60) -> datetime:
    """Somebody has it on a Monday of the season."""
    monday = on.begins + timedelta(days=(-on.begins.weekday()) % 7 + 7 * weeks)
    when = datetime.combine(monday, time(hour), HERE)
    Proposal.objects.create(
        need=need(minutes=minutes),
        asset=of,
        stage=Stage.AGREED,
        when=when,
        answer_by=clock.today(),
        giver_asked=clock.now(),
    )
    return when


def test_the_plan_goes_round_what_was_agreed_and_can_be_published():
    by = officer()
    hall = room()
    made = season(by, hall)
    agreed(hall, made)
    one = asks(made, least=60, most=120)

    planned(made, by)
    publish_season(season=made, by=by)

    [(weekday, start, _minutes, _locked)] = times_of(one)
    assert (weekday, start >= SIX + 60) == (0, True)


def test_so_it_does_where_a_half_of_the_hall_was_agreed_on():
    by = officer()
    hall = room(persons=80)
    half = room("Half", 30, part_of=hall)
    made = season(by, hall)
    agreed(half, made, hour=19, minutes=45)

    # 19:00 and 19:30 are the half hours 38 and 39 of Monday; what is agreed until 19:45 takes all of the second.
    assert busy_of(made, spaces_of(made)) == {hall.pk: (0b11 << 38, 0, 0, 0, 0, 0, 0)}


def test_what_was_agreed_after_the_plan_is_listed_and_nothing_is_published_until_it_is_planned_again():
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made, least=240, most=240)
    planned(made, by)
    when = agreed(hall, made)

    with pytest.raises(SeasonClashes) as error:
        publish_season(season=made, by=by)

    [clash] = error.value.clashes
    assert (clash.asset, clash.day, clash.start, clash.locked) == (hall.pk, when.date(), SIX, False)
    made.refresh_from_db()
    assert (made.stage, made.published) == (Season.OPEN, None)
    planned(made, by)
    assert times_of(one) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_lock_stands_and_the_officer_reads_which_times_it_meets(language):
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made, times=1)
    lock(request=one, asset=hall, weekday=0, start=SIX, minutes=120, by=by)
    agreed(hall, made)
    planned(made, by)
    client = Client()
    client.force_login(by)

    answer = client.post(address_in(language, "portal:season_round", made.pk), {"do": "publish"}, follow=True)

    assert answer.status_code == 422
    assert answer.content.decode().count("18:00–20:00") >= 2
    assert {"cy": "wedi’i gloi", "en": "locked"}[language] in answer.content.decode()
    assert Placing.objects.get().locked
    made.refresh_from_db()
    assert made.published is None
