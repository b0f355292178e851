"""The tables of observations and of small areas: the cells, summed and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from edau.understand.analysis.observations import judge
from edau.understand.building.indicators import (
    AGES,
    CENSUS_SHARES,
    FLOW_FIT,
    HOUSEHOLDS,
    JOBS_RATIO,
    PHARMACY,
    POPULATIONS,
    SELF_CONTAINMENT,
    SERVICES,
    STATIONS,
    WELSH_2011,
    WIMD_2019,
    WIMD_SHARES,
    Indicator,
)
from edau.understand.building.services import STATION
from edau.understand.files.schema import BASES, SHARES_OF_OUTPUT_AREAS, SHARES_OF_SMALL_AREAS, WIMD_DOMAINS

Row = dict[str, object]


@dataclass(frozen=True)
class Kind:
    """One kind of area to observe: `codes`, the area of each Output Area (empty: none); `population` by code;
    `nested`: the areas consist of whole LSOAs."""

    codes: pd.Series
    population: pd.Series
    nested: bool

    def sums(self, table: pd.DataFrame) -> pd.DataFrame:
        """Sum the cells of a table by area, in the order of the codes."""
        return table.groupby(self.codes).sum().reindex(self.population.index)


def observe(cells: pd.DataFrame, kind: Kind, services: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of the observations of all areas of a kind, but for flows and what is under the Open
    Database Licence. `services` has `kind` and `area`, the area of this kind that each service lies in."""
    sums = kind.sums(cells)
    for share in CENSUS_SHARES:
        yield from _shares(share.indicator, kind, sums[share.key], sums[share.base])
    for age in AGES:
        yield from _shares(age, kind, sums[age.key], sums["aged"])
    for wimd in WIMD_SHARES:
        yield from _shares(wimd.indicator, kind, sums[wimd.key], sums["persons"])
    yield from _shares(WIMD_2019, kind, sums["wimd19"], sums["persons"])
    yield from _values(WELSH_2011, kind, sums["welsh"] / sums["persons"])
    yield from _values(HOUSEHOLDS, kind, sums["households"])
    for year, indicator in POPULATIONS.items():
        yield from _values(indicator, kind, sums[f"population_{year}"].round())
    for name, indicator in SERVICES.items():
        yield from _values(indicator, kind, _number(services, name, kind))


def observe_odbl(kind: Kind, services: pd.DataFrame, persons: pd.Series, minutes: pd.Series) -> Iterator[Row]:
    """Yield the observations made from data under the Open Database Licence: stations, and minutes to a
    pharmacy.

    `persons` and `minutes` are by Output Area; Output Areas of an MSOA without a time (NaN) do not count.
    """
    yield from _values(STATIONS, kind, _number(services, STATION, kind))
    timed = minutes.notna()
    sums = kind.sums(pd.DataFrame({"minutes": minutes * persons, "persons": persons})[timed])
    yield from _values(PHARMACY, kind, sums["minutes"] / sums["persons"])


def observe_flows(kind: Kind, work: pd.DataFrame, fit: pd.Series) -> Iterator[Row]:
    """Yield what the flows to work say of places; `work` is `flows.work_of_places`, `fit` is
    `flows.fit_of_places`."""
    table = work.reindex(kind.population.index)
    stay = table["stay"].fillna(0)
    contained = 100 * table["stay"] / table["leave"]
    ratio = (table["arrive"] - stay) / (table["leave"] - stay)
    yield from _values(FLOW_FIT, kind, fit.reindex(kind.population.index))
    yield from _values(SELF_CONTAINMENT, kind, contained, numerator=table["stay"], denominator=table["leave"])
    yield from _values(
        JOBS_RATIO, kind, ratio, numerator=table["arrive"] - stay, denominator=table["leave"] - stay
    )


def _number(services: pd.DataFrame, name: str, kind: Kind) -> pd.Series:
    inside = services[services["kind"] == name]
    return inside.groupby("area").size().reindex(kind.population.index, fill_value=0).astype(float)


def _shares(indicator: Indicator, kind: Kind, numerator: pd.Series, denominator: pd.Series) -> Iterator[Row]:
    for code in kind.population.index:
        count, base = float(numerator[code]), float(denominator[code])
        judged = judge(
            indicator.kind,
            interval=indicator.interval,
            level=indicator.level,
            population=float(kind.population[code]),
            numerator=count,
            denominator=base,
            nested=kind.nested,
        )
        yield _row(code, indicator, judged, numerator=count, denominator=base)


def _values(
    indicator: Indicator,
    kind: Kind,
    values: pd.Series,
    numerator: pd.Series | None = None,
    denominator: pd.Series | None = None,
) -> Iterator[Row]:
    for code in kind.population.index:
        judged = judge(
            indicator.kind,
            interval=indicator.interval,
            level=indicator.level,
            population=float(kind.population[code]),
            value=float(values[code]),
            nested=kind.nested,
        )
        parts = {
            name: float(part[code])
            for name, part in (("numerator", numerator), ("denominator", denominator))
            if part is not None and judged.value is not None
        }
        yield _row(code, indicator, judged, **parts)


def _row(code: str, indicator: Indicator, judged: object, **parts: float) -> Row:
    return {
        "area": code,
        "indicator": indicator.key,
        "period": indicator.period,
        "level": indicator.level,
        "vintage": indicator.vintage,
        "source": indicator.source,
        **vars(judged),
        **parts,
    }


def small_area_rows(cells: pd.DataFrame, lsoa: pd.Series, small_areas: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of the counts of small areas; `lsoa` is that of each Output Area."""
    sums = cells.groupby(lsoa).sum()
    for code in sums.index:
        row: Row = {"lsoa": code}
        row |= {name: sums.at[code, name] for name in BASES + SHARES_OF_OUTPUT_AREAS}
        row |= {name: small_areas.at[code, name] for name in SHARES_OF_SMALL_AREAS}
        row |= {f"wimd25_{domain}_rank": small_areas.at[code, f"rank_{domain}"] for domain in WIMD_DOMAINS}
        row["wimd19_overall_rank"] = small_areas.at[code, "rank_2019"]
        row["welsh_2011_pct"] = small_areas.at[code, "welsh_2011"]
        yield row


def small_area_places(output_areas: pd.DataFrame) -> Iterator[Row]:
    """Yield how the residents of each LSOA split over the listed places."""
    persons = output_areas.groupby(["lsoa", "place"])["persons"].sum().reset_index()
    for lsoa, place, residents in zip(persons["lsoa"], persons["place"], persons["persons"], strict=True):
        yield {"lsoa": lsoa, "place": place, "residents": residents}
