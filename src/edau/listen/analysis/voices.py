"""Who was heard against who lives there: what may be published, when, and what it says.

Tables are rounded down to steps of five with small numbers hidden, and a table is published only if nobody can tell by
subtraction who came in since an earlier one, or who is in a larger set and not in the smaller ones inside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from edau.kernels.arrays import FloatArray
from edau.kernels.deliberation import (
    HIDDEN,
    LEAST,
    Published,
    Representation,
    bounds,
    represent_published,
    safe_to_publish,
    suppress_but_few,
)
from edau.kernels.findings import Finding
from edau.listen.characteristics import Characteristic
from edau.places.models import Area
from edau.understand.analysis.cube import Cube

STEP = 5  # exact tables seldom pass: see `edau.kernels.deliberation.differencing`


@dataclass(frozen=True)
class Population:
    """The people of an area by the bands of a characteristic, as shares of 100 (NaN where the release has none), and what is
    known of those figures: their sources by key, their period, the weakest reliability among them."""

    shares: tuple[float, ...]
    sources: tuple[str, ...] = ()
    period: str = ""
    reliability: str = ""

    @property
    def known(self) -> bool:
        return not any(math.isnan(share) for share in self.shares)


def population_of(areas: Sequence[Area], characteristic: Characteristic, whole: Cube) -> Population:
    """The population of one area or of several together, each counting by its residents."""
    parts = [_of_area(area, characteristic, whole) for area in areas]
    if not parts or any(not part.known for part in parts):
        return Population((math.nan,) * len(characteristic.bands))
    residents = [float(area.population or 0) for area in areas]
    weights = residents if len(areas) > 1 else [1.0]
    if not sum(weights) > 0:
        return Population((math.nan,) * len(characteristic.bands))
    shares = np.average([part.shares for part in parts], axis=0, weights=weights)
    return Population(
        tuple(shares.tolist()),
        tuple(dict.fromkeys(key for part in parts for key in part.sources)),
        parts[0].period,
        max(part.reliability for part in parts),
    )


def _of_area(area: Area, characteristic: Characteristic, whole: Cube) -> Population:
    rows = {row.indicator: row for row in whole.observations.get(area.code, ())}
    used = [rows.get(key) for key in characteristic.indicators]
    if any(row is None or row.value is None for row in used):
        return Population((math.nan,) * len(characteristic.bands))
    value = {key: float(rows[key].value or 0) for key in characteristic.indicators}
    shares = [
        0.0
        if band.rest
        else max(0.0, sum(value[key] for key in band.of) - sum(value[key] for key in band.less))
        for band in characteristic.bands
    ]
    rest = max(0.0, 100 - sum(shares))
    return Population(
        tuple(rest if band.rest else share for band, share in zip(characteristic.bands, shares, strict=True)),
        tuple(dict.fromkeys(row.source_id for row in used if row is not None)),
        max(row.period for row in used if row is not None),
        max(row.reliability for row in used if row is not None),
    )


def to_publish(counts: Sequence[int], heard: int, order: Sequence[int] | None = None) -> Published | None:
    """What could be published of the bands of a characteristic and of those who did not state it; None where fewer than five
    were heard. Of a group of whom few were heard it is seen that they are few, so that it can be missed.

    A band is given up to protect others in the `order` of the catalogue (`Characteristic.given_up`): the same for every table
    of a characteristic, as `suppress_but_few` asks. Those that are as a rule the largest come first, since one that is too
    small to protect the others would hide them all. Without an order the last band comes first, "not stated" after all.
    """
    not_stated, bands = max(0, heard - sum(counts)), len(counts)
    order = order or (*reversed(range(bands)), bands)
    table = suppress_but_few([*counts, not_stated], least=STEP, order=order)
    return None if table.total == HIDDEN else table


def may_follow(table: Published, inside: Iterable[Published], together: Sequence[Published]) -> bool:
    """Whether a table may be published beside those published earlier of sets that it holds: each of them by itself
    (`inside`), and those that have nobody in common taken `together`.

    Where people were taken out since, the later table holds not quite everybody of the earlier. It is judged as if it did,
    and kept back where the numbers say that it cannot.
    """
    earlier = list(inside)
    if len(together) > 1:
        earlier.append(joined(together))
    try:
        return all(safe_to_publish(table, one) for one in earlier)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, eq=False)
class Joined(Published):
    """Several tables of people of whom nobody is in two, as one: each band lies between the sums of their limits."""

    limits: tuple[FloatArray, FloatArray] = (np.zeros(0), np.zeros(0))

    def boxes(self) -> tuple[FloatArray, FloatArray]:
        return self.limits


def joined(tables: Sequence[Published]) -> Joined:
    """Tables of the same bands as one table of all their people."""
    known = [bounds(table) for table in tables]
    low = np.sum([each.lower for each in known], axis=0)
    high = np.sum([each.upper for each in known], axis=0)
    counts = np.sum([table.counts for table in tables], axis=0)
    hidden = np.any([~table.shown for table in tables], axis=0)
    return Joined(
        np.where(hidden, HIDDEN, counts), sum(table.total for table in tables), STEP, limits=(low, high)
    )


def as_stored(table: Published) -> dict[str, Any]:
    """A table as it is kept: only what everybody may see."""
    return {"bands": table.counts.tolist(), "total": table.total, "step": table.step}


def from_stored(kept: Mapping[str, Any]) -> Published:
    """A table that was kept."""
    return Published(np.asarray(kept["bands"], dtype=np.int64), int(kept["total"]), int(kept["step"]))


def same(one: Published, other: Published) -> bool:
    """Whether two tables show the same."""
    return bool((one.counts == other.counts).all()) and one.total == other.total


def set_against(table: Published, population: Population) -> Representation:
    """The published table against the population, band by band."""
    return represent_published(table, population.shares)


__all__ = [
    "HIDDEN",
    "LEAST",
    "STEP",
    "Finding",
    "Population",
    "Published",
    "Representation",
    "as_stored",
    "from_stored",
    "joined",
    "may_follow",
    "population_of",
    "same",
    "set_against",
    "to_publish",
]
