"""The map of a place's links to work: drawn once for each place and language, and kept until a stamp changes."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.language.numbers import percent
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.queries.neighbours import rings_of
from edau.portal.words import links as links_words
from edau.ui.charts import flows as maps
from edau.understand.analysis.depend import Direction, dependence_of

SIDES = {"E": "east", "S": "north", "N": "west"}  # where other countries lie from Wales


@lru_cache(maxsize=1_000)
def map_drawn(tag: str, code: str, outward: bool, language: str) -> SafeString:
    """The map of a place's links to work in one direction; drawn once until a stamp changes. Empty where its spot is not
    known."""
    area, found = visible_area(code), dependence_of(code)
    direction = (found.work_out if outward else found.work_in) if found else None
    if area is None or area.longitude is None or area.latitude is None or direction is None:
        return SafeString("")
    with override(language):
        return _map(area, area.longitude, area.latitude, direction, outward, tag, language)


def _map(
    area: Area,
    longitude: float,
    latitude: float,
    direction: Direction,
    outward: bool,
    tag: str,
    language: str,
) -> SafeString:
    ends, beyond, said = [], [], []
    for link in direction.links:
        name, share = links_words.end_name(link.code, language), percent(100 * link.share, 0)
        said.append(f"{name} {share}")
        end = visible_area(link.code)
        if end is not None and end.longitude is not None and end.latitude is not None:
            ends.append(maps.End(end.longitude, end.latitude, said[-1], link.share))
        else:
            beyond.append(maps.Beyond(SIDES.get(link.code[:1], "east"), said[-1], link.share))
    title = (
        _("Map: where people who live here work (%(name)s)")
        if outward
        else _("Map: where people who work here live (%(name)s)")
    )
    return maps.draw(
        maps.FlowMap(
            key="map-out" if outward else "map-in",
            title=title % {"name": area.name(language)},
            description=_("The largest links: %(links)s.") % {"links": "; ".join(said)}
            if said
            else _("No link of one person or more is known."),
            here=area.name(language),
            longitude=longitude,
            latitude=latitude,
            outward=outward,
            ends=ends,
            beyond=beyond,
            land=[rings_of(one, tag) for one in every_area("authority")],
        )
    )
