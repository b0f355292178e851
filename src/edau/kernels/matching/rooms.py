"""Rooms for a season: which group meets where and when, each week, with a bound on what any plan could be worth.

The groups' wishes are packed into the half hours that rooms are open (`room_choices`). Prices for half hours
(`room_prices`) give a bound, and a good order to fill a plan in; ejection moves (`room_moves`) mend it. What
officers have locked stands (`room_locks`), every group that has no room is told why (`room_reasons`), and the plan
that first come, first served would have made is there beside it. There is always a plan: with no steps at all it is
that one, and a plan that is worth less is never given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from edau.kernels.arrays import BoolArray, IntArray
from edau.kernels.findings import Finding
from edau.kernels.matching import room_moves
from edau.kernels.matching.hierarchy import ALL_TIME, DAYS, HALF_HOURS, Space
from edau.kernels.matching.room_choices import Choices, Ground, choices_of, ground_of
from edau.kernels.matching.room_locks import Locked, contradictions, locked_of
from edau.kernels.matching.room_prices import Market
from edau.kernels.matching.room_reasons import NOBODY, Reasons
from edau.kernels.matching.room_round import Section, Weights, check
from edau.kernels.matching.room_season import season_of

__all__ = [
    "FirstCome",
    "Placing",
    "Rejected",
    "RoomPlan",
    "Section",
    "Space",
    "Weights",
    "plan_rooms",
    "warm",
]

#: Steps of the prices, and after how many of them a plan is filled by them.
PRICE_STEPS = 300
FILLED_EVERY = 10

#: Moves for each possible placing, where the caller names no number, and the fewest and the most of them.
MOVES_EACH = 30
FEWEST_MOVES, MOST_MOVES = 5_000, 20_000_000

#: Moves between two looks at the plan, the bound and the clock: a fortieth of all, within these.
FEWEST_BETWEEN, MOST_BETWEEN = 500, 50_000

#: Below so many moves there is nothing to win by compiled code.
WORTH_COMPILING = 20_000

#: What a move may lose at first, on average, as a share of the value of an average placing; it falls to nothing by the
#: end. What one move may lose is drawn (exponentially), which is the rule of simulated annealing.
SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Placing:
    """A meeting that has a room.

    Parameters
    ----------
    request, space : str
    day : int
        0 is Monday.
    start, length : int
        In half hours.
    value : int
    locked : bool
        Whether an officer put it there.
    """

    request: str
    space: str
    day: int
    start: int
    length: int
    value: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A group with fewer meetings than it asked for: how many it asked for and has, and why (`room_reasons`)."""

    request: str
    asked: int
    given: int
    reason: Finding


@dataclass(frozen=True, slots=True)
class FirstCome:
    """What there would be if each group in the order of the list had taken the best that was still free."""

    placings: tuple[Placing, ...]
    value: int
    used: float


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """A season's plan.

    Parameters
    ----------
    placings : tuple of Placing
        Those of a group together, in the order of the groups; locks first.
    rejected : tuple of Rejected
        In the order of the groups.
    findings : tuple of Finding
        Locks that contradict themselves (`room_locks.contradictions`).
    value : int
        What the plan is worth, locks included.
    bound : int
        No plan with these locks is worth more.
    first_come : FirstCome
    used, open : float
        Hours over the season, in smallest parts: used while open, and open.
    moves : int
        How many moves were tried.
    """

    placings: tuple[Placing, ...]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]
    value: int
    bound: int
    first_come: FirstCome
    used: float
    open: float
    moves: int

    @property
    def gap(self) -> float:
        """By which share of the bound the plan may fall short of the best; 0 where it is the best."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


def plan_rooms(
    spaces: Sequence[Space],
    sections: Sequence[Section],
    *,
    weights: Weights | None = None,
    seed: int = 0,
    steps: int | None = None,
    seconds: float | None = None,
    with_numba: bool | None = None,
) -> RoomPlan:
    """Return a plan for a season.

    Parameters
    ----------
    spaces : sequence of Space
    sections : sequence of Section
        In the order in which they came: first come, first served goes by it, and nothing else does.
    weights : Weights, optional
    seed : int
        At least 0. The same round, seed and steps give the same plan on every machine.
    steps : int, optional
        How many moves to try (price steps are at most as many); 0 gives the plan of first come, first served.
        Unless told, by the size of the round.
    seconds : float, optional
        Stop after this time with what there is. A plan that was stopped depends on the machine.
    with_numba : bool, optional
        Whether to run the compiled loops (where there is numba). Unless told, in large rounds only. The plan is
        the same either way.

    Returns
    -------
    RoomPlan

    Raises
    ------
    ValueError
        If the round cannot be read (`room_round.check`, `hierarchy.smallest_parts`).
    """
    clock = _Clock(seconds)
    check(tuple(spaces), tuple(sections))
    weights = weights or Weights()
    ground = ground_of(spaces, season_of(section.dates for section in sections))
    locked = locked_of(ground, sections, weights)
    everything = choices_of(ground, sections, weights)
    work = _Work(ground, everything, sections, locked)
    if steps is None:
        steps = min(max(MOVES_EACH * len(work.choices), FEWEST_MOVES), MOST_MOVES)
    loops = room_moves.compiled() if _compiles(steps, with_numba) else None

    state = _State(work, loops)
    state.fill(np.arange(len(sections)), work.choices.value)
    first = state.kept()
    market = Market(work.choices, work.times, len(ground.hours))
    best = _by_prices(work, market, loops, first, min(PRICE_STEPS, steps), clock)
    best, moves = _by_moves(work, market, loops, best, seed, steps, clock)

    fixed = sum(one.value for one in locked)
    placings = work.placings(best.unit)
    return RoomPlan(
        placings=placings,
        rejected=_rejected(work, everything, best),
        findings=contradictions(ground, sections, locked),
        value=best.value + fixed,
        bound=market.whole_bound() + fixed,
        first_come=FirstCome(work.placings(first.unit), first.value + fixed, work.used(first.unit)),
        used=work.used(best.unit),
        open=float(ground.hours[ground.open].sum()),
        moves=moves,
    )


def warm() -> None:
    """Compile the loops, or read them from where they are kept: seconds the first time. Nothing where numba is not there.

    To be called where nobody waits.
    """
    section = Section("warm", 1, 1, 1)
    plan_rooms([Space("warm", 1, ALL_TIME)], [section, replace(section, id="too")], steps=1, with_numba=True)


def _compiles(steps: int, asked: bool | None) -> bool:
    return steps > WORTH_COMPILING if asked is None else asked


class _Clock:
    """Whether the time is up. Without a limit it never is, and the clock is not looked at."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def over(self) -> bool:
        return self._end is not None and time.monotonic() >= self._end


