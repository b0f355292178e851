"""What may be said about numbers: intervals, reliability, comparisons, fractions and distributions."""

from edau.kernels.indicators.comparison import (
    compare_many,
    compare_published,
    compare_shares,
    compare_with_fixed,
    compare_with_rest,
)
from edau.kernels.indicators.density import ridge, span
from edau.kernels.indicators.differences import newcombe, newcombe_p
from edau.kernels.indicators.discoveries import adjust, benjamini_hochberg
from edau.kernels.indicators.fractions import closeness, nearest_fraction
from edau.kernels.indicators.intervals import Interval, byar, exact_poisson, normal_quantile, wilson
from edau.kernels.indicators.reliability import (
    between_place_reliability,
    grade,
    graded,
    share_variance,
    variance_from_interval,
)

__all__ = [
    "Interval",
    "adjust",
    "benjamini_hochberg",
    "between_place_reliability",
    "byar",
    "closeness",
    "compare_many",
    "compare_published",
    "compare_shares",
    "compare_with_fixed",
    "compare_with_rest",
    "exact_poisson",
    "grade",
    "graded",
    "nearest_fraction",
    "newcombe",
    "newcombe_p",
    "normal_quantile",
    "ridge",
    "share_variance",
    "span",
    "variance_from_interval",
    "wilson",
]
