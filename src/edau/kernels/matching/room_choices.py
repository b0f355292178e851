"""Every placing that a group could have, as flat arrays: where, on which day, from when, how long, and its worth.

The round becomes a set packing over *cells*: a cell is a half hour of a weekday in one smallest part of a space
during one stretch of alike weeks (`hierarchy`, `room_season`). A placing takes the cells it covers; no cell is
taken twice; a group has at most one placing a day and as many as it asked for in a week. This is the
time-indexed formulation of interval scheduling (Sousa and Wolsey 1992, Mathematical Programming 54, 353-367),
whose relaxation is tight where formulations with start times and big constants are weak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.matching.hierarchy import DAYS, HALF_HOURS, Space, smallest_parts
from edau.kernels.matching.room_round import Section, Weights
from edau.kernels.matching.room_season import Dates, Season


@dataclass(frozen=True, slots=True)
class Ground:
    """The cells of a season.

    Parameters
    ----------
    spaces : tuple of Space
    season : Season
    parts : tuple of tuple of int
        The smallest parts of each space.
    first_row : array of int, shape (parts, days)
        A row is the 48 cells of a day in one part during one stretch; here the first row of a part on a weekday.
        The other stretches follow.
    hours : array of float, shape (cells,)
        What a cell is worth in hours over the season: half an hour for each of its weeks.
    open : array of bool, shape (cells,)
        Whether the part, or a space it is in, is open then.
    """

    spaces: tuple[Space, ...]
    season: Season
    parts: tuple[tuple[int, ...], ...]
    first_row: IntArray
    hours: FloatArray
    open: BoolArray

    def rows(self, space: int, day: int, span: tuple[int, int]) -> list[int]:
        """The rows of each smallest part of a space, in each stretch of a span."""
        return [
            int(self.first_row[part, day]) + stretch for part in self.parts[space] for stretch in range(*span)
        ]

    def cells(self, space: int, day: int, span: tuple[int, int], start: int, length: int) -> list[int]:
        """The cells that a meeting takes."""
        rows = self.rows(space, day, span)
        return [HALF_HOURS * row + t for row in rows for t in range(start, start + length)]


def ground_of(spaces: Sequence[Space], season: Season) -> Ground:
    """Return the cells of these spaces in this season. ValueError as `hierarchy.smallest_parts`."""
    parts = smallest_parts(spaces)
    count = sum(1 for own, space in zip(parts, spaces, strict=True) if _has_no_parts(space, spaces, own))
    stretches = np.array([season.stretches(day) for day in range(DAYS)], dtype=np.int64)
    firsts = np.concatenate(([0], np.cumsum(stretches)))
    first_row = np.arange(count, dtype=np.int64)[:, None] * firsts[-1] + firsts[None, :-1]
    weeks = np.concatenate([np.array(season.weeks(day), dtype=np.float64) for day in range(DAYS)])
    hours = np.tile(np.repeat(weeks / 2, HALF_HOURS), count)
    is_open = np.zeros(len(hours), dtype=np.bool_)
    for own, space in zip(parts, spaces, strict=True):
        for day, bits in enumerate(space.open):
            half_hours = np.array([bits >> t & 1 for t in range(HALF_HOURS)], dtype=np.bool_)
            for part in own:
                for stretch in range(season.stretches(day)):
                    cell = HALF_HOURS * (int(first_row[part, day]) + stretch)
                    is_open[cell : cell + HALF_HOURS] |= half_hours
    return Ground(tuple(spaces), season, parts, first_row, hours, is_open)


def _has_no_parts(space: Space, spaces: Sequence[Space], own: tuple[int, ...]) -> bool:
    return len(own) == 1 and all(other.part_of != space.id for other in spaces)


@dataclass(frozen=True, slots=True)
class Choices:
    """All placings of all groups, those of a group together, those of one day of it together.

    Parameters
    ----------
    section, space, day, start, length, value : array of int, shape (choices,)
        Whose, where, when (half hours), and what it is worth.
    of_section : array of int, shape (sections + 1,)
        Where the choices of each section begin.
    row_from : array of int, shape (choices + 1,)
        Where the rows of each choice begin in `row`.
    row : array of int
        A row is the 48 cells of a day in one part during one stretch: row 3 has cells 144 to 191.
    """

    section: IntArray
    space: IntArray
    day: IntArray
    start: IntArray
    length: IntArray
    value: IntArray
    of_section: IntArray
    row_from: IntArray
    row: IntArray

    def __len__(self) -> int:
        return len(self.value)

    def mask(self) -> IntArray:
        """The half hours of each choice, as bits."""
        return ((np.int64(1) << self.length) - 1) << self.start

    def cells(self, choice: int) -> IntArray:
        """The cells that a choice takes."""
        rows = self.row[self.row_from[choice] : self.row_from[choice + 1]]
        half_hours = np.arange(self.start[choice], self.start[choice] + self.length[choice], dtype=np.int64)
        return (HALF_HOURS * rows[:, None] + half_hours).ravel()

    def hit(self, cells: BoolArray) -> BoolArray:
        """Which choices take any of these cells."""
        if not len(self):
            return np.zeros(0, dtype=np.bool_)
        counts = run_sums(self, cells.astype(np.int64))
        return np.asarray(counts > 0)

    def only(self, kept: BoolArray) -> Choices:
        """These choices without the others."""
        sizes = np.diff(self.row_from)
        counts = np.bincount(self.section[kept], minlength=len(self.of_section) - 1)
        return Choices(
            section=self.section[kept],
            space=self.space[kept],
            day=self.day[kept],
            start=self.start[kept],
            length=self.length[kept],
            value=self.value[kept],
            of_section=_sums(counts),
            row_from=_sums(sizes[kept]),
            row=self.row[np.repeat(kept, sizes)],
        )


def run_sums(choices: Choices, numbers: IntArray) -> IntArray:
    """Return for each choice the sum of a whole number of each of its cells. There must be choices."""
    begin, end = run_ends(choices)
    return sums_between(begin, end, choices.row_from, numbers)


def sums_between(begin: IntArray, end: IntArray, row_from: IntArray, numbers: IntArray) -> IntArray:
    """`run_sums` for who keeps the ends of the rows."""
    total = np.concatenate(([0], np.cumsum(numbers)))
    sums = total[end] - total[begin]
    if len(sums) >= len(row_from):  # some choice has more than one row
        sums = np.add.reduceat(sums, row_from[:-1])
    return np.asarray(sums, dtype=np.int64)


def run_ends(choices: Choices) -> tuple[IntArray, IntArray]:
    """Return for each row of each choice the first of its cells, and the one after the last."""
    sizes = np.diff(choices.row_from)
    begin = HALF_HOURS * choices.row + np.repeat(choices.start, sizes)
    return begin, begin + np.repeat(choices.length, sizes)


def spaces_for(section: Section, spaces: Sequence[Space], at: dict[str, int]) -> list[tuple[int, int]]:
    """Return the spaces asked for that hold the group, as (rank, position); every such space where none is named."""
    named = [at[name] for name in section.spaces] or range(len(spaces))
    return [
        (rank if section.spaces else 0, i)
        for rank, i in enumerate(named)
        if spaces[i].persons >= section.persons
    ]


def choices_of(ground: Ground, sections: Sequence[Section], weights: Weights) -> Choices:
    """Return every placing that the groups ask for and the rooms allow.

    Parameters
    ----------
    ground : Ground
    sections : sequence of Section
        Their locks are not looked at.
    weights : Weights

    Returns
    -------
    Choices
        By section, day, rank of the space, start, and the longest first.
    """
    at = {space.id: i for i, space in enumerate(ground.spaces)}
    known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    group_at: dict[tuple[int, int, tuple[int, int]], int] = {}
    rows: list[list[int]] = []
    found: list[tuple[int, int, int, int, int, int, int]] = []
    for r, section in enumerate(sections):
        able = spaces_for(section, ground.spaces, at)
        for day, span in enumerate(_spans(ground.season, section.dates)):
            asked, suits = section.asked(day), section.suits(day)
            if span is None or not asked:
                continue
            weeks = sum(ground.season.weeks(day)[slice(*span)])
            worth: dict[tuple[int, int, int], int] = {}
            for rank, space in able:
                free = asked & ground.spaces[space].open[day]
                if not free:
                    continue
                group = group_at.setdefault((space, day, span), len(rows))
                if group == len(rows):
                    rows.append(ground.rows(space, day, span))
                for length in range(section.longest, section.shortest - 1, -1):
                    key = (free, free & suits, length)
                    if key not in known:
                        known[key] = _meetings(*key)
                    for start, good in known[key]:
                        of = (rank, length, good)
                        if of not in worth:
                            worth[of] = weights.of(section, rank, good, length - good, weeks)
                        found.append((r, space, day, start, length, worth[of], group))
    table = np.array(found, dtype=np.int64).reshape(-1, 7)
    return _with_rows(table, rows, len(sections))


def _meetings(free: int, suits: int, length: int) -> list[tuple[int, int]]:
    """Where a meeting of this length can begin, and how many half hours of it suit."""
    whole = (1 << length) - 1
    return [(start, (suits >> start & whole).bit_count()) for start in starts_in(free, length)]


def _spans(season: Season, dates: Dates | None) -> list[tuple[int, int] | None]:
    return [season.span(dates, day) if season.stretches(day) else None for day in range(DAYS)]


def starts_in(free: int, length: int) -> tuple[int, ...]:
    """Return the half hours at which a meeting of this length can begin, given the free ones as bits.

    Examples
    --------
    >>> starts_in(0b0111011, 2)
    (0, 3, 4)
    """
    runs = free
    for shift in range(1, length):
        runs &= free >> shift
    return tuple(t for t in range(runs.bit_length()) if runs >> t & 1)


def _with_rows(table: IntArray, rows: list[list[int]], sections: int) -> Choices:
    """The choices with the rows they are in: those of their space, day and span."""
    group = table[:, 6]
    sizes = np.array([len(own) for own in rows], dtype=np.int64)
    flat = np.array([row for own in rows for row in own], dtype=np.int64)
    many = sizes[group]
    shift = _sums(sizes)[:-1][group] - _sums(many)[:-1]
    section, space, day, start, length, value = (np.ascontiguousarray(table[:, i]) for i in range(6))
    return Choices(
        section,
        space,
        day,
        start,
        length,
        value,
        of_section=_sums(np.bincount(section, minlength=sections)),
        row_from=_sums(many),
        row=flat[np.repeat(shift, many) + np.arange(int(many.sum()), dtype=np.int64)],
    )


def _sums(counts: IntArray) -> IntArray:
    """Where each run begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
