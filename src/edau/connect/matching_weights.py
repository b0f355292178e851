"""How matching weighs: `catalogue/matching.yaml` as a typed record, and a person's own file in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from edau.catalogue import Bilingual, CatalogueError, Record, read, root

FILE = "matching.yaml"
KEYS = (
    "helped",
    "similarity",
    "nearness",
    "choice",
    "waiting",
    "reciprocity",
    "unexpected",
    "workload",
)
HEAVIEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Weight:
    """One term: what it brings where it holds in full, and how it is explained."""

    key: str
    points: float
    name: Bilingual
    says: Bilingual


@dataclass(frozen=True, slots=True)
class MatchingWeights:
    """The published weights.

    `points` has one number for each of `KEYS`; `remote` is the nearness of help without meeting, and
    `sharing_may_cost` the largest share of all points that sharing the work out more evenly may cost, `in_files` the same
    where files are matched.
    """

    version: int
    reviewed: date
    review_by: date
    weights: tuple[Weight, ...]
    points: MappingProxyType[str, float]
    remote: float
    sharing_may_cost: float
    in_files: float
    checked: bool


@cache
def matching_weights() -> MatchingWeights:
    """The weights that ship with Edau, read once."""
    return read_weights(root())


def read_weights(folder: Traversable) -> MatchingWeights:
    """Read and check the file below `folder`; `CatalogueError` at the first thing that is wrong."""
    record = Record(FILE, read(folder, FILE))
    wording = record.inner("wording")
    weights = tuple(_weight(one) for one in record.each("weights"))
    found = MatchingWeights(
        version=record.whole_number("version", least=1),
        reviewed=record.day("reviewed"),
        review_by=record.day("review_by"),
        weights=weights,
        points=MappingProxyType({one.key: one.points for one in weights}),
        remote=_number(record, "remote", 1),
        sharing_may_cost=_number(record, "sharing_may_cost", 1),
        in_files=_number(record, "in_files", 1),
        checked=wording.flag("checked"),
    )
    for one in (wording, record):
        one.close()
    if [weight.key for weight in weights] != list(KEYS):
        raise record.fail("weights", f"should be just these, in this order: {', '.join(KEYS)}")
    if found.review_by <= found.reviewed:
        raise record.fail("review_by", "should be after reviewed")
    return found


def _weight(record: Record) -> Weight:
    weight = Weight(
        record.choice("key", KEYS),
        _number(record, "points", HEAVIEST),
        Bilingual(*record.both("name")),
        Bilingual(*record.both("says")),
    )
    record.close()
    return weight


def own_weights(path: Path) -> dict[str, float]:
    """Read somebody's own weights: `similarity: 800` a line; what is not there stays as published.

    Returns all of `KEYS`, `remote` and `sharing_may_cost`. `CatalogueError` names the field that is wrong.
    """
    given = read(path.parent, path.name)
    record = Record(path.name, {} if given is None else given)
    found = numbers_for_files()
    for key, published in found.items():
        most = 1 if key in ("remote", "sharing_may_cost") else HEAVIEST
        found[key] = _number(record, key, most, default=published)
    record.close()
    return found


def numbers_for_files() -> dict[str, float]:
    """All numbers of the published weights by name, as they are where files are matched."""
    weights = matching_weights()
    return as_numbers(weights) | {"sharing_may_cost": weights.in_files}


def as_numbers(weights: MatchingWeights) -> dict[str, float]:
    """All numbers of the published weights by name."""
    return {
        **weights.points,
        "remote": weights.remote,
        "sharing_may_cost": weights.sharing_may_cost,
    }


def _number(record: Record, name: str, most: float, default: Any = ...) -> float:
    value = record.take(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise _wrong(record, name, most)
    return float(value)


def _wrong(record: Record, name: str, most: float) -> CatalogueError:
    return record.fail(name, f"should be a number from 0 to {most:g}")
