"""The series of an authority beside those of Wales."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from edau.understand.analysis.figures import Figure, figures_of_authority
from edau.understand.analysis.trends import Trend, trends_of
from edau.understand.catalogue import catalogue
from edau.understand.queries.observations import series_of

WALES = "W92000004"


@lru_cache(maxsize=32)
def authority_trends(tag: str, authority: str) -> tuple[Trend, ...]:
    """Every series of an authority or of Wales that has a value; read once, since every place in it shows them."""
    points = series_of([authority, WALES])
    return tuple(trends_of(authority, WALES, points, catalogue().series.values()))


@lru_cache(maxsize=32)
def authority_figures(tag: str, authority: str) -> Mapping[str, Figure]:
    """The indicators that are the last period of these series: the same for every place in the authority."""
    return MappingProxyType(figures_of_authority(authority_trends(tag, authority)))
