"""Made-up offers and needs over real Welsh small areas: where people live is real, all else is drawn from a seed.

The shares below (who is free when, how far people go, which checks they hold) are assumptions. So speeds and the order of
methods carry over to real lists; shares of needs that are met do not.
"""

from __future__ import annotations

import csv
from importlib.resources import files

import numpy as np

from edau.kernels.matching.profiles import Needs, Offers, facts
from edau.kernels.matching.values import default_likeness

GROUPS, SKILLS = 40, 10
REMOTE_GROUPS = np.arange(3, GROUPS, 5)
LENGTHS = np.array([1, 2, 3, 4, 6])
#: Mornings, afternoons, evenings of weekdays, then of weekends, for four ways of life and for three kinds of need.
GIVERS = np.array(
    [
        [0.45, 0.45, 0.15, 0.1, 0.1, 0.05],
        [0.05, 0.05, 0.4, 0.35, 0.35, 0.15],
        [0.4, 0.3, 0.1, 0.1, 0.15, 0.05],
        [0.05, 0.15, 0.4, 0.4, 0.4, 0.3],
    ]
)
ASKERS = np.array(
    [
        [0.25, 0.25, 0.05, 0.05, 0.05, 0.02],
        [0.12, 0.12, 0.2, 0.2, 0.2, 0.08],
        [0.6, 0.6, 0.3, 0.4, 0.4, 0.2],
    ]
)
HELD, ASKED = (0.3, 0.2, 0.55, 0.15, 0.6), (0.15, 0.07, 0.15, 0.04, 0.3)


def likeness() -> np.ndarray:
    """How like each other skills of a group are: the same 1, others 0.3 to 0.7."""
    drawn = np.random.default_rng(5).random((GROUPS, SKILLS, SKILLS))
    table = (drawn + drawn.transpose(0, 2, 1)) / 2 * 0.4 + 0.3
    table[:, np.arange(SKILLS), np.arange(SKILLS)] = 1.0
    whole = np.repeat(default_likeness(), GROUPS, axis=0)
    whole[:, :SKILLS, :SKILLS] = table
    return whole


def _small_areas() -> np.ndarray:
    """Latitude, longitude, residents and square kilometres of each Welsh small area of the release."""
    with files("edau.release").joinpath("areas.csv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["kind"] == "lsoa" and row["population"]]
    return np.array([[float(row[name]) for name in ("lat", "lon", "population", "area_km2")] for row in rows])


def _places(random: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points by population, anywhere in a disc as large as their area; and whether that is thinly settled."""
    areas = _small_areas()
    at = random.choice(len(areas), count, p=areas[:, 2] / areas[:, 2].sum())
    lat, lon, people, size = areas[at].T
    way, angle = np.sqrt(size / np.pi * random.random(count)), random.random(count) * 2 * np.pi
    south = lat + way * np.sin(angle) / 111.2
    return south, lon + way * np.cos(angle) / (111.2 * np.cos(np.radians(lat))), people / size < 300


def _weeks(random: np.random.Generator, shares: np.ndarray) -> np.ndarray:
    """Half days that are free with the given shares, each beginning and ending up to an hour inside."""
    found = np.zeros((len(shares), 7), np.uint64)
    one = np.uint64(1)
    for day in range(7):
        for part, (begin, end) in enumerate(((16, 24), (24, 34), (34, 44))):
            free = random.random(len(shares)) < shares[:, part + (3 if day >= 5 else 0)]
            first = (begin + random.integers(0, 3, len(shares))).astype(np.uint64)
            last = (end - random.integers(0, 3, len(shares))).astype(np.uint64)
            found[:, day] |= np.where(free, (one << last) - (one << first), np.uint64(0))
    return found


def _bits(random: np.random.Generator, count: int, shares: tuple[float, ...]) -> np.ndarray:
    word = np.zeros(count, np.uint64)
    for check, share in enumerate(shares):
        word |= np.where(random.random(count) < share, np.uint64(facts([], [], [check])), np.uint64(0))
    return word


def _groups(random: np.random.Generator) -> np.ndarray:
    share = 1 / np.arange(1, GROUPS + 1) ** 0.7 * np.exp(random.normal(0, 0.6, GROUPS))
    return np.asarray(share / share.sum())


def instance(offers: int, needs: int, seed: int = 7) -> tuple[Offers, Needs]:
    """As many offers and needs as are asked for; the same for the same seed."""
    random, tastes = np.random.default_rng(seed), np.random.default_rng(99)
    supply, demand = _groups(tastes), _groups(tastes)
    welsh, english = (np.uint64(facts([], [language], [])) for language in (0, 1))

    lat, lon, thin = _places(random, offers)
    many = random.integers(1, 5, offers)
    skill_of = np.repeat(np.arange(offers), many)
    skill_group = random.choice(GROUPS, len(skill_of), p=supply)
    word = _bits(random, offers, HELD) | np.where(random.random(offers) < 0.995, english, np.uint64(0))
    word |= np.where(random.random(offers) < np.where(thin, 0.35, 0.15), welsh, np.uint64(0))
    np.bitwise_or.at(word, skill_of, np.uint64(1) << skill_group.astype(np.uint64))
    middle, spread = np.where(thin, np.log(14), np.log(5)), np.where(thin, 0.4, 0.5)
    giving = Offers(
        lat=lat,
        lon=lon,
        km=np.clip(random.lognormal(middle, spread), 1, 40),
        remote=random.random(offers) < 0.35,
        weeks=_weeks(random, GIVERS[random.choice(4, offers, p=[0.4, 0.3, 0.2, 0.1])]),
        facts=word,
        skill_of=skill_of,
        skill_group=skill_group,
        skill=random.integers(0, SKILLS, len(skill_of)),
        capacity=random.choice([1, 2, 3, 4], offers, p=[0.5, 0.3, 0.15, 0.05]),
        carried=np.zeros(offers, np.int64),
        reciprocity=np.clip(0.5 - random.normal(0, 5, offers) / 20, 0, 1),
        sector=random.choice(4, offers, p=[0.7, 0.15, 0.1, 0.05]),
    )

    lat, lon, thin = _places(random, needs)
    group = random.choice(GROUPS, needs, p=demand)
    in_welsh = random.random(needs) < np.where(thin, 0.12, 0.05)
    either = ~in_welsh & (random.random(needs) < 0.15)
    word = _bits(random, needs, ASKED) | (np.uint64(1) << group.astype(np.uint64))
    word |= np.where(in_welsh, welsh, english) | np.where(either, welsh, np.uint64(0))
    asking = Needs(
        lat=lat,
        lon=lon,
        remote=np.isin(group, REMOTE_GROUPS) & (random.random(needs) < 0.7),
        weeks=_weeks(random, ASKERS[random.choice(3, needs, p=[0.5, 0.3, 0.2])]),
        length=random.choice(LENGTHS, needs, p=[0.15, 0.4, 0.15, 0.2, 0.1]),
        facts=word,
        group=group,
        skill=random.integers(0, SKILLS, needs),
        capacity=random.choice([1, 2], needs, p=[0.93, 0.07]),
        waiting=random.choice([0.0, 0.5, 1.0], needs, p=[0.7, 0.2, 0.1]),
        sector=random.choice(4, needs, p=[0.7, 0.15, 0.1, 0.05]),
    )
    return giving, asking
