"""The stored flows of people between places."""

from __future__ import annotations

from typing import NamedTuple

from edau.core.visibility import held_ids
from edau.understand.files.schema import OUTSIDE
from edau.understand.models import Flow


class FlowRow(NamedTuple):
    """People who go from one place to another; a code that is no area is Wales outside every listed place (`OUTSIDE`)
    or another country."""

    origin: str
    destination: str
    people: float


def every_flow(kind: str) -> list[FlowRow]:
    """Every flow of a kind (`work`, `migration`) by origin and destination.

    The people of a place that is held stay in the sums, but it is not named: they count as Wales outside the listed
    places. So a pair of ends may come more than once.
    """
    held = held_ids("places.Area")
    rows = Flow.objects.filter(kind=kind).order_by("origin", "destination").values_list(*FlowRow._fields)
    return [
        FlowRow(OUTSIDE if origin in held else origin, OUTSIDE if end in held else end, people)
        for origin, end, people in rows
    ]
