"""The areas that a reader puts side by side: listed ones by their code, drawn ones by their citation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edau.places.drawn import CITATION, drawn_place
from edau.places.models import Area
from edau.places.queries import visible_area, visible_areas
from edau.portal.addresses import area_address
from edau.portal.drawn_page import PREFIX, drawn_evidence
from edau.portal.queries.evidence import WITH_FIGURES, evidence_of
from edau.ui.links import address_in
from edau.understand.analysis.figures import Figure

MOST = 5
DRAWN = re.compile(rf"{PREFIX}({CITATION})")


@dataclass(frozen=True)
class Side:
    """One of the areas side by side. `small_areas` are those of a drawn place; empty for a listed area."""

    key: str
    name: str
    address: str
    area: Area
    small_areas: frozenset[str]
    figures: Mapping[str, Figure]

    @property
    def kind(self) -> str:
        return "drawn" if self.small_areas else self.area.kind


def side_of(key: str, language: str) -> Side | None:
    """The side that a key of an address stands for; None where there is nothing to see under it, or no figures."""
    drawn = DRAWN.fullmatch(key)
    if drawn:
        return _drawn(key, drawn[1], language)
    area = visible_area(key)
    if area is None or area.kind not in WITH_FIGURES:
        return None
    figures = evidence_of(area).figures
    return Side(key, area.name(language), area_address(area, language), area, frozenset(), figures)


def share_people(one: Side, other: Side) -> bool:
    """Whether some people are counted on both sides, so that a difference between them cannot be judged."""
    if one.small_areas and other.small_areas:
        return bool(one.small_areas & other.small_areas)
    if not one.small_areas and not other.small_areas:
        return _lies_in(one.area, other.area) or _lies_in(other.area, one.area)
    drawn, listed = (one, other) if one.small_areas else (other, one)
    areas = visible_areas()
    return any(code in areas and _lies_in(areas[code], listed.area) for code in drawn.small_areas)


def _lies_in(inner: Area, outer: Area) -> bool:
    if outer.kind == "country" or inner.code == outer.code:
        return True
    above = (inner.place_id, inner.authority_id, inner.health_board_id, inner.board_id)
    return outer.code in above


def _drawn(key: str, citation: str, language: str) -> Side | None:
    place = drawn_place(citation)
    if place is None:
        return None
    found = drawn_evidence(place)
    codes = frozenset(area.code for area in found.composition.areas)
    if not codes:
        return None
    address = address_in(language, "portal:drawn", citation)
    return Side(key, found.area.name(language), address, found.area, codes, found.evidence.figures)
