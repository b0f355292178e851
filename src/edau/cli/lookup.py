"""Finding the area that a command is about by what a person typed, and saying so where there is none."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from edau.cli.words import complain, say_json

if TYPE_CHECKING:
    from edau.places.models import Area


@dataclass(frozen=True)
class Looked:
    """What a search for one area came to: the area, if its whole name, postcode or code was typed, else names like it.

    `village` is the name that was typed where it is that of a village inside the area.
    """

    area: Area | None
    village: str = ""
    near: tuple[str, ...] = ()


def ready() -> int:
    """Prepares what is missing on a machine nobody has set up; an operator's installation is only read. An exit status."""
    from django.conf import settings

    from edau.cli.demo import prepare

    return prepare() if settings.DEMO else 0


def look_up(asked: str, language: str) -> Looked:
    """The area of this name, in either language and mutated or not; of this postcode; of this code."""
    from edau.places.queries import visible_area
    from edau.portal.queries.search import find

    answer = find(asked, language)
    exact = [one for one in answer.found if one.exact]
    area = visible_area(exact[0].code) if exact else None
    if area is None:
        return Looked(None, near=tuple(one.name for one in answer.found[:3]))
    return Looked(area, village=exact[0].name if exact[0].kind == "locality" else "")


def not_found(asked: str, arguments: argparse.Namespace, near: tuple[str, ...]) -> int:
    """Says that there is no such place, and which there are; returns the exit status of a wrong word."""
    from edau.portal.queries.search import suggest_in_both_languages

    suggestions = list(near) or suggest_in_both_languages(asked)
    if arguments.json:
        say_json({"error": "not_found", "asked": asked, "suggestions": suggestions})
    complain(_("There is no place called “%(asked)s”.") % {"asked": asked})
    if suggestions:
        complain(_("Did you mean %(names)s?") % {"names": ", ".join(suggestions)})
    return 2
