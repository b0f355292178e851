"""A simulation with known truth: how many of the differences that a page names are wrong? `python -m benchmarks.verdicts`"""

from __future__ import annotations

import numpy as np

from edau.kernels.indicators.comparison import adjust, newcombe_p

PAGES = 1_000
FIGURES = 33  # as many as two towns have in common that can be compared
RATE = 0.05


def wrong_verdicts(different: float, *, pages: int = PAGES, seed: int = 1) -> tuple[float, float, float]:
    """Of pages on which a part `different` of the true shares differ: the mean part of the named differences that are
    wrong (none of them true, or the wrong way round), the part of all verdicts that are wrong, and the part of the true
    differences that were found."""
    draw = np.random.default_rng(seed)
    false_of_named, wrong, found = [], 0, []
    for _ in range(pages):
        base_a, base_b = (np.rint(np.exp(draw.uniform(np.log(800), np.log(40_000), FIGURES))) for _ in "ab")
        share_a = draw.uniform(0.02, 0.7, FIGURES)
        differs = draw.random(FIGURES) < different
        share_b = np.clip(share_a + np.where(differs, draw.normal(0, 0.04, FIGURES), 0.0), 0.005, 0.95)
        a, b = draw.binomial(base_a.astype(int), share_a), draw.binomial(base_b.astype(int), share_b)
        named = adjust(newcombe_p(a, base_a, b, base_b)) <= RATE
        truth = np.sign(share_a - share_b)
        said = np.where(named, np.sign(a / base_a - b / base_b), 0.0)
        false = named & (said != truth)
        false_of_named.append(false.sum() / max(1, named.sum()))
        wrong += int(false.sum())
        if (truth != 0).any():
            found.append((named & (truth != 0)).sum() / (truth != 0).sum())
    power = float(np.mean(found)) if found else float("nan")
    return float(np.mean(false_of_named)), wrong / (pages * FIGURES), power


def main() -> None:
    print(
        f"{PAGES} pages of {FIGURES} comparisons each; a verdict is wrong if it names a difference that is not there"
    )
    print(f"{'true differences':>18}{'wrong of those named':>24}{'wrong of all':>16}{'found':>10}")
    for different in (0.0, 0.1, 0.25, 0.5, 0.9):
        named, overall, power = wrong_verdicts(different)
        print(f"{different:>18.0%}{named:>24.2%}{overall:>16.2%}{power:>10.0%}")


if __name__ == "__main__":
    main()
