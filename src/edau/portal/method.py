"""The figures of the live release that the page about our methods tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edau.core import stamps
from edau.language.numbers import number
from edau.understand.analysis import similar
from edau.understand.queries.peers import every_neighbour

# An earlier project found the first of these more like the second than like the third.
BLAENAU_FFESTINIOG, NELSON, PORTHMADOG = "W37000076", "W38000098", "W37000357"


@dataclass(frozen=True)
class MethodFigures:
    """In words: how many themes and types there are, the part of the nearest that are stable, and two distances."""

    themes: str
    types: str
    stable: str
    to_nelson: str
    to_porthmadog: str


def method_figures() -> MethodFigures:
    return _figures(stamps.page_tag())


@lru_cache(maxsize=2)
def _figures(tag: str) -> MethodFigures:
    nearest = [row for row in every_neighbour() if row.rank <= similar.NEAREST]
    stable = sum(row.stability >= similar.STABLE for row in nearest)
    return MethodFigures(
        themes=number(len(similar.themes())),
        types=number(len(similar.types())),
        stable=number(100 * stable / len(nearest)) if nearest else "–",
        to_nelson=_distance(NELSON),
        to_porthmadog=_distance(PORTHMADOG),
    )


def _distance(other: str) -> str:
    """A dash where either is held."""
    if not (similar.takes_part(BLAENAU_FFESTINIOG) and similar.takes_part(other)):
        return "–"
    return number(similar.pair(BLAENAU_FFESTINIOG, other).distance, 2)
