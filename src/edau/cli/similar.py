"""`edau similar "Blaenau Ffestiniog"`: the places most like a place, how far to rely on that, and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.cli.lookup import look_up, not_found, ready
from edau.cli.words import complain, say, say_json

if TYPE_CHECKING:
    from edau.places.models import Area
    from edau.understand.analysis.likeness import Part, Peer

MOST = 50


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("similar", parents=[common], help=_("the places most like a place"))
    parser.add_argument(
        "name", nargs="+", metavar=_("name"), help=_("a town, village or postcode, in either language")
    )
    parser.add_argument(
        "-k", type=int, default=10, choices=range(1, MOST + 1), metavar="K", help=_("how many; else 10")
    )
    parser.add_argument("--all", action="store_true", help=_("those that cannot be relied on, too"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.understand.analysis import similar

    if status := ready():
        return status
    asked = " ".join(arguments.name)
    looked = look_up(asked, arguments.language)
    if looked.area is None:
        return not_found(asked, arguments, looked.near)
    # A village or a postcode is asked for by the town it is part of.
    place = looked.area if looked.area.kind == "place" else looked.area.place
    if place is None or not similar.takes_part(place.code):
        return _not_compared(looked.area, arguments)
    peers = similar.nearest(place.code, k=arguments.k)
    if arguments.json:
        say_json(_as_json(place, peers, arguments.language))
    else:
        _tell(place, peers, arguments)
    return 0


def _not_compared(area: Area, arguments: argparse.Namespace) -> int:
    name = area.name(arguments.language)
    if arguments.json:
        say_json({"error": "not_compared", "asked": name, "suggestions": []})
    complain(_("%(name)s is not one of the towns and villages that are compared.") % {"name": name})
    return 2


def _tell(place: Area, peers: tuple[Peer, ...], arguments: argparse.Namespace) -> None:
    from edau.places.queries import visible_areas
    from edau.understand.analysis import similar

    language, areas = arguments.language, visible_areas()
    named = {theme.key: theme.name.say(language) for theme in similar.themes()}
    say(_("Places like %(place)s") % {"place": place.name(language)})
    if missing := similar.missing_themes(place.code):
        say(
            _("Too little is known of so small a place to compare: %(themes)s.")
            % {"themes": ", ".join(named[theme] for theme in missing)}
        )
    shown = [one for one in peers if arguments.all or one.stability >= similar.STABLE]
    for peer in shown:
        say(f"\n{areas[peer.code].name(language)}")
        say(
            "  "
            + _("Among the ten nearest in %(share)s of the draws; distance %(distance)s.")
            % {"share": f"{100 * peer.stability:.0f}%", "distance": f"{peer.distance:.2f}"}
        )
        if not peer.near:
            say("  " + _("It is no nearer than a place taken at random."))
        if peer.alike:
            say("  " + _("Alike: %(themes)s.") % {"themes": _listed(peer.alike, named)})
        if peer.different:
            say("  " + _("Most different: %(themes)s.") % {"themes": _listed(peer.different, named)})
    if left := len(peers) - len(shown):
        say()
        say(
            ngettext(
                "%(count)s more is among the ten nearest in fewer than half of the draws; --all shows it.",
                "%(count)s more are among the ten nearest in fewer than half of the draws; --all shows them.",
                left,
            )
            % {"count": left}
        )


def _listed(parts: tuple[Part, ...], named: dict[str, str]) -> str:
    return ", ".join(named[part.theme] for part in parts)


def _as_json(place: Area, peers: tuple[Peer, ...], language: str) -> dict[str, Any]:
    from edau.places.queries import visible_areas
    from edau.understand.queries.releases import live_release_id

    areas = visible_areas()
    return {
        "release": live_release_id(),
        "place": _names(place, language),
        "neighbours": [
            {
                **_names(areas[peer.code], language),
                "distance": round(peer.distance, 4),
                "stability": round(peer.stability, 3),
                "alike": [part.theme for part in peer.alike],
                "different": [part.theme for part in peer.different],
            }
            for peer in peers
        ],
    }


def _names(area: Area, language: str) -> dict[str, str]:
    return {
        "code": area.code,
        "name": area.name(language),
        "name_cy": area.name_cy,
        "name_en": area.name_en,
    }
