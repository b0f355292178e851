"""The table that answers a question: which areas, which figures, how much of it, and what it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.drawn import composition_of
from edau.places.models import Area, DrawnPlace
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_address, indicator_address
from edau.portal.api.asking import DRAWN, Question
from edau.portal.api.problems import Problem
from edau.portal.exports.tables import table_of_figures, table_of_series
from edau.portal.pages.drawn import drawn_evidence
from edau.portal.queries.open_data import AreaFigure, figures_of_areas, how_many_points, points_of
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import Bilingual, catalogue
from edau.understand.formats.table import Table
from edau.understand.queries.peers import neighbours_of
from edau.understand.queries.sources import sources_by_key

MOST_FIGURES = 5_000  # in one answer: every listed place × sixteen indicators
MOST_IN_WORKBOOK = 1_500  # a workbook of more takes seconds of the processor to write
MOST_SMALL_AREAS = 100  # their figures are worked out when asked for
MOST_DRAWN = 20  # so are those of drawn places, each from up to 600 small areas
STABLE = 0.5  # the share of draws in which a neighbour that is named stays among the nearest
NEAREST = 10


def table_for(asked: Question, origin: str = "") -> Table:
    """The table that answers a question, its addresses under `origin`.

    Raises Problem where the answer would be too large, or where there is nothing to answer with.
    """
    table = _series(asked) if asked.series else _figures(asked)
    if not table.rows:
        raise Problem("no-figures", _("Nothing is known for these areas, indicators and periods together."))
    return replace(table, address=_address(table, origin))


def _figures(asked: Question) -> Table:
    areas = _areas(asked, ("place",))
    keys = asked.indicators or tuple(sorted(catalogue().indicators))
    small = sum(area.kind == "lsoa" for area in areas)
    if small > MOST_SMALL_AREAS:
        raise Problem(
            "too-large",
            _("%(small)s small areas at once are too many; ask for up to %(most)s."),
            {"small": small, "most": MOST_SMALL_AREAS},
            most=MOST_SMALL_AREAS,
        )
    if len(asked.drawn) > MOST_DRAWN:
        raise Problem(
            "too-large",
            _("%(drawn)s drawn places at once are too many; ask for up to %(most)s."),
            {"drawn": len(asked.drawn), "most": MOST_DRAWN},
            most=MOST_DRAWN,
        )
    size = len(areas) + len(asked.drawn)
    _hold_size(asked, size * len(keys), size, len(keys))
    whole = cube()
    chosen = [
        (area, figure)
        for area, figure in [*figures_of_areas(areas, keys, whole), *_figures_of_drawn(asked.drawn, keys)]
        if _in_periods(figure.period, asked.periods)
    ]
    return table_of_figures(chosen, sources_by_key(whole.release))


def _figures_of_drawn(drawn: Iterable[DrawnPlace], keys: Collection[str]) -> Iterator[AreaFigure]:
    """The figures of drawn places, as their pages show them."""
    for place in drawn:
        found = drawn_evidence(place)
        yield from (
            (found.area, figure) for key, figure in sorted(found.evidence.figures.items()) if key in keys
        )


def _series(asked: Question) -> Table:
    """Series are published for authorities and for Wales: a place is answered with its authority, a drawn place with each
    authority that it lies in."""
    wanted = [
        area if area.kind in ("authority", "country") else area.authority
        for area in _areas(asked, ("authority", "country"))
    ]
    for place in asked.drawn:
        wanted += [area for area, _count in composition_of(place.small_areas).authorities]
    areas = {area.code: area for area in wanted if area is not None}
    # Counted first: what is refused is not read.
    _hold_size(asked, how_many_points(areas, asked.series, asked.periods), len(areas), len(asked.series))
    points = [point for point in points_of(areas, asked.series) if _in_periods(point.period, asked.periods)]
    return table_of_series(points, areas, sources_by_key(cube().release))


def _areas(asked: Question, otherwise: Iterable[str]) -> list[Area]:
    """The areas asked for, each once: by code, by kind, by likeness; where nothing was said, all of a usual kind."""
    said = asked.places or asked.drawn or asked.kinds or asked.like
    kinds = asked.kinds if said else tuple(otherwise)
    found = [
        *asked.places,
        *(_like(asked.like) if asked.like else ()),
        *(
            area
            for kind in kinds
            for area in sort_names(
                every_area(kind), language=asked.language, name=lambda area: area.name(asked.language)
            )
        ),
    ]
    return list({area.code: area for area in found}.values())


def _like(area: Area) -> list[Area]:
    """A place and its nearest stable neighbours, nearest first."""
    rows = neighbours_of(area.code)
    stable = [row.neighbour_id for row in rows if row.rank <= NEAREST and row.stability >= STABLE]
    found = [near for near in map(visible_area, stable) if near is not None]
    if not found:
        raise Problem(
            "no-neighbours",
            _("No place is so like %(code)s that we could be sure of it."),
            {"code": area.code},
        )
    return [area, *found]


def _hold_size(asked: Question, cells: int, areas: int, measures: int) -> None:
    most = MOST_IN_WORKBOOK if asked.format == "xlsx" else MOST_FIGURES
    if cells > most:
        raise Problem(
            "too-large",
            _(
                "This asks for %(cells)s figures: %(areas)s areas and %(measures)s indicators or series. One answer holds up"
                " to %(most)s. Name fewer places, indicators or periods, or ask in several steps."
            ),
            {
                "cells": number(cells),
                "areas": number(areas),
                "measures": number(measures),
                "most": number(most),
            },
            cells=cells,
            areas=areas,
            measures=measures,
            most=most,
        )


def _in_periods(period: str, asked: Iterable[str]) -> bool:
    """Whether a period is one that was asked for: by its own text, or by the year, month or day it begins with."""
    wanted = tuple(asked)
    return not wanted or any(
        period == one or (period.startswith(one) and period[len(one)] in "-/") for one in wanted
    )


def _address(table: Table, origin: str) -> Bilingual:
    """Where people can read the table: the page of its one area, of its one indicator, or the one about open data."""
    areas = {str(row[table.at(table.place)]) for row in table.rows}
    measures = {str(row[table.at(table.metric)]) for row in table.rows}
    only = next(iter(areas)) if len(areas) == 1 else ""
    area, drawn = visible_area(only), DRAWN.fullmatch(only)

    def address(language: str) -> str:
        if drawn is not None:
            return origin + address_in(language, "portal:drawn", drawn[1])
        if area is not None:
            return origin + area_address(area, language)
        if len(measures) == 1 and table.metric == "indicator":
            return origin + indicator_address(next(iter(measures)), language)
        return origin + address_in(language, "portal:api")

    return Bilingual(cy=address("cy"), en=address("en"))
