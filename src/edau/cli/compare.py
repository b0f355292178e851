"""`edau compare Pontypridd Nelson`: places side by side, each held against the first."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edau.cli.lookup import look_up, not_found, ready
from edau.cli.words import complain, say, say_json

if TYPE_CHECKING:
    from edau.portal.pages.sides import Side
    from edau.understand.analysis.comparing import Verdict


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("compare", parents=[common], help=_("places side by side"))
    parser.add_argument(
        "names",
        nargs="+",
        metavar=_("name"),
        help=_(
            "two to five towns, villages, authorities or postcodes, each in quotation marks if it has spaces"
        ),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.portal.pages.sides import MOST, share_people, side_of
    from edau.understand.analysis.comparing import compare

    if status := ready():
        return status
    if not 2 <= len(arguments.names) <= MOST:
        return _wrong(_("Name two to five places."), arguments)
    sides: list[Side] = []
    for name in arguments.names:
        looked = look_up(name, arguments.language)
        if looked.area is None:
            return not_found(name, arguments, looked.near)
        side = side_of(looked.area.code, arguments.language)
        if side is None:
            return _wrong(_("%(name)s has no figures of its own.") % {"name": name}, arguments)
        sides.append(side)
    shared = [share_people(sides[0], side) for side in sides[1:]]
    verdicts = compare(sides[0].figures, [side.figures for side in sides[1:]], shared)
    if arguments.json:
        say_json(_as_json(sides, verdicts))
    else:
        _tell(sides, verdicts, arguments.language)
    return 0


def _wrong(words: str, arguments: argparse.Namespace) -> int:
    if arguments.json:
        say_json({"error": "cannot_compare", "detail": words})
    complain(words)
    return 2


def _tell(sides: Sequence[Side], verdicts: Sequence[dict[str, Verdict]], language: str) -> None:
    from edau.portal.pages.compare import verdict_words
    from edau.understand.catalogue import catalogue
    from edau.understand.wording import shown

    for indicator in catalogue().indicators.values():
        figures = [side.figures.get(indicator.key) for side in sides]
        if all(figure is None or figure.withheld or figure.value is None for figure in figures):
            continue
        say(f"\n{indicator.name.say(language)}")
        for i, (side, figure) in enumerate(zip(sides, figures, strict=True)):
            known = figure is not None and not figure.withheld and figure.value is not None
            value = shown(indicator, figure.value or 0.0) if known and figure else "–"
            verdict = verdicts[i - 1].get(indicator.key) if i else None
            words = f" ({verdict_words(verdict)})" if verdict else ""
            say(f"  {value:>10}  {side.name}{words}")


def _as_json(sides: Sequence[Side], verdicts: Sequence[dict[str, Verdict]]) -> dict[str, Any]:
    from edau.understand.queries.releases import live_release_id

    return {
        "release": live_release_id(),
        "places": [
            {"code": side.area.code, "name_cy": side.area.name_cy, "name_en": side.area.name_en}
            for side in sides
        ],
        "figures": [
            {
                "indicator": key,
                "values": [_value(side, key) for side in sides],
                "beside_first": [_verdict(found.get(key)) for found in verdicts],
            }
            for key in sorted({key for side in sides for key in side.figures})
        ],
    }


def _value(side: Side, key: str) -> dict[str, Any] | None:
    figure = side.figures.get(key)
    if figure is None or figure.withheld or figure.value is None:
        return None
    return {
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "interval": figure.interval,
        "reliability": figure.reliability,
        "period": figure.period,
        "source": figure.source,
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "verdict": verdict.code,
        "difference": verdict.difference,
        "lower": verdict.lower,
        "upper": verdict.upper,
        "reason": verdict.reason,
    }
