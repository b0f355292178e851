"""Why an offer or a need is not taken: a code and what it is about. The words for it live with the forms."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The closed list."""

    NOTHING_SAID = "nothing_said"
    TOO_LONG = "too_long"
    NO_LANGUAGE = "no_language"
    NO_SUCH_LANGUAGE = "no_such_language"
    NO_SUCH_PLACE = "no_such_place"
    NO_SUCH_SKILL = "no_such_skill"
    NO_SKILL = "no_skill"
    TOO_MANY_SKILLS = "too_many_skills"
    NO_SUCH_KIND = "no_such_kind"
    SKILL_OR_ASSET = "skill_or_asset"  # a need is for one of the two
    BAD_UNITS = "bad_units"
    BAD_MINUTES = "bad_minutes"
    BAD_PERSONS = "bad_persons"
    BAD_DISTANCE = "bad_distance"
    BAD_CAPACITY = "bad_capacity"
    BAD_MONEY = "bad_money"
    NO_SUCH_CHECK = "no_such_check"
    NOT_ELIGIBLE = "not_eligible"  # people who do this may not be asked for that check
    NO_SUCH_ACCESS = "no_such_access"
    NO_NAME = "no_name"
    PAST = "past"  # the day has gone by
    TOO_FAR_AHEAD = "too_far_ahead"
    BAD_DAYS = "bad_days"
    TOO_SHORT_A_TIME = "too_short_a_time"  # no free run is as long as what is needed
    GONE = "gone"  # it was withdrawn, or its party has left
    ITSELF = "itself"
    BAD_TIME = "bad_time"  # params: the code of connect.windows.BadWindow


class Refused(ValueError):
    """It was not taken; nothing was kept."""

    def __init__(self, code: Refusal, **params: str | int) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
