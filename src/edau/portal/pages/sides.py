"""The areas that a reader puts side by side: listed ones by their code, drawn ones by their citation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edau.places.drawn import CITATION, drawn_place
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.addresses import area_address
from edau.portal.pages.drawn import PREFIX, drawn_evidence
from edau.portal.queries.evidence import WITH_FIGURES, evidence_of
from edau.ui.links import address_in
from edau.understand.analysis.figures import Figure
from edau.understand.queries.small_areas import small_areas_of

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
    """Whether some people are counted on both sides, so that a difference between them cannot be judged.

    Listed places are put together from parts of small areas, so two of them may have parts of the same small area and
    no person in common; every other pair that meets in a small area shares the people who live there.
    """
    if one.key == other.key:
        return True
    if one.kind == other.kind == "place":
        return False
    return bool(_made_of(one) & _made_of(other))


def _made_of(side: Side) -> frozenset[str]:
    return side.small_areas or small_areas_of(side.area)


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
