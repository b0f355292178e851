"""Which stories say nearly the same. What this finds is proposed, never decided."""

from __future__ import annotations

from collections.abc import Sequence

from edau.kernels.words import Near, near_pairs
from edau.listen.analysis.likeness import keys_of
from edau.listen.models import Contribution


def repeats(said: Sequence[Contribution]) -> list[Near]:
    """Every two of these, in one language or in both, most of whose words are the same in any of their forms. No query where
    the additions have been fetched."""
    return near_pairs({one.pk: keys_of(one) for one in said})
