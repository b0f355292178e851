"""Nothing is had by two at once: neither a room, nor a part of it, nor somebody who helps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.connect.actions.exchanges import agree_time
from edau.connect.choices import Season, Side, Stage
from edau.connect.models import Asset, Capability, FreeWeek, Placing, Proposal, SeasonRequest, SeasonRound
from edau.connect.proposal_rules import ELSEWHERE_THEN, TAKEN
from edau.connect.queries.availability import HERE
from edau.connect.queries.proposals import common_times, in_sight
from edau.connect.queries.taken import without
from edau.core import clock
from edau.core.answers import NotAllowed
from tests.cast import body
from tests.connect.cast import AREA, asset, capability, need, party, speaks

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def tuesdays(start: str = "18:00", minutes: int = 240) -> FreeWeek:
    window = {"start": f"{TUESDAY}T{start}", "minutes": minutes, "rule": "FREQ=WEEKLY"}
    return FreeWeek.objects.create(windows=[window])


def hall(**fields: object) -> Asset:
    return asset(kind="hall", week=tuesdays(), **fields)


def wants(offer: Asset | Capability, minutes: int = 120, start: str = "18:00", **fields: object) -> Proposal:
    """A proposal for somebody new, to which both have said yes; they are free on Tuesdays from `start` on."""
    wanted = need(minutes=minutes, week=tuesdays(start))
    fields = {"stage": Stage.CONSENTED, "answer_by": date(2026, 12, 1), "by": "test"} | fields
    fields["asset" if isinstance(offer, Asset) else "capability"] = offer
    stamps = dict.fromkeys(("giver_asked", "giver_yes", "seeker_yes"), clock.now())
    return Proposal.objects.create(need=wanted, **stamps, **fields)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), HERE)


def agree(made: Proposal, when: datetime) -> Proposal:
    return agree_time(proposal=made.pk, side=Side.SEEKER, when=when, by=speaks(made.need.party))


def offered(made: Proposal) -> list[str]:
    found = in_sight().get(pk=made.pk)
    return [f"{one:%d %H:%M}" for one in common_times(found)]


def given_for_a_season(room: Asset, minutes: int, **fields: object) -> Placing:
    season = SeasonRound.objects.create(
        **{
            "name_cy": "Gaeaf",
            "name_en": "Winter",
            "organisation": room.owner.organisation,
            "area": AREA,
            "stage": Season.PUBLISHED,
            "ask_by": date(2026, 11, 1),
            "begins": date(2026, 11, 16),
            "ends": date(2026, 11, 30),
            "by": "test",
        }
        | fields
    )
    request = SeasonRequest.objects.create(
        season=season, party=party(), words="A choir", language="en", persons=9, least=60, most=240
    )
    return Placing.objects.create(request=request, asset=room, weekday=1, start=18 * 60, minutes=minutes)


class TestTwoGroupsAtOneHall:
    def test_the_second_is_refused_and_offered_other_times(self):
        room = hall()
        one, other = wants(room), wants(room, start="19:00", minutes=60)
        assert offered(other) == ["24 19:00", "01 19:00"]
        agree(one, at(19))

        with pytest.raises(NotAllowed) as no:
            agree(other, at(19))

        assert no.value.answer == TAKEN
        other.refresh_from_db()
        assert (other.stage, other.when) == (Stage.CONSENTED, None)
        assert offered(other) == ["24 21:00", "01 19:00"]
        assert agree(other, at(21)).stage == Stage.AGREED

    @pytest.mark.parametrize(("hour", "minute", "goes"), [(17, 1, False), (17, 0, True), (20, 59, False)])
    def test_what_touches_is_refused_and_what_ends_as_another_begins_is_not(self, hour, minute, goes):
        room = hall()
        one, other = wants(room), wants(room)
        agree(one, at(19))

        if goes:
            assert agree(other, at(hour, minute)).when == at(hour, minute)
        else:
            with pytest.raises(NotAllowed):
                agree(other, at(hour, minute))

    def test_ones_own_time_is_no_hindrance_to_changing_it(self):
        made = wants(hall())
        agree(made, at(19))

        assert agree(made, at(20)).when == at(20)
        assert offered(made)[0] == "24 18:00"

    def test_what_is_over_gives_the_time_back(self):
        room = hall()
        one, other = wants(room), wants(room)
        agree(one, at(19))
        Proposal.objects.filter(pk=one.pk).update(stage=Stage.DECLINED)

        assert agree(other, at(19)).stage == Stage.AGREED


class TestSeasons:
    def test_a_hall_given_for_a_season_is_not_offered_at_that_time(self):
        room = hall()
        made = wants(room)
        given_for_a_season(room, minutes=90)

        assert offered(made) == ["24 19:30", "01 18:00"]  # the season ends before the first of December
        with pytest.raises(NotAllowed) as no:
            agree(made, at(19))
        assert no.value.answer == TAKEN

    def test_a_plan_that_is_not_published_takes_nothing(self):
        room = hall()
        made = wants(room)
        given_for_a_season(room, minutes=90, stage=Season.OPEN)

        assert offered(made)[0] == "24 18:00"
        assert agree(made, at(18)).stage == Stage.AGREED


class TestParts:
    def test_a_part_of_a_hall_and_the_whole_keep_one_another_out(self):
        whole = hall()
        half, rest = (hall(of=whole.owner, part_of=whole) for _part in "ab")
        of_half, of_rest, of_whole = wants(half), wants(rest), wants(whole)
        agree(of_half, at(18))

        with pytest.raises(NotAllowed) as no:
            agree(of_whole, at(19))
        assert no.value.answer == TAKEN
        assert offered(of_whole)[0] == "24 20:00"
        assert agree(of_rest, at(18)).stage == Stage.AGREED

        agree(of_whole, at(20))
        with pytest.raises(NotAllowed):
            agree(of_rest, at(21))

    def test_a_season_in_the_whole_takes_its_part(self):
        whole = hall()
        half = hall(of=whole.owner, part_of=whole)
        given_for_a_season(whole, minutes=120)

        assert offered(wants(half))[0] == "24 20:00"


class TestPeople:
    def test_nobody_is_at_two_places_also_with_two_offers(self):
        helper = party()
        one, other = (wants(capability(of=helper, week=tuesdays()), minutes=60) for _offer in "ab")
        agree(one, at(18))

        with pytest.raises(NotAllowed) as no:
            agree(other, at(18, 30))

        assert no.value.answer == ELSEWHERE_THEN
        assert offered(other)[0] == "24 19:00"

    def test_an_organisation_has_more_than_one_pair_of_hands(self):
        offer = capability(of=party(organisation=body()), week=tuesdays())
        one, other = wants(offer, minutes=60), wants(offer, minutes=60)
        agree(one, at(18))

        assert offered(other)[0] == "24 18:00"
        assert agree(other, at(18)).stage == Stage.AGREED


def test_it_takes_the_same_questions_for_much_that_is_taken_as_for_nothing():
    room = hall()
    found = in_sight().get(pk=wants(room).pk)
    with CaptureQueriesContext(connection) as before:
        common_times(found)
    for hour in (18, 20):
        agree(wants(room), at(hour))
    given_for_a_season(
        hall(of=room.owner, part_of=room), minutes=60, begins=date(2026, 12, 1), ends=date(2026, 12, 30)
    )

    with CaptureQueriesContext(connection) as after:
        assert common_times(found)
    assert len(after) <= len(before) <= 5  # three, and two for what is known of areas


@pytest.mark.parametrize(
    ("day", "runs", "busy", "left"),
    [
        (TUESDAY, [(1080, 240)], [(at(19), at(20))], [(1080, 60), (1200, 120)]),
        (TUESDAY, [(1080, 240)], [(at(17), at(22))], []),
        (TUESDAY, [(1080, 240)], [(at(20), at(21)), (at(18), at(20, 30))], [(1260, 60)]),
        (TUESDAY, [(1380, 120)], [(at(23), at(23, 45))], [(1425, 75)]),
        # The night on which the clocks go back: from midnight to four are five hours.
        (
            date(2026, 10, 25),
            [(0, 300)],
            [(at(2, day=date(2026, 10, 25)), at(3, day=date(2026, 10, 25)))],
            [(0, 180), (180, 60)],
        ),
    ],
)
def test_runs_of_a_day_less_what_is_taken(day, runs, busy, left):
    spans = [(begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in busy]
    assert without(runs, day, spans) == left
