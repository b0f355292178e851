"""Why something is not done in a season round: a code and what it is about. The words for it live with the pages."""

from __future__ import annotations

from enum import StrEnum


class SeasonRefusal(StrEnum):
    """The closed list."""

    NO_NAME = "no_name"
    NO_SUCH_PLACE = "no_such_place"
    BAD_DAYS = "bad_days"  # last day to ask, then the first of the season, then its last
    TOO_LONG = "too_long"  # params: most, in days
    PAST = "past"
    PUBLISHED = "published"  # what is published is sealed
    NOT_YOURS = "not_yours"  # the space is another organisation's
    NO_TIMES = "no_times"  # it is not known when the space is open, or how many it holds
    SHARED_OUT = "shared_out"  # another round shares it out, or a part of it, in these weeks
    HAS_LOCKS = "has_locks"
    NO_SPACE = "no_space"  # the round shares out no space, or not this one
    CLOSED = "closed"  # requests are taken no more
    NOTHING_SAID = "nothing_said"
    BAD_PERSONS = "bad_persons"
    BAD_MINUTES = "bad_minutes"
    BAD_TIMES = "bad_times"
    BAD_RANGE = "bad_range"
    TOO_SHORT = "too_short"  # no stretch that was named is as long as the shortest meeting
    GONE = "gone"  # the request was withdrawn
    BAD_LOCK = "bad_lock"
    LOCKED = "locked"  # somebody has this space then, by a lock
    LOCKED_THAT_DAY = "locked_that_day"
    ENOUGH_LOCKS = "enough_locks"
    NOT_PLANNED = "not_planned"  # something changed since the last plan
    OVERLAP = "overlap"
    AGREED_BEFORE = "agreed_before"  # a room was agreed on, one by one, at times that the plan gives away


class SeasonRefused(ValueError):
    """It was not done; nothing was kept."""

    def __init__(self, code: SeasonRefusal, **params: str | int) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
