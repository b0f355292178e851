"""Check a release against what the publishers have said themselves (`catalogue/known_facts.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

import yaml

from edau.understand.files import read
from edau.understand.files.read import Folder

_ROUNDING = 1e-9  # two decimals are not two halves of a float


@dataclass(frozen=True)
class KnownFact:
    """One published fact and what the release says. `code` is `population`, `households`, `authority`,
    `percentage` or `ranks`; `about` the area, indicator or column; `got` is None if the release does not
    say."""

    code: str
    about: str
    expected: float
    tolerance: float
    got: float | None
    source: str

    @property
    def holds(self) -> bool:
        return self.got is not None and abs(self.got - self.expected) <= self.tolerance + _ROUNDING

    def as_dict(self) -> dict[str, object]:
        """Return the fact as plain values, for JSON."""
        return {**asdict(self), "holds": self.holds}


def known_facts() -> dict[str, Any]:
    """Return the published facts, as the catalogue has them."""
    text = resources.files("edau.catalogue").joinpath("known_facts.yaml").read_text(encoding="utf-8")
    facts: dict[str, Any] = yaml.safe_load(text)
    return facts


def check_known(folder: Folder, facts: Mapping[str, Any] | None = None) -> list[KnownFact]:
    """Return every known fact with what the release in `folder` says of it.

    Raises
    ------
    ReleaseError
        If a table is damaged: verify a release before asking it anything.
    """
    return list(_check(folder, known_facts() if facts is None else facts))


def _check(folder: Folder, facts: Mapping[str, Any]) -> Iterator[KnownFact]:
    areas = {row.code: row for row in read.areas(folder)}
    for code in ("population", "households"):
        fact = facts[code]
        row = areas.get(fact["area"])
        got = getattr(row, code) if row else None
        yield KnownFact(code, fact["area"], fact["value"], fact["tolerance"], got, fact["source"])
    totals = facts["authorities"]
    for area, expected in totals["values"].items():
        population = areas[area].population if area in areas else None
        yield KnownFact("authority", area, expected, totals["tolerance"], population, totals["source"])
    shares = facts["percentages"]
    values = {row.indicator: row.value for row in read.observations(folder) if row.area == shares["area"]}
    for indicator, expected in shares["values"].items():
        tolerance = shares["tolerances"].get(indicator, shares["tolerance"])
        yield KnownFact("percentage", indicator, expected, tolerance, values.get(indicator), shares["source"])
    yield from _ranks(folder, facts["ranks"])


def _ranks(folder: Folder, fact: Mapping[str, Any]) -> Iterator[KnownFact]:
    counts = [row.counts for row in read.lsoa_counts(folder)]
    wanted = set(range(fact["first"], fact["last"] + 1))
    for column in fact["columns"]:
        ranks = [row[column] for row in counts]
        # As many ranks as there should be, less each one that comes twice or should not be there.
        got = len(wanted & set(ranks)) - (len(ranks) - len(set(ranks)))
        yield KnownFact("ranks", column, len(wanted), 0, got, fact["source"])
