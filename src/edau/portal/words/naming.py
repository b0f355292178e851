"""Where the Welsh name of an area is from, and whether an official register gave it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from edau.places.models import Area
from edau.understand.analysis.cube import cube
from edau.understand.queries.sources import sources_by_key

SAME = "same"
REGISTERS = {
    "hoc_msoa_names": "hoc_msoa_names",
    "ons_authority": "ons_authorities_2024",
    "ons_boundary": "ons_health_boards_2020",
    "ons_index": "ons_index",
    "ons_wards": "ons_wards",
    "os_open_names": "os_open_names",
}


def welsh_name_in_words(area: Area, language: str) -> str:
    """One sentence. A name from our own list, or that a register has for something else than this area, counts as
    unchecked; where both languages have one name, no register that we read has another."""
    if area.name_cy_source == SAME:
        return _("None of our sources has another name for it in Welsh.")
    source = sources_by_key(cube().release).get(REGISTERS.get(area.name_cy_source, ""))
    if source is None:
        return _("From our own list. Nobody qualified has checked it.")
    words = {"publisher": source.publisher(language), "title": source.title(language)}
    if area.name_cy_checked:
        return _("From %(publisher)s: %(title)s.") % words
    return (
        _("From %(publisher)s: %(title)s. Nobody qualified has checked that it is the name of this area.")
        % words
    )
