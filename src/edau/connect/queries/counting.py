"""How many offer and how many need something of each group of skills, area by area: of people nothing but that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from edau.connect.models import Offered
from edau.connect.queries.needs import shown
from edau.connect.queries.offers import offered


class Given(NamedTuple):
    """One party that offers something of a group, or one open need of it, in a small area."""

    area: str
    group: int
    synthetic: bool


def givers() -> Iterable[Given]:
    """Each party once for each group of skills of which it offers something. One query."""
    found = Offered.objects.filter(capability__in=offered()).values_list(
        "capability__party__area", "group", "capability__party__synthetic", "capability__party"
    )
    return [Given(*row[:3]) for row in found.distinct()]


def wanted() -> Iterable[Given]:
    """Each need for a skill that everyone may read. One query."""
    found = shown().exclude(group=None).values_list("area", "group", "synthetic")
    return [Given(area, group, made_up) for area, group, made_up in found if group is not None]
