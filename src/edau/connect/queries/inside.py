"""What lies in an area: the codes by which the parties and needs there are kept."""

from __future__ import annotations

from edau.core.stamps import page_tag
from edau.places.choices import Kind
from edau.places.queries import LINKS, WALES, visible_areas

_KNOWN: dict[tuple[str, str], tuple[str, ...]] = {}
MOST_KNOWN = 500


def inside(code: str) -> tuple[str, ...]:
    """The code of an area and of everything that lies in it; empty for one that is not there or held. One query for the
    stamps; what was worked out is kept until they change."""
    tag = page_tag()
    if (tag, code) not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[tag, code] = _inside(code)
    return _KNOWN[tag, code]


def _inside(code: str) -> tuple[str, ...]:
    areas = visible_areas()
    area = areas.get(code)
    if area is None:
        return ()
    if code == WALES or area.kind == Kind.COUNTRY:
        return tuple(areas)
    link = f"{area.kind}_id"
    if area.kind not in LINKS:
        return (code,)
    return (code, *(one.code for one in areas.values() if getattr(one, link) == code and one.code != code))
