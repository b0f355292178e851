"""The words for what season rounds say by codes: refusals, why a group has no room, what is doubtful about a lock, times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.connect.analysis.seasons import LockFinding
from edau.connect.queries.season_taken import Clash
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.language.numbers import day, number
from edau.portal.words.offering import minutes_words
from edau.portal.words.week import DAYS

REFUSALS: dict[SeasonRefusal, Any] = {
    SeasonRefusal.NO_NAME: gettext_lazy("Give it a name, in Welsh or in English."),
    SeasonRefusal.NO_SUCH_PLACE: gettext_lazy("Type the name of a place in Wales."),
    SeasonRefusal.BAD_DAYS: gettext_lazy(
        "The last day to ask comes first, then the first day of the season, then its last."
    ),
    SeasonRefusal.TOO_LONG: gettext_lazy("This is too long. Make it shorter."),
    SeasonRefusal.PAST: gettext_lazy("This day has gone by."),
    SeasonRefusal.PUBLISHED: gettext_lazy(
        "This season is published and sealed: nobody can change it any more."
    ),
    SeasonRefusal.NOT_YOURS: gettext_lazy("This room is another organisation’s."),
    SeasonRefusal.NO_TIMES: gettext_lazy("Say first when this room is open, and how many people it holds."),
    SeasonRefusal.SHARED_OUT: gettext_lazy(
        "Another season shares out this room, or a part of it, in some of these weeks."
    ),
    SeasonRefusal.HAS_LOCKS: gettext_lazy("Somebody’s time is locked in this room. Take the lock off first."),
    SeasonRefusal.NO_SPACE: gettext_lazy("This season shares out no such room."),
    SeasonRefusal.CLOSED: gettext_lazy("The last day to ask for a room in this season has gone by."),
    SeasonRefusal.NOTHING_SAID: gettext_lazy("Say in a few words what the room is for."),
    SeasonRefusal.BAD_PERSONS: gettext_lazy("Type how many people come, from 1 to 2,000."),
    SeasonRefusal.BAD_MINUTES: gettext_lazy("The longest time must be as long as the shortest, or longer."),
    SeasonRefusal.BAD_TIMES: gettext_lazy("Choose from once to seven times a week."),
    SeasonRefusal.BAD_RANGE: gettext_lazy(
        "Give times on the hour or the half hour, the first before the last."
    ),
    SeasonRefusal.TOO_SHORT: gettext_lazy(
        "None of these times is as long as the shortest meeting. Give a longer time, or a shorter meeting."
    ),
    SeasonRefusal.GONE: gettext_lazy("This was withdrawn."),
    SeasonRefusal.BAD_LOCK: gettext_lazy("Give a day, and times on the hour or the half hour within it."),
    SeasonRefusal.LOCKED: gettext_lazy(
        "Somebody else’s time is locked then, in this room or one that goes with it."
    ),
    SeasonRefusal.LOCKED_THAT_DAY: gettext_lazy("This group has a locked time on that day already."),
    SeasonRefusal.ENOUGH_LOCKS: gettext_lazy("This group has as many locked times as it asked for."),
    SeasonRefusal.NOT_PLANNED: gettext_lazy("Something has changed since the last plan. Plan again first."),
    SeasonRefusal.OVERLAP: gettext_lazy("Two groups would be in one room at one time. Plan again first."),
    SeasonRefusal.AGREED_BEFORE: gettext_lazy(
        "Somebody has agreed on these rooms at these times before. Plan again. A locked time is not moved: take the lock off,"
        " or agree another time with whoever has the room."
    ),
}
REASONS = {
    "no_space_big_enough": gettext_lazy("No room they asked for is large enough."),
    "no_time_open": gettext_lazy("No room they asked for is open long enough at the times they asked for."),
    "no_day_in_dates": gettext_lazy("The season has none of the days they asked for."),
    "too_few_days": gettext_lazy("There are times for them on fewer days than they asked for."),
    "taken": gettext_lazy("Every time that would suit them is given to somebody else."),
    "space_gone": gettext_lazy("The rooms they asked for are no longer shared out."),
}
HELPS = {
    "no_space_big_enough": gettext_lazy("A larger room would help, or meeting in two groups."),
    "no_time_open": gettext_lazy("Other hours would help, a shorter meeting, or opening a room for longer."),
    "no_day_in_dates": gettext_lazy("Another day of the week would help."),
    "too_few_days": gettext_lazy("Another day of the week would help, or meeting less often."),
    "taken": gettext_lazy("Other hours would help, or another room."),
    "space_gone": gettext_lazy("Another room would help."),
}
FINDINGS = {
    "locks_overlap": gettext_lazy("Two locked times are in one room at one time."),
    "lock_when_shut": gettext_lazy("The room is not open for all of this locked time."),
    "lock_too_small": gettext_lazy("The room is too small for all who come."),
    "lock_wrong_length": gettext_lazy("This locked time is shorter or longer than they asked for."),
    "lock_not_in_dates": gettext_lazy("The season has no such day."),
    "locks_same_day": gettext_lazy("Two locked times of one group are on one day."),
    "more_locks_than_times": gettext_lazy("More times are locked than they asked for."),
}
FAILED = {
    "broke": gettext_lazy("The last planning did not work. The plan from before stands as it was."),
    "meanwhile": gettext_lazy(
        "Something was changed while it was planned. The plan from before stands: plan again."
    ),
}


def refusal_words(refused: SeasonRefused) -> str:
    """Why it was not done, and what to do."""
    return str(REFUSALS[refused.code])


def clash_words(clash: Clash, names: Mapping[str, str], language: str) -> str:
    """A room that would be had twice, and when: "Hall: Monday 4 January 2027, 18:00–20:00"."""
    when = f"{day_words(clash.day.weekday())} {day(clash.day, language)}, {clock_words(clash.start, clash.minutes)}"
    said = f"{names.get(clash.asset, '')}: {when}"
    return f"{said} ({_('locked')})" if clash.locked else said


def clock_words(start: int, minutes: int) -> str:
    """From when to when: "18:00–19:30"."""
    return f"{_clock(start)}–{_clock(start + minutes)}"


def day_words(weekday: int) -> str:
    """The name of a day; Monday is 0."""
    return str(DAYS[weekday])


def time_words(weekday: int, start: int, minutes: int) -> str:
    """A time of the week: "Tuesday, 18:00–19:30"."""
    return f"{day_words(weekday)}, {clock_words(start, minutes)}"


def spans_words(mask: int) -> str:
    """The stretches of a day's half hours: "9:00–12:00, 18:00–22:00"; empty for none."""
    found, start = [], -1
    for half in range(49):
        is_in = half < 48 and bool(mask >> half & 1)
        if is_in and start < 0:
            start = half
        elif not is_in and start >= 0:
            found.append(clock_words(start * 30, (half - start) * 30))
            start = -1
    return ", ".join(found)


