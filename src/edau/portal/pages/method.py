"""The figures that the page about our methods tells: of the live release, and of our tests as the benchmarks wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edau.core import stamps
from edau.language.numbers import month, number, shortest
from edau.understand.analysis import similar
from edau.understand.measured import similarity_measured, verdicts_measured
from edau.understand.queries.peers import every_neighbour

# An earlier project found the first of these more like the second than like the third.
BLAENAU_FFESTINIOG, NELSON, PORTHMADOG = "W37000076", "W38000098", "W37000357"


@dataclass(frozen=True)
class MethodFigures:
    """In words: how many themes and types there are, the part of the nearest that are stable, and two distances."""

    themes: str
    types: str
    stable: str
    to_nelson: str
    to_porthmadog: str


@dataclass(frozen=True)
class Tested:
    """In words: what our tests gave. Of the differences named, the part that was wrong in percent where half, a tenth and
    none of the true figures differed (the last with its limits), and the most in the harder set-ups without a true
    difference; of the true differences the part that was found; and how firm likeness and types are."""

    figures: str
    half: str
    tenth: str
    none: str
    none_lower: str
    none_upper: str
    hardest: str
    found: str
    kept: str
    kept_aim: str
    agreement: str
    release: str
    when: str


def tested(language: str) -> Tested:
    verdicts, likeness = verdicts_measured(), similarity_measured()
    setups = verdicts.setups
    none = setups["none"]
    harder = [one for key, one in setups.items() if key.startswith("none_")]
    return Tested(
        figures=number(verdicts.figures),
        half=_percent(setups["half"].wrong_of_named),
        tenth=_percent(setups["tenth"].wrong_of_named),
        none=_percent(none.wrong_of_named),
        none_lower=_percent(none.lower),
        none_upper=_percent(none.upper),
        hardest=_percent(max(one.wrong_of_named for one in harder)),
        found=number(100 * (setups["half"].found or 0)),
        kept=number(100 * likeness.kept),
        kept_aim=shortest(100 * likeness.kept_aim),
        agreement=number(likeness.agreement, 2),
        release=likeness.release,
        when=month(max(verdicts.measured, likeness.measured), language),
    )


def _percent(part: float) -> str:
    return number(100 * part, 1)


def method_figures() -> MethodFigures:
    return _figures(stamps.page_tag())


@lru_cache(maxsize=2)
def _figures(tag: str) -> MethodFigures:
    nearest = [row for row in every_neighbour() if row.rank <= similar.NEAREST]
    stable = sum(row.stability >= similar.STABLE for row in nearest)
    return MethodFigures(
        themes=number(len(similar.themes())),
        types=number(len(similar.types())),
        stable=number(100 * stable / len(nearest)) if nearest else "–",
        to_nelson=_distance(NELSON),
        to_porthmadog=_distance(PORTHMADOG),
    )


def _distance(other: str) -> str:
    """A dash where either is held."""
    if not (similar.takes_part(BLAENAU_FFESTINIOG) and similar.takes_part(other)):
        return "–"
    return number(similar.pair(BLAENAU_FFESTINIOG, other).distance, 2)
