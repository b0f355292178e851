"""Small numbers hidden, with as many others as it takes that nobody can work them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypeVar

from edau.kernels.deliberation import HIDDEN, LEAST, suppress

Key = TypeVar("Key")
Limits: TypeAlias = tuple[int, int]  # the least and the most that a number can be

STEP = 5  # numbers that are shown are open by so many values: what one voice more or less changes cannot be read off


def safely(counts: Mapping[Key, int]) -> dict[Key, Limits | None]:
    """The counts of bands that exclude one another, each as the least and the most it can be, None where it is hidden: see
    `kernels.deliberation.suppress`. Rounded down to steps of five, since the same voices stand in several tables, and one
    could be taken from another. Nothing stays nothing, where there are no bands."""
    if not counts:
        return {}
    published = suppress(list(counts.values()), step=STEP)
    return {
        key: limits(int(count), published.total) for key, count in zip(counts, published.counts, strict=True)
    }


def limits(count: int, total: int) -> Limits | None:
    """What a count that was rounded down can be, with so many in all; None where it is hidden."""
    return None if count == HIDDEN else (count, min(count + STEP - 1, total))


def too_few(count: int) -> bool:
    """Whether so few are not counted out."""
    return count < LEAST


def told(count: int) -> int | None:
    """A count as `suppress` gives it back; None where it is hidden."""
    return None if count == HIDDEN else count
