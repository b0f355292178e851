"""Which texts speak of the same, by the rare words they share."""

from edau.kernels.words.rare import Like, nearest_group, rarity

__all__ = ["Like", "nearest_group", "rarity"]
