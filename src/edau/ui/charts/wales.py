"""Wales: its authorities, places as dots; one place marked; or an indicator in at most five classes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.paths import Ring, thinned_path
from edau.ui.charts.svg import picture, short

BOX = "0 0 300 382"
_SQUEEZE, _SCALE = math.cos(math.radians(52.4)), 175


@dataclass(frozen=True)
class Dot:
    """A place on the map: its spot, its people (who size the dot), and a class of 0 to 4 where it shows
    one."""

    longitude: float
    latitude: float
    people: float
    group: int | None = None


def spot(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point of Wales lies in the box of the map."""
    return (longitude + 5.36) * _SQUEEZE * _SCALE, (53.46 - latitude) * _SCALE


def land(authorities: Iterable[Sequence[Ring]], tolerance: float = 0.7) -> str:
    """The outline of every authority as one path: slow to make, so made once for a release and kept."""
    return "".join(thinned_path(rings, spot, tolerance) for rings in authorities)


def draw_places(*, key: str, title: str, description: str, land_path: str, dots: Iterable[Dot]) -> SafeString:
    """Every place as a dot whose area grows with its people; with groups, shaded in at most five steps."""
    circles = []
    for dot in sorted(dots, key=lambda dot: -dot.people):
        x, y = spot(dot.longitude, dot.latitude)
        cls = f' class="g{dot.group}"' if dot.group is not None else ""
        radius = short(max(1.6, math.sqrt(dot.people) / 42))
        circles.append(f'<circle{cls} cx="{short(x, 0)}" cy="{short(y, 0)}" r="{radius}"/>')
    body = f'<path class="land" d="{land_path}"/><g class="dots">{"".join(circles)}</g>'
    return picture(body, key=key, title=title, description=description, cls="wales", view_box=BOX)


def draw_locator(
    *, key: str, title: str, land_path: str, longitude: float, latitude: float, label: str
) -> SafeString:
    """Wales with one spot in the colour of the pin, and its name on the side where there is room. The name has no halo:
    it is read on land as on sea, and a halo would eat the coast."""
    x, y = spot(longitude, latitude)
    left = x > 170
    label_x, side = (x - 12, "end") if left else (x + 12, "start")
    body = (
        f'<path class="land" d="{land_path}"/>'
        f'<circle class="spot" cx="{short(x, 0)}" cy="{short(y, 0)}" r="7"/>'
        f'<text x="{short(label_x, 0)}" y="{short(y + 5, 0)}" text-anchor="{side}">'
        f"{escape(label)}</text>"
    )
    return picture(body, key=key, title=title, cls="wales", view_box=BOX)
