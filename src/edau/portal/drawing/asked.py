"""What the address of a drawing asks for: which small areas, and by which way they were chosen."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from edau.language.numbers import number
from edau.places.drawn import MOST_SMALL_AREAS, unpacked
from edau.places.queries import areas_by_code
from edau.portal.forms.drawing import kilometres
from edau.portal.queries.drawing import spot_at


def chosen_of(asked: QueryDict) -> tuple[tuple[str, ...], str]:
    """The small areas that an address names and that are there; and what is wrong with them, in words."""
    try:
        wanted = unpacked(asked.get("areas", ""))
    except ValueError:
        return (), _("The address does not say which small areas it means. Choose them again.")
    codes = tuple(code for code, area in areas_by_code(wanted).items() if area.kind == "lsoa")
    if not codes:
        return (), _("Choose at least one small area.")
    if len(codes) > MOST_SMALL_AREAS:
        return codes, too_many(len(codes))
    return codes, ""


def too_many(count: int) -> str:
    return _("These are %(count)s small areas. A drawn place can have %(most)s at most: leave some out.") % {
        "count": number(count),
        "most": number(MOST_SMALL_AREAS),
    }


def way_of(asked: QueryDict) -> dict[str, Any]:
    """By which way an address says that it was drawn."""
    at = asked.get("at", "")
    spot = spot_at(at) if at else None
    return {"spot": spot, "km": kilometres(asked.get("km", "")), "way": asked.get("way", "")}
