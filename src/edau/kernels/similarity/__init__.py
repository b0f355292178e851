"""Which places are like which: transforms, weights, distances, reasons, stability and types."""

from edau.kernels.similarity.distance import ByTheme, Space, all_distances, combine, theme_distances
from edau.kernels.similarity.neighbours import explain, nearest
from edau.kernels.similarity.pruning import Pruned, prune, rank_correlation
from edau.kernels.similarity.stability import Draws, draw, overlap, stability
from edau.kernels.similarity.transforms import Scores, other_scores, share_scores, size_scores
from edau.kernels.similarity.types import (
    Grouping,
    Membership,
    adjusted_rand,
    bootstrap_stability,
    choose,
    components,
    consensus,
    k_means,
    membership,
)

__all__ = [
    "ByTheme",
    "Draws",
    "Grouping",
    "Membership",
    "Pruned",
    "Scores",
    "Space",
    "adjusted_rand",
    "all_distances",
    "bootstrap_stability",
    "choose",
    "combine",
    "components",
    "consensus",
    "draw",
    "explain",
    "k_means",
    "membership",
    "nearest",
    "other_scores",
    "overlap",
    "prune",
    "rank_correlation",
    "share_scores",
    "size_scores",
    "stability",
    "theme_distances",
]
