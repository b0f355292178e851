"""Rooms for a season against what a reader might use instead: `python -m benchmarks.rooms [seed …] [--seconds 60]`.

Rounds are made from a seed: 40 spaces of four kinds (a leisure centre free in the mornings, a community centre in
the afternoons, a school in the evenings and at weekends, a church hall in between) and 1,100 groups that ask for
one to three hours a week in one of their six nearest rooms that hold them. Beside our plan: first come, first
served with each group's own best choice, first come with the first that fits, and HiGHS on the same choices, where
scipy is there, for as long as `--seconds` says.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.__main__ import line
from edau.kernels.matching.hierarchy import Space, Week
from edau.kernels.matching.room_choices import Choices, Ground, choices_of, ground_of
from edau.kernels.matching.room_round import Section, Weights
from edau.kernels.matching.room_season import season_of
from edau.kernels.matching.rooms import RoomPlan, plan_rooms, warm

Round = tuple[list[Space], list[Section]]


def bits(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def made(spaces: int, sections: int, seed: int) -> Round:
    """A round from a seed; 40 spaces and 1,100 sections ask for about as many hours as are open."""
    rng = np.random.default_rng(seed)
    weekdays = (bits(14, 24), bits(24, 36), bits(34, 44), bits(18, 22) | bits(28, 42))
    weekends = (0, bits(18, 26), bits(18, 42), bits(18, 22) | bits(28, 42))
    kinds = rng.integers(0, 4, spaces)
    holds, at = rng.integers(15, 121, spaces), rng.random((spaces, 2)) * 20
    rooms = [
        Space(f"s{i}", int(holds[i]), (weekdays[kind],) * 5 + (weekends[kind],) * 2)
        for i, kind in enumerate(kinds)
    ]
    lengths = rng.choice([2, 3, 4, 6], sections, p=[0.3, 0.3, 0.3, 0.1])
    persons = np.minimum(rng.lognormal(3, 0.6, sections), 115).astype(int)
    priorities = rng.choice([1.0, 1.3, 1.6], sections, p=[0.6, 0.3, 0.1])
    homes = rng.random((sections, 2)) * 20
    groups = []
    for r in range(sections):
        week = [0] * 7
        for _ in range(rng.integers(2, 6)):
            day = rng.integers(0, 7)
            start = int(rng.choice([18, 26, 34]) if day < 5 else rng.choice([18, 28]))
            week[day] |= bits(start, start + int(rng.integers(6, 11)))
        able = np.flatnonzero(holds >= persons[r])
        near = able[np.argsort(np.hypot(*(at[able] - homes[r]).T))[:6]]
        groups.append(
            Section(
                f"r{r}",
                int(persons[r]),
                int(lengths[r]),
                int(lengths[r]),
                primary=_week(week),
                spaces=tuple(f"s{i}" for i in near),
                priority=float(priorities[r]),
            )
        )
    return rooms, groups


def _week(days: Sequence[int]) -> Week:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def first_fit(choices: Choices, order: Sequence[int], cells: int) -> list[int]:
    """First come, first fit: each group in turn takes the first of its choices that is free."""
    free, taken = np.ones(cells, dtype=bool), []
    for r in order:
        for c in range(int(choices.of_section[r]), int(choices.of_section[r + 1])):
            if free[choices.cells(c)].all():
                free[choices.cells(c)] = False
                taken.append(c)
                break
    return taken


def highs(choices: Choices, cells: int, seconds: float) -> tuple[list[int], float] | None:
    """The choices that HiGHS takes within a time, and its own bound; None where scipy is not there."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_array
    except ImportError:
        return None
    taken_by = [choices.cells(c) for c in range(len(choices))]
    rows = np.concatenate((choices.section, *(len(choices.of_section) + own for own in taken_by)))
    every = np.arange(len(choices))
    columns = np.concatenate((every, np.repeat(every, [len(own) for own in taken_by])))
    shape = (len(choices.of_section) + cells, len(choices))
    once = csc_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    answer = milp(
        -choices.value.astype(float),
        constraints=LinearConstraint(once, ub=np.ones(shape[0])),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(choices)),
        options={"time_limit": seconds},
    )
    taken = [] if answer.x is None else [int(c) for c in np.flatnonzero(answer.x > 0.5)]
    return taken, -float(answer.mip_dual_bound)


def tell(name: str, placed: int, value: int, share: float, took: float, more: str = "") -> None:
    line(name, f"{placed} · {100 * share:.1f}% · {value}", f"{took:.2f} s {more}")


def _of(ground: Ground, choices: Choices, taken: list[int]) -> tuple[int, int, float]:
    hours = sum(float(ground.hours[choices.cells(c)].sum()) for c in taken)
    return len(taken), int(choices.value[taken].sum()), hours / float(ground.hours[ground.open].sum())


def ours(rooms: list[Space], groups: list[Section], **how: Any) -> tuple[RoomPlan, float]:
    begun = time.perf_counter()
    plan = plan_rooms(rooms, groups, **how)
    return plan, time.perf_counter() - begun


def one_round(spaces: int, sections: int, seed: int, seconds: float) -> None:
    rooms, groups = made(spaces, sections, seed)
    ground = ground_of(rooms, season_of(group.dates for group in groups))
    choices = choices_of(ground, groups, Weights())
    asked = sum(group.longest for group in groups) / 2 / float(ground.hours[ground.open].sum())
    print(
        f"\n{spaces} spaces, {sections} groups, seed {seed}: {len(choices)} choices, {asked:.2f} hours asked for each open"
    )
    begun = time.perf_counter()
    order = np.random.default_rng(seed).permutation(sections).tolist()
    found = _of(ground, choices, first_fit(choices, order, len(ground.hours)))
    tell("First come, first fit", *found, time.perf_counter() - begun)
    plan, took = ours(rooms, groups)
    first = plan.first_come
    line(
        "First come, own best choice",
        f"{len(first.placings)} · {100 * first.used / plan.open:.1f}% · {first.value}",
        "(within ours)",
    )
    bound = f"{100 * plan.gap:.2f}% below its bound {plan.bound}; aim: ≥ 910, ≥ 87%, ≤ 3 s"
    tell("Ours", len(plan.placings), plan.value, plan.used / plan.open, took, bound)
    quick, took = ours(rooms, groups, steps=300)
    tell("Ours, prices alone", len(quick.placings), quick.value, quick.used / quick.open, took)
    if seconds:
        begun = time.perf_counter()
        answer = highs(choices, len(ground.hours), seconds)
        if answer:
            told = f"its bound {answer[1]:.0f}"
            tell("HiGHS", *_of(ground, choices, answer[0]), time.perf_counter() - begun, told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seeds", nargs="*", type=int, default=[3, 4, 5])
    parser.add_argument("--spaces", type=int, default=40)
    parser.add_argument("--sections", type=int, default=1_100)
    parser.add_argument("--seconds", type=float, default=60, help="for HiGHS; 0 leaves it out")
    asked = parser.parse_args()
    begun = time.perf_counter()
    warm()
    line("Compiling, or reading what was compiled before", f"{time.perf_counter() - begun:.1f} s")
    line("", "placed · of open · value")
    for seed in asked.seeds:
        one_round(asked.spaces, asked.sections, seed, asked.seconds)


if __name__ == "__main__":
    main()
