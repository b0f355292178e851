"""What officers have decided, as it stands: the cells it takes, what it is worth, and where it contradicts itself.

A lock is carried out whatever it says. Where it cannot be right (two locks in one room at one time, a room that
is shut or too small) that is told as a finding, for the officer to put right; it is never overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edau.kernels.findings import Finding
from edau.kernels.matching.room_choices import Ground
from edau.kernels.matching.room_round import Lock, Section, Weights, placing_value


@dataclass(frozen=True, slots=True)
class Locked:
    """One lock of the round.

    Parameters
    ----------
    section : int
        The position of its section.
    lock : Lock
    cells : tuple of int
        What it takes; none where its weekday does not occur in its dates.
    value : int
        What it is worth; 0 where it takes nothing.
    """

    section: int
    lock: Lock
    cells: tuple[int, ...]
    value: int


def locked_of(ground: Ground, sections: Sequence[Section], weights: Weights) -> list[Locked]:
    """Return every lock, in the order of the sections."""
    at = {space.id: i for i, space in enumerate(ground.spaces)}
    found = []
    for r, section in enumerate(sections):
        for lock in section.locks:
            season = ground.season
            span = season.span(section.dates, lock.day) if season.stretches(lock.day) else None
            if span is None:
                found.append(Locked(r, lock, (), 0))
                continue
            cells = tuple(ground.cells(at[lock.space], lock.day, span, lock.start, lock.length))
            weeks = sum(season.weeks(lock.day)[slice(*span)])
            found.append(Locked(r, lock, cells, placing_value(section, lock, weeks, weights)))
    return found


def contradictions(
    ground: Ground, sections: Sequence[Section], locked: Sequence[Locked]
) -> tuple[Finding, ...]:
    """Return what cannot be right about the locks.

    Returns
    -------
    tuple of Finding
        ``locks_overlap`` (request, other, space, day, start), ``lock_when_shut``, ``lock_too_small`` (persons,
        holds), ``lock_wrong_length`` (minutes, shortest, longest), ``lock_not_in_dates``, each with request,
        space, day and start (half hours); ``locks_same_day`` (request, day) and ``more_locks_than_times``
        (request, locks, times).
    """
    at = {space.id: i for i, space in enumerate(ground.spaces)}
    found = []
    first: dict[int, Locked] = {}
    for one in locked:
        section, lock = sections[one.section], one.lock
        where: dict[str, float | int | str] = {
            "request": section.id,
            "space": lock.space,
            "day": lock.day,
            "start": lock.start,
        }
        holds = ground.spaces[at[lock.space]].persons
        mask = ((1 << lock.length) - 1) << lock.start
        if not one.cells:
            found.append(Finding("lock_not_in_dates", where))
        if mask & ~ground.spaces[at[lock.space]].open[lock.day]:
            found.append(Finding("lock_when_shut", where))
        if holds < section.persons:
            found.append(Finding("lock_too_small", {**where, "persons": section.persons, "holds": holds}))
        if not section.shortest <= lock.length <= section.longest:
            lengths = {"shortest": 30 * section.shortest, "longest": 30 * section.longest}
            found.append(Finding("lock_wrong_length", {**where, "minutes": 30 * lock.length, **lengths}))
        others = {id(first[cell]): first[cell] for cell in one.cells if cell in first}
        for other in others.values():
            found.append(Finding("locks_overlap", {**where, "other": sections[other.section].id}))
        for cell in one.cells:
            first.setdefault(cell, one)
    for section in sections:
        days = [lock.day for lock in section.locks]
        for day in sorted({day for day in days if days.count(day) > 1}):
            found.append(Finding("locks_same_day", {"request": section.id, "day": day}))
        if len(days) > section.times:
            params: dict[str, str | int] = {
                "request": section.id,
                "locks": len(days),
                "times": section.times,
            }
            found.append(Finding("more_locks_than_times", params))
    return tuple(found)
