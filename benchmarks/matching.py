"""`python -m benchmarks.matching`: how fast and how good matching is, beside other ways, on the same instances.

Every case runs in a process of its own, so that its memory is its own; instances come from seeds. `--quick` leaves out the
100,000 by 100,000.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Any

import numpy as np

from benchmarks.matching_instances import instance, likeness
from benchmarks.matching_others import by_flow, by_highs, by_lapjv, by_numpy, by_tree, first_come, greedy
from edau.kernels.matching import compiled
from edau.kernels.matching.assignment import Problem, share_out, solve
from edau.kernels.matching.candidates import Pairs, candidates
from edau.kernels.matching.values import Weights

SMALL, LARGE = 10_000, 100_000
SEEDS = (7, 8, 9)
WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ran:
    """What a case gave, its seconds by the clock and of the processor, and the most memory that its process had in all."""

    answer: Any
    wall: float
    processor: float
    megabytes: float


def ran(case: Callable[[], Any], times: int = 1) -> Ran:
    """Run a case in a process of its own; the best of so many times."""
    context = get_context("fork")
    ours, theirs = context.Pipe()

    def _run() -> None:
        gc.collect()
        best = (float("inf"), 0.0)
        for _time in range(times):
            wall, processor = time.perf_counter(), time.process_time()
            answer = case()
            best = min(best, (time.perf_counter() - wall, time.process_time() - processor))
        theirs.send(Ran(answer, *best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    process = context.Process(target=_run)
    process.start()
    theirs.close()
    try:
        return ours.recv()  # type: ignore[no-any-return]
    finally:
        process.join()


@cache
def given(size: int) -> tuple[Any, Any]:
    return instance(size, size)


@cache
def found(size: int) -> Pairs:
    offers, needs = given(size)
    return candidates(offers, needs, WEIGHTS, likeness=likeness(), compile=True)


def capacities(size: int) -> tuple[np.ndarray, np.ndarray]:
    offers, needs = given(size)
    return offers.capacity, needs.capacity


def line(case: str, reach: str, measured: str) -> None:
    print(f"{case:<58}{reach:<26}{measured}", flush=True)


def told(run: Ran) -> str:
    return f"{run.wall:.3f} s ({run.processor:.3f} s of a processor, {run.megabytes:.0f} MB in all)"


def main() -> None:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"{os.cpu_count()} processors, load {load}; other work on the machine lengthens what the clock says.\n"
    )
    begin = time.perf_counter()
    compiled.warm()
    line("compile, or fetch what was compiled", "", f"{time.perf_counter() - begin:.1f} s")
    line("case", "reach", "measured")
    pairs_of_small()
    assign_small()
    evenness()
    at_once()
    if "--quick" not in sys.argv:
        large()


def pairs_of_small() -> None:
    offers, needs = given(SMALL)
    needs.starts, offers.points, needs.points  # noqa: B018  # what every way shares is made once
    ours = ran(lambda: len(candidates(offers, needs, WEIGHTS, likeness=likeness(), compile=True)), times=3)
    line("candidates 10k × 10k", "≤ 0.06 s", f"{told(ours)}, {ours.answer:,} pairs")
    plain = ran(lambda: _digest(candidates(offers, needs, WEIGHTS, likeness=likeness(), compile=False)))
    same = plain.answer == _digest(found(SMALL))
    line(
        "  all pairs of a group tested by numpy",
        "identical",
        f"{'identical' if same else 'NOT THE SAME'}, {told(plain)}",
    )
    naive = ran(lambda: by_numpy(offers, needs))
    line("  every pair tested by numpy", "≥ 50 ×", _ratio(naive, ours))
    if importlib.util.find_spec("scipy"):
        line("  cKDTree, then numpy filters", "≥ 8 ×", _ratio(ran(lambda: by_tree(offers, needs)), ours))
    else:
        line("  cKDTree, then numpy filters", "≥ 8 ×", "skipped: scipy is not installed")


def _digest(pairs: Pairs) -> tuple[int, int, int, int]:
    places = np.arange(1, len(pairs) + 1)
    return (
        len(pairs),
        int((pairs.offer * places).sum()),
        int((pairs.value * places).sum()),
        int((pairs.start * np.arange(len(pairs.start))).sum()),
    )


def _ratio(other: Ran, ours: Ran) -> str:
    agrees = "" if other.answer == ours.answer else f", BUT {other.answer:,} pairs"
    return f"{other.processor / ours.processor:.0f} × by processor: {told(other)}{agrees}"


def assign_small() -> None:
    pairs, (slots, units) = found(SMALL), capacities(SMALL)
    ours = ran(lambda: _assigned(pairs, slots, units), times=3)
    value, bound, met = ours.answer
    best = _best(pairs, slots, units)
    below = f"{100 * (1 - value / best):.4f} % below optimal" if best else "optimum not known"
    line("assignment 10k × 10k", "≤ 0.01 %, ≤ 0.3 s", f"{below}, {told(ours)}; {met:,} needs met")
    line("  its own certificate", "", f"at most {100 * (1 - value / bound):.4f} % below optimal")
    _others(pairs, slots, units, best or value)


def _assigned(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> tuple[int, int, int]:
    one = solve(Problem.of(pairs, slots, units), compile=True)
    return one.value, one.bound, len(np.unique(pairs.need[one.chosen]))


def _best(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> int | None:
    """The optimum by the solvers that are installed."""
    solvers = {"HiGHS (scipy)": ("scipy", by_highs), "min-cost flow (OR-tools)": ("ortools", by_flow)}
    best = None
    for name, (package, solver) in solvers.items():
        if importlib.util.find_spec(package) is None:
            line(f"  {name}", "", f"skipped: {package} is not installed")
            continue
        run = ran(lambda solver=solver: solver(pairs, slots, units))
        line(f"  {name}", "", f"{run.answer:,} points, {told(run)}")
        best = run.answer
    return best


def _others(pairs: Pairs, slots: np.ndarray, units: np.ndarray, best: int) -> None:
    ways = {"first come, best score": first_come, "best pair first": greedy}
    for name, way in ways.items():
        chosen = way(pairs, slots, units)
        value, met = int(pairs.value[chosen].sum()), len(np.unique(pairs.need[chosen]))
        line(f"  {name}", "", f"{100 * (1 - value / best):.2f} % below optimal, {met:,} needs met")
    if importlib.util.find_spec("scipy"):
        run = ran(lambda: by_lapjv(pairs, slots, units))
        line(
            "  LAPJV over units and slots (scipy)",
            "",
            f"{100 * (1 - run.answer / best):.2f} % below, {told(run)}",
        )


def evenness() -> None:
    for allowed in (0.0025, 0.01):
        more, lost = [], []
        for seed in SEEDS:
            offers, needs = instance(SMALL, SMALL, seed)
            pairs = candidates(offers, needs, WEIGHTS, likeness=likeness(), compile=True)
            alone = solve(Problem.of(pairs, offers.capacity, needs.capacity), compile=True)
            even = share_out(
                pairs, offers.capacity, needs.capacity, workload=150, at_most=allowed, compile=True
            )
            helping = [len(np.unique(pairs.offer[one.chosen])) for one in (alone, even)]
            more.append(helping[1] / helping[0] - 1)
            lost.append(1 - even.value / alone.value)
        line(
            f"fairness, {len(SEEDS)} seeds, allowed to cost {100 * allowed:g} %",
            "≥ 10 % more for ≤ 1 %",
            f"{100 * min(more):.1f} to {100 * max(more):.1f} % more people helping for {100 * max(lost):.2f} % of the value",
        )


def at_once() -> None:
    """Answers given one by one, with and without the prices that earlier months taught."""
    from benchmarks.matching_others import one_by_one
    from edau.kernels.matching.prices import learn

    offers, _needs = given(SMALL)
    pairs, (slots, units) = found(SMALL), capacities(SMALL)
    best = solve(Problem.of(pairs, slots, units), compile=True).value
    prices, rounds = np.zeros(len(offers)), np.zeros(len(offers), np.int64)
    for months in range(4):
        if months in (0, 1, 3):
            chosen = one_by_one(pairs, slots, units, prices)
            value, met = int(pairs.value[chosen].sum()), len(np.unique(pairs.need[chosen]))
            line(
                f"answers at once, prices of {months} earlier months",
                "",
                f"{100 * (1 - value / best):.2f} % below hindsight, {met:,} needs met",
            )
        _offers, earlier = instance(SMALL, SMALL, seed=100 + months)
        month = candidates(offers, earlier, WEIGHTS, likeness=likeness(), compile=True)
        scarcity = solve(Problem.of(month, slots, earlier.capacity), compile=True).scarcity
        prices, rounds = learn(prices, rounds, scarcity)


def large() -> None:
    given(LARGE)
    ours = ran(lambda: len(found(LARGE)))
    line("candidates 100k × 100k", "≤ 6 s", f"{told(ours)}, {ours.answer:,} pairs")
    whole = ran(lambda: _assigned(found(LARGE), *capacities(LARGE)))
    alone = whole.wall - ours.wall
    line("candidates and assignment 100k × 100k together", "≤ 1 GB", told(whole))
    value, bound, met = whole.answer
    line(
        "assignment 100k × 100k",
        "≤ 0.05 %, ≤ 15 s",
        f"at most {100 * (1 - value / bound):.3f} % below optimal by its own certificate, {alone:.1f} s "
        f"({whole.processor - ours.processor:.1f} s of a processor); {met:,} needs met",
    )
    _others_large(value, ours)


def _others_large(value: int, ours: Ran) -> None:
    """Beside it the same instance by flow, whose optimum says how far ours is from it, and by who comes first. Each finds the
    pairs by our way first: that time is taken off, and the memory is that of both."""
    name = "  min-cost flow (OR-tools) 100k × 100k"
    if importlib.util.find_spec("ortools") is None:
        line(name, "", "skipped: ortools is not installed")
    else:
        flow = ran(lambda: by_flow(found(LARGE), *capacities(LARGE)))
        below = f"ours is {100 * (1 - value / flow.answer):.4f} % below"
        line(name, "", f"{below}; {flow.wall - ours.wall:.1f} s, {flow.megabytes:,.0f} MB in all")
    first = ran(lambda: _worth_of_first_come(LARGE))
    line(
        "  first come, best score 100k × 100k",
        "",
        f"{100 * (1 - first.answer / value):.2f} % below ours; {first.wall - ours.wall:.1f} s",
    )


def _worth_of_first_come(size: int) -> int:
    pairs = found(size)
    return int(pairs.value[first_come(pairs, *capacities(size))].sum())


if __name__ == "__main__":
    main()
