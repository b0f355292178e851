"""Season rounds: who asks, what is locked, what is planned around it, and what a published plan shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edau.connect.actions import season_plans
from edau.connect.actions.leaving import leave
from edau.connect.actions.season_plans import lock, plan_season, unlock
from edau.connect.actions.season_requests import withdraw_request
from edau.connect.actions.seasons import add_space, change_season, open_season, publish_season, remove_space
from edau.connect.choices import Season
from edau.connect.models import Placing, SeasonRequest, SeasonRound
from edau.connect.queries.idle import idle_hours, monday_of
from edau.connect.queries.seasons import (
    ids_shown,
    placings_of,
    related,
    rounds_of,
    sealed_as,
    shown_season,
    spaces_of,
    takes_requests,
    use_of,
)
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.connect.tellers import ASSET
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.people.choices import Part
from edau.people.models import Person
from edau.people.queries import roles_of
from edau.places.queries import visible_area
from edau.thread.actions import claim
from edau.thread.records import EVERYONE, tell
from tests.cast import PONTYPRIDD, account, body, holder
from tests.connect.cast import asset, party
from tests.connect.season_cast import FEW_STEPS, asks, officer, room, season, weeks

pytestmark = pytest.mark.django_db


def refusal(error: pytest.ExceptionInfo[SeasonRefused]) -> SeasonRefusal:
    return error.value.code


def planned(of: SeasonRound, by) -> SeasonRound:
    return plan_season(season=of, by=by, steps=FEW_STEPS)


def times_of(request: SeasonRequest) -> list[tuple[int, int, int, bool]]:
    rows = request.placings.order_by("weekday")
    return list(rows.values_list("weekday", "start", "minutes", "locked"))


def no_two_in_one_room(of: SeasonRound) -> bool:
    spaces, seen = spaces_of(of), set()
    for one in placings_of(of):
        halves = range(one.start // 30, (one.start + one.minutes) // 30)
        if any((key, one.weekday, half) in seen for key in related(spaces, one.asset_id) for half in halves):
            return False
        seen |= {(one.asset_id, one.weekday, half) for half in halves}
    return True


# Opening a round


def test_nobody_else_sees_a_round_before_it_has_a_room():
    by = officer()
    made = season(by)

    assert shown_season(made.pk) is None
    add_space(season=made, asset=room(), by=by)
    assert shown_season(made.pk) == made
    assert list(ids_shown()) == [made.pk]
    assert tell([("connect.SeasonRound", made.pk)], "cy", EVERYONE)


def test_a_round_is_opened_by_an_officer_of_its_organisation_alone():
    other = holder(Part.OFFICER, body("arall"), name="other")
    for nobody in (account("somebody"), other, holder(Part.FACILITATOR, body(), name="facilitator")):
        with pytest.raises(NotAllowed):
            open_season(organisation=body(), area=PONTYPRIDD, weeks=weeks(), by=nobody)

    made = season(officer(), room())
    assert rounds_of(roles_of(other)) == []
    for deed in (plan_season, publish_season):
        with pytest.raises(NotAllowed):
            deed(season=made, by=other)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name_cy": "", "name_en": " "}, SeasonRefusal.NO_NAME),
        ({"ask_by": -1}, SeasonRefusal.PAST),
        ({"ask_by": 30}, SeasonRefusal.BAD_DAYS),
        ({"ends": 10}, SeasonRefusal.BAD_DAYS),
        ({"ends": 500}, SeasonRefusal.TOO_LONG),
    ],
)
def test_a_round_that_cannot_be_is_refused(changes, code):
    given = {k: clock.today() + timedelta(days=v) if isinstance(v, int) else v for k, v in changes.items()}

    with pytest.raises(SeasonRefused) as error:
        season(officer(), **given)

    assert refusal(error) == code
    assert not SeasonRound.objects.exists()


def test_a_room_is_shared_out_by_one_round_at_a_time_with_its_parts():
    by = officer()
    hall = room()
    half = room("Half", 20, part_of=hall)
    season(by, hall)
    second = season(by, begins=clock.today() + timedelta(days=60), ends=clock.today() + timedelta(days=120))

    for taken in (hall, half):
        with pytest.raises(SeasonRefused) as error:
            add_space(season=second, asset=taken, by=by)
        assert refusal(error) == SeasonRefusal.SHARED_OUT
    later = {"begins": clock.today() + timedelta(days=100), "ends": clock.today() + timedelta(days=120)}
    change_season(season=second, weeks=weeks(**later), by=by)
    add_space(season=second, asset=half, by=by)
    with pytest.raises(SeasonRefused) as error:
        change_season(season=second, weeks=weeks(), by=by)
    assert refusal(error) == SeasonRefusal.SHARED_OUT


def test_a_room_of_somebody_else_or_without_times_is_not_shared_out():
    by = officer()
    made = season(by)
    others = asset(of=party(organisation=body("arall")), persons=10)
    unknown = room("Shed", 10)
    unknown.persons = None
    unknown.save()

    for what, code in ((others, SeasonRefusal.NOT_YOURS), (unknown, SeasonRefusal.NO_TIMES)):
        with pytest.raises(SeasonRefused) as error:
            add_space(season=made, asset=what, by=by)
        assert refusal(error) == code


# Asking


def test_anybody_asks_until_the_last_day_and_an_officer_after_it():
    by = officer()
    made = season(by, room())
    assert asks(made).receipt is not None

    with clock.at(clock.now() + timedelta(days=11)):
        assert not takes_requests(made)
        with pytest.raises(SeasonRefused) as error:
            asks(made)
        assert refusal(error) == SeasonRefusal.CLOSED
        assert asks(made, by=by).pk


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": " "}, SeasonRefusal.NOTHING_SAID),
        ({"persons": 0}, SeasonRefusal.BAD_PERSONS),
        ({"least": 45}, SeasonRefusal.BAD_MINUTES),
        ({"least": 120, "most": 60}, SeasonRefusal.BAD_MINUTES),
        ({"times": 8}, SeasonRefusal.BAD_TIMES),
        ({"hours": (1080, 1070)}, SeasonRefusal.BAD_RANGE),
        ({"hours": (1080, 1110)}, SeasonRefusal.TOO_SHORT),
        ({"preferred": ("elsewhere",)}, SeasonRefusal.NO_SPACE),
    ],
)
def test_a_request_that_cannot_be_is_refused_and_nothing_is_kept(given, code):
    made = season(officer(), room())

    with pytest.raises(SeasonRefused) as error:
        asks(made, **given)

    assert refusal(error) == code
    assert not SeasonRequest.objects.exists()


def test_what_is_withdrawn_has_no_words_and_no_time_left():
    by = officer()
    made = season(by, room())
    one, other = asks(made), asks(made, "table tennis", days=(1,))
    planned(made, by)

    assert withdraw_request(request=one, by="visitor")
    assert not withdraw_request(request=one, by="visitor")
    one.refresh_from_db()
    assert (one.words, one.ranges, times_of(one)) == ("", [], [])
    assert leave(party=other.party, by="visitor")
    other.refresh_from_db()
    assert (other.words, times_of(other)) == ("", [])
    assert placings_of(made) == []


# Planning


def test_a_hall_and_its_halves_are_never_used_at_one_time():
    by = officer()
    hall = room(persons=80)
    halves = [room(f"Half {n}", 30, part_of=hall) for n in (1, 2)]
    made = season(by, hall, *halves)
    asks(made, "dance", persons=60, least=120)
    for n in range(5):
        asks(made, f"group {n}", persons=20)

    found = planned(made, by)

    assert found.failed == ""
    assert found.planned is not None
    assert found.value <= found.bound
    assert set(found.first_come) == {"placed", "value", "used", "open"}
    assert found.first_come["value"] <= found.value
    assert no_two_in_one_room(made)
    assert len(placings_of(made)) >= 4


def test_the_same_round_planned_twice_gives_the_same_plan():
    by = officer()
    made = season(by, room(), room("Library", 15))
    for n in range(6):
        asks(made, f"group {n}", days=(0, 1))

    planned(made, by)
    first = [(one.request_id, one.asset_id, one.weekday, one.start, one.minutes) for one in placings_of(made)]
    planned(made, by)

    assert first == [
        (one.request_id, one.asset_id, one.weekday, one.start, one.minutes) for one in placings_of(made)
    ]


def test_a_lock_stays_where_it_is_and_is_never_overwritten():
    by = officer()
    hall = room()
    made = season(by, hall)
    one, other = asks(made, times=2, days=(0, 1)), asks(made, "table tennis")
    planned(made, by)

    placing = lock(request=other, asset=hall, weekday=0, start=18 * 60, minutes=240, by=by)
    assert all(day != 0 for day, *_rest in times_of(one))
    with pytest.raises(SeasonRefused) as error:
        lock(request=one, asset=hall, weekday=0, start=20 * 60, minutes=60, by=by)
    assert refusal(error) == SeasonRefusal.LOCKED
    for _again in range(2):
        planned(made, by)
        assert times_of(other) == [(0, 18 * 60, 240, True)]
    assert no_two_in_one_room(made)
    one.refresh_from_db()
    assert (one.refused, one.detail["given"]) == ("taken", 1)
    assert one.detail["taken_by"][0] == {"request": other.pk, "placings": one.detail["placings"], "locked": 1}

    unlock(placing=placing, by=by)
    planned(made, by)
    assert len(times_of(one)) == 2
    assert len(times_of(other)) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"weekday": 7}, SeasonRefusal.BAD_LOCK),
        ({"start": 1085}, SeasonRefusal.BAD_LOCK),
        ({"start": 1410, "minutes": 60}, SeasonRefusal.BAD_LOCK),
        ({}, SeasonRefusal.LOCKED_THAT_DAY),
        ({"weekday": 1}, SeasonRefusal.ENOUGH_LOCKS),
    ],
)
def test_a_lock_that_cannot_be_is_refused(changes, code):
    by = officer()
    hall = room()
    one = asks(season(by, hall))
    where = {"request": one, "asset": hall, "weekday": 0, "start": 1080, "minutes": 60, "by": by}
    lock(**where)

    with pytest.raises(SeasonRefused) as error:
        lock(**{**where, **changes})

    assert refusal(error) == code
    assert times_of(one) == [(0, 1080, 60, True)]


def test_a_room_with_a_lock_is_not_taken_out_of_the_round_but_one_with_a_plan_is():
    by = officer()
    hall, library = room(), room("Library", 15)
    made = season(by, hall, library)
    one, other = asks(made, preferred=(hall.pk,)), asks(made, "reading", preferred=(library.pk,))
    planned(made, by)
    lock(request=one, asset=hall, weekday=0, start=1080, minutes=60, by=by)

    with pytest.raises(SeasonRefused) as error:
        remove_space(season=made, asset=hall, by=by)
    assert refusal(error) == SeasonRefusal.HAS_LOCKS
    remove_space(season=made, asset=library, by=by)
    planned(made, by)
    other.refresh_from_db()
    assert (times_of(other), other.refused) == ([], "space_gone")


def test_a_plan_that_fails_leaves_the_one_before_as_it_is(monkeypatch):
    by = officer()
    made = season(by, room())
    one = asks(made)
    before = planned(made, by).planned
    kept = times_of(one)

    def broken(*args: object, **kwargs: object):
        raise MemoryError

    monkeypatch.setattr(season_plans, "plan_round", broken)
    found = planned(made, by)

    assert (found.failed, found.planned, times_of(one)) == ("broke", before, kept)
    assert AuditLine.objects.latest("number").codes == {"failed": "broke"}
    assert publish_season(season=made, by=by).stage == Season.PUBLISHED


def test_a_plan_of_what_was_changed_meanwhile_is_not_kept(monkeypatch):
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made)
    real = season_plans.plan_round

    def slow(*args: object, **kwargs: object):
        found = real(*args, **kwargs)
        lock(request=one, asset=hall, weekday=0, start=20 * 60, minutes=90, by=by)
        return found

    monkeypatch.setattr(season_plans, "plan_round", slow)

    assert planned(made, by).failed == "meanwhile"
    assert times_of(one) == [(0, 20 * 60, 90, True)]


def test_who_cannot_be_placed_is_told_why_and_what_would_fit():
    by = officer()
    made = season(by, room())
    large = asks(made, "assembly", persons=500)
    early = asks(made, "breakfast", hours=(7 * 60, 9 * 60))

    planned(made, by)

    for one, code in ((large, "no_space_big_enough"), (early, "no_time_open")):
        one.refresh_from_db()
        assert one.refused == code
    assert early.detail["would_fit"][0]["change"] == "time"


def test_a_round_without_requests_is_planned_too():
    by = officer()
    found = planned(season(by, room()), by)

    assert (found.failed, found.value) == ("", 0)


def test_a_held_room_is_given_to_nobody():
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made)
    hold(label=ASSET, object_id=hall.pk, reason="privacy", by="tests")

    planned(made, by)

    assert times_of(one) == []


# Publishing


def test_a_published_plan_is_sealed_counts_as_used_and_is_changed_no_more():
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made)
    with pytest.raises(SeasonRefused) as error:
        publish_season(season=made, by=by)
    assert refusal(error) == SeasonRefusal.NOT_PLANNED
    planned(made, by)
    monday = monday_of(made.begins + timedelta(days=7))
    before = idle_hours(visible_area("W06000016"), monday, clock.today()).idle

    publish_season(season=made, by=by)

    made.refresh_from_db()
    minutes = times_of(one)[0][2]
    assert before - idle_hours(visible_area("W06000016"), monday, clock.today()).idle == minutes
    assert sealed_as(made).holds
    line = AuditLine.objects.get(deed="publish_season")
    assert line.codes["placings"] == 1
    for deed in (
        lambda: planned(made, by),
        lambda: lock(request=one, asset=hall, weekday=2, start=1080, minutes=60, by=by),
        lambda: unlock(placing=Placing.objects.get(), by=by),
        lambda: add_space(season=made, asset=room("More"), by=by),
        lambda: change_season(season=made, weeks=weeks(), by=by),
        lambda: publish_season(season=made, by=by),
    ):
        with pytest.raises(SeasonRefused) as error:
            deed()
        assert refusal(error) == SeasonRefusal.PUBLISHED

    withdraw_request(request=one, by="visitor")
    assert placings_of(made) == []
    assert sealed_as(made).holds
    Placing.objects.update(start=0)
    assert not sealed_as(made).holds


def test_what_has_changed_since_the_plan_is_planned_before_it_is_published():
    by = officer()
    made = season(by, room())
    asks(made)
    planned(made, by)
    asks(made, "late")

    with pytest.raises(SeasonRefused) as error:
        publish_season(season=made, by=by)

    assert refusal(error) == SeasonRefusal.NOT_PLANNED


def test_how_full_the_rooms_are_counts_the_halves_of_a_hall_and_not_the_hall():
    by = officer()
    hall = room(persons=80)
    for n in (1, 2):
        room(f"Half {n}", 30, part_of=hall)
    made = season(by, hall, *hall.parts.all())
    one = asks(made, persons=60, least=120, most=120)
    lock(request=one, asset=hall, weekday=0, start=1080, minutes=120, by=by)
    mondays = sum((made.begins + timedelta(days=n)).weekday() == 0 for n in range(71))

    found = use_of(made, spaces_of(made), placings_of(made))

    assert found.open == 2 * 71 * 4 * 60
    assert found.used == 2 * mondays * 120
    assert found.before == 0


def test_what_was_asked_for_goes_along_when_an_account_that_takes_part_claims_the_receipt():
    one, user = asks(season(officer(), room())), account("elin")
    theirs = party(person=Person.objects.create(user=user, language="en"))

    claim(receipt=one.receipt, by=user)

    one.refresh_from_db()
    assert one.party == theirs
