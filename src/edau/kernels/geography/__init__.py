"""Where things are: shares of areas, distances, the plane of a drawing and lines with fewer points."""

from edau.kernels.geography.aggregation import (
    OUTSIDE,
    Covered,
    link_shares,
    people_among_ranked,
    purity,
    reconstruct_count,
    share_out,
    share_out_flows,
    weighted_mean,
)
from edau.kernels.geography.distance import Nearest, haversine, nearest
from edau.kernels.geography.inside import inside
from edau.kernels.geography.projection import Frame, from_plane, to_plane
from edau.kernels.geography.simplify import douglas_peucker, ring_area, simplify_rings, visvalingam

__all__ = [
    "OUTSIDE",
    "Covered",
    "Frame",
    "Nearest",
    "douglas_peucker",
    "from_plane",
    "haversine",
    "inside",
    "link_shares",
    "nearest",
    "people_among_ranked",
    "purity",
    "reconstruct_count",
    "ring_area",
    "share_out",
    "share_out_flows",
    "simplify_rings",
    "to_plane",
    "visvalingam",
    "weighted_mean",
]
