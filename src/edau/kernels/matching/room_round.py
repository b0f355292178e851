"""What a season's round is made of: the groups that ask for a room every week, and what the officers have decided."""

from __future__ import annotations

from dataclasses import dataclass

from edau.kernels.matching.hierarchy import DAYS, HALF_HOURS, NO_TIME, Space, Week
from edau.kernels.matching.room_season import Dates


@dataclass(frozen=True, slots=True)
class Lock:
    """An officer's decision: this group meets here at this time. Nothing moves it.

    Parameters
    ----------
    space : str
    day : int
        0 is Monday.
    start, length : int
        In half hours; 36 is six in the evening.
    """

    space: str
    day: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Section:
    """A group that asks for a room every week of a season.

    Parameters
    ----------
    id : str
        Unique in its round.
    persons : int
        How many come.
    shortest, longest : int
        How long a meeting may be, in half hours, at least 1.
    times : int
        Meetings a week, each on another day, 1 to 7.
    primary, secondary : Week
        When it suits, and when it would do. Both empty means: whenever a room is open.
    spaces : tuple of str
        The spaces asked for, the one liked most first. Empty means: any.
    dates : (date, date), optional
        First and last day; the whole season where none are given.
    priority : float
        How much a minute of this group counts beside a minute of another, above 0.
    locks : tuple of Lock
        What the officers have already decided for it.
    """

    id: str
    persons: int
    shortest: int
    longest: int
    times: int = 1
    primary: Week = NO_TIME
    secondary: Week = NO_TIME
    spaces: tuple[str, ...] = ()
    dates: Dates | None = None
    priority: float = 1.0
    locks: tuple[Lock, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.shortest <= self.longest <= HALF_HOURS:
            raise ValueError(f"{self.id}: {self.shortest} to {self.longest} half hours is no length")
        if not 1 <= self.times <= DAYS:
            raise ValueError(f"{self.id}: {self.times} times a week cannot be on so many days")
        if not self.priority > 0:
            raise ValueError(f"{self.id}: a priority is above 0")

    def suits(self, day: int) -> int:
        """The half hours of a day that suit, as bits; every one where the group named no times at all."""
        named = any(self.primary) or any(self.secondary)
        return self.primary[day] if named else (1 << HALF_HOURS) - 1

    def asked(self, day: int) -> int:
        """The half hours of a day that suit or would do, as bits."""
        return self.suits(day) | self.secondary[day]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a minute in a room is worth to a group.

    Parameters
    ----------
    each : float
        Minutes that every meeting counts for beside its own: among plans that use the rooms alike, the one that
        finds room for more groups is better.
    rank : float
        What is lost for each place further down the list of spaces asked for, down to `least`.
    secondary : float
        The worth of a minute at a time that would do, beside one that suits.
    least : float
        What is left, at least, however far down the list.
    """

    each: float = 45.0
    rank: float = 0.05
    secondary: float = 0.8
    least: float = 0.5

    def of(self, section: Section, rank: int, good: int, fair: int, weeks: int) -> int:
        """The worth of a placing: minutes over the season, weighted; at least 1.

        Parameters
        ----------
        section : Section
        rank : int
            How many spaces the group would have liked more.
        good, fair : int
            Half hours of a meeting that suit, and that would do.
        weeks : int
            How often the meeting takes place.
        """
        liking = max(1 - self.rank * rank, self.least)
        minutes = (self.each + 30 * (good + self.secondary * fair)) * weeks
        return max(round(minutes * section.priority * liking), 1)


def placing_value(section: Section, lock: Lock, weeks: int, weights: Weights) -> int:
    """Return what a given time in a given space is worth to a group.

    A time it never asked for counts as one that would do; a space it never asked for as one after the last.
    """
    mask = ((1 << lock.length) - 1) << lock.start
    good = (section.suits(lock.day) & mask).bit_count()
    rank = section.spaces.index(lock.space) if lock.space in section.spaces else len(section.spaces)
    return weights.of(section, rank, good, lock.length - good, weeks)


def check(spaces: tuple[Space, ...], sections: tuple[Section, ...]) -> None:
    """Refuse a round that cannot be read: an id that comes twice, a space that is not there, a time that is none.

    Raises
    ------
    ValueError
    """
    known = {space.id for space in spaces}
    if len({section.id for section in sections}) < len(sections):
        raise ValueError("two sections have the same id")
    for section in sections:
        if len(set(section.spaces)) < len(section.spaces):
            raise ValueError(f"{section.id} names a space twice")
        for name in (*section.spaces, *(lock.space for lock in section.locks)):
            if name not in known:
                raise ValueError(f"{section.id} names the space {name!r}, which is not there")
        for lock in section.locks:
            fits = lock.start >= 0 and lock.length >= 1 and lock.start + lock.length <= HALF_HOURS
            if not (fits and 0 <= lock.day < DAYS):
                raise ValueError(f"{section.id} has a lock outside the week")
