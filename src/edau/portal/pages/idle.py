"""Idle hours of a place as data for its page: a week, kinds of space, what was used and what it saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from edau.connect.queries.idle import Idle, idle_hours
from edau.connect.skills import asset_kinds
from edau.language.numbers import day, number, percent, pounds
from edau.places.models import Area
from edau.portal.pictures.week_grid import WeekGrid, week_grid
from edau.portal.words.hours import amount
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class IdlePage:
    """The whole page. `grid` and `kinds` are None where no space is shared."""

    week: str
    spaces: str
    idle: str
    used: str
    saved: str
    grid: WeekGrid | None
    kinds: Table | None
    before: str  # the Monday of the week before, and of the one after
    after: str
    synthetic: bool


def idle_page(area: Area, monday: date, today: date) -> IdlePage:
    """The week that begins on this Monday. As many queries as `queries.idle.idle_hours`."""
    found = idle_hours(area, monday, today)
    language = get_language() or "cy"
    words = {"begins": day(monday, language), "ends": day(monday + timedelta(days=6), language)}
    spaces = ngettext(
        "%(count)s room or space is shared here.", "%(count)s rooms or spaces are shared here.", found.spaces
    ) % {"count": number(found.spaces)}
    title = _("Rooms and spaces that are open and unused")
    grid = None
    if found.spaces:
        grid = week_grid("idle", title, found.counts, nothing=_("None is open and unused in this week."))
    return IdlePage(
        week=_("From %(begins)s to %(ends)s.") % words,
        spaces=spaces,
        idle=_idle(found),
        used=_("Hours of use in the last twelve months, agreed here: %(hours)s.")
        % {"hours": amount(found.used)},
        saved=_saved(found),
        grid=grid,
        kinds=_kinds(found, language) if found.kinds else None,
        before=(monday - timedelta(days=7)).isoformat(),
        after=(monday + timedelta(days=7)).isoformat(),
        synthetic=found.synthetic,
    )


def _idle(found: Idle) -> str:
    if not found.open:
        return ""
    words = {
        "idle": amount(found.idle),
        "open": amount(found.open),
        "share": percent(100 * found.idle / found.open, 0),
    }
    return _("Of %(open)s in which they are open this week, %(idle)s are unused (%(share)s).") % words


def _saved(found: Idle) -> str:
    if not found.used:
        return ""
    if found.used == found.unknown:
        return _("What that would have cost is not known: no rent is given.")
    said = _("At the rents their owners give, that would have cost %(saved)s.") % {
        "saved": pounds(found.saved / 100)
    }
    if found.unknown:
        said += " " + _("For %(hours)s of it no rent is known.") % {"hours": amount(found.unknown)}
    return said


def _kinds(found: Idle, language: str) -> Table:
    known = asset_kinds()
    rows = [
        [
            known[one.kind].name.say(language) if one.kind in known else one.kind,
            number(one.spaces),
            number(one.open / 60),
            number(one.idle / 60),
            number(one.used / 60),
        ]
        for one in found.kinds
    ]
    columns = [
        Heading(_("Kind")),
        Heading(_("How many"), numeric=True),
        Heading(_("Hours open this week"), numeric=True),
        Heading(_("Hours unused this week"), numeric=True),
        Heading(_("Hours used in twelve months"), numeric=True),
    ]
    return Table("idle-kinds", _("Rooms and spaces by kind"), columns, rows, fold=True)
