"""The series of an authority beside those of Wales."""

from __future__ import annotations

from functools import lru_cache

from edau.understand.analysis.trends import Trend, trends_of
from edau.understand.catalogue import catalogue
from edau.understand.queries.observations import series_of

WALES = "W92000004"


@lru_cache(maxsize=32)
def authority_trends(tag: str, authority: str) -> tuple[Trend, ...]:
    """Every series of an authority or of Wales that has a value; read once, since every place in it shows them."""
    points = series_of([authority, WALES])
    return tuple(trends_of(authority, WALES, points, catalogue().series.values()))
