"""Small made-up offers and needs for tests, and the obvious slow way to say which of them fit."""

from __future__ import annotations

import math

import numpy as np

from edau.kernels.matching.profiles import SKILLS_IN_GROUP, Needs, Offers, facts
from edau.kernels.matching.weeks import from_flags

WEEK = 336


def free_weeks(random: np.random.Generator, count: int) -> np.ndarray:
    """Weeks as booleans with a few free stretches each, some of them over midnight and over Sunday's."""
    free = np.zeros((count, WEEK), bool)
    for row in range(count):
        for _ in range(random.integers(0, 6)):
            begin, length = random.integers(0, WEEK), random.integers(1, 20)
            free[row, np.arange(begin, begin + length) % WEEK] = True
        if random.random() < 0.05:
            free[row] = True
    free[random.random(count) < 0.3, WEEK - 3 :] = True
    free[random.random(count) < 0.3, :3] = True
    return free


def instance(seed: int, offers: int = 30, needs: int = 25, groups: int = 3) -> tuple[Offers, Needs]:
    """Offers and needs round one valley, some of them without a place; some skills twice in one group."""
    random = np.random.default_rng(seed)

    def places(count: int) -> tuple[np.ndarray, np.ndarray]:
        lat, lon = random.uniform(51.5, 51.8, count), random.uniform(-3.6, -3.0, count)
        lat[random.random(count) < 0.1] = np.nan
        return lat, lon

    def words(count: int, own: list[set[int]], most: int, seldom: float) -> np.ndarray:
        speaks = [
            {language for language in range(3) if random.random() < most / 3} or {0} for _ in range(count)
        ]
        checks = [{check for check in range(3) if random.random() < seldom} for _ in range(count)]
        return np.array([facts(*one) for one in zip(own, speaks, checks, strict=True)], np.uint64)

    many = random.integers(1, 5, offers)
    skill_of = np.repeat(np.arange(offers), many)
    skill_group = random.integers(0, groups, len(skill_of))
    own = [set(skill_group[skill_of == row].tolist()) for row in range(offers)]
    lat, lon = places(offers)
    giving = Offers(
        lat=lat,
        lon=lon,
        km=random.choice([0.0, 2.0, 5.0, 12.0, 30.0, 80.0], offers),
        remote=random.random(offers) < 0.3,
        weeks=from_flags(free_weeks(random, offers)),
        facts=words(offers, own, 2, 0.6),
        skill_of=skill_of,
        skill_group=skill_group,
        skill=random.integers(0, SKILLS_IN_GROUP, len(skill_of)),
        capacity=random.integers(0, 4, offers),
        carried=random.integers(0, 3, offers),
        reciprocity=random.random(offers),
        sector=random.integers(-1, 3, offers),
    )
    lat, lon = places(needs)
    group = random.integers(0, groups + 1, needs)
    asking = Needs(
        lat=lat,
        lon=lon,
        remote=random.random(needs) < 0.4,
        weeks=from_flags(free_weeks(random, needs)),
        length=random.choice([1, 2, 3, 4, 7], needs),
        facts=words(needs, [{one} for one in group.tolist()], 1.2, 0.2),
        group=group,
        skill=random.integers(0, SKILLS_IN_GROUP, needs),
        capacity=random.integers(1, 3, needs),
        waiting=random.random(needs),
        sector=random.integers(-1, 3, needs),
    )
    return giving, asking


def slow_pairs(offers: Offers, needs: Needs) -> set[tuple[int, int]]:
    """All feasible (need, offer), by asking one question after another of each pair."""
    from edau.kernels.geography.distance import haversine
    from edau.kernels.matching.weeks import flags

    found = set()
    giver_free, need_free = flags(offers.weeks), flags(needs.weeks)
    for need in range(len(needs)):
        for offer in range(len(offers)):
            skills = offers.skill_group[offers.skill_of == offer]
            way = float(haversine(offers.lon[offer], offers.lat[offer], needs.lon[need], needs.lat[need]))
            near = not math.isnan(way) and way <= offers.km[offer]
            has, asked = int(offers.facts[offer]), int(needs.facts[need])
            if (
                needs.group[need] in skills
                and (near or (offers.remote[offer] and needs.remote[need]))
                and (has >> 40) & (asked >> 40) & 0xFF
                and not (asked >> 48) & ~(has >> 48)
                and offers.capacity[offer] > 0
                and slow_starts(giver_free[offer] & need_free[need], int(needs.length[need])).any()
            ):
                found.add((need, offer))
    return found


def slow_starts(free: np.ndarray, length: int) -> np.ndarray:
    """Where one can begin and stay, half hour by half hour round the circle."""
    return np.array(
        [all(free[(begin + step) % WEEK] for step in range(length)) for begin in range(WEEK)], bool
    )
