"""`edau draw --around "Merthyr Tydfil" --km 3`: the figures of a place made of small areas, as its page shows them."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.lookup import ready
from edau.cli.words import complain, say, say_json

COUNTED = ("value", "lower", "upper", "numerator", "denominator")  # empty where a figure is withheld
SAID = ("interval", "status", "reliability", "level", "vintage", "period", "source", "wales", "withheld")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "draw", parents=[common], help=_("the figures of a place drawn from small areas")
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--around", metavar=_("name"), help=_("a postcode, town or village to draw round"))
    what.add_argument("--areas", metavar=_("codes"), help=_("codes of small areas, with commas between them"))
    parser.add_argument(
        "--km", help=_("the radius, 0.5 to 50 km; without it the small area that the spot lies in")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if status := ready():
        return status
    drawn = _of_areas(arguments) if arguments.areas is not None else _round(arguments)
    if isinstance(drawn, int):
        return drawn
    if arguments.json:
        say_json(_as_json(drawn))
        return 0
    _say(drawn, arguments.language)
    return 0


def _round(arguments: argparse.Namespace) -> Any:
    """The place round a spot; 2 where there is no such spot, radius or so many small areas."""
    from edau.language.numbers import number, shortest
    from edau.places.drawn import MOST_SMALL_AREAS
    from edau.portal.drawing.drawn import how_of
    from edau.portal.forms.drawing import HOW_FAR, kilometres
    from edau.portal.queries.drawing import Spots, drawn_round, spot_at, spots_of

    km = kilometres(arguments.km) if arguments.km else None
    if arguments.km and km is None:
        return _wrong(arguments, "wrong_radius", arguments.km, str(HOW_FAR))
    named = spot_at(arguments.around)  # a code or a postcode leaves no doubt
    spots = Spots(arguments.around, (named,)) if named else spots_of(arguments.around, arguments.language)
    if not spots.spots:
        return _not_found(arguments)
    if not spots.sure:
        names = [f"{spot.names[arguments.language]} ({spot.reference})" for spot in spots.spots]
        words = _("Which of these do you mean? %(names)s") % {"names": "; ".join(names)}
        return _wrong(arguments, "several", arguments.around, words, names)
    drawn = drawn_round(spots.spots[0], km)
    if drawn.trouble:
        words = _("That is more than %(most)s small areas. Round here, %(km)s km is the most.") % {
            "most": number(MOST_SMALL_AREAS),
            "km": shortest(drawn.most_km, 1),
        }
        return _wrong(arguments, drawn.trouble, arguments.km or "", words)
    return _evidence(drawn.small_areas, how_of(spots.spots[0], km, drawn.small_areas))


def _of_areas(arguments: argparse.Namespace) -> Any:
    """The place made of the small areas whose codes are given; 2 where one is not there."""
    from edau.places.drawn import MOST_SMALL_AREAS, unpacked
    from edau.places.queries import areas_by_code

    try:
        codes = unpacked(arguments.areas)
    except ValueError:
        codes = ()
    known = [code for code, area in areas_by_code(codes).items() if area.kind == "lsoa"]
    unknown = sorted(set(codes) - set(known))
    if not codes or unknown or len(codes) > MOST_SMALL_AREAS:
        words = _("Give the codes of 1 to 600 small areas, such as W01000003,W01000004.")
        return _wrong(arguments, "wrong_areas", ",".join(unknown) or arguments.areas, words)
    return _evidence(codes, {"way": "list"})


def _evidence(codes: tuple[str, ...], how: Any) -> Any:
    """The figures of a set of small areas that is not kept."""
    from edau.places.drawn import citation_of
    from edau.places.models import DrawnPlace
    from edau.places.queries import visible_areas
    from edau.portal.pages.drawn import drawn_evidence

    vintage = visible_areas()[codes[0]].vintage
    place = DrawnPlace(
        citation=citation_of(codes, vintage), vintage=vintage, small_areas=list(codes), how=dict(how)
    )
    return drawn_evidence(place)


def _say(drawn: Any, language: str) -> None:
    from edau.portal.drawing.drawn import facts_of_composition, how_in_words, lead_of
    from edau.portal.pages.drawn import reader_of_drawn
    from edau.portal.pages.profile import facts_of, strength_lines, theme_blocks

    evidence = drawn.evidence
    reader = reader_of_drawn(drawn, language)
    facts = facts_of(evidence.figures, reader, evidence.cube)
    say(drawn.area.name(language))
    say(lead_of(drawn.composition, language))
    say(how_in_words(drawn.place.how, language))
    for line in facts_of_composition(drawn.composition):
        say(f"  {line.value:>8}  {line.label}")
    for strength in strength_lines(evidence.figures, facts, reader):
        say(f"  {strength.value:>8}  {strength.sentence}")
    for theme in theme_blocks(evidence.figures, facts, reader, evidence.cube):
        say(f"\n{theme.name}")
        for row in theme.lines:
            say(f"  {row.value:>12}  {row.name}" + (f" ({row.verdict})" if row.verdict else ""))
    say()
    say(_("Drawn place %(citation)s") % {"citation": drawn.place.citation})


def _not_found(arguments: argparse.Namespace) -> int:
    from edau.portal.queries.search import suggest_in_both_languages

    words = _("There is no place called “%(asked)s”.") % {"asked": arguments.around}
    suggestions = suggest_in_both_languages(arguments.around)
    if suggestions:
        words += " " + _("Did you mean %(names)s?") % {"names": ", ".join(suggestions)}
    return _wrong(arguments, "not_found", arguments.around, words, suggestions)


def _wrong(
    arguments: argparse.Namespace, code: str, asked: str, words: str, suggestions: list[str] | None = None
) -> int:
    if arguments.json:
        say_json({"error": code, "asked": asked, "suggestions": suggestions or []})
    complain(words)
    return 2


def _as_json(drawn: Any) -> dict[str, Any]:
    composition, evidence = drawn.composition, drawn.evidence
    return {
        "release": evidence.cube.release,
        "citation": drawn.place.citation,
        "vintage": drawn.place.vintage,
        "name_cy": drawn.area.name_cy,
        "name_en": drawn.area.name_en,
        "how": drawn.place.how,
        "population": composition.people,
        "households": composition.households,
        "area_km2": round(composition.km2, 2),
        "people_per_km2": None if composition.per_km2 is None else round(composition.per_km2, 1),
        "authorities": [{**_names(area), "small_areas": count} for area, count in composition.authorities],
        "small_areas": [{**_names(area), "population": area.population} for area in composition.areas],
        "figures": [_figure(key, figure) for key, figure in sorted(evidence.figures.items())],
    }


def _names(area: Any) -> dict[str, Any]:
    return {"code": area.code, "name_cy": area.name_cy, "name_en": area.name_en}


def _figure(key: str, figure: Any) -> dict[str, Any]:
    return {
        "indicator": key,
        "name_cy": figure.indicator.name.cy,
        "name_en": figure.indicator.name.en,
        **{name: None if figure.withheld else getattr(figure, name) for name in COUNTED},
        **{name: getattr(figure, name) for name in SAID},
        "beside_wales": figure.relation,
    }
