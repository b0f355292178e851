"""Who is near, and why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.similarity.neighbours import ALIKE_BELOW, NAMED, explain, nearest

DISTANCES = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, float("nan"), float("inf")]), max_size=12)
SQUARED = st.lists(st.floats(0, 9), min_size=6, max_size=6)


@given(DISTANCES, st.integers(0, 14))
def test_the_nearest_are_those_that_sorting_finds(distances, k):
    slow = sorted((d, i) for i, d in enumerate(distances) if np.isfinite(d))[:k]
    assert nearest(distances, k).tolist() == [i for _, i in slow]


def test_only_those_who_take_part_are_found():
    assert nearest([0.1, 0.2, 0.3], 2, np.array([False, True, True])).tolist() == [1, 2]


@given(
    SQUARED,
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_reasons_keep_their_promises(squared, known, weights):
    if not any(weights):
        weights = [1] * 6
    finding = explain(np.array(squared), np.array(known), weights)
    by_code = {
        code: [r for r in finding.reasons if r.code == code] for code in ("alike", "different", "missing")
    }
    alike = [int(r["theme"]) for r in by_code["alike"]]
    different = [int(r["theme"]) for r in by_code["different"]]
    counted = [t for t in range(6) if weights[t] and known[t]]

    assert len(alike) <= NAMED
    assert len(different) <= NAMED
    assert set(alike) & set(different) == set()
    assert set(alike) | set(different) <= set(counted)
    assert all(squared[t] < ALIKE_BELOW for t in alike)
    assert [squared[t] for t in alike] == sorted(squared[t] for t in alike)
    shares = [float(r["share"]) for r in by_code["different"]]
    assert shares == sorted(shares, reverse=True)
    assert [r["theme"] for r in by_code["missing"]] == [t for t in range(6) if weights[t] and not known[t]]


def test_the_shares_are_parts_of_the_squared_distance_that_can_be_compared():
    finding = explain(np.array([0.1, 0.3, 1.6, 4.0]), np.array([True, True, True, False]), [1, 1, 1, 1])
    told = [(r.code, r["theme"], round(float(r["share"]), 3)) for r in finding.reasons if r.code != "missing"]
    assert told == [("alike", 0, 0.05), ("alike", 1, 0.15), ("different", 2, 0.8)]
    assert finding["distance"] == pytest.approx(np.sqrt(6 / 4))


def test_far_apart_in_everything_is_alike_in_nothing():
    finding = explain(np.array([4.0, 4.0, 9.0]), np.ones(3, dtype=bool), [1, 1, 1])
    assert [r.code for r in finding.reasons] == ["different"]


def test_no_distance_is_alike_in_everything():
    finding = explain(np.zeros(2), np.ones(2, dtype=bool), [1, 1])
    assert [(r.code, r["theme"], r["share"]) for r in finding.reasons] == [("alike", 0, 0), ("alike", 1, 0)]


def test_a_theme_that_weighs_more_may_add_more_before_it_counts_as_different():
    # Twice the weight and the same distance: twice the part, and no more than its weight leads one to expect.
    finding = explain(np.array([0.5, 0.5]), np.ones(2, dtype=bool), [2, 1])
    assert [(r.code, r["theme"]) for r in finding.reasons] == [("alike", 0), ("alike", 1)]
