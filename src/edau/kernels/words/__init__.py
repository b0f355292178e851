"""Which texts speak of the same, by the rare words they share, and which say nearly the same."""

from edau.kernels.words.near import Near, near_pairs
from edau.kernels.words.rare import Like, nearest_group, rarity

__all__ = ["Like", "Near", "near_pairs", "nearest_group", "rarity"]
