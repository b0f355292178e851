"""From values to places on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Linear:
    """A straight scale: `low` at `start`, `high` at `end` (which may lie above it on paper)."""

    low: float
    high: float
    start: float = 0.0
    end: float = 100.0

    def __call__(self, value: float) -> float:
        """Where a value lies. Where low and high are the same, everything lies in the middle.

        >>> Linear(0, 50, 140, 24)(25)
        82.0
        """
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def around(values: Iterable[float | None], air: float = 0.08) -> tuple[float, float]:
    """The ends of an axis that holds all values, with a little air. Missing values are left out; a flat
    series gets an axis round it. Raises ValueError where there is no value at all.

    >>> around([10, None, 20], air=0.1)
    (9.0, 21.0)
    >>> around([5.0])
    (4.5, 5.5)
    """
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    edge = (high - low) * air or abs(high) * 0.1 or 1.0
    return low - edge, high + edge
