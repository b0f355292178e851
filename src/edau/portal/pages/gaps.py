"""The full register of what is not known: every gap of the catalogue, also those that no page of a place has room for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from edau.language.numbers import number
from edau.places.choices import Kind
from edau.understand.catalogue import Gap, catalogue
from edau.understand.wording import Names, gap

# On the page of a place its own name stands here; the register speaks of any place.
ANY_PLACE = {
    "cy": Names("y lle", "yn y lle", "o’r lle"),
    "en": Names("the place", "in the place", "of the place"),
}
ITS_AUTHORITY = {
    "cy": Names("yr un y mae’r lle ynddo", "yn ei awdurdod", "o’i awdurdod"),
    "en": Names("the one that the place lies in", "in its authority", "of its authority"),
}


@dataclass(frozen=True)
class GapEntry:
    """What is not known, what would fill the gap, and for which areas it is not known."""

    text: str
    fill: str
    areas: str


@dataclass(frozen=True)
class GapTheme:
    """The gaps of one theme, in the order of the catalogue."""

    name: str
    gaps: tuple[GapEntry, ...]


def gap_register(language: str) -> list[GapTheme]:
    """Every gap of the catalogue under its theme, in words of one language. No query."""
    known = catalogue()
    return [
        GapTheme(theme.name.say(language), tuple(_entry(one, language) for one in found))
        for theme in known.themes.values()
        if (found := [one for one in known.gaps.values() if one.theme == theme.key])
    ]


def _entry(one: Gap, language: str) -> GapEntry:
    text, fill = gap(one, ANY_PLACE, language, ITS_AUTHORITY)
    areas = ", ".join(str(kind.label) for kind in Kind if kind in one.kinds)
    if one.population_below is not None:
        fewer = _("with fewer than %(count)s residents") % {"count": number(one.population_below)}
        areas = f"{areas} ({fewer})"
    return GapEntry(text, fill, areas)
