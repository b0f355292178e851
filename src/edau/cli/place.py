"""`edau place Pontypridd`: the figures of a place, from the same facts and in the same words as its page."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.lookup import look_up, not_found, ready
from edau.cli.words import say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("place", parents=[common], help=_("the figures of a place"))
    parser.add_argument(
        "name",
        nargs="+",
        metavar=_("name"),
        help=_("a town, village, authority or postcode, in either language"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.portal.pages.area import area_page
    from edau.portal.queries.evidence import evidence_of

    if status := ready():
        return status
    asked = " ".join(arguments.name)
    looked = look_up(asked, arguments.language)
    area = looked.area
    if area is None:
        return not_found(asked, arguments, looked.near)
    evidence = evidence_of(area)
    if arguments.json:
        say_json(_as_json(area, evidence))
        return 0
    page = area_page(area, evidence, arguments.language)
    if looked.village:
        say(_("%(village)s lies here:") % {"village": looked.village})
    say(page.name)
    say(page.lead)
    for strength in page.strengths:
        say(f"  {strength.value:>8}  {strength.sentence}")
    for theme in page.themes:
        say(f"\n{theme.name}")
        for row in theme.lines:
            say(f"  {row.value:>12}  {row.name}" + (f" ({row.verdict})" if row.verdict else ""))
    return 0


def _as_json(area: Any, evidence: Any) -> dict[str, Any]:
    return {
        "release": evidence.cube.release,
        "code": area.code,
        "kind": area.kind,
        "name_cy": area.name_cy,
        "name_en": area.name_en,
        "name_cy_source": area.name_cy_source,
        "name_cy_checked": area.name_cy_checked,
        "population": area.population,
        "households": area.households,
        "authority": area.authority_id,
        "figures": [
            {
                "indicator": key,
                "name_cy": figure.indicator.name.cy,
                "name_en": figure.indicator.name.en,
                "value": None if figure.withheld else figure.value,
                "lower": None if figure.withheld else figure.lower,
                "upper": None if figure.withheld else figure.upper,
                "numerator": None if figure.withheld else figure.numerator,
                "denominator": None if figure.withheld else figure.denominator,
                "interval": figure.interval,
                "status": figure.status,
                "reliability": figure.reliability,
                "level": figure.level,
                "vintage": figure.vintage,
                "period": figure.period,
                "source": figure.source,
                "wales": figure.wales,
                "beside_wales": figure.relation,
                "withheld": figure.withheld,
            }
            for key, figure in sorted(evidence.figures.items())
        ],
    }
