"""The figures of one area as its page shows them: each with its interval or the reason why not, held against Wales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from edau.kernels.findings import Finding
from edau.kernels.indicators.fractions import nearest_fraction
from edau.kernels.indicators.intervals import wilson
from edau.places.models import Area
from edau.understand.analysis.cube import Cube, relations_to_wales
from edau.understand.analysis.observations import judge
from edau.understand.analysis.trends import Trend
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.queries.observations import ObservationRow

AUTHORITY_VINTAGE = 2023  # the present 22 authorities under their present codes


class Figure(NamedTuple):
    """One indicator for one area. `withheld` is the code of why it is not shown; empty if it is.

    `relation` is higher, similar or lower than the rest of Wales, or not_compared where no interval allows it.
    """

    indicator: Indicator
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    interval: str
    status: str
    reliability: str
    level: str
    vintage: int
    period: str
    source: str
    wales: float | None
    relation: str
    withheld: str = ""

    @property
    def fraction(self) -> Finding:
        """The everyday fraction nearest to a share; `missing` for what is no share."""
        if self.indicator.unit != "percent" or self.value is None:
            return nearest_fraction(float("nan"))
        return _fraction_of(round(self.value, 2))


@lru_cache(maxsize=20_000)
def _fraction_of(percent: float) -> Finding:
    return nearest_fraction(min(1.0, percent / 100))


def figures_of(area: Area, observations: Iterable[ObservationRow], cube: Cube) -> dict[str, Figure]:
    """The figures of an area from its stored observations, by indicator."""
    known = catalogue().indicators
    return {
        row.indicator: _figure(area, known[row.indicator], row, cube)
        for row in observations
        if row.indicator in known
    }


def figures_of_small_area(area: Area, counts: Mapping[str, float | None], cube: Cube) -> dict[str, Figure]:
    """The figures of a small area, worked out from what was counted there; only those its own counts support."""
    return figures_of_counts(counts, area.population, cube)


def figures_of_counts(
    counts: Mapping[str, float | None], population: float | None, cube: Cube
) -> dict[str, Figure]:
    """The figures of an area made of whole small areas, from what was counted in them; only those the counts support.

    `counts` are bases and numerators by the keys of the release, of one small area or added up over several;
    `welsh_2011_pct` is a percentage. All comparisons with Wales stand on one page and are judged together.
    """
    found: dict[str, tuple[Indicator, float, float]] = {}
    for indicator in catalogue().indicators.values():
        count, base = counts.get(indicator.key), counts.get(indicator.base or "")
        if indicator.kind == "proportion" and indicator.interval == "wilson" and count is not None and base:
            found[indicator.key] = (indicator, float(count), float(base))
    compared = [key for key in found if key in cube.wales_counts]
    codes = relations_to_wales(
        [""] * len(compared),
        np.array([found[key][1] for key in compared], dtype=float),
        np.array([found[key][2] for key in compared], dtype=float),
        np.array([cube.wales_counts[key][0] for key in compared], dtype=float),
        np.array([cube.wales_counts[key][1] for key in compared], dtype=float),
    )
    relations = dict(zip(compared, codes, strict=True))
    limits = _limits_of(found)
    welsh = _welsh_of_counts(population, counts.get("welsh_2011_pct"), cube)
    return welsh | {
        key: figure_of_counts(
            population, *row, cube, relation=relations.get(key, "not_compared"), limits=limits[key]
        )
        for key, row in found.items()
    }


def _limits_of(found: Mapping[str, tuple[Indicator, float, float]]) -> dict[str, tuple[float, float]]:
    """Wilson's limits of all shares at once: one by one they take a fifth of the time of a page."""
    if not found:
        return {}
    n, d = np.array([(n, d) for _indicator, n, d in found.values()], dtype=float).T
    interval = wilson(np.minimum(n, d), d)
    return dict(zip(found, zip(interval.lower.tolist(), interval.upper.tolist(), strict=True), strict=True))


