"""Filling a plan and mending it: the two loops that take the time, in a form that numba can compile.

Both are plain Python over flat sequences of numbers, and give the same answer to the last bit whether they run
as they stand or compiled: whole numbers throughout, one comparison of worths that are worked out elsewhere, and
draws that are handed in. Compiled they are a hundred times quicker, which only a large round notices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any


def fill(
    order: Sequence[int],
    worth: Sequence[int],
    of_section: Sequence[int],
    day: Sequence[int],
    value: Sequence[int],
    mask: Sequence[int],
    row_from: Sequence[int],
    row: Sequence[int],
    unit_from: Sequence[int],
    unit: Any,
    busy: Any,
) -> int:
    """Give each group in turn the free placing that is worth most to it; return the value of what was added.

    Parameters
    ----------
    order : sequence of int
        The groups, as they come. What a group has already counts, and it is never moved.
    worth : sequence of int, one for each choice
        By what a group chooses; the first of equals.
    of_section, day, value, mask, row_from, row : sequences of int
        As in `room_choices.Choices`.
    unit_from : sequence of int, one more than sections
        Where the meetings of each group begin in `unit`.
    unit : mutable sequence of int
        The choice that each meeting has, -1 for none. Changed.
    busy : mutable sequence of int, one for each row
        The half hours that somebody has, as bits. Changed.
    """
    added = 0
    for r in order:
        days = 0
        for u in range(unit_from[r], unit_from[r + 1]):
            if unit[u] >= 0:
                days |= 1 << day[unit[u]]
        for u in range(unit_from[r], unit_from[r + 1]):
            if unit[u] >= 0:
                continue
            best = -1
            for c in range(of_section[r], of_section[r + 1]):
                if (best >= 0 and worth[c] <= worth[best]) or days >> day[c] & 1:
                    continue
                free = True
                for i in range(row_from[c], row_from[c + 1]):
                    if busy[row[i]] & mask[c]:
                        free = False
                        break
                if free:
                    best = c
            if best < 0:
                break
            unit[u] = best
            days |= 1 << day[best]
            added += value[best]
            for i in range(row_from[best], row_from[best + 1]):
                busy[row[i]] |= mask[best]
    return added


def eject(
    meetings: Sequence[int],
    draws: Sequence[int],
    slack: Sequence[int],
    of_section: Sequence[int],
    day: Sequence[int],
    value: Sequence[int],
    mask: Sequence[int],
    row_from: Sequence[int],
    row: Sequence[int],
    unit_from: Sequence[int],
    section_of: Sequence[int],
    unit: Any,
    busy: Any,
    owner: Any,
    moved: Any,
    old: Any,
) -> int:
    """Put meetings where they would like to be, find another place for those in the way; return the gain in value.

    One move (an ejection chain of length two: Glover 1996, Discrete Applied Mathematics 65, 223-253): a meeting
    goes to a placing drawn from all its own; whoever is there is taken out, and each of those, in turn, gets the
    free placing that is worth most to it, if there is one (of equals the first after a drawn one). The move
    stands if the plan has lost no more than the slack, and is taken back otherwise. With a slack that is drawn
    from an exponential distribution whose mean falls, this is simulated annealing (Kirkpatrick, Gelatt and
    Vecchi 1983, Science 220, 671-680).

    Parameters
    ----------
    meetings, draws, slack : sequences of int, one for each move
        Which meeting, a whole number that chooses among its placings, and how much may be lost.
    of_section, day, value, mask, row_from, row, unit_from, unit, busy
        As for `fill`; `unit` and `busy` are changed. No choice may meet a half hour that is busy by other means
        than `unit`.
    section_of : sequence of int
        The group of each meeting.
    owner, moved, old : mutable sequences of int: one for each cell, and twice one more than meetings
        Room to work in; what is in them does not matter.
    """
    for u in range(len(section_of)):
        if unit[u] >= 0:
            for i in range(row_from[unit[u]], row_from[unit[u] + 1]):
                for t in range(48):
                    if mask[unit[u]] >> t & 1:
                        owner[48 * row[i] + t] = u
    gain = 0
    for m in range(len(meetings)):
        u = meetings[m]
        r = section_of[u]
        if of_section[r + 1] == of_section[r]:
            continue
        c = of_section[r] + draws[m] % (of_section[r + 1] - of_section[r])
        if unit[u] == c:
            continue
        same_day = False
        for v in range(unit_from[r], unit_from[r + 1]):
            if v != u and unit[v] >= 0 and day[unit[v]] == day[c]:
                same_day = True
        if same_day:
            continue
        moved[0] = u
        old[0] = unit[u]
        n = 1
        before = 0 if unit[u] < 0 else value[unit[u]]
        # Take out this meeting and everybody who is in its way.
        if unit[u] >= 0:
            for i in range(row_from[unit[u]], row_from[unit[u] + 1]):
                busy[row[i]] &= ~mask[unit[u]]
            unit[u] = -1
        for i in range(row_from[c], row_from[c + 1]):
            while busy[row[i]] & mask[c]:
                t = 48 * row[i]
                hit = busy[row[i]] & mask[c]
                while not hit & 1:
                    hit >>= 1
                    t += 1
                v = owner[t]
                e = unit[v]
                moved[n] = v
                old[n] = e
                n += 1
                before += value[e]
                unit[v] = -1
                for j in range(row_from[e], row_from[e + 1]):
                    busy[row[j]] &= ~mask[e]
        # Put each of them back, this meeting first and where it was drawn to.
        after = 0
        for z in range(n):
            v = moved[z]
            s = section_of[v]
            best = c
            if z > 0:
                best = -1
                days = 0
                for w in range(unit_from[s], unit_from[s + 1]):
                    if unit[w] >= 0:
                        days |= 1 << day[unit[w]]
                count = of_section[s + 1] - of_section[s]
                e = of_section[s] + (draws[m] >> 8) % count
                for _ in range(count):
                    e += 1
                    if e == of_section[s + 1]:
                        e = of_section[s]
                    if (best >= 0 and value[e] <= value[best]) or days >> day[e] & 1:
                        continue
                    free = True
                    for i in range(row_from[e], row_from[e + 1]):
                        if busy[row[i]] & mask[e]:
                            free = False
                            break
                    if free:
                        best = e
                if best < 0:
                    continue
            unit[v] = best
            after += value[best]
            for i in range(row_from[best], row_from[best + 1]):
                busy[row[i]] |= mask[best]
        if after + slack[m] >= before:
            gain += after - before
        else:
            for z in range(n):
                e = unit[moved[z]]
                if e >= 0:
                    for i in range(row_from[e], row_from[e + 1]):
                        busy[row[i]] &= ~mask[e]
            for z in range(n):
                e = old[z]
                unit[moved[z]] = e
                if e >= 0:
                    for i in range(row_from[e], row_from[e + 1]):
                        busy[row[i]] |= mask[e]
            continue
        for z in range(n):
            e = unit[moved[z]]
            if e >= 0:
                hit = mask[e]
                t = 0
                while not hit & 1:
                    hit >>= 1
                    t += 1
                while hit:
                    for i in range(row_from[e], row_from[e + 1]):
                        owner[48 * row[i] + t] = moved[z]
                    hit >>= 1
                    t += 1
    return gain


@lru_cache(maxsize=1)
def compiled() -> tuple[Callable[..., int], Callable[..., int]] | None:
    """Return `fill` and `eject` compiled, or None on a machine that has no numba.

    The first call on a machine takes seconds; what it compiles is kept beside the code where that can be
    written to.
    """
    try:
        njit = import_module("numba").njit
    except ImportError:
        return None
    try:
        kept = njit(cache=True, nogil=True)
        return kept(fill), kept(eject)
    except RuntimeError:  # nowhere to keep it
        free = njit(nogil=True)
        return free(fill), free(eject)
