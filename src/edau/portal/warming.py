"""What a process makes ready beside its first pages."""

from __future__ import annotations

from edau.portal.pictures import map_of_places
from edau.portal.queries import search
from edau.understand.analysis.cube import cube
from edau.understand.queries.releases import live_release


def warm() -> None:
    """Fills the stores that pages share: the cube, the map of Wales, the search vocabulary. Nothing before a release."""
    release = live_release()
    if release is None:
        return
    cube()
    for language in ("cy", "en"):
        map_of_places(language)
    search.warm(release.id)
