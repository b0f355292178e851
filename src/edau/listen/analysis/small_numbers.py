"""Small numbers hidden, with as many others as it takes that nobody can work them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from edau.kernels.deliberation import HIDDEN, suppress

Key = TypeVar("Key")


def safely(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The counts of bands that exclude one another, None where one is hidden: see `kernels.deliberation.suppress`. Nothing
    stays nothing, where there are no bands."""
    if not counts:
        return {}
    published = suppress(list(counts.values()))
    return {key: told(int(count)) for key, count in zip(counts, published.counts, strict=True)}


def told(count: int) -> int | None:
    """A count as `suppress` gives it back; None where it is hidden."""
    return None if count == HIDDEN else count
