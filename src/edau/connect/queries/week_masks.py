"""The half hours of a week as they stand in a table, as one tuple."""

from __future__ import annotations

from collections.abc import Collection

from edau.connect.models.weeks import DAYS

WHOLE_DAY = (1 << 48) - 1
WHOLE_WEEK = (WHOLE_DAY,) * 7  # of whoever gave no times: any can be agreed
MASKS = tuple(f"free__{day}" for day in DAYS)

Week = tuple[int, ...]


def as_week(masks: Collection[int | None]) -> Week:
    """The seven masks of a row; whoever gave no times is free all week."""
    return tuple(WHOLE_DAY if mask is None else mask for mask in masks)


def both(one: Week, other: Week) -> Week:
    """The half hours that two weeks have in common."""
    return tuple(a & b for a, b in zip(one, other, strict=True))
