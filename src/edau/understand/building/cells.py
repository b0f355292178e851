"""The cells of a release: what was counted in each Output Area, so that any area is a sum of them.

Percentages become counts with the base of their table. What is published for an LSOA is shared out over its
Output Areas by residents; what is published for an LSOA of 2011 goes to the LSOAs of 2021 first.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from edau.understand.building.indicators import (
    AGES,
    CENSUS_SHARES,
    POPULATIONS,
    WIMD_2019_PERCENT,
    WIMD_SHARES,
)
from edau.understand.sources import (
    census_ages,
    census_households,
    census_output_areas,
    mid_year_estimates,
    small_area_changes,
    travel_to_work_areas,
    welsh_language_2011,
    wimd_2019,
    wimd_2025,
)

NEWEST_ESTIMATE = 2020
UNDER_5 = "under_5"


def small_areas(raw: Path, lookup: pd.DataFrame) -> pd.DataFrame:
    """Return what is published by LSOA, index `lsoa` (2021).

    Columns: residents by age group (keys of the indicators); `under_5`, the share aged 0 to 4 in mid-2020;
    `rank_<domain>` (WIMD 2025), `name` (the Welsh Government's), `rank_2019`, `first_2019` (the share of
    people whose LSOA of 2011 was among the first 20% in 2019), `welsh_2011` (percent), `travel_to_work`,
    `population_<year>` (mid-year estimates). `lookup` is that of the Output Areas, with `persons`.
    """
    ages = census_ages.read(raw)
    ranks = wimd_2025.read(raw).rename(
        columns={domain: f"rank_{domain}" for domain in wimd_2025.DOMAINS.values()}
    )
    persons = lookup.groupby("lsoa")["persons"].sum()
    table = ages.join(ranks, how="outer", validate="1:1")
    if not table.index.equals(persons.index) or table.isna().any(axis=None):
        raise ValueError("ages, WIMD 2025 and Output Areas name different LSOAs")
    changes = small_area_changes.read(raw)
    estimates = {year: mid_year_estimates.read(raw, year) for year in mid_year_estimates.YEARS}
    shares = _changes_by_people(changes, persons, estimates[NEWEST_ESTIMATE]["total"])
    for year, estimate in estimates.items():
        table[f"population_{year}"] = _carried_over(estimate["total"], shares)
    newest = estimates[NEWEST_ESTIMATE]
    table[UNDER_5] = _carried_over(newest["under_5"], shares) / table[f"population_{NEWEST_ESTIMATE}"]
    table["welsh_2011"] = _mean_of_people(welsh_language_2011.read(raw), shares)
    # A rank cannot be averaged, nor a travel to work area: an LSOA made of two takes that of the one with
    # more people.
    by_people = shares.sort_values(["people", "lsoa11"], ascending=[False, True]).drop_duplicates("lsoa21")
    largest = by_people.set_index("lsoa21")["lsoa11"]
    rank_2019 = wimd_2019.read(raw)
    first = among_the_first(rank_2019, WIMD_2019_PERCENT, wimd_2019.LSOAS)
    table["first_2019"] = _mean_of_people(first.astype(float), shares)
    table["rank_2019"] = largest.map(rank_2019)
    table["travel_to_work"] = largest.map(travel_to_work_areas.read(raw))
    return table.rename_axis("lsoa")


def _changes_by_people(changes: pd.DataFrame, persons: pd.Series, estimate: pd.Series) -> pd.DataFrame:
    """Return the pairs of LSOAs with `share`, the part of the old one's people in the new, and `people`, how
    many."""
    now = changes["lsoa21"].map(persons)
    share = now / now.groupby(changes["lsoa11"]).transform("sum")
    return changes.assign(share=share, people=share * changes["lsoa11"].map(estimate))


def _carried_over(counts: pd.Series, shares: pd.DataFrame) -> pd.Series:
    return (shares["share"] * shares["lsoa11"].map(counts)).groupby(shares["lsoa21"]).sum()


def _mean_of_people(values: pd.Series, shares: pd.DataFrame) -> pd.Series:
    weighted = shares["people"] * shares["lsoa11"].map(values)
    return weighted.groupby(shares["lsoa21"]).sum() / shares["people"].groupby(shares["lsoa21"]).sum()


def output_areas(raw: Path, lookup: pd.DataFrame, lsoas: pd.DataFrame) -> pd.DataFrame:
    """Return the cells, index `oa`: all bases, a numerator per census share, age group and WIMD share (under
    the keys of the indicators), the total of ages `aged`, `wimd19`, `welsh` (percent × residents), and
    `population_<year>`."""
    percentages = census_output_areas.read(raw).reindex(lookup.index)
    households = census_households.read(raw).reindex(lookup.index)
    if percentages.isna().any(axis=None) or households.isna().any():
        raise ValueError("the census tables and the look-up name different Output Areas")
    of_lsoa = lsoas.reindex(lookup["lsoa"]).set_axis(lookup.index)
    keys = [age.key for age in AGES]
    aged = of_lsoa[keys].sum(axis=1)
    persons = percentages["persons"]
    persons_16 = persons * (1 - of_lsoa["age_0_15_pct"] / aged)
    columns = {
        "persons": persons,
        "households": households,
        "persons_5": persons * (1 - of_lsoa[UNDER_5]),
        "persons_16": persons_16,
        "employed_16": persons_16 * percentages["economic_activity_status_4a-001"] / 100,
    }
    for share in CENSUS_SHARES:
        percent = percentages[list(share.categories)].sum(axis=1).clip(upper=100)
        columns[share.key] = percent / 100 * columns[share.base]
    part = persons / persons.groupby(lookup["lsoa"]).transform("sum")
    columns["aged"] = aged * part
    columns |= {key: of_lsoa[key] * part for key in keys}
    for wimd in WIMD_SHARES:
        columns[wimd.key] = persons * among_the_first(
            of_lsoa[f"rank_{wimd.domain}"], wimd.percent, wimd_2025.LSOAS
        )
    columns["wimd19"] = persons * of_lsoa["first_2019"]
    columns["welsh"] = persons * of_lsoa["welsh_2011"]
    columns |= {f"population_{year}": of_lsoa[f"population_{year}"] * part for year in POPULATIONS}
    return pd.DataFrame(columns)


def among_the_first(rank: pd.Series, percent: int, number: int) -> pd.Series:
    """Return whether each rank is among the first `percent` of `number` ranks (rank 383 is in 20% of 1,917;
    384 is not)."""
    first: pd.Series = rank <= np.floor(number * percent / 100)
    return first
