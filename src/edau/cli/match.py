"""`edau match --needs N.csv --offers O.csv`: who could help whom, weighed together, and why somebody is left without."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.cli.words import complain, say, say_json

FAULTS: dict[str, Any] = {
    "not_utf8": gettext_lazy("this is not UTF-8 text"),
    "not_csv": gettext_lazy("this is not a whole CSV table"),
    "empty": gettext_lazy("there is nothing in this file"),
    "missing_column": gettext_lazy("this column is missing"),
    "unknown_column": gettext_lazy("there is no such column"),
    "repeated_column": gettext_lazy("this column is there twice"),
    "wrong_width": gettext_lazy("the line has the wrong number of columns"),
    "wrong_id": gettext_lazy("a name of its own is needed here, without a semicolon"),
    "repeated_id": gettext_lazy("this was there before"),
    "wrong_skill": gettext_lazy("a skill is needed here"),
    "wrong_remote": gettext_lazy("write yes or no"),
    "wrong_place": gettext_lazy("a latitude from -90 to 90 and a longitude from -180 to 180 are needed here"),
    "wrong_km": gettext_lazy("a number of kilometres is needed here, 0 or more"),
    "wrong_minutes_of_need": gettext_lazy("a whole number of minutes is needed here, from 1 to 10080"),
    "wrong_capacity": gettext_lazy("a whole number is needed here, 0 or more"),
    "wrong_priority_of_need": gettext_lazy("a number is needed here, 0 or more"),
    "no_language": gettext_lazy("at least one language is needed here"),
    "too_many_languages": gettext_lazy("needs can ask for 8 different languages at most; this is one more"),
    "too_many_checks": gettext_lazy("needs can ask for 16 different checks at most; this is one more"),
    "window_bad_window": gettext_lazy(
        "write times such as DTSTART=20261123T180000;DURATION=PT2H;FREQ=WEEKLY;BYDAY=MO"
    ),
    "window_bad_start": gettext_lazy("DTSTART is not a date and time such as 20261123T180000"),
    "window_bad_minutes": gettext_lazy("a window lasts from half an hour to a week, such as DURATION=PT2H"),
    "window_bad_rule": gettext_lazy(
        "this is not a rule by days, weeks or months, such as FREQ=WEEKLY;BYDAY=MO or FREQ=MONTHLY;BYDAY=1MO"
    ),
    "window_too_fine": gettext_lazy("a rule goes by months, weeks or days, not by hours or minutes"),
    "window_too_many": gettext_lazy("there are too many windows in one cell: 60 at most"),
    "window_never": gettext_lazy("this rule ends before it begins"),
    "window_not_local": gettext_lazy("times are local times of Wales, without another zone"),
}

REASONS: dict[str, Any] = {
    "skill": gettext_lazy("nobody offers this skill"),
    "language": gettext_lazy("nobody who offers the skill speaks a language asked for"),
    "checks": gettext_lazy("nobody of these holds all the checks asked for"),
    "distance": gettext_lazy("nobody of these comes so far"),
    "time": gettext_lazy("nobody of these is free long enough at the times asked for"),
    "blocked": gettext_lazy("those who could are not to meet"),
    "capacity": gettext_lazy("those who could have no room for another task"),
    "outbid": gettext_lazy("those who could are asked where they do more good"),
}


def _change(code: str, could: int) -> str:
    """What one change would bring, as a sentence."""
    said = {
        "without_language": ngettext(
            "In another language, %(count)s could.", "In another language, %(count)s could.", could
        ),
        "without_checks": ngettext(
            "Without the checks, %(count)s could.", "Without the checks, %(count)s could.", could
        ),
        "without_distance": ngettext(
            "Were it nearer or remote, %(count)s could.", "Were it nearer or remote, %(count)s could.", could
        ),
        "with_evenings": ngettext(
            "With evenings, %(count)s could.", "With evenings, %(count)s could.", could
        ),
        "with_weekends": ngettext(
            "With weekends, %(count)s could.", "With weekends, %(count)s could.", could
        ),
        "with_weekdays": ngettext(
            "With weekdays in the daytime, %(count)s could.",
            "With weekdays in the daytime, %(count)s could.",
            could,
        ),
        "with_any_time": ngettext("At any time, %(count)s could.", "At any time, %(count)s could.", could),
    }
    return said[code] % {"count": could}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "match", parents=[common], help=_("needs and offers from two tables, weighed together")
    )
    file = _("file")
    parser.add_argument("--needs", required=True, type=Path, metavar=file, help=_("what is needed, as CSV"))
    parser.add_argument("--offers", required=True, type=Path, metavar=file, help=_("what is offered, as CSV"))
    parser.add_argument("--weights", type=Path, metavar=file, help=_("weights of your own, as YAML"))
    parser.add_argument(
        "--debug", action="store_true", help=_("tell every pair that is possible, with its points")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.catalogue import CatalogueError
    from edau.connect.analysis.matching import matched
    from edau.connect.csv_lines import Unreadable
    from edau.connect.matching_files import read_matching
    from edau.connect.matching_weights import numbers_for_files, own_weights

    try:
        weights = own_weights(arguments.weights) if arguments.weights else numbers_for_files()
        files = read_matching(arguments.needs, arguments.offers)
    except CatalogueError as problem:
        if arguments.json:
            say_json({"error": "wrong_weights", "where": problem.where, "problem": problem.problem})
        complain(_("These weights cannot be used: %(problem)s") % {"problem": problem})
        return 2
    except Unreadable as unreadable:
        return _unreadable(unreadable, arguments)
    except OSError as problem:
        if arguments.json:
            say_json({"error": "no_file", "asked": str(problem.filename)})
        complain(f"edau: {problem.filename}: {problem.strerror}")
        return 2
    answer = matched(files, weights, debug=arguments.debug)
    if arguments.json:
        say_json(answer)
    else:
        _say(answer)
    return 0


def _unreadable(unreadable: Any, arguments: argparse.Namespace) -> int:
    """Every fault on a line of its own; nothing was taken from either file."""
    paths = {"needs": arguments.needs, "offers": arguments.offers}
    if arguments.json:
        names = ("file", "line", "column", "code", "value")
        faults = [{name: getattr(fault, name) for name in names} for fault in unreadable.faults]
        say_json({"error": "unreadable", "faults": faults})
    for fault in unreadable.faults:
        where = f"{fault.column}: " if fault.column else ""
        shown = f" (“{fault.value}”)" if fault.value else ""
        complain(f"{paths[fault.file]}:{fault.line}: {where}{FAULTS[fault.code]}{shown}")
    return 2


def _say(answer: dict[str, Any]) -> None:
    pairs, without = answer["pairs"], answer["unmet"]
    say(
        ngettext("%(count)s pair to suggest", "%(count)s pairs to suggest", len(pairs))
        % {"count": len(pairs)}
    )
    for pair in pairs:
        say(f"  {pair['need']}  ←  {pair['offer']}  ({pair['value']})")
    if pairs:
        say(
            _("Together %(value)s points; no other choice can have more than %(bound)s.")
            % {"value": answer["value"], "bound": answer["bound"]}
        )
    if not answer["finished"]:
        say(_("The time ran out: there may be a better choice than this one."))
    if without:
        say()
        say(_("Without enough help:"))
    for one in without:
        detail = one["detail"]
        helpers = f"{detail['helpers']}/{detail['wanted']}"
        say(f"  {one['need']}  {helpers}  {REASONS[one['reason']]}")
        for change in detail["changes"]:
            say(f"      {_change(change['code'], change['could'])}")
    if len(without) > 1:
        say()
        for reason, count in Counter(one["reason"] for one in without).most_common():
            say(f"  {count:>6}  {REASONS[reason]}")
    for pair in answer.get("feasible", ()):
        say(f"  ? {pair['need']}  ←  {pair['offer']}  ({pair['value']})")
