"""The figures of a drawn place: what was counted in its small areas, added up, and judged as for one of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edau.core import stamps
from edau.places.queries import areas_by_code, visible_areas
from edau.understand.analysis.cube import Cube, cube
from edau.understand.analysis.figures import Figure, figure_of_counts, figures_of_counts, figures_of_services
from edau.understand.catalogue import catalogue
from edau.understand.files.schema import SMALL_AREAS
from edau.understand.queries.small_areas import every_small_area_count, services_in

Floats = NDArray[np.float64]
WELSH_2011 = "welsh_2011_pct"
RANK = "_rank"
INDEX_SHARE = re.compile(r"(wimd25_[a-z]+)_top([0-9]+)_pct")
PEOPLE = "persons"


@dataclass(frozen=True)
class CountsTable:
    """What was counted in every visible small area. `values` has the shape (small areas, keys), NaN where nothing is
    known; `row` and `column` say where a code and a key stand."""

    row: Mapping[str, int]
    column: Mapping[str, int]
    values: Floats

    def of(self, codes: Iterable[str]) -> Floats:
        """The rows of these small areas, in the order of their codes; those that are not there are left out."""
        return self.values[[self.row[code] for code in sorted(set(codes)) if code in self.row]]


def figures_of_drawn(codes: Iterable[str]) -> dict[str, Figure]:
    """The figures of a set of small areas by indicator, as a page shows them; empty where none of them is there.

    Counts and bases are added up, so that the interval is that of the whole. Of the official index the share of
    residents who live in areas among the first 10, 20, 30 and 50% is said: ranks cannot be averaged, and one small area
    alone has its own rank. The share able to speak Welsh in 2011 was published as a percentage: it is the mean over
    residents, as for listed places. Services are those that stand in the small areas.
    """
    return dict(_figures(stamps.page_tag(), tuple(sorted(areas_by_code(codes)))))


@lru_cache(maxsize=200)
def _figures(tag: str, known: tuple[str, ...]) -> Mapping[str, Figure]:
    """The figures of visible small areas: the page, its tables and a comparison ask for the same."""
    whole = cube()
    table = counts_table(whole.tag)
    rows = table.of(known)
    if not rows.size:
        return {}
    areas = visible_areas()
    population = float(sum(areas[code].population or 0 for code in known))
    figures = {
        **figures_of_counts(_added(rows, table), population, whole),
        **figures_of_services(Counter(one.kind for one in services_in(known)), population, whole),
    }
    if len(rows) == 1:
        return figures
    return figures | _index_shares(rows, table, population, areas[known[0]].vintage, whole)


def rank_bands(codes: Iterable[str], domain: str = "overall") -> dict[int, int]:
    """How many of these small areas are among the first 10, 20, 30 and 50% of the ranks of a domain."""
    table = counts_table(stamps.page_tag())
    ranks = table.of(codes)[:, table.column[f"wimd25_{domain}{RANK}"]]
    return {percent: int(np.count_nonzero(ranks <= _last_rank(percent))) for percent in (10, 20, 30, 50)}


@lru_cache(maxsize=2)
def counts_table(tag: str) -> CountsTable:
    """`tag` stands for the live release and for what is visible: what is held is in no sum."""
    areas = visible_areas()
    rows = [(code, counts) for code, counts in every_small_area_count() if code in areas]
    keys = sorted({key for _code, counts in rows for key in counts})
    values = np.array([[_number(counts.get(key)) for key in keys] for _code, counts in rows], dtype=float)
    return CountsTable(
        row={code: at for at, (code, _counts) in enumerate(rows)},
        column={key: at for at, key in enumerate(keys)},
        values=values.reshape(len(rows), len(keys)),
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _added(rows: Floats, table: CountsTable) -> dict[str, float | None]:
    """Bases and numerators added up; a sum in which one part is missing is missing, not smaller. No rank is added."""
    sums = rows.sum(axis=0)
    counts = {
        key: None if math.isnan(sums[at]) else float(sums[at])
        for key, at in table.column.items()
        if not key.endswith(RANK) and key != WELSH_2011
    }
    counts[WELSH_2011] = _mean_over_people(rows, table)
    return counts


def _mean_over_people(rows: Floats, table: CountsTable) -> float | None:
    share, people = rows[:, table.column[WELSH_2011]], rows[:, table.column[PEOPLE]]
    if len(rows) == 1:  # the published figure itself, not a product divided again
        return None if math.isnan(share[0]) else float(share[0])
    mean = float((share * people).sum() / people.sum()) if people.sum() else math.nan
    return None if math.isnan(mean) else mean


def _index_shares(
    rows: Floats, table: CountsTable, population: float, vintage: int, whole: Cube
) -> dict[str, Figure]:
    """The share of residents in areas among the first so many percent, by indicator."""
    people, found = rows[:, table.column[PEOPLE]], {}
    for indicator in catalogue().indicators.values():
        share = INDEX_SHARE.fullmatch(indicator.key)
        at = table.column.get(f"{share[1]}{RANK}") if share else None
        if share is None or at is None:
            continue
        ranks = rows[:, at]
        ranked = float(people[~np.isnan(ranks)].sum())
        among = float(people[ranks <= _last_rank(int(share[2]))].sum())  # no rank (NaN) is among none
        found[indicator.key] = figure_of_counts(population, indicator, among, ranked, whole, vintage=vintage)
    return found


def _last_rank(percent: int) -> int:
    """The last of all ranks that is among the first `percent`: 383 of 1,917 for 20."""
    return SMALL_AREAS * percent // 100
