"""How places depend on one another: flows of people between them, ranks on axes, one label with its probability."""

from edau.kernels.dependence.flows import (
    Balance,
    FlowTable,
    Links,
    balance,
    flow_table,
    largest_links,
    largest_shares,
    reach,
    unlisted,
)
from edau.kernels.dependence.labels import axis_ranks, drawn_weights, label_of, label_shares, percentile_ranks

__all__ = [
    "Balance",
    "FlowTable",
    "Links",
    "axis_ranks",
    "balance",
    "drawn_weights",
    "flow_table",
    "label_of",
    "label_shares",
    "largest_links",
    "largest_shares",
    "percentile_ranks",
    "reach",
    "unlisted",
]
