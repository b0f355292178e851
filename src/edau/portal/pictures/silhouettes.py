"""The shape of an area with its services: drawn once for each area and language, since outlines change only with a
release, and kept until a stamp changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.queries.neighbours import rings_of, rings_round
from edau.portal.words.services import service_words
from edau.ui.charts import outline as outlines
from edau.understand.queries.observations import services_of

SYMBOLS = {
    "school": "school",
    "gp_practice_2022": "surgery",
    "library": "library",
    "nhs_hospital_site": "hospital",
    "railway_station": "station",
}


@dataclass(frozen=True)
class KeyLine:
    symbol: SafeString
    text: str


@dataclass(frozen=True)
class Silhouette:
    svg: SafeString
    key: tuple[KeyLine, ...]


@lru_cache(maxsize=1_000)
def silhouette_drawn(tag: str, code: str, language: str) -> Silhouette | None:
    """The shape of a visible area, those round it and the services in it; None where no outline is known."""
    area = visible_area(code)
    rings = rings_of(area, tag) if area else []
    if area is None or not rings:
        return None
    with override(language):
        return _silhouette(area, rings, rings_round(area, rings, tag), language)


def _silhouette(
    area: Area, rings: list[outlines.Ring], near: list[outlines.Ring], language: str
) -> Silhouette:
    services = services_of(area) if area.kind in ("place", "lsoa") else []
    shown = [service for service in services if service.kind in SYMBOLS]
    counts = Counter(service.kind for service in shown)
    present = [kind for kind in SYMBOLS if counts[kind]]
    drawn = outlines.Outline(
        key="outline",
        title=_("The shape of %(name)s") % {"name": area.name(language)},
        description="; ".join(service_words(kind, counts[kind]) for kind in present),
        rings=rings,
        neighbours=near,
        spots=[outlines.Spot(SYMBOLS[s.kind], s.longitude, s.latitude) for s in shown],
    )
    key = tuple(KeyLine(outlines.symbol(SYMBOLS[k]), service_words(k, counts[k])) for k in present)
    return Silhouette(outlines.draw(drawn), key)