def hours_words(minutes: float) -> str:
    """Hours, to the nearest one: "1,204 hours"."""
    count = round(minutes / 60)
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": number(count)}


def often_words(count: int) -> str:
    """How often: "3 times a week"."""
    return ngettext("%(count)s time a week", "%(count)s times a week", count) % {"count": number(count)}


def meetings_words(count: int) -> str:
    """How many meetings: "3 meetings a week"."""
    return ngettext("%(count)s meeting a week", "%(count)s meetings a week", count) % {"count": number(count)}


def length_words(least: int, most: int) -> str:
    """How long a meeting is: "1 hour", or "1 hour to 2 hours"."""
    if least == most:
        return minutes_words(least)
    return _("%(least)s to %(most)s") % {"least": minutes_words(least), "most": minutes_words(most)}


def ranges_words(ranges: Iterable[Any]) -> list[str]:
    """The times that suit and those that would do, a line for each."""
    lines = []
    for weekday, first, last, how in sorted(ranges, key=lambda one: (one[3], one[0], one[1])):
        words = time_words(weekday, first, last - first)
        lines.append(words if how == "primary" else _("%(time)s (would do)") % {"time": words})
    return lines or [_("whenever a room is open")]


def would_fit_words(detail: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """What is still free outside what was asked for; `names` are those of the spaces, by id."""
    lines = []
    for one in detail.get("would_fit", ()):
        words = {
            "room": names.get(one["space"], ""),
            "time": time_words(int(one["day"]), int(one["start"]), int(one["minutes"])),
        }
        if one["change"] == "space":
            lines.append(_("Free in another room: %(room)s, %(time)s.") % words)
        else:
            lines.append(_("Free at another time: %(room)s, %(time)s.") % words)
    return lines


def finding_words(finding: LockFinding, names: Mapping[str, str]) -> str:
    """What is doubtful about a lock, with whose it is and when; `names` are those of the requests, by id."""
    words = str(FINDINGS[finding.code])
    who = names.get(finding.request, "")
    if "start" in finding.params:
        when = f"{day_words(int(finding.params['day']))}, {_clock(int(finding.params['start']))}"
        return f"{who}, {when}: {words}"
    return f"{who}: {words}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
