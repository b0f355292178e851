"""Plans for a season: nothing overlaps, nothing beats the bound, and a plan is there whatever the budget."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.matching.hierarchy import ALL_TIME, Space
from edau.kernels.matching.room_choices import choices_of, ground_of
from edau.kernels.matching.room_moves import compiled
from edau.kernels.matching.room_round import Lock, Section, Weights
from edau.kernels.matching.room_season import season_of
from edau.kernels.matching.rooms import plan_rooms
from tests.kernels.matching.rounds import (
    AUTUMN,
    HALL,
    SPRING,
    assert_sound,
    best_value,
    bits,
    possible,
    small_round,
    week,
)

ONE = [Space("room", 20, week(mo=bits(36, 40)))]


def codes(plan) -> list[str]:
    return [finding.code for finding in plan.findings]


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_whatever_is_asked_the_plan_is_sound_and_near_the_best_there_is(seed):
    spaces, sections = small_round(seed, groups=4)

    plan = plan_rooms(spaces, sections, seed=seed, steps=1_500)

    assert_sound(spaces, sections, plan)
    best = best_value(spaces, sections)
    assert plan.value <= best <= plan.bound
    assert plan.value >= 0.8 * best  # the test below tells how often it is the best itself


def test_of_thirty_small_rounds_nearly_all_are_solved_to_the_best_there_is():
    rounds = [small_round(seed, groups=4) for seed in (*range(28), 1040, 3640)]

    solved = [plan_rooms(*one, steps=1_500).value == best_value(*one) for one in rounds]

    assert sum(solved) >= 29


@given(st.integers(0, 10_000))
@settings(max_examples=10)
def test_a_crowded_round_is_sound_too(seed):
    spaces, sections = small_round(seed, groups=14)

    assert_sound(spaces, sections, plan_rooms(spaces, sections, seed=seed, steps=200))


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_the_choices_are_those_that_one_would_find_one_by_one(seed):
    spaces, sections = small_round(seed)
    ground = ground_of(spaces, season_of(section.dates for section in sections))

    choices = choices_of(ground, sections, Weights())

    found = [
        [
            (
                spaces[int(choices.space[c])].id,
                *(int(a[c]) for a in (choices.day, choices.start, choices.length)),
            )
            for c in range(int(choices.of_section[r]), int(choices.of_section[r + 1]))
        ]
        for r in range(len(sections))
    ]
    assert [sorted(own) for own in found] == [
        sorted(possible(spaces, sections, section)) for section in sections
    ]


def test_without_a_step_it_is_first_come_first_served():
    spaces, sections = small_round(4, groups=8)

    plan = plan_rooms(spaces, sections, steps=0)

    assert (plan.placings, plan.value, plan.moves) == (plan.first_come.placings, plan.first_come.value, 0)
    assert_sound(spaces, sections, plan)


def test_without_time_there_is_a_plan_too():
    spaces, sections = small_round(4, groups=8)

    plan = plan_rooms(spaces, sections, seconds=0)

    assert_sound(spaces, sections, plan)
    assert plan.moves == 0


def test_those_who_come_first_can_be_in_the_way_of_more():
    long = Section("long", 10, 3, 3, primary=week(mo=bits(36, 40)))
    short = [Section(f"short{i}", 10, 2, 2, primary=week(mo=bits(36, 40))) for i in range(2)]

    plan = plan_rooms(ONE, [long, *short])

    assert [one.request for one in plan.first_come.placings] == ["long"]
    assert [one.request for one in plan.placings] == ["short0", "short1"]
    assert (plan.value, plan.bound, plan.gap) == (210, 210, 0.0)


def test_the_same_round_and_seed_give_the_same_plan():
    spaces, sections = small_round(7, groups=12)

    assert plan_rooms(spaces, sections, seed=3, steps=300) == plan_rooms(spaces, sections, seed=3, steps=300)


def test_more_steps_are_never_worth_less_than_first_come():
    spaces, sections = small_round(11, groups=14)

    plans = [plan_rooms(spaces, sections, steps=steps) for steps in (0, 1, 50, 400)]

    assert all(plan.value >= plans[0].value for plan in plans)
    assert all(plan.bound <= plans[0].bound for plan in plans)


def test_a_round_without_rooms_or_without_groups_has_an_empty_plan():
    nobody = plan_rooms(ONE, [])
    nowhere = plan_rooms([], [Section("g", 5, 2, 2)])

    assert (nobody.placings, nobody.value, nobody.bound, nobody.gap, nobody.open) == ((), 0, 0, 0.0, 2.0)
    assert (nowhere.placings, nowhere.bound, nowhere.open) == ((), 0, 0.0)
    assert [one.reason.code for one in nowhere.rejected] == ["no_space_big_enough"]


class TestHallsAndHalves:
    def test_the_hall_and_its_half_are_never_used_at_once(self):
        both = [Section("choir", 80, 4, 4, spaces=("hall",)), Section("yoga", 10, 4, 4, spaces=("left",))]
        monday = [replace(section, primary=week(mo=bits(36, 41))) for section in both]

        plan = plan_rooms(HALL, monday)

        assert [one.request for one in plan.placings] == ["choir"]
        assert [(one.request, one.reason.code) for one in plan.rejected] == [("yoga", "taken")]

    def test_both_halves_can_be_used_at_once(self):
        halves = [
            Section(name, 10, 5, 5, primary=week(mo=bits(36, 41)), spaces=(name,))
            for name in ("left", "right")
        ]

        assert len(plan_rooms(HALL, halves).placings) == 2

    def test_hours_are_counted_in_the_smallest_parts(self):
        choir = Section("choir", 80, 4, 4, primary=week(mo=bits(36, 41)), spaces=("hall",))

        plan = plan_rooms(HALL, [choir])

        # left: 5 + 5 half hours; right: 5, and 3 while the hall is open on Tuesday; shed: 5 + 3
        assert (plan.used, plan.open) == (4.0, 13.0)


class TestSeasons:
    def test_groups_of_different_terms_share_a_time(self):
        terms = [
            Section(name, 10, 4, 4, primary=week(mo=bits(36, 40)), dates=dates)
            for name, dates in (("autumn", AUTUMN), ("spring", SPRING))
        ]

        plan = plan_rooms(ONE, terms)

        assert [one.request for one in plan.placings] == ["autumn", "spring"]
        assert plan.used == 2 * (14 + 12)

    def test_a_group_of_the_whole_season_meets_both(self):
        all_year = Section("all", 10, 4, 4, primary=week(mo=bits(36, 40)))
        autumn = replace(all_year, id="autumn", dates=AUTUMN)
        spring = replace(all_year, id="spring", dates=SPRING)

        plan = plan_rooms(ONE, [autumn, spring, all_year])

        assert [one.request for one in plan.placings] == ["all"]
        assert_sound(ONE, [autumn, spring, all_year], plan)


class TestLocks:
    def test_a_lock_stays_where_it_is_however_much_it_costs(self):
        lock = Lock("room", 0, 37, 2)
        small = Section("small", 2, 2, 2, locks=(lock,))
        large = Section("large", 20, 4, 4, primary=week(mo=bits(36, 40)), priority=100)

        plan = plan_rooms(ONE, [large, small])

        assert [(one.request, one.start, one.locked) for one in plan.placings] == [("small", 37, True)]
        (rejected,) = plan.rejected
        (by,) = (one for one in rejected.reason.reasons if one.code == "taken_by")
        assert dict(by.params) == {"request": "small", "placings": 1, "locked": 1}

    def test_two_locks_in_one_room_both_stand_and_are_told(self):
        locks = [Section(name, 5, 2, 2, locks=(Lock("left", 0, 36, 2),)) for name in "ab"]
        locks.append(Section("c", 5, 2, 2, locks=(Lock("hall", 0, 37, 2),)))

        plan = plan_rooms(HALL, locks)

        assert [one.request for one in plan.placings] == ["a", "b", "c"]
        assert [(f["request"], f["other"]) for f in plan.findings] == [("b", "a"), ("c", "a")]
        assert set(codes(plan)) == {"locks_overlap"}

    @pytest.mark.parametrize(
        ("section", "code"),
        [
            (Section("g", 5, 2, 2, locks=(Lock("room", 0, 39, 2),)), "lock_when_shut"),
            (Section("g", 50, 2, 2, locks=(Lock("room", 0, 36, 2),)), "lock_too_small"),
            (Section("g", 5, 3, 3, locks=(Lock("room", 0, 36, 2),)), "lock_wrong_length"),
            (
                Section("g", 5, 1, 1, times=2, locks=(Lock("room", 0, 36, 1), Lock("room", 0, 38, 1))),
                "locks_same_day",
            ),
            (
                Section("g", 5, 1, 1, locks=(Lock("open", 0, 36, 1), Lock("open", 1, 38, 1))),
                "more_locks_than_times",
            ),
            (
                Section("g", 5, 2, 2, dates=(AUTUMN[0], AUTUMN[0]), locks=(Lock("room", 0, 36, 2),)),
                "lock_not_in_dates",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_lock_that_cannot_be_right_stands_and_is_told(self, section, code):
        other = Section("other", 5, 2, 2, primary=week(mo=bits(36, 40)), dates=AUTUMN)

        plan = plan_rooms([*ONE, Space("open", 9, ALL_TIME)], [section, other])

        assert codes(plan) == [code]
        assert sum(one.locked for one in plan.placings) == len(section.locks)
        assert_sound([*ONE, Space("open", 9, ALL_TIME)], [section, other], plan)

    def test_what_a_lock_leaves_over_is_still_placed_on_another_day(self):
        group = Section("g", 5, 2, 2, times=3, spaces=("left",), locks=(Lock("left", 0, 36, 2),))

        plan = plan_rooms(HALL, [group])

        assert [(one.day, one.locked) for one in plan.placings] == [(0, True), (1, False)]
        (rejected,) = plan.rejected
        assert (rejected.given, rejected.asked, rejected.reason.code) == (2, 3, "too_few_days")


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("spaces", "sections"),
        [
            ([*ONE, *ONE], []),
            ([Space("a", 5, ALL_TIME, "b")], []),
            ([Space("a", 5, ALL_TIME, "b"), Space("b", 5, ALL_TIME, "a")], []),
            (ONE, [Section("g", 5, 2, 2)] * 2),
            (ONE, [Section("g", 5, 2, 2, spaces=("cellar",))]),
            (ONE, [Section("g", 5, 2, 2, spaces=("room", "room"))]),
            (ONE, [Section("g", 5, 2, 2, locks=(Lock("cellar", 0, 36, 2),))]),
            (ONE, [Section("g", 5, 2, 2, locks=(Lock("room", 7, 36, 2),))]),
            (ONE, [Section("g", 5, 2, 2, dates=(AUTUMN[1], AUTUMN[0]))]),
        ],
    )
    def test_a_round_that_makes_no_sense_is_refused(self, spaces, sections):
        with pytest.raises(ValueError, match=r"\w"):
            plan_rooms(spaces, sections)

    @pytest.mark.parametrize(
        "wrong", [{"shortest": 0}, {"longest": 49}, {"shortest": 3}, {"times": 8}, {"priority": 0.0}]
    )
    def test_a_section_that_makes_no_sense_is_refused(self, wrong):
        with pytest.raises(ValueError, match="g:"):
            Section(**{"id": "g", "persons": 5, "shortest": 2, "longest": 2, **wrong})


@pytest.mark.slow
def test_compiled_and_plain_give_the_same_plan():
    if compiled() is None:
        pytest.skip("skipped: there is no numba")
    for seed in range(4):
        spaces, sections = small_round(seed, groups=14)
        plain, quick = (
            plan_rooms(spaces, sections, seed=seed, steps=3_000, with_numba=how) for how in (False, True)
        )

        assert plain == quick


@pytest.mark.slow
def test_a_linear_solver_agrees_with_the_bound_and_beats_the_plan_by_little():
    optimize = pytest.importorskip("scipy.optimize")
    sparse = pytest.importorskip("scipy.sparse")
    spaces, sections = small_round(2, groups=40, locks=False)
    sections = [replace(section, times=1) for section in sections]
    ground = ground_of(spaces, season_of(section.dates for section in sections))
    choices = choices_of(ground, sections, Weights())
    rows = [(int(choices.section[c]), c) for c in range(len(choices))]
    rows += [(len(sections) + int(cell), c) for c in range(len(choices)) for cell in choices.cells(c)]
    where = np.array(rows).T
    once = sparse.csc_array(
        (np.ones(len(rows)), where), shape=(len(sections) + len(ground.hours), len(choices))
    )
    best = optimize.milp(
        -choices.value.astype(float),
        constraints=optimize.LinearConstraint(once, ub=1),
        bounds=optimize.Bounds(0, 1),
        integrality=np.ones(len(choices)),
    )

    plan = plan_rooms(spaces, sections, with_numba=False)

    assert plan.value <= round(-best.fun) <= plan.bound
    assert plan.value >= 0.97 * -best.fun
