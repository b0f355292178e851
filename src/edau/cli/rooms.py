"""`edau rooms --spaces S.csv --requests R.csv`: rooms for a season, shared out among the groups that ask for them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.cli.words import complain, say, say_json

FAULTS: dict[str, Any] = {
    "not_utf8": gettext_lazy("this is not UTF-8 text"),
    "not_csv": gettext_lazy("this is not a whole CSV table"),
    "empty": gettext_lazy("there is nothing in this file"),
    "no_lines": gettext_lazy("there are no lines under the headings"),
    "missing_column": gettext_lazy("this column is missing"),
    "unknown_column": gettext_lazy("there is no such column"),
    "repeated_column": gettext_lazy("this column is there twice"),
    "wrong_width": gettext_lazy("the line has the wrong number of columns"),
    "wrong_id": gettext_lazy("a name of its own is needed here, without a semicolon"),
    "repeated_id": gettext_lazy("this was there before"),
    "wrong_persons": gettext_lazy("a whole number of people is needed here, at least 1"),
    "wrong_window": gettext_lazy("write days and half hours such as MO-FR 18:00-21:30, with ; between them"),
    "never_open": gettext_lazy("this room is never open"),
    "unknown_space": gettext_lazy("no room has this name"),
    "repeated_space": gettext_lazy("a room is there twice"),
    "part_of_itself": gettext_lazy("this room would be a part of itself"),
    "wrong_minutes": gettext_lazy("write minutes in thirties, such as 90 or 60-120"),
    "wrong_times": gettext_lazy("a whole number from 1 to 7 is needed here"),
    "wrong_priority": gettext_lazy("a number above 0 is needed here, at most 1000"),
    "wrong_date": gettext_lazy("write the date as 2026-09-07"),
    "half_dates": gettext_lazy("give both days, the first and the last, or neither"),
    "dates_backwards": gettext_lazy("the last day is before the first"),
    "wrong_lock": gettext_lazy("write a room, a day and times such as hall MO 18:00-20:00"),
}

FINDINGS: dict[str, Any] = {
    "locks_overlap": gettext_lazy("%(request)s and %(other)s are both locked into %(space)s, %(day)s"),
    "lock_when_shut": gettext_lazy("%(request)s is locked into %(space)s, %(day)s, when it is not open"),
    "lock_too_small": gettext_lazy(
        "%(request)s is locked into %(space)s, which holds %(holds)s of %(persons)s"
    ),
    "lock_wrong_length": gettext_lazy(
        "%(request)s is locked for %(minutes)s minutes, and asked for %(shortest)s to %(longest)s"
    ),
    "lock_not_in_dates": gettext_lazy("%(request)s is locked for %(day)s, which is not within its dates"),
    "locks_same_day": gettext_lazy("%(request)s is locked twice for %(day)s"),
    "more_locks_than_times": gettext_lazy("%(request)s has %(locks)s locks and asked for %(times)s"),
}

REASONS: dict[str, Any] = {
    "no_space_big_enough": gettext_lazy(
        "%(persons)s people; the largest of the rooms asked for holds %(holds)s"
    ),
    "no_day_in_dates": gettext_lazy("none of the days asked for is within its dates"),
    "no_time_open": gettext_lazy(
        "at the times asked for no room asked for is open for %(minutes)s minutes (%(open)s at most)"
    ),
    "too_few_days": gettext_lazy("%(times)s times a week, and rooms on %(days)s days"),
    "taken": gettext_lazy("all that it could have is taken, most of it by %(who)s"),
}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("rooms", parents=[common], help=_("rooms for a season, shared out"))
    parser.add_argument("--spaces", required=True, type=Path, metavar=_("file"), help=_("the rooms, as CSV"))
    parser.add_argument("--requests", required=True, type=Path, metavar=_("file"), help=_("who asks, as CSV"))
    parser.add_argument("--seed", type=_natural, default=0, help=_("another number, another try; else 0"))
    parser.add_argument(
        "--steps", type=_natural, help=_("how many moves to try; else by the size of the round")
    )
    parser.add_argument("--seconds", type=_seconds, help=_("stop after this time with what there is"))
    parser.set_defaults(run=run)


def _natural(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 12:
        raise argparse.ArgumentTypeError(_("a whole number is needed here, 0 or more"))
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e9:
        raise argparse.ArgumentTypeError(_("a number of seconds is needed here, 0 or more"))
    return seconds


def run(arguments: argparse.Namespace) -> int:
    from edau.connect.analysis.rooms import as_answer, plan_of_files
    from edau.connect.rooms_files import Unreadable, read_round

    try:
        files = read_round(arguments.spaces, arguments.requests)
    except Unreadable as unreadable:
        return _unreadable(unreadable, arguments)
    except OSError as problem:
        if arguments.json:
            say_json({"error": "no_file", "asked": str(problem.filename)})
        complain(f"edau: {problem.filename}: {problem.strerror}")
        return 2
    answer = as_answer(
        plan_of_files(files, seed=arguments.seed, steps=arguments.steps, seconds=arguments.seconds)
    )
    if arguments.json:
        say_json(answer)
    else:
        _say(answer)
    return 0


def _unreadable(unreadable: Any, arguments: argparse.Namespace) -> int:
    """Every fault on a line of its own; nothing was taken from either file."""
    paths = {"spaces": arguments.spaces, "requests": arguments.requests}
    if arguments.json:
        faults = [
            {
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "code": fault.code,
                "value": fault.value,
            }
            for fault in unreadable.faults
        ]
        say_json({"error": "unreadable", "faults": faults})
    for fault in unreadable.faults:
        where = f"{fault.column}: " if fault.column else ""
        shown = f" (“{fault.value}”)" if fault.value else ""
        complain(f"{paths[fault.file]}:{fault.line}: {where}{FAULTS[fault.code]}{shown}")
    return 2


def _say(answer: dict[str, Any]) -> None:
    from edau.language.numbers import number, percent, shortest

    first = answer["first_come"]
    count = len(answer["placed"])
    say(
        ngettext("%(count)s meeting a week has a room.", "%(count)s meetings a week have a room.", count)
        % {"count": number(count)}
    )
    say(
        _("First come, first served would have found room for %(count)s.")
        % {"count": number(first["placed"])}
    )
    if answer["open"]:
        say(
            _("%(used)s of the open hours are used; first come, first served: %(first)s.")
            % {
                "used": percent(100 * answer["used"] / answer["open"]),
                "first": percent(100 * first["used"] / answer["open"]),
            }
        )
    say(
        _("Worth %(value)s; no plan can be worth more than %(bound)s (%(gap)s above).")
        % {
            "value": number(answer["value"]),
            "bound": number(answer["bound"]),
            "gap": shortest(100 * answer["gap"], 2) + "%",
        }
    )
    for finding in answer["findings"]:
        say("! " + FINDINGS[finding["code"]] % _named(finding))
    say()
    for placing in answer["placed"]:
        mark = f" ({_('locked')})" if placing["locked"] else ""
        when = f"{_weekday(placing['day']):<10} {placing['from']}–{placing['to']}"
        say(f"  {when}  {placing['space']}  {placing['request']}{mark}")
    if answer["rejected"]:
        say()
        say(_("Without all that they asked for:"))
    for one in answer["rejected"]:
        who = ", ".join(taker["request"] for taker in one["detail"].get("taken_by", ()))
        reason = REASONS[one["reason"]] % {**one["detail"], "who": who}
        say(f"  {one['request']} ({one['given']}/{one['asked']}): {reason}")
        for other in one["detail"].get("would_fit", ()):
            said = {**other, "day": _weekday(other["day"])}
            say("    " + _("Free: %(space)s, %(day)s at %(from)s, %(minutes)s minutes") % said)


def _named(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding with the name of its day in the reader's language."""
    return {**finding, "day": _weekday(finding["day"])} if "day" in finding else finding


def _weekday(code: str) -> str:
    from django.utils.dates import WEEKDAYS

    from edau.connect.rooms_files import DAYS

    return str(WEEKDAYS[DAYS.index(code)])
