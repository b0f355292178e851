"""How those who took part rated a principle, as far as everyone may see it."""

from __future__ import annotations

from collections.abc import Sequence

from edau.listen.analysis.small_numbers import Limits, safely


def shown(counts: Sequence[int]) -> list[Limits | None]:
    """For each level, from least to most, the least and the most who may have chosen it; None where that is hidden.

    `counts` are exact, of ratings counted five at a time (`listen.queries.principles`). Levels are given up to protect
    others in the order of the scale, the same for every table.
    """
    return list(safely(dict(enumerate(counts))).values())
