"""What our own tests of the methods gave, as the benchmarks wrote it: `catalogue/measured/` as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from edau.catalogue import Record, read, root

VERDICTS, SIMILARITY = "measured/verdicts.yaml", "measured/similarity.yaml"


@dataclass(frozen=True, slots=True)
class WrongVerdicts:
    """Of made-up pages: the mean part of the differences named that are wrong, with its 95% limits; the part of all
    verdicts that are wrong; the part of the true differences that were found (None where there are none)."""

    pages: int
    wrong_of_named: float
    lower: float
    upper: float
    wrong_of_all: float
    found: float | None


@dataclass(frozen=True, slots=True)
class VerdictsMeasured:
    """The simulation of verdicts with known truth, by the key of each set-up."""

    command: str
    measured: date
    figures: int
    setups: Mapping[str, WrongVerdicts]


@dataclass(frozen=True, slots=True)
class SimilarityMeasured:
    """How firm the likeness of places is: the part of the ten nearest kept when a quarter of the figures is left out and
    what was aimed for; the agreement of the types with those of places drawn again (adjusted Rand index); whether the
    published finding is found, and whether that is so whichever theme is left out."""

    command: str
    measured: date
    release: str
    kept: float
    kept_aim: float
    agreement: float
    finding_agrees: bool
    finding_the_same_without_any_theme: bool


@cache
def verdicts_measured() -> VerdictsMeasured:
    """What ships with Edau, read once."""
    return read_verdicts(root())


@cache
def similarity_measured() -> SimilarityMeasured:
    """What ships with Edau, read once."""
    return read_similarity_measured(root())


def read_verdicts(folder: Traversable) -> VerdictsMeasured:
    """Read and check the file below `folder`; `CatalogueError` at the first thing that is wrong."""
    record = Record(VERDICTS, read(folder, VERDICTS))
    setups = record.inner("setups")
    found = VerdictsMeasured(
        command=record.text("command"),
        measured=record.day("measured"),
        figures=record.whole_number("figures", least=1),
        setups={str(key): _wrong(setups.inner(str(key))) for key in setups.values},
    )
    setups.close()
    record.close()
    return found


def read_similarity_measured(folder: Traversable) -> SimilarityMeasured:
    """Read and check the file below `folder`; `CatalogueError` at the first thing that is wrong."""
    record = Record(SIMILARITY, read(folder, SIMILARITY))
    finding = record.inner("published_finding")
    found = SimilarityMeasured(
        command=record.text("command"),
        measured=record.day("measured"),
        release=record.text("release"),
        kept=_part(record, "kept"),
        kept_aim=_part(record, "kept_aim"),
        agreement=_part(record, "agreement"),
        finding_agrees=finding.flag("agrees"),
        finding_the_same_without_any_theme=finding.flag("without_any_theme_the_same"),
    )
    finding.close()
    record.close()
    return found


def _wrong(record: Record) -> WrongVerdicts:
    found = WrongVerdicts(
        pages=record.whole_number("pages", least=1),
        wrong_of_named=_part(record, "wrong_of_named"),
        lower=_part(record, "lower"),
        upper=_part(record, "upper"),
        wrong_of_all=_part(record, "wrong_of_all"),
        found=None if record.take("found") is None else _part(record, "found"),
    )
    record.close()
    return found


def _part(record: Record, name: str) -> float:
    value: Any = record.take(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise record.fail(name, "should be a part of one")
    return float(value)
