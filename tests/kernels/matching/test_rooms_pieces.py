"""What plans are made of: trees of rooms, stretches of weeks, prices, and reasons that anybody can look up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.matching.hierarchy import ALL_TIME, Space, smallest_parts
from edau.kernels.matching.room_choices import choices_of, ground_of, starts_in
from edau.kernels.matching.room_prices import Market
from edau.kernels.matching.room_round import Section, Weights
from edau.kernels.matching.room_season import season_of
from edau.kernels.matching.rooms import RoomPlan, plan_rooms
from tests.kernels.matching.rounds import (
    AUTUMN,
    HALL,
    ONE_WEEK,
    SPRING,
    best_value,
    bits,
    dates_of,
    possible,
    small_round,
    tokens,
    used_by,
    week,
)

days = st.dates(date(2026, 9, 1), date(2027, 3, 31))


class TestTrees:
    def test_two_spaces_meet_where_one_is_in_the_other(self):
        spaces = [
            Space("a1", 1, ALL_TIME, "a"),
            Space("a", 1, ALL_TIME, "top"),
            Space("b", 1, ALL_TIME, "top"),
        ]
        spaces += [Space("a2", 1, ALL_TIME, "a"), Space("top", 1, ALL_TIME), Space("other", 1, ALL_TIME)]

        assert smallest_parts(spaces) == ((0,), (0, 2), (1,), (2,), (0, 1, 2), (3,))


class TestSeasons:
    @given(st.lists(st.tuples(days, days).map(lambda two: (min(two), max(two))), min_size=1, max_size=5))
    @settings(max_examples=30)
    def test_stretches_cover_the_weeks_that_the_dates_do(self, asked):
        season = season_of(asked)
        for dates in asked:
            for day in range(7):
                dated = [dates[0] + timedelta(days=i) for i in range((dates[1] - dates[0]).days + 1)]
                occurs = sum(one.weekday() == day for one in dated)
                span = season.span(dates, day)

                assert (span is None) == (occurs == 0)
                assert span is None or sum(season.weeks(day)[slice(*span)]) == occurs

    def test_where_all_ask_for_the_same_there_is_one_stretch(self):
        assert season_of([AUTUMN, None, AUTUMN]).weeks(2) == (15,)

    def test_dates_within_one_week(self):
        season = season_of([ONE_WEEK])

        assert [season.span(None, day) for day in range(7)] == [(0, 1)] * 7


@given(st.integers(0, 2**48 - 1), st.integers(1, 5))
@settings(max_examples=50)
def test_a_meeting_begins_where_all_of_it_is_free(free, length):
    assert starts_in(free, length) == tuple(
        t for t in range(49 - length) if all(free >> i & 1 for i in range(t, t + length))
    )


class TestWorth:
    def test_a_longer_meeting_a_better_time_and_a_better_room_are_worth_more(self):
        group, weights = Section("g", 5, 1, 4), Weights()
        of = [
            weights.of(group, rank, good, fair, 1)
            for rank, good, fair in ((0, 4, 0), (0, 2, 2), (0, 2, 0), (1, 2, 0), (40, 2, 0))
        ]

        assert of == [165, 153, 105, 100, 52]


@given(st.integers(0, 10_000), st.integers(0, 2**32))
@settings(max_examples=20)
def test_no_prices_whatever_bound_a_plan_too_low(seed, draw):
    spaces, sections = small_round(seed, groups=3, locks=False)
    ground = ground_of(spaces, season_of(section.dates for section in sections))
    choices = choices_of(ground, sections, Weights())
    market = Market(choices, np.array([section.times for section in sections]), len(ground.hours))
    market.prices = np.random.default_rng(draw).integers(0, 60_000, len(ground.hours)) * (
        np.random.default_rng(draw + 1).random(len(ground.hours)) < 0.1
    )

    market.demand()

    assert market.whole_bound() >= best_value(spaces, sections)


def in_the_way(
    spaces: list[Space], sections: list[Section], plan: RoomPlan, section: Section
) -> list[set[tuple[str, bool]]]:
    """For each placing on a day on which the group does not meet, who has a part of it."""
    held = used_by(spaces, sections, plan.placings)
    days = {one.day for one in plan.placings if one.request == section.id}
    return [
        {
            (one.request, one.locked)
            for one, there in held
            if there & tokens(spaces, sections, section, *placing)
        }
        for placing in possible(spaces, sections, section)
        if placing[1] not in days
    ]


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_every_reason_holds_when_it_is_worked_out_again(seed):
    spaces, sections = small_round(seed, groups=10)
    plan = plan_rooms(spaces, sections, seed=seed, steps=100)
    by_id = {section.id: section for section in sections}
    for one in plan.rejected:
        section, reason = by_id[one.request], one.reason
        named = [space for space in spaces if space.id in section.spaces or not section.spaces]
        able = [space for space in named if space.persons >= section.persons]
        every = list(possible(spaces, sections, section))
        if reason.code == "no_space_big_enough":
            assert max(space.persons for space in named) == reason["holds"] < section.persons
        elif reason.code == "no_day_in_dates":
            assert not any(section.asked(day) and dates_of(sections, section, day) for day in range(7))
        elif reason.code == "no_time_open":
            longest = max(
                (
                    placing[3]
                    for length in range(1, 49)
                    for placing in possible(
                        spaces, sections, replace(section, shortest=length, longest=length)
                    )
                ),
                default=0,
            )
            assert able
            assert (every, reason["open"]) == ([], 30 * longest)
            assert longest < section.shortest
        elif reason.code == "too_few_days":
            assert {placing[1] for placing in every} <= {
                placing.day for placing in plan.placings if placing.request == one.request
            }
            assert reason["days"] == len({placing[1] for placing in every}) < section.times
        else:
            holders = in_the_way(spaces, sections, plan, section)
            assert reason.code == "taken"
            assert reason["placings"] == len(holders) > 0
            assert all(holders)
            for by in reason.reasons:
                if by.code == "taken_by":
                    who = (by["request"], bool(by["locked"]))
                    assert sum(who in one for one in holders) == by["placings"] > 0
        for other in reason.reasons:
            if other.code == "would_fit":
                where = (other["space"], other["day"], other["start"], other["minutes"] // 30)
                anywhere = replace(section, spaces=()) if other["change"] == "space" else section
                if other["change"] == "time":
                    anywhere = replace(section, primary=ALL_TIME)
                assert where in set(possible(spaces, sections, anywhere))
                assert where not in set(every)
                mine = tokens(spaces, sections, section, *where)
                assert not any(mine & there for _one, there in used_by(spaces, sections, plan.placings))


class TestReasons:
    def reason(self, section: Section, *others: Section):
        (one,) = (
            rejected for rejected in plan_rooms(HALL, [section, *others]).rejected if rejected.request == "g"
        )
        return one.reason

    def test_too_many_people(self):
        assert dict(self.reason(Section("g", 60, 2, 2, spaces=("left", "right"))).params) == {
            "persons": 60,
            "holds": 50,
        }

    def test_a_free_room_next_door_is_named(self):
        reason = self.reason(
            Section("g", 5, 2, 2, primary=week(tu=bits(36, 38)), spaces=("right",)),
            Section("h", 5, 2, 2, primary=week(sa=bits(20, 22))),
        )

        assert (reason.code, dict(reason.params)) == ("no_time_open", {"minutes": 60, "open": 0})
        assert [(one["change"], one["space"], one["day"]) for one in reason.reasons] == [
            ("space", "hall", 1),
            ("time", "right", 0),
        ]

    def test_dates_without_the_day(self):
        group = Section("g", 5, 2, 2, primary=week(mo=bits(36, 40)), dates=(AUTUMN[0], AUTUMN[0]))

        assert self.reason(group, Section("h", 5, 2, 2, dates=SPRING)).code == "no_day_in_dates"
