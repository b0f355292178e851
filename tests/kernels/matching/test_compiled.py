"""The compiled loops give what plain Python gives, to the last point. Slow where they are compiled for the first time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from edau.kernels.matching import compiled
from edau.kernels.matching.assignment import Problem, solve
from edau.kernels.matching.candidates import Pairs, candidates
from edau.kernels.matching.values import Weights
from tests.kernels.matching.instances import instance

PUBLISHED = Path(__file__).parent / "data" / "assign100.txt"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(12))
def test_the_grid_finds_the_same_pairs_with_the_same_values_in_the_same_order(seed):
    offers, needs = instance(seed, offers=90, needs=110)
    offers.lon[:3] = [-5.0, 179.0, -4.9]  # someone in the west of Wales, and a slip of the pen
    offers.lat[:2] = [53.3, -44.0]
    quick, plain = (candidates(offers, needs, Weights(), compile=way) for way in (True, False))

    assert len(plain) > 100
    assert quick.start.tolist() == plain.start.tolist()
    assert quick.offer.tolist() == plain.offer.tolist()
    assert quick.value.tolist() == plain.value.tolist()


@pytest.mark.parametrize("workload", [0, 70])
def test_the_auction_makes_the_same_choice(workload):
    for seed in range(8):
        offers, needs = instance(seed, offers=70, needs=70)
        pairs = candidates(offers, needs, Weights())
        one = Problem.of(pairs, offers.capacity, needs.capacity, carried=offers.carried, workload=workload)
        quick, plain = (solve(one, compile=way) for way in (True, False))

        assert quick.chosen.tolist() == plain.chosen.tolist()
        assert quick.scarcity.tolist() == plain.scarcity.tolist()
        assert (quick.value, quick.cost, quick.bound) == (plain.value, plain.cost, plain.bound)


def test_the_published_assignment_of_100_by_100_costs_305():
    numbers = np.array(PUBLISHED.read_text().split(), np.int64)
    size, costs = int(numbers[0]), numbers[1:].reshape(100, 100)
    finer = size + 1  # one point of cost is more than all bids together add
    value = ((1000 - costs) * finer).astype(np.int32)
    start, ones = np.arange(0, size * size + 1, size), np.ones(size, np.int64)
    pairs = Pairs(start, np.tile(np.arange(size, dtype=np.int32), size), value.ravel())

    found = solve(Problem.of(pairs, ones, ones), eps=1, compile=True)

    row, column = pairs.need[found.chosen], pairs.offer[found.chosen]
    assert sorted(column.tolist()) == sorted(row.tolist()) == list(range(size))
    assert int(costs[row, column].sum()) == 305


def test_without_a_folder_to_keep_code_in_it_compiles_all_the_same():
    code = (
        "import numba.core.caching as caching\n"
        "for kind in (caching.CacheImpl, *caching.CacheImpl.__subclasses__()):\n"
        "    kind._locator_classes = []\n"
        "from edau.kernels.matching.compiled import loop\n"
        "import numpy as np\n"
        "print(loop('lower')(np.array([5, 7]), np.array([1, 2]), np.array([-1, 3])))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (ran.stdout, ran.returncode) == ("1\n", 0), ran.stderr


def test_importing_and_solving_a_small_problem_needs_no_numba():
    code = (
        "import sys\n"
        "sys.modules['numba'] = None\n"
        "from tests.kernels.matching.test_assignment import problem\n"
        "from edau.kernels.matching.assignment import solve\n"
        "from edau.kernels.matching import compiled\n"
        "print(solve(problem(1)).finished, compiled.available())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stdout == "True False\n", ran.stderr


def test_warming_compiles_every_loop():
    compiled.warm()

    for name in ("grid_pairs", "bid", "lower", "discontented", "profits", "claims"):
        assert compiled.loop(name).signatures
