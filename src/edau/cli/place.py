"""`edau place Pontypridd`: the figures of a place, from the same facts and in the same words as its page."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


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
    from django.conf import settings

    from edau.cli.demo import prepare
    from edau.places.queries import visible_area
    from edau.portal.pages import area_page
    from edau.portal.queries.evidence import evidence_of
    from edau.portal.queries.search import find

    # On a machine nobody has set up this is a demonstration; an operator's installation is only read.
    if settings.DEMO:
        status = prepare()
        if status:
            return status
    asked = " ".join(arguments.name)
    answer = find(asked, arguments.language)
    exact = [one for one in answer.found if one.exact]
    area = visible_area(exact[0].code) if exact else None
    if area is None:
        return _not_found(asked, arguments, [one.name for one in answer.found[:3]])
    evidence = evidence_of(area)
    if arguments.json:
        say_json(_as_json(area, evidence))
        return 0
    page = area_page(area, evidence, arguments.language)
    if exact[0].kind == "locality":
        say(_("%(village)s lies here:") % {"village": exact[0].name})
    say(page.name)
    say(page.lead)
    for strength in page.strengths:
        say(f"  {strength.value:>8}  {strength.sentence}")
    for theme in page.themes:
        say(f"\n{theme.name}")
        for row in theme.lines:
            say(f"  {row.value:>12}  {row.name}" + (f" ({row.verdict})" if row.verdict else ""))
    return 0


def _not_found(asked: str, arguments: argparse.Namespace, near: list[str]) -> int:
    from edau.portal.queries.search import suggest_in_both_languages

    suggestions = near or suggest_in_both_languages(asked)
    if arguments.json:
        say_json({"error": "not_found", "asked": asked, "suggestions": suggestions})
    complain(_("There is no place called “%(asked)s”.") % {"asked": asked})
    if suggestions:
        complain(_("Did you mean %(names)s?") % {"names": ", ".join(suggestions)})
    return 2


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
