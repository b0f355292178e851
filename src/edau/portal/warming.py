"""What a process makes ready beside its first pages."""

from __future__ import annotations

from edau.connect import suggesting
from edau.portal.pictures.figures import map_of_places
from edau.portal.queries import search
from edau.portal.queries.drawing import outlines_of_small_areas
from edau.understand.analysis import similar
from edau.understand.analysis.cube import cube
from edau.understand.analysis.drawn import counts_table
from edau.understand.queries.releases import live_release

SOMEWHERE = "W38000081"


def warm() -> None:
    """Fills the stores that pages share: the cube, the map of Wales, the search vocabulary. Nothing before a release."""
    release = live_release()
    if release is None:
        return
    counts_table(cube().tag)
    outlines_of_small_areas()
    for language in ("cy", "en"):
        map_of_places(language)
    search.warm(release.id)
    suggesting.warm()
    # The draws behind every reader's own weights.
    similar.nearest(SOMEWHERE, weights={similar.themes()[0].key: 2})
