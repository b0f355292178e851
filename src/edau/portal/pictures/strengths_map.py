"""Where in a place people offer something: a map by small area, a table and a sentence. Numbers of people are told in fives,
and fewer than five not at all, so that nobody is found by looking where they live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.models import Asset
from edau.connect.queries.offers import people_by_area
from edau.core.stamps import page_tag
from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.choices import Kind
from edau.places.models import Area
from edau.places.queries import LINKS, every_area, visible_area
from edau.portal.queries.drawing import outlines_of_small_areas
from edau.portal.queries.neighbours import rings_of
from edau.portal.words.offering import people_words
from edau.ui.charts import area_map
from edau.ui.rows import Heading
from edau.ui.tables import Table

STEPS = (5, 10, 20, 50)  # people from which each darker step begins
MOST_LABELS = 20


@dataclass(frozen=True)
class StrengthsMap:
    """The map. `table` is None, and `svg` without shades, where no area has five people."""

    svg: SafeString
    sentence: str
    spots: str
    table: Table | None


def strengths_map(
    area: Area, areas: Sequence[str], assets: Iterable[Asset], language: str
) -> StrengthsMap | None:
    """The map of a place by its small areas, of a larger one by its authorities; `areas` are all codes inside. None where
    there is only one of them, or nothing to show. One query."""
    drawn = _ground(page_tag(), area.code)
    told = _told(area, people_by_area(areas))
    points = [(one.longitude, one.latitude) for one in assets if one.longitude and one.latitude]
    if drawn is None or not (told or points):
        return None
    many = len(drawn.shapes)
    names = {code: found.name(language) for code in told if (found := visible_area(code)) is not None}
    ordered = sorted(
        sort_names(names, language=language, name=lambda code: names[code]), key=lambda code: -told[code]
    )
    sentence = _sentence(ordered, told, names, many)
    chart = area_map.AreaMap(
        key="where",
        title=_("Map: where in %(name)s people offer something") % {"name": area.name(language)},
        description=sentence,
        steps={code: sum(people >= step for step in STEPS) for code, people in told.items()},
        labels={code: f"{told[code]}+" for code in ordered[:MOST_LABELS]},
        spots=points,
    )
    return StrengthsMap(
        svg=area_map.draw(drawn, chart),
        sentence=sentence,
        spots=_("Each dot is a room or a thing that an organisation shares.") if points else "",
        table=_table(ordered, told, names, many) if told else None,
    )


@lru_cache(maxsize=64)
def _ground(tag: str, code: str) -> area_map.Ground | None:
    area = visible_area(code)
    parts = _parts(area) if area is not None else []
    if len(parts) < 2:
        return None
    known = outlines_of_small_areas() if parts[0].kind == Kind.LSOA else {}
    return area_map.ground(
        area_map.Place(one.code, known.get(one.code) or rings_of(one, tag), one.longitude, one.latitude)
        for one in parts
        if one.longitude is not None and one.latitude is not None
    )


def _parts(area: Area) -> list[Area]:
    """The small areas of a place or an authority; the authorities of what is larger."""
    if area.kind == Kind.COUNTRY:
        return list(every_area("authority"))
    if area.kind in ("board", "health_board"):
        return [one for one in every_area("authority") if getattr(one, f"{area.kind}_id") == area.code]
    if area.kind not in LINKS:
        return []
    return [one for one in every_area("lsoa") if getattr(one, f"{area.kind}_id") == area.code]


def _told(area: Area, people: dict[str, int]) -> dict[str, int]:
    """People by the parts of the map, in fives; parts with fewer than five are left out."""
    parts = {one.code for one in _parts(area)}
    summed: dict[str, int] = {}
    for code, count in people.items():
        found = visible_area(code)
        part = code if code in parts else found.authority_id if found is not None else None
        if part in parts and part is not None:
            summed[part] = summed.get(part, 0) + count
    return {code: count - count % 5 for code, count in summed.items() if count >= 5}


def _sentence(ordered: Sequence[str], told: dict[str, int], names: dict[str, str], many: int) -> str:
    if not ordered:
        return _("In none of the %(many)s areas on the map do five people or more offer something yet.") % {
            "many": number(many)
        }
    words = {
        "count": number(len(ordered)),
        "many": number(many),
        "most": names[ordered[0]],
        "people": people_words(told[ordered[0]]),
    }
    return (
        ngettext(
            "Of %(many)s areas on the map, five people or more offer something in %(count)s: %(most)s (%(people)s).",
            "Of %(many)s areas on the map, five people or more offer something in %(count)s; most in %(most)s (%(people)s).",
            len(ordered),
        )
        % words
    )


def _table(ordered: Sequence[str], told: dict[str, int], names: dict[str, str], many: int) -> Table:
    rows = [[names[code], people_words(told[code])] for code in ordered]
    rest = many - len(ordered)
    if rest:
        other = _("Any other area (%(count)s in all)") % {"count": number(rest)}
        rows.append([other, _("fewer than five")])
    columns = (Heading(_("Area")), Heading(_("People who offer something")))
    return Table("where-table", _("Where people offer something"), columns, rows)
