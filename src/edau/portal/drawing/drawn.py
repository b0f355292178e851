"""Drawing a place: what a set of small areas is called, how it was drawn, what a preview shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from edau.core import stamps
from edau.language.alphabet import sort_names
from edau.language.numbers import number, shortest
from edau.places.drawn import Composition, composition_of, packed
from edau.places.models import Area
from edau.places.queries import every_area
from edau.portal.addresses import area_address, area_reference
from edau.portal.pages.profile import Line
from edau.portal.pictures.silhouettes import SYMBOLS, KeyLine, Silhouette
from edau.portal.queries.drawing import Ring, Spot, drawn_round, outlines_of_small_areas, spot_at
from edau.portal.queries.neighbours import rings_of, rings_round
from edau.portal.words.services import service_words
from edau.ui.charts import outline as outlines
from edau.ui.charts.union import union
from edau.understand.queries.small_areas import services_in

WAYS = ("list", "map", "shape")
MANY = 60  # with more small areas, the authorities round them are background enough

How = Mapping[str, str | float | None]


@dataclass(frozen=True)
class SmallArea:
    """A line of a list: the address of its page, its name, how many live there."""

    address: str
    name: str
    note: str


@dataclass(frozen=True)
class Group:
    """Small areas of one authority, for a list."""

    name: str
    reference: str
    areas: list[SmallArea]


@dataclass(frozen=True)
class Preview:
    """What would be in a drawn place: shown before it is kept."""

    title: str
    lead: str
    how: str
    facts: list[Line]
    outline: Silhouette | None
    groups: list[Group]
    packed: str
    query: str  # the same drawing in an address
    count: int


def how_of(
    spot: Spot | None, km: float | None, codes: Iterable[str], way: str = ""
) -> dict[str, str | float | None]:
    """How a set was drawn, as codes and numbers that may be kept: round what, or chosen on the list or the map.

    A radius is only believed if it gives this very set, so that nobody is told a way that does not lead here.
    """
    if spot is not None:
        drawn = drawn_round(spot, km)
        if set(drawn.small_areas) == set(codes):
            alone = drawn.small_areas == (spot.small_area,)
            return {
                "way": "round",
                "round": spot.kept_as,
                "spot": "postcode" if spot.kind == "postcode" else "place",
                "km": None if alone else km,
            }
    return {"way": way if way in WAYS else "list"}


def title_of(composition: Composition, how: How, language: str) -> str:
    """What a place without a name is called: "12 small areas round Merthyr Tydfil"."""
    count = len(composition.areas)
    words = {"count": number(count), "name": _round_name(composition, how, language)}
    if not words["name"]:
        return ngettext("%(count)s small area", "%(count)s small areas", count) % words
    return (
        ngettext("%(count)s small area round %(name)s", "%(count)s small areas round %(name)s", count) % words
    )


def titles_of(composition: Composition, how: How) -> dict[str, str]:
    """The same in both languages."""
    titles = {}
    for language in ("cy", "en"):
        with override(language):
            titles[language] = title_of(composition, how, language)
    return titles


def _round_name(composition: Composition, how: How, language: str) -> str:
    spot = spot_at(str(how["round"])) if how.get("way") == "round" else None
    if spot is not None and how.get("spot") != "postcode":
        return spot.names[language]
    return composition.round.name(language) if composition.round else ""


def how_in_words(how: How, language: str) -> str:
    """One sentence on how it was drawn."""
    if how.get("way") == "map":
        return _("Drawn on the map, small area by small area.")
    if how.get("way") == "shape":
        return _("Drawn as a shape on the map: every small area whose middle lies inside it.")
    if how.get("way") != "round":
        return _("Drawn from the list, small area by small area.")
    spot = spot_at(str(how["round"]))
    if spot is None:  # a later release may not have it
        return _("Drawn by a radius round a spot.")
    km = how.get("km")
    words = {"name": spot.names[language], "km": shortest(float(km or 0), 2)}
    if km is None:
        return _("Drawn as the one small area round this spot: %(name)s.") % words
    if how.get("spot") == "postcode":
        return (
            _(
                "Drawn round a postcode in the small area %(name)s: every small area whose middle is within %(km)s km."
            )
            % words
        )
    return _("Drawn round %(name)s: every small area whose middle is within %(km)s km.") % words


def lead_of(composition: Composition, language: str) -> str:
    """One sentence: how many live there, where it lies."""
    names = ", ".join(area.name(language) for area, _count in composition.authorities)
    words = {"people": number(composition.people), "authorities": names}
    if not names:
        return _("%(people)s people live here.") % words
    return (
        ngettext(
            "%(people)s people live here, in the area of one authority: %(authorities)s.",
            "%(people)s people live here, in the areas of several authorities: %(authorities)s.",
            len(composition.authorities),
        )
        % words
    )


def facts_of_composition(composition: Composition) -> list[Line]:
    """People, households, small areas, ground, and how close together people live."""
    facts = [
        Line(_("People"), number(composition.people)),
        Line(_("Households"), number(composition.households)),
        Line(_("Small areas"), number(len(composition.areas))),
    ]
    if composition.per_km2 is not None:
        facts += [
            Line(_("Square kilometres"), number(composition.km2, 1)),
            Line(_("People per km²"), number(composition.per_km2)),
        ]
    return facts


def groups_of(areas: Iterable[Area], language: str) -> list[Group]:
    """Small areas under their authorities, both in the alphabetical order of the language."""
    by_authority: dict[str, list[Area]] = {}
    for area in areas:
        by_authority.setdefault(area.authority.code if area.authority else "", []).append(area)
    groups = []
    for own in by_authority.values():
        authority = own[0].authority
        links = [
            SmallArea(area_address(area, language), area.name(language), number(area.population or 0))
            for area in sort_names(own, language=language, name=lambda area: area.name(language))
        ]
        reference = area_reference(authority, language) if authority else ""
        groups.append(Group(authority.name(language) if authority else "", reference, links))
    return sort_names(groups, language=language, name=lambda group: group.name)


def preview(
    codes: Iterable[str], language: str, *, spot: Spot | None = None, km: float | None = None, way: str = ""
) -> Preview:
    """The preview of a drawing, in one language."""
    composition = composition_of(codes)
    known = tuple(area.code for area in composition.areas)
    how = how_of(spot, km, known, way)
    title = title_of(composition, how, language)
    asked = {"areas": packed(known)}
    if how["way"] == "round" and spot is not None:
        asked |= {"at": spot.reference, "km": f"{km:g}" if km is not None else ""}
    else:
        asked["way"] = str(how["way"])
    return Preview(
        title=title,
        lead=lead_of(composition, language),
        how=how_in_words(how, language),
        facts=facts_of_composition(composition),
        outline=outline_drawn(known, title, language),
        groups=groups_of(composition.areas, language),
        packed=asked["areas"],
        query=urlencode(asked),
        count=len(known),
    )


def outline_drawn(codes: tuple[str, ...], title: str, language: str) -> Silhouette | None:
    """The shape of the whole with its services; None where no outline is known. Kept, since a page and its preview show
    the same."""
    return _outline(stamps.page_tag(), tuple(sorted(codes)), title, language)


@lru_cache(maxsize=200)
def _outline(tag: str, codes: tuple[str, ...], title: str, language: str) -> Silhouette | None:
    known = outlines_of_small_areas()
    rings: list[Ring] = [ring for code in codes for ring in known.get(code, ())]
    if not rings:
        return None
    services = [service for service in services_in(codes) if service.kind in SYMBOLS]
    present = [(kind, sum(service.kind == kind for service in services)) for kind in SYMBOLS]
    with override(language):
        said = [(kind, service_words(kind, count)) for kind, count in present if count]
        drawn = outlines.Outline(
            key="outline",
            title=_("The shape of %(name)s") % {"name": title},
            description="; ".join(words for _kind, words in said),
            rings=union(rings),
            neighbours=_background(tag, codes, rings),
            spots=[outlines.Spot(SYMBOLS[one.kind], one.longitude, one.latitude) for one in services],
        )
        key = tuple(KeyLine(outlines.symbol(SYMBOLS[kind]), words) for kind, words in said)
        return Silhouette(outlines.draw(drawn), key)


def _background(tag: str, codes: tuple[str, ...], rings: list[Ring]) -> list[Ring]:
    """What lies round: the other small areas, or for a wide place the authorities. The drawing leaves out what is not
    in its frame."""
    if len(codes) > MANY:
        return [ring for authority in every_area("authority") for ring in rings_of(authority, tag)]
    own = {id(ring) for ring in rings}
    return [ring for ring in rings_round(Area(kind="lsoa"), rings, tag) if id(ring) not in own]
