"""A simulation with known truth: how many of the differences that a page names are wrong? `python -m benchmarks.verdicts`

With `--write` the page about our methods tells what came out.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measured import write_measured
from edau.kernels.indicators.differences import newcombe_p
from edau.kernels.indicators.discoveries import adjust

PAGES = 20_000  # a rate of 5% is then known to within 0.3
MANY_PAGES = 120_000  # to within 0.12: where nothing differs, the rate should be 5% itself and not less
FIGURES = 33  # as many as two towns have in common that can be compared
RATE = 0.045  # as the pages ask for
BATCH = 500
Z = 1.959963984540054

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Setup:
    """Made-up pages: the part of the true shares that `differ`; the range of bases; how many places stand beside one
    first; the correlation between the figures of one place, which count the same people many times."""

    key: str
    says: str
    differ: float = 0.0
    bases: tuple[int, int] = (800, 40_000)
    others: int = 1
    correlation: float = 0.0
    pages: int = PAGES


SETUPS = (
    Setup("none", "no true difference", pages=MANY_PAGES),
    Setup("tenth", "a tenth differ", differ=0.1),
    Setup("quarter", "a quarter differ", differ=0.25),
    Setup("half", "half differ", differ=0.5),
    Setup("most", "nine tenths differ", differ=0.9),
    Setup("none_correlated", "none; figures of the same people", correlation=0.5),
    Setup("none_four_places", "none; four places beside one first", others=4),
    Setup("none_small", "none; bases of 100 to 800", bases=(100, 800)),
)


@dataclass(frozen=True)
class Outcome:
    """The mean part of the named differences of a page that are wrong (not there, or the wrong way round), with its 95%
    limits over the pages; the part of all verdicts that are wrong; and of the true differences found (NaN for none)."""

    pages: int
    named: float
    lower: float
    upper: float
    overall: float
    found: float


def wrong_verdicts(setup: Setup, *, pages: int = 0, seed: int = 1) -> Outcome:
    """Judge made-up pages as the product does, and hold what it says against the truth.

    Where nothing truly differs, every name is wrong: the first figure is then the part of pages that name anything.
    """
    pages, draw = pages or setup.pages, np.random.default_rng(seed)
    wrong_of_named, wrong, found = [], 0, []
    for begin in range(0, pages, BATCH):
        said, truth = _judged(setup, min(BATCH, pages - begin), draw)
        false = (said != 0) & (said != truth)
        right = (said != 0) & ~false
        wrong_of_named += list(false.sum(axis=1) / np.maximum(1, (said != 0).sum(axis=1)))
        wrong += int(false.sum())
        true = (truth != 0).sum(axis=1)
        found += list(right.sum(axis=1)[true > 0] / true[true > 0])
    mean = float(np.mean(wrong_of_named))
    reach = Z * float(np.std(wrong_of_named, ddof=1)) / math.sqrt(pages)
    return Outcome(
        pages=pages,
        named=mean,
        lower=max(0.0, mean - reach),
        upper=mean + reach,
        overall=wrong / (pages * setup.others * FIGURES),
        found=float(np.mean(found)) if found else math.nan,
    )


def _judged(setup: Setup, pages: int, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """What is said (1 higher, −1 lower, 0 similar) and what is true, by page and comparison."""
    share_a = draw.uniform(0.02, 0.7, (pages, 1, FIGURES))
    shape = (pages, setup.others, FIGURES)
    moved = np.where(draw.random(shape) < setup.differ, draw.normal(0, 0.04, shape), 0.0)
    share_b = np.where(moved == 0, share_a, np.clip(share_a + moved, 0.005, 0.95))
    a, base_a = _counted(share_a, setup, draw)
    b, base_b = _counted(share_b, setup, draw)
    a, base_a, b, base_b = (one.reshape(pages, -1) for one in np.broadcast_arrays(a, base_a, b, base_b))
    adjusted = np.array([adjust(row) for row in newcombe_p(a, base_a, b, base_b)])
    said = np.where(adjusted <= RATE, np.sign(a / base_a - b / base_b), 0.0)
    return said, np.sign(share_a - share_b).reshape(pages, -1)


def _counted(share: Floats, setup: Setup, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """How many, out of how many. Binomial; for figures of the same people the normal curve that comes near it, with one
    part of chance that all figures of a place have in common."""
    low, high = np.log(setup.bases)
    base = np.rint(np.exp(draw.uniform(low, high, share.shape)))
    if not setup.correlation:
        return draw.binomial(base.astype(int), share).astype(float), base
    common = draw.normal(size=(*share.shape[:2], 1))
    own = draw.normal(size=share.shape)
    chance = math.sqrt(setup.correlation) * common + math.sqrt(1 - setup.correlation) * own
    return np.clip(np.rint(base * share + chance * np.sqrt(base * share * (1 - share))), 0, base), base


def main() -> None:
    print(f"Pages of {FIGURES} comparisons with each place. A verdict is wrong if it names a difference")
    print("that is not there, or the wrong way round. Of the differences named, 5% at most should be wrong.")
    print(f"{'':<38}{'pages':>9}{'wrong of those named (95%)':>28}{'wrong of all':>15}{'found':>8}")
    outcomes = {setup.key: wrong_verdicts(setup) for setup in SETUPS}
    for setup in SETUPS:
        one = outcomes[setup.key]
        named = f"{100 * one.named:.2f}% ({100 * one.lower:.2f} to {100 * one.upper:.2f})"
        found = "–" if math.isnan(one.found) else f"{100 * one.found:.0f}%"
        print(f"{setup.says:<38}{one.pages:>9,}{named:>28}{100 * one.overall:>14.2f}%{found:>8}")
    if "--write" in sys.argv[1:]:
        print(f"Written: {write_measured('verdicts', _written(outcomes))}")


def _written(outcomes: dict[str, Outcome]) -> dict[str, object]:
    return {
        "figures": FIGURES,
        "setups": {
            key: {
                "pages": one.pages,
                "wrong_of_named": round(one.named, 4),
                "lower": round(one.lower, 4),
                "upper": round(one.upper, 4),
                "wrong_of_all": round(one.overall, 5),
                "found": None if math.isnan(one.found) else round(one.found, 3),
            }
            for key, one in outcomes.items()
        },
    }


if __name__ == "__main__":
    main()
