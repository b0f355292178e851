"""Choosing small areas by ticking them: one authority, town or community at a time, a hundred to a page.

What is ticked travels in the address, so that every step works without script and can be gone back to. An address has
room for so many ticks; hence the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.drawn import composition_of, packed
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.drawing.drawn import Group, groups_of

PAGE = 100
PREFIX = "W01"  # what all codes of small areas begin with; a tick carries the number after it


@dataclass(frozen=True)
class Option:
    code: str
    name: str
    selected: bool


@dataclass(frozen=True)
class Box:
    """A small area to tick."""

    number: str
    name: str
    people: str
    ticked: bool


@dataclass(frozen=True)
class BoxGroup:
    """The small areas of one community."""

    name: str
    boxes: list[Box]


@dataclass(frozen=True)
class Choice:
    """One step of choosing: what is shown, and all that is chosen so far."""

    authorities: list[Option]
    towns: list[Option]
    communities: list[Option]
    within: str
    part: str
    where: str  # what is shown, by name
    boxes: list[BoxGroup]
    page: int
    pages: int
    packed: str
    count: int
    count_text: str
    people: str
    chosen: list[Group]


def choice_of(chosen: Iterable[str], within: str, part: str, page: int, language: str) -> Choice:
    """The step that shows the small areas of an authority (`within`), or of a town or community in it (`part`). Unknown
    codes show nothing to tick, as if nothing had been chosen yet."""
    authority = visible_area(within)
    if authority is None or authority.kind != "authority":
        within, part, authority = "", "", None
    inside = _inside(within)
    towns, communities = _parts(inside, "place", language), _parts(inside, "community", language)
    if part not in {area.code for area in [*towns, *communities]}:
        part = ""
    shown = _in_order(_of_part(inside, part), language)
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(1, page), pages)
    composition = composition_of(chosen)
    wanted = {area.code for area in composition.areas}
    place = visible_area(part) if part else authority
    return Choice(
        authorities=[
            Option(area.code, area.name(language), area.code == within)
            for area in sort_names(
                every_area("authority"), language=language, name=lambda area: area.name(language)
            )
        ],
        towns=[Option(area.code, area.name(language), area.code == part) for area in towns],
        communities=[Option(area.code, area.name(language), area.code == part) for area in communities],
        within=within,
        part=part,
        where=place.name(language) if place else "",
        boxes=_boxes(shown[(page - 1) * PAGE : page * PAGE], wanted, language),
        page=page,
        pages=pages,
        packed=packed(wanted),
        count=len(wanted),
        count_text=number(len(wanted)),
        people=number(composition.people),
        chosen=groups_of(composition.areas, language),
    )


def ticked(asked: QueryDict, chosen: Iterable[str], language: str) -> tuple[str, ...]:
    """What is chosen once the ticks of a page are counted: what was chosen elsewhere, and what is ticked here."""
    inside = _inside(asked.get("was", ""))
    shown = _in_order(_of_part(inside, asked.get("was_part", "")), language)
    page = asked.get("was_page", "1")
    first = (int(page) - 1) * PAGE if page.isascii() and page.isdigit() and len(page) < 4 else 0
    on_page = {area.code for area in shown[max(0, first) : max(0, first) + PAGE]}
    ticks = {f"{PREFIX}{tick.zfill(6)}" for tick in asked.getlist("t")}
    return tuple(sorted((set(chosen) - on_page) | (ticks & on_page)))


def _inside(authority: str) -> list[Area]:
    return [area for area in every_area("lsoa") if authority and area.authority_id == authority]


def _of_part(inside: Iterable[Area], part: str) -> list[Area]:
    return [area for area in inside if not part or part in (area.place_id, area.community_id)]


def _parts(inside: Iterable[Area], link: str, language: str) -> list[Area]:
    """The towns or communities that any of these small areas lies in, in the alphabetical order of the language."""
    found = {
        getattr(area, link).code: getattr(area, link) for area in inside if getattr(area, link) is not None
    }
    return sort_names(found.values(), language=language, name=lambda area: area.name(language))


def _in_order(areas: Iterable[Area], language: str) -> list[Area]:
    """By community, then by name; those of no visible community last."""
    by_name = sort_names(areas, language=language, name=lambda area: area.name(language))
    communities = sort_names(
        {area.community.code: area.community for area in by_name if area.community is not None}.values(),
        language=language,
        name=lambda area: area.name(language),
    )
    place = {community.code: at for at, community in enumerate(communities)}
    return sorted(
        by_name, key=lambda area: place.get(area.community.code, 0) if area.community else len(place)
    )


def _boxes(areas: Iterable[Area], chosen: set[str], language: str) -> list[BoxGroup]:
    def community(area: Area) -> str:
        return area.community.name(language) if area.community is not None else ""

    return [
        BoxGroup(
            name,
            [
                Box(
                    str(int(area.code.removeprefix(PREFIX))),
                    area.name(language),
                    number(area.population or 0),
                    area.code in chosen,
                )
                for area in own
            ],
        )
        for name, own in groupby(areas, key=community)
    ]