@dataclass(frozen=True, slots=True)
class _Kept:
    """A plan: the choice of each meeting, -1 for none, and the value without that of the locks."""

    unit: IntArray
    value: int


class _Work:
    """What is left to decide once the locks stand: the choices they leave and the meetings still to be placed."""

    def __init__(
        self, ground: Ground, everything: Choices, sections: Sequence[Section], locked: Sequence[Locked]
    ) -> None:
        self.ground, self.sections, self.locked = ground, sections, locked
        #: The section that a lock has given each cell to.
        self.lock_holder = np.full(len(ground.hours), NOBODY, dtype=np.int64)
        own_days = np.zeros((len(sections), DAYS), dtype=np.bool_)
        self.times = np.array([section.times for section in sections], dtype=np.int64)
        for one in reversed(locked):
            self.lock_holder[list(one.cells)] = one.section
            own_days[one.section, one.lock.day] = True
            self.times[one.section] -= 1
        self.times = np.maximum(self.times, 0)
        shut: BoolArray = everything.hit(self.lock_holder != NOBODY)
        shut |= own_days[everything.section, everything.day] | (self.times[everything.section] == 0)
        self.choices = everything.only(~shut)
        self.unit_from = np.concatenate(([0], np.cumsum(self.times))).astype(np.int64)
        self.section_of = np.repeat(np.arange(len(sections), dtype=np.int64), self.times)

    def holder(self, unit: IntArray) -> IntArray:
        """The section that has each cell in a plan, `NOBODY` for none."""
        held = self.lock_holder.copy()
        for c in unit[unit >= 0].tolist():
            held[self.choices.cells(c)] = self.choices.section[c]
        return held

    def placings(self, unit: IntArray) -> tuple[Placing, ...]:
        """Every meeting that has a room, the locked ones of a group first."""
        choices, found = self.choices, []
        for one in self.locked:
            lock = one.lock
            found.append(
                (
                    one.section,
                    Placing(
                        self.sections[one.section].id,
                        lock.space,
                        lock.day,
                        lock.start,
                        lock.length,
                        one.value,
                        True,
                    ),
                )
            )
        chosen = sorted(int(c) for c in unit if c >= 0)  # by section and day, as choices are
        for c in chosen:
            r = int(choices.section[c])
            where = self.ground.spaces[int(choices.space[c])].id
            day, start, length = int(choices.day[c]), int(choices.start[c]), int(choices.length[c])
            found.append(
                (r, Placing(self.sections[r].id, where, day, start, length, int(choices.value[c]), False))
            )
        return tuple(placing for _r, placing in sorted(found, key=lambda item: item[0]))

    def used(self, unit: IntArray) -> float:
        """Hours in which somebody is in a part that is open."""
        return float(self.ground.hours[(self.holder(unit) != NOBODY) & self.ground.open].sum())


Loops = tuple[Callable[..., int], Callable[..., int]]


