"""The words for what offers and needs say by codes: refusals, calendars, times of a week, numbers of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.connect.analysis.weeks import free_times
from edau.connect.calendars import BadCalendar
from edau.connect.models import FreeWeek
from edau.connect.refusals import Refusal, Refused
from edau.language.numbers import number

TIMES = {
    "bad_start": gettext_lazy("One of these times has no beginning that we can read."),
    "bad_minutes": gettext_lazy("Each time lasts from half an hour to a week."),
    "bad_rule": gettext_lazy(
        "One of these times comes again by a rule that we cannot read: every day, week or month works."
    ),
    "too_fine": gettext_lazy(
        "One of these times comes again by the hour or the minute: every day, week or month works."
    ),
    "never": gettext_lazy("None of these times comes within the next year. Look at the days."),
    "too_many": gettext_lazy("These are too many times. Leave some out."),
    "bad_days": gettext_lazy("The last day is before the first one."),
    "bad_terms": gettext_lazy("Choose one of those on the list."),
    "too_large": gettext_lazy("This calendar is too large. Send one with only the free times."),
    "not_a_calendar": gettext_lazy("This is not a calendar file that we can read (.ics)."),
    "no_events": gettext_lazy("There is no event in this calendar."),
}
REFUSALS: dict[Refusal, Any] = {
    Refusal.NOTHING_SAID: gettext_lazy("Write something first: a sentence is enough."),
    Refusal.TOO_LONG: gettext_lazy("Write this in fewer words."),
    Refusal.NO_LANGUAGE: gettext_lazy("Choose a language at least."),
    Refusal.NO_SUCH_LANGUAGE: gettext_lazy("Choose one of those on the list."),
    Refusal.NO_SUCH_PLACE: gettext_lazy("Type a postcode, or the name of a town or village."),
    Refusal.NO_SUCH_SKILL: gettext_lazy("Choose one of those on the list."),
    Refusal.NO_SKILL: gettext_lazy("Tick what it is, so that it can be found."),
    Refusal.TOO_MANY_SKILLS: gettext_lazy("Tick twelve at most. You can make another offer for the rest."),
    Refusal.NO_SUCH_KIND: gettext_lazy("Choose one of those on the list."),
    Refusal.SKILL_OR_ASSET: gettext_lazy("Choose one thing: help of somebody, or something to use."),
    Refusal.BAD_UNITS: gettext_lazy("Type how many you need: from 1 to 50."),
    Refusal.BAD_MINUTES: gettext_lazy("It can take from half an hour to a week."),
    Refusal.BAD_PERSONS: gettext_lazy("Type for how many people, from 1 on."),
    Refusal.BAD_DISTANCE: gettext_lazy("Type how far you would go, from 0 to 200 kilometres."),
    Refusal.BAD_CAPACITY: gettext_lazy("Type how often a month, from 1 to 60."),
    Refusal.BAD_MONEY: gettext_lazy("Type an amount from 0 to 10,000 pounds."),
    Refusal.NO_SUCH_CHECK: gettext_lazy("Choose one of those on the list."),
    Refusal.NOT_ELIGIBLE: gettext_lazy("People who do this may not be asked for that check."),
    Refusal.NO_SUCH_ACCESS: gettext_lazy("Choose one of those on the list."),
    Refusal.NO_NAME: gettext_lazy("Give it a name, in Welsh or in English."),
    Refusal.PAST: gettext_lazy("This day has gone by."),
    Refusal.TOO_FAR_AHEAD: gettext_lazy("This day is too far away."),
    Refusal.BAD_DAYS: gettext_lazy("The last day is before the first one."),
    Refusal.TOO_SHORT_A_TIME: gettext_lazy(
        "None of your times is as long as this takes. Give a longer time, or a shorter need."
    ),
    Refusal.GONE: gettext_lazy("This was withdrawn."),
    Refusal.ITSELF: gettext_lazy("These are the same."),
}
ACCESS = {
    "step_free": gettext_lazy("step-free"),
    "toilet": gettext_lazy("accessible toilet"),
    "loop": gettext_lazy("hearing loop"),
    "parking": gettext_lazy("parking for disabled people"),
    "quiet": gettext_lazy("quiet"),
}


def refusal_words(refused: Refused) -> str:
    """Why it was not taken, and what to do."""
    if refused.code == Refusal.BAD_TIME:
        return str(TIMES.get(str(refused.params.get("why")), TIMES["bad_rule"]))
    return str(REFUSALS[refused.code])


def calendar_words(bad: BadCalendar) -> str:
    """What is wrong with a calendar, and at which event."""
    words = str(TIMES.get(bad.code, TIMES["not_a_calendar"]))
    if not bad.number:
        return words
    return _("Event %(number)s of the calendar: %(words)s") % {"number": number(bad.number), "words": words}


def minutes_words(minutes: int) -> str:
    """How long something takes: "half an hour", "2 hours", "1½ hours", "2 days"."""
    if minutes == 30:
        return _("half an hour")
    if minutes % 1440 == 0:
        return ngettext("%(count)s day", "%(count)s days", minutes // 1440) % {
            "count": number(minutes // 1440)
        }
    if minutes % 60 == 0:
        return ngettext("%(count)s hour", "%(count)s hours", minutes // 60) % {"count": number(minutes // 60)}
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": number(minutes)}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


def week_words(week: FreeWeek | None, days: Callable[[int], str]) -> list[str]:
    """The times of an ordinary week, a line for each day that has any: "Tuesday: 18:00–20:00"."""
    if week is None:
        return [_("at any time that is agreed")]
    lines: dict[int, list[str]] = {}
    for day, start, end in free_times(week):
        if end - start >= 7 * 1440:
            return [_("at all hours of the week")]
        lines.setdefault(day, []).append(f"{_clock(start)}–{_clock(end)}")
    return [f"{days(day)}: {', '.join(times)}" for day, times in sorted(lines.items())]


def people_words(told: int) -> str:
    """A number of people as `by_fives` tells it."""
    if told == 0:
        return _("nobody yet")
    if told == 1:
        return _("a few")
    return _("%(count)s or more") % {"count": number(told)}


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
