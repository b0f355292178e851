"""The small area in which a point of somebody else's data lies."""

from __future__ import annotations

from edau.connect.queries.areas import middle_of
from edau.connect.queries.impact import kilometres
from edau.places.analysis import small_area_at

FARTHEST_KM = 25.0  # from the point that stands for a small area: the largest ones of Wales reach that far


def area_at(latitude: float, longitude: float) -> str | None:
    """The small area that holds a point; None for one that is surely not in Wales. A few queries."""
    code = small_area_at(longitude, latitude)
    middle = middle_of(code) if code is not None else None
    if middle is None or kilometres(middle, (latitude, longitude)) > FARTHEST_KM:
        return None
    return code