class _State:
    """A plan that is being worked on: arrays for the compiled loops, lists (which plain Python reads faster) without."""

    def __init__(self, work: _Work, loops: Loops | None, kept: _Kept | None = None) -> None:
        self._work, self._plain = work, loops is None
        plain: Loops = (room_moves.fill, room_moves.eject)
        self._fill, self._eject = loops or plain
        choices = work.choices
        self._fixed = tuple(
            self._form(array)
            for array in (
                choices.of_section,
                choices.day,
                choices.value,
                choices.mask(),
                choices.row_from,
                choices.row,
                work.unit_from,
            )
        )
        self._section_of = self._form(work.section_of)
        room = np.zeros(len(work.section_of) + 1, dtype=np.int64)
        self._moved, self._old = self._form(room), self._form(room)
        self._owner = self._form(np.zeros(len(work.lock_holder), dtype=np.int64))
        self._empty = _Kept(np.full(len(work.section_of), -1, dtype=np.int64), 0)
        self.value = 0
        self.take(kept or self._empty)

    def _form(self, array: IntArray) -> Any:
        return array.tolist() if self._plain else array.copy()

    def take(self, kept: _Kept) -> None:
        """Go on from this plan."""
        held = self._work.holder(kept.unit) != NOBODY
        bits = np.int64(1) << np.arange(HALF_HOURS, dtype=np.int64)
        self._busy = self._form((held.reshape(-1, HALF_HOURS) * bits).sum(axis=1))
        self._unit, self.value = self._form(kept.unit), kept.value

    def clear(self) -> None:
        """Begin again with nothing but the locks."""
        self.take(self._empty)

    def kept(self) -> _Kept:
        """The plan as it is now."""
        return _Kept(np.array(self._unit, dtype=np.int64), self.value)

    def fill(self, order: IntArray, worth: IntArray) -> None:
        """Give groups that lack a meeting what is free, in this order, by this worth."""
        order, worth = self._form(order), self._form(worth)
        self.value += int(self._fill(order, worth, *self._fixed, self._unit, self._busy))

    def eject(self, meetings: IntArray, draws: IntArray, slack: IntArray) -> None:
        """Try one move for each of these."""
        moves = (self._form(meetings), self._form(draws), self._form(slack))
        plan = (self._section_of, self._unit, self._busy, self._owner, self._moved, self._old)
        self.value += int(self._eject(*moves, *self._fixed, *plan))


def _by_prices(
    work: _Work,
    market: Market,
    loops: Loops | None,
    best: _Kept,
    steps: int,
    clock: _Clock,
) -> _Kept:
    """The best plan that prices lead to, if it is better than the one given; the market learns its bound."""
    state = _State(work, loops)
    demand = market.demand()
    for step in range(steps):
        if step % FILLED_EVERY == 0:
            state.clear()
            # Those who keep most after paying choose first.
            state.fill(np.argsort(-demand.gain, kind="stable"), demand.worth)
            if state.value > best.value:
                best = state.kept()
        if best.value >= market.whole_bound() or clock.over() or not market.move(demand, best.value):
            break
        demand = market.demand()
    return best


def _by_moves(
    work: _Work,
    market: Market,
    loops: Loops | None,
    best: _Kept,
    seed: int,
    steps: int,
    clock: _Clock,
) -> tuple[_Kept, int]:
    """The best plan that moves lead to, and how many were tried; never a worse one than the one given."""
    choices = work.choices
    able = np.flatnonzero(np.diff(choices.of_section)[work.section_of] > 0)
    if not len(able) or steps == 0:
        return best, 0
    rng = np.random.Generator(np.random.PCG64(seed))
    state = _State(work, loops, best)
    by_value = (np.arange(len(work.sections)), choices.value)
    widest = SLACK * float(choices.value.mean())
    between = min(max(steps // 40, FEWEST_BETWEEN), MOST_BETWEEN)
    done = 0
    while done < steps and best.value < market.whole_bound() and not clock.over():
        count = min(between, steps - done)
        left = 1 - np.arange(done, done + count) / steps
        state.eject(
            able[rng.integers(0, len(able), count)],
            rng.integers(0, 1 << 40, count),
            (widest * left * rng.standard_exponential(count)).astype(np.int64),
        )
        done += count
        state.fill(*by_value)
        if state.value > best.value:
            best = state.kept()
    return best, done


def _rejected(work: _Work, everything: Choices, best: _Kept) -> tuple[Rejected, ...]:
    """Every group with fewer meetings than it asked for."""
    sections = work.sections
    days: list[set[int]] = [set() for _ in sections]
    given = [len(section.locks) for section in sections]
    for one in work.locked:
        days[one.section].add(one.lock.day)
    for c in best.unit[best.unit >= 0]:
        r = int(work.choices.section[c])
        days[r].add(int(work.choices.day[c]))
        given[r] += 1
    reasons = Reasons(work.ground, everything, work.holder(best.unit), work.lock_holder != NOBODY, sections)
    return tuple(
        Rejected(section.id, section.times, given[r], reasons.why(r, frozenset(days[r])))
        for r, section in enumerate(sections)
        if given[r] < section.times
    )
