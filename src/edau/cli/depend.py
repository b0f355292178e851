"""`edau depend Newtown`: how a place depends on others, from the same findings and in the same words as its page."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.lookup import ready
from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "depend", parents=[common], help=_("how a place and others rely on each other")
    )
    parser.add_argument("name", nargs="+", metavar=_("name"), help=_("a town or village, in either language"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.places.queries import visible_area
    from edau.portal.queries.search import find
    from edau.understand.analysis.cube import cube
    from edau.understand.analysis.depend import dependence_of

    if status := ready():
        return status
    asked = " ".join(arguments.name)
    answer = find(asked, arguments.language)
    exact = [one for one in answer.found if one.exact]
    area = visible_area(exact[0].code) if exact else None
    found = dependence_of(area.code) if area else None
    if area is None or found is None:
        return _no_place(
            asked, area, arguments, [one.name for one in answer.found if one.kind == "place"][:3]
        )
    if arguments.json:
        say_json(_as_json(area, found, cube().release))
    else:
        _tell(area, found, cube(), arguments.language)
    return 0


def _tell(area: Any, found: Any, whole: Any, language: str) -> None:
    from edau.portal.pages.links import links_page

    page = links_page(area, found, whole.tag, whole.release, language)
    say(page.title)
    for line in (page.lead, *page.how_sure, *page.notes):
        say(line)
    for axis in page.axes:
        say(f"\n{axis.name}: {axis.says}")
        for sentence in axis.sentences:
            say(f"  {sentence}")
    for block in (*page.work, *page.moves):
        say(f"\n{block.title}")
        for name, people, share in block.table.cells:
            say(f"  {people:>8} {share:>5}  {name}")
        say(f"  {block.notes[0]}")
    if not page.axes and page.services:
        say()
        for name, here, *_rates in page.services.cells:
            say(f"  {here:>8}  {name}")


def _no_place(asked: str, area: Any, arguments: argparse.Namespace, near: list[str]) -> int:
    """What was asked for is not known, or is no listed town or village."""
    from edau.portal.queries.search import suggest_in_both_languages

    suggestions = near or ([] if area else suggest_in_both_languages(asked))
    if arguments.json:
        error = "not_a_place" if area else "not_found"
        say_json({"error": error, "asked": asked, "suggestions": suggestions})
    if area:
        complain(
            _(
                "Links are worked out for towns and villages of 1,000 residents or more; “%(asked)s” is not one."
            )
            % {"asked": asked}
        )
    else:
        complain(_("There is no place called “%(asked)s”.") % {"asked": asked})
    if suggestions:
        complain(_("Did you mean %(names)s?") % {"names": ", ".join(suggestions)})
    return 2


def _as_json(area: Any, found: Any, release: str) -> dict[str, Any]:
    from edau.understand.analysis.depend import MOVES_SOURCE, PERIOD, WORK_SOURCE
    from edau.understand.dependence import dependence_model

    model = dependence_model()
    return {
        "release": release,
        "model": model.version,
        "code": area.code,
        "name_cy": area.name_cy,
        "name_en": area.name_en,
        "population": area.population,
        "standing": found.standing,
        "fit": found.fit,
        "finding": found.label.code,
        "labels": [
            {
                "code": label.code,
                "says_cy": label.says.cy,
                "says_en": label.says.en,
                "p": found.shares[label.code],
            }
            for label in model.labels
            if label.code in (found.label.params.get(name) for name in ("label", "lower", "upper"))
        ],
        "shares": dict(found.shares),
        "score": found.score,
        "compared": found.compared,
        "axes": [
            {"key": axis.key, "rank": axis.rank, "measures": dict(axis.measures)} for axis in found.axes
        ],
        "services": [
            {
                "indicator": one.indicator,
                "count": one.count,
                "per_1000": one.rate,
                "wales_per_1000": one.wales_rate,
                "period": one.period,
                "source": one.source,
            }
            for one in found.services
        ],
        "work": _both_ways(found.work_out, found.work_in, PERIOD, WORK_SOURCE, "travel_lockdown"),
        "moves": _both_ways(found.moves_out, found.moves_in, PERIOD, MOVES_SOURCE, "census_lockdown"),
    }


def _both_ways(out: Any, into: Any, period: str, source: str, caveat: str) -> dict[str, Any] | None:
    """The flows of one kind with all that makes them citable; None where they are left out."""
    from edau.understand.catalogue import catalogue

    if out is None or into is None:
        return None
    return {
        "period": period,
        "source": source,
        "status": "e",
        "caveat_cy": catalogue().word("caveats", caveat, "cy"),
        "caveat_en": catalogue().word("caveats", caveat, "en"),
        "out": _direction(out),
        "in": _direction(into),
    }


def _direction(direction: Any) -> dict[str, Any]:
    from edau.portal.words.links import end_name

    return {
        "total": round(direction.total, 1),
        "stay": round(direction.stay, 1),
        "elsewhere": round(direction.elsewhere, 1),
        "rest": round(direction.rest, 1),
        "links": [
            {
                "code": link.code,
                "name_cy": end_name(link.code, "cy"),
                "name_en": end_name(link.code, "en"),
                "people": round(link.people, 1),
                "share": round(link.share, 4),
            }
            for link in direction.links
        ],
    }
