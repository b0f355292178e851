"""Hearing people out and saying who was not heard: triads, zones, groups, hidden small numbers, missing voices."""

from edau.kernels.deliberation.composition import (
    EnergyTest,
    centre,
    closed,
    compare_groups,
    energy_test,
    ilr,
)
from edau.kernels.deliberation.cross_tables import cross_bounds, suppress_cross, with_totals
from edau.kernels.deliberation.density import TriangleDensity, cell_corners, triangle_density
from edau.kernels.deliberation.differencing import Joint, joint_bounds, safe_to_publish
from edau.kernels.deliberation.representation import (
    Band,
    Representation,
    count_bands,
    dissimilarity,
    more_needed,
    represent,
    represent_published,
)
from edau.kernels.deliberation.signification import (
    DYAD_ZONES,
    NO_ZONE,
    ZONES,
    canvas_of_shares,
    dyad_zone_numbers,
    shares_of_canvas,
    shares_of_zone,
    whole_shares,
    zone_numbers,
    zone_of,
)
from edau.kernels.deliberation.suppression import HIDDEN, LEAST, Published, bounds, suppress, suppress_but_few
from edau.kernels.deliberation.zones import ZoneCounts, count_zones

__all__ = [
    "DYAD_ZONES",
    "HIDDEN",
    "LEAST",
    "NO_ZONE",
    "ZONES",
    "Band",
    "EnergyTest",
    "Joint",
    "Published",
    "Representation",
    "TriangleDensity",
    "ZoneCounts",
    "bounds",
    "canvas_of_shares",
    "cell_corners",
    "centre",
    "closed",
    "compare_groups",
    "count_bands",
    "count_zones",
    "cross_bounds",
    "dissimilarity",
    "dyad_zone_numbers",
    "energy_test",
    "ilr",
    "joint_bounds",
    "more_needed",
    "represent",
    "represent_published",
    "safe_to_publish",
    "shares_of_canvas",
    "shares_of_zone",
    "suppress",
    "suppress_but_few",
    "suppress_cross",
    "triangle_density",
    "whole_shares",
    "with_totals",
    "zone_numbers",
    "zone_of",
]
