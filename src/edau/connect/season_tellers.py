"""How the thread tells season rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from edau.connect.models import SeasonRound
from edau.connect.queries.seasons import SEASON, seasons_shown
from edau.thread.records import Reader, Told, register
from edau.ui.links import address_in


def register_seasons() -> None:
    """Lets the thread tell season rounds; everybody may read them once they share out a space."""
    register(SEASON, tell_seasons, cy="tymor", en="season")


def tell_seasons(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Each under its name. One query."""
    rows = (
        SeasonRound.objects.filter(pk__in=list(ids))
        if reader.operator
        else seasons_shown().filter(pk__in=list(ids))
    )
    found = {}
    for one in rows:
        name, spoken = one.said("name", language)
        found[one.pk] = Told(
            kind=str(_("season")),
            title=name,
            lang=spoken if spoken != language else "",
            address=address_in(language, "portal:season", one.pk),
            when=one.made,
            synthetic=one.synthetic,
            agent=one.organisation_id,
        )
    return found
