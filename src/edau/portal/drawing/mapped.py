"""What the map for drawing is made of: outlines in pieces, by authority, and the words it says.

The map is the one part of Edau that needs script, and it comes only when somebody asks for it. Everything it does can
be done on the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from edau.core import stamps
from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.drawn import MOST_SMALL_AREAS, packed
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.drawing.shape import MOST_CORNERS
from edau.portal.queries.drawing import outlines_of_small_areas
from edau.portal.queries.neighbours import rings_of
from edau.ui.charts.paths import Affine, path
from edau.ui.links import address_of

# The plane of the map: 20 m on the ground to a unit, north up, from a corner west and north of Wales.
WEST, NORTH, UNIT_M = -5.6, 53.6, 20.0
METRES_OF_LATITUDE = 111_320.0
SQUEEZE = 0.6101  # cosine of 52.4° north, the middle of Wales
PLANE = Affine(
    METRES_OF_LATITUDE * SQUEEZE / UNIT_M,
    -WEST * METRES_OF_LATITUDE * SQUEEZE / UNIT_M,
    -METRES_OF_LATITUDE / UNIT_M,
    NORTH * METRES_OF_LATITUDE / UNIT_M,
)
COARSE = 10  # units: authorities are only the ground that small areas lie on


def outlines_of_wales(language: str) -> dict[str, Any]:
    """The authorities: what the map shows before anybody has chosen where."""
    return _wales(stamps.page_tag(), language)


def outlines_of_authority(code: str, language: str) -> dict[str, Any] | None:
    """The small areas of an authority; None if there is no such authority to be seen."""
    authority = visible_area(code)
    if authority is None or authority.kind != "authority":
        return None
    return _authority(stamps.page_tag(), code, language)


@lru_cache(maxsize=4)
def _wales(tag: str, language: str) -> dict[str, Any]:
    return {
        "areas": [
            _drawn(area, path(rings_of(area, tag), PLANE, grain=COARSE), language)
            for area in _in_order(every_area("authority"), language)
        ]
    }


@lru_cache(maxsize=64)
def _authority(tag: str, code: str, language: str) -> dict[str, Any]:
    known = outlines_of_small_areas()
    inside = [area for area in every_area("lsoa") if area.authority_id == code]
    return {
        "areas": [
            _drawn(area, path(known.get(area.code, ()), PLANE, grain=1), language)
            for area in _in_order(inside, language)
        ]
    }


def _in_order(areas: Iterable[Area], language: str) -> list[Area]:
    return sort_names(areas, language=language, name=lambda area: area.name(language))


def _drawn(area: Area, outline: str, language: str) -> dict[str, Any]:
    """An area on the map: code, name, residents, its middle and its path in the plane."""
    x, y = PLANE(area.longitude or 0.0, area.latitude or 0.0)
    return {
        "code": area.code,
        "name": area.name(language),
        "people": area.population or 0,
        "x": round(x),
        "y": round(y),
        "d": outline,
    }


def map_words(chosen: Iterable[str]) -> dict[str, str]:
    """What the page hands to the map: where its outlines come from, what is chosen, and every word it says."""
    codes = sorted(chosen)
    authorities = list(
        dict.fromkeys(
            area.authority_id for code in codes if (area := visible_area(code)) is not None and area.authority
        )
    )
    words = {
        "map": _("Map of small areas"),
        "how": _("Choose with the arrow keys and the space bar, or point and press."),
        "in": _("Closer"),
        "out": _("Farther"),
        "north": _("North"),
        "south": _("South"),
        "west": _("West"),
        "east": _("East"),
        "all": _("All that is chosen"),
        "people": _("%(name)s, %(people)s people"),
        "chosen": _("Small areas chosen: %(count)s. People: %(people)s."),
        "none": _("No small area is chosen yet."),
        "most": _("That is too many: a drawn place can have 600 small areas at most."),
        "trouble": _("The map could not be loaded. Try again, or use the list: it has the same small areas."),
        "loading": _("The map is on its way…"),
        "shape": _("Draw a shape"),
        "corners": _("Press on the map for each corner. Corners so far: %(count)s."),
        "undo": _("Take the last corner away"),
        "finish": _("Take what is inside"),
        "stop": _("Draw no shape"),
        "corners_most": _("A shape can have %(most)s corners at most.") % {"most": number(MOST_CORNERS)},
    }
    return {
        "outlines": address_of("portal:draw_outlines"),
        "areas": packed(codes),
        "within": ",".join(str(code) for code in authorities),
        "most": str(MOST_SMALL_AREAS),
        "corners": str(MOST_CORNERS),
        "plane": f"{PLANE.stretch_x} {PLANE.move_x} {PLANE.stretch_y} {PLANE.move_y}",
        "words": json.dumps(words, ensure_ascii=False),
    }