def _welsh_of_counts(population: float | None, percent: float | None, cube: Cube) -> dict[str, Figure]:
    """The share able to speak Welsh in 2011: published as a percentage only, so without an interval."""
    indicator = catalogue().indicators["welsh_speakers_2011_pct"]
    if percent is None:
        return {}
    return {indicator.key: figure_of_counts(population, indicator, None, None, cube, value=percent)}


def figures_of_services(
    services: Mapping[str, int], population: float | None, cube: Cube
) -> dict[str, Figure]:
    """How many of each kind of service lie in an area of whole small areas: the indicators that count points.

    `services` is how many points of each kind lie there; a kind that is not named has none.
    """
    return {
        one.key: figure_of_counts(
            population, one, None, None, cube, value=float(services.get(one.key.removeprefix("n_"), 0))
        )
        for one in catalogue().indicators.values()
        if one.key.startswith("n_") and one.level == "point"
    }


def _figure(area: Area, indicator: Indicator, row: ObservationRow, cube: Cube) -> Figure:
    withheld = "too_small" if row.status == "u" else "no_value" if row.value is None else ""
    return Figure(
        indicator=indicator,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        lower=row.lower,
        upper=row.upper,
        interval=row.interval,
        status=row.status,
        reliability=row.reliability,
        level=row.level,
        vintage=row.vintage,
        period=row.period,
        source=row.source_id,
        # Wales is not held against itself.
        wales=None if area.kind == "country" else cube.wales.get(indicator.key),
        relation="not_compared"
        if withheld
        else cube.relations.get((area.code, indicator.key), "not_compared"),
        withheld=withheld,
    )


def figure_of_counts(
    population: float | None,
    indicator: Indicator,
    n: float | None,
    d: float | None,
    cube: Cube,
    *,
    relation: str = "not_compared",
    value: float | None = None,
    vintage: int | None = None,
    limits: tuple[float, float] | None = None,
) -> Figure:
    """A figure of whole small areas from its counts, or from a published value where the counts behind it were not
    published. `limits` are Wilson's, where they are known already; `vintage` is the year of the geography where it is not
    that of the period."""
    judged = judge(
        indicator.kind,
        interval=indicator.interval,
        level=indicator.level,
        population=population,
        numerator=n,
        denominator=d,
        value=value,
        nested=True,
        limits=limits,
    )
    return Figure(
        indicator=indicator,
        value=judged.value,
        numerator=n,
        denominator=d,
        lower=judged.lower,
        upper=judged.upper,
        interval=judged.interval,
        status=judged.status,
        reliability=judged.reliability,
        level=indicator.level,
        vintage=vintage or int(indicator.period[:4]),
        period=indicator.period,
        source=indicator.source,
        wales=cube.wales.get(indicator.key),
        relation=relation,
        withheld="" if judged.value is not None else "no_value",
    )


def figures_of_authority(trends: Iterable[Trend]) -> dict[str, Figure]:
    """The indicators that are the last period of an authority's series; level LA, so that pages name the authority."""
    by_series = {one.series: one for one in catalogue().indicators.values() if one.series}
    found = {}
    for trend in trends:
        indicator, last = by_series.get(trend.series.key), trend.last
        if indicator is None:
            continue
        judged = judge(
            indicator.kind,
            interval=indicator.interval,
            level="LA",
            population=None,
            value=last.value,
            published=(last.lower, last.upper),
            nested=True,
        )
        found[indicator.key] = Figure(
            indicator=indicator,
            value=last.value,
            numerator=None,
            denominator=None,
            lower=last.lower,
            upper=last.upper,
            interval=judged.interval,
            status=judged.status,
            reliability=judged.reliability,
            level="LA",
            vintage=AUTHORITY_VINTAGE,
            period=last.period,
            source=trend.series.source,
            wales=last.wales,
            relation=trend.relation,
        )
    return found
