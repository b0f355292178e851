"""Who can do what: offers and needs as columns, and all that rules a pair out in one line of 64 bytes.

A line has eight words of 64 bits: seven of starts (see `weeks`) and one of yes-or-no facts, of which bits 0 to 39 are
groups of skills, bits 40 to 47 languages and bits 48 to 63 checks. A line is what a processor fetches at once, so that a
pair costs one fetch however many conditions there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.geography.projection import EARTH_RADIUS_KM
from edau.kernels.matching.weeks import DAYS, Words

GROUPS: Final = 40
LANGUAGES: Final = 8
CHECKS: Final = 16

GROUP_BITS: Final = np.uint64((1 << GROUPS) - 1)
LANGUAGE_BITS: Final = np.uint64(((1 << LANGUAGES) - 1) << GROUPS)
CHECK_BITS: Final = np.uint64(((1 << CHECKS) - 1) << (GROUPS + LANGUAGES))

#: How many skills a group has where no table of likeness says otherwise; a skill is a group and its number in it.
SKILLS_IN_GROUP: Final = 16


def facts(groups: Iterable[int], languages: Iterable[int], checks: Iterable[int]) -> int:
    """Return the word of yes-or-no facts.

    Parameters
    ----------
    groups : iterable of int
        Numbers from 0. Beyond 40 groups two share a bit: the bit then only rules out, and the group itself decides.
    languages : iterable of int
        0 to 7. An offer's: those spoken. A need's: those of which one will do.
    checks : iterable of int
        0 to 15. An offer's: those seen and in date. A need's: those that are all asked for.

    Raises
    ------
    ValueError
        For a number that there is no bit for.
    """
    word = 0
    for group in groups:
        word |= 1 << (_within(group, group + 1) % GROUPS)
    for language in languages:
        word |= 1 << (GROUPS + _within(language, LANGUAGES))
    for check in checks:
        word |= 1 << (GROUPS + LANGUAGES + _within(check, CHECKS))
    return word


def _within(number: int, most: int) -> int:
    if not 0 <= number < most:
        raise ValueError(f"there is no bit for {number}")
    return number


def lines(starts: Words, facts: NDArray[np.uint64]) -> Words:
    """Return packed profiles, shape (n, 8), each on its own line of the processor's cache, from (n, 7) and (n,)."""
    count = len(starts)
    room = np.empty(count * (DAYS + 1) + 8, np.uint64)
    skip = (-room.ctypes.data // 8) % 8  # begin where a line of 64 bytes begins
    packed = room[skip : skip + count * (DAYS + 1)].reshape(count, DAYS + 1)
    packed[:, :DAYS] = starts
    packed[:, DAYS] = facts
    return packed


def on_sphere(lat: FloatArray, lon: FloatArray) -> FloatArray:
    """Return points as kilometres from the middle of the Earth, shape (n, 3); NaN where a coordinate is missing.

    Notes
    -----
    The straight line between two such points grows with the way over the ground, so that "within so many km" can be
    asked exactly, anywhere on the globe, with three subtractions (see `chord`).
    """
    lat, lon = np.radians(lat), np.radians(lon)
    flat = np.cos(lat)
    return EARTH_RADIUS_KM * np.stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)], axis=-1)


def chord(km: FloatArray) -> FloatArray:
    """Return the straight line through the Earth between points `km` apart over the ground; up to half-way round."""
    half = np.minimum(np.asarray(km, float) / (2 * EARTH_RADIUS_KM), np.pi / 2)
    return np.asarray(2 * EARTH_RADIUS_KM * np.sin(half))


@dataclass(frozen=True)
class Offers:
    """What people and organisations can do or lend, a row for each.

    Parameters
    ----------
    lat, lon : array of float, shape (n,)
        Degrees; NaN for one that has no place: it can only help remotely.
    km : array of float
        How far the giver goes, as the crow flies; 0 is "only here".
    remote : array of bool
        Whether help without meeting is offered, too.
    weeks : array of uint64, shape (n, 7)
        When it can be: see `weeks`.
    facts : array of uint64
        See `facts`.
    skill_of, skill_group, skill : array of int, shape (m,)
        The skills, a row for each: whose (a row of the offers), its group, its number in the group (from 0).
    capacity : array of int
        How many tasks at most; 0 is "not now".
    carried : array of int
        Tasks that are carried already: the next is the (carried + 1)-th.
    reciprocity : array of float
        0 to 1; 1 for one who has so far received more than given, and is asked first.
    sector : array of int
        Which sector it belongs to; -1 for not known.
    """

    lat: FloatArray
    lon: FloatArray
    km: FloatArray
    remote: BoolArray
    weeks: Words
    facts: NDArray[np.uint64]
    skill_of: IntArray
    skill_group: IntArray
    skill: IntArray
    capacity: IntArray
    carried: IntArray
    reciprocity: FloatArray
    sector: IntArray

    def __len__(self) -> int:
        return len(self.lat)

    @cached_property
    def points(self) -> FloatArray:
        """See `on_sphere`."""
        return on_sphere(self.lat, self.lon)


@dataclass(frozen=True)
class Needs:
    """What is needed, a row for each.

    Parameters
    ----------
    lat, lon : array of float, shape (n,)
        Degrees; NaN for one without a place.
    remote : array of bool
        Whether help without meeting will do, too.
    weeks : array of uint64, shape (n, 7)
        When it can be.
    length : array of int
        Half hours at a stretch, 1 to 336.
    facts : array of uint64
        See `facts`.
    group, skill : array of int
        The skill that is asked for: its group and its number in it.
    capacity : array of int
        How many different helpers are wanted.
    waiting : array of float
        0 to 1: how much being alone or having waited counts for it.
    sector : array of int
        Which sector it belongs to; -1 for not known.
    """

    lat: FloatArray
    lon: FloatArray
    remote: BoolArray
    weeks: Words
    length: IntArray
    facts: NDArray[np.uint64]
    group: IntArray
    skill: IntArray
    capacity: IntArray
    waiting: FloatArray
    sector: IntArray

    def __len__(self) -> int:
        return len(self.lat)

    @cached_property
    def points(self) -> FloatArray:
        """See `on_sphere`."""
        return on_sphere(self.lat, self.lon)

    @cached_property
    def starts(self) -> Words:
        """When each could begin, given how long it takes: shape (n, 7)."""
        from edau.kernels.matching.weeks import starts

        found = np.zeros_like(self.weeks)
        for length in np.unique(self.length).tolist():
            rows = self.length == length
            found[rows] = starts(self.weeks[rows], length)
        return found
