"""Why a group has no room, or fewer meetings than it asked for: the first thing that rules it out, and who is there.

Every reason is a fact about the round and the plan that anybody can look up again: there is no room so large, no
room asked for is open at an hour asked for, or each placing that there is meets somebody who has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from edau.kernels.arrays import BoolArray, IntArray
from edau.kernels.findings import Finding
from edau.kernels.matching.hierarchy import DAYS, HALF_HOURS
from edau.kernels.matching.room_choices import Choices, Ground, spaces_for, starts_in
from edau.kernels.matching.room_round import Section

#: How many of those who have the places are named.
NAMED = 3

#: In a table of who has a cell: nobody.
NOBODY = -1


class Reasons:
    """Answers for one plan.

    Parameters
    ----------
    ground : Ground
    choices : Choices
        All of them, also those that a lock rules out.
    holder : array of int, shape (cells,)
        The position of the section that has each cell, `NOBODY` for none.
    locked : array of bool, shape (cells,)
        Whether it is a lock that has it.
    sections : sequence of Section
    """

    def __init__(
        self,
        ground: Ground,
        choices: Choices,
        holder: IntArray,
        locked: BoolArray,
        sections: Sequence[Section],
    ) -> None:
        self._ground, self._choices, self._sections = ground, choices, sections
        self._holder, self._locked = holder.tolist(), locked.tolist()
        bits = np.int64(1) << np.arange(HALF_HOURS, dtype=np.int64)
        self._busy = ((holder != NOBODY).reshape(-1, HALF_HOURS) * bits).sum(axis=1).tolist()
        self._at = {space.id: i for i, space in enumerate(ground.spaces)}

    def why(self, r: int, days: frozenset[int]) -> Finding:
        """Return why section `r`, which meets on these days, has no more meetings.

        Returns
        -------
        Finding
            ``no_space_big_enough`` (persons, holds: what the largest space asked for holds);
            ``no_day_in_dates``: no weekday asked for falls within the dates;
            ``no_time_open`` (minutes, open: the longest open stretch, in minutes, at the hours asked for in a
            space asked for that is large enough);
            ``too_few_days`` (days, times): there are placings on fewer days than meetings asked for;
            ``taken`` (placings) with reasons ``taken_by`` (request, placings, locked: 0 or 1) for those who are in
            the way of most. Under either, ``would_fit`` (change: ``space`` or ``time``; space, day, start, minutes)
            names a placing that is still free outside what was asked for, where there is one.
        """
        section, ground = self._sections[r], self._ground
        able = spaces_for(section, ground.spaces, self._at)
        if not able:
            named = [self._at[name] for name in section.spaces] or range(len(ground.spaces))
            holds = max((ground.spaces[i].persons for i in named), default=0)
            return Finding("no_space_big_enough", {"persons": section.persons, "holds": holds})
        begin, end = (int(self._choices.of_section[r + i]) for i in (0, 1))
        possible = {int(self._choices.day[c]) for c in range(begin, end)}
        if not possible:
            return self._no_time(section, able, days)
        if possible <= days:
            params = {"days": len(possible), "times": section.times}
            return Finding("too_few_days", params, tuple(self._would_fit(section, days)))
        return self._taken(
            section, [c for c in range(begin, end) if int(self._choices.day[c]) not in days], days
        )

    def _no_time(self, section: Section, able: list[tuple[int, int]], days: frozenset[int]) -> Finding:
        asked = [day for day in range(DAYS) if section.asked(day)]
        if not any(self._span(section, day) for day in asked):
            return Finding("no_day_in_dates")
        longest = 0
        for _rank, space in able:
            for day in asked:
                free = section.asked(day) & self._ground.spaces[space].open[day]
                if self._span(section, day):
                    while starts_in(free, longest + 1):
                        longest += 1
        params = {"minutes": 30 * section.shortest, "open": 30 * longest}
        return Finding("no_time_open", params, tuple(self._would_fit(section, days)))

    def _taken(self, section: Section, wanted: list[int], days: frozenset[int]) -> Finding:
        holders: Counter[tuple[int, bool]] = Counter()
        for choice in wanted:
            cells = self._choices.cells(choice)
            holders.update(
                {(self._holder[cell], self._locked[cell]) for cell in cells if self._holder[cell] != NOBODY}
            )
        most = sorted(holders.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
        reasons = [
            Finding(
                "taken_by",
                {"request": self._sections[one].id, "placings": count, "locked": int(locked)},
            )
            for (one, locked), count in most
        ]
        return Finding("taken", {"placings": len(wanted)}, (*reasons, *self._would_fit(section, days)))

    def _would_fit(self, section: Section, days: frozenset[int]) -> Iterator[Finding]:
        """A free placing in another space at an hour asked for, and one at another hour in a space asked for."""
        asked_for = {i for _rank, i in spaces_for(section, self._ground.spaces, self._at)}
        able = [i for i, space in enumerate(self._ground.spaces) if space.persons >= section.persons]
        ways = (
            ("space", [i for i in able if i not in asked_for], True),
            ("time", [i for i in able if i in asked_for], False),
        )
        for change, spaces, as_asked in ways:
            found = self._first_free(section, spaces, days, as_asked)
            if found is not None:
                space, day, start = found
                yield Finding(
                    "would_fit",
                    {
                        "change": change,
                        "space": self._ground.spaces[space].id,
                        "day": day,
                        "start": start,
                        "minutes": 30 * section.shortest,
                    },
                )

    def _first_free(
        self, section: Section, spaces: list[int], days: frozenset[int], as_asked: bool
    ) -> tuple[int, int, int] | None:
        spans = [None if day in days else self._span(section, day) for day in range(DAYS)]
        hours = [section.asked(day) if as_asked else (1 << HALF_HOURS) - 1 for day in range(DAYS)]
        for space in spaces:
            for day, span in enumerate(spans):
                free = hours[day] & self._ground.spaces[space].open[day]
                if span is None or free.bit_count() < section.shortest:
                    continue
                for row in self._ground.rows(space, day, span):
                    free &= ~self._busy[row]
                starts = starts_in(free, section.shortest)
                if starts:
                    return space, day, starts[0]
        return None

    def _span(self, section: Section, day: int) -> tuple[int, int] | None:
        season = self._ground.season
        return season.span(section.dates, day) if season.stretches(day) else None
