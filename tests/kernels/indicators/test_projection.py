"""A look ahead: each forecast equals that of a slow twin which sees nothing but its own past, and what has no skill is
refused."""

import math
from itertools import product

import numpy as np
import pytest

from edau.kernels import Finding
from edau.kernels.indicators import projection
from edau.kernels.indicators.projection import (
    LEAST_SEEN,
    METHODS,
    backtest,
    conformal_width,
    damped,
    drift,
    furthest,
    naive,
    project,
)

RANDOM = np.random.default_rng(21)
WALKS = RANDOM.normal(0, 1, (4, 13)).cumsum(axis=1) + 20
WITH_ENDS = np.array(
    [WALKS[0], [math.nan] * 4 + WALKS[1, 4:].tolist(), WALKS[2, :9].tolist() + [math.nan] * 4]
)


def naive_twin(past, steps):
    return [past[-1]] * steps


def drift_twin(past, steps):
    change = (past[-1] - past[0]) / (len(past) - 1)
    return [past[-1] + change * step for step in range(1, steps + 1)]


def damped_twin(past, steps):
    """Every combination of parameters run over the past from its first value, one step at a time."""
    best = (math.inf, [])
    for alpha, beta, phi in product(projection._ALPHAS, projection._BETAS, projection._PHIS):
        level, slope, squared = past[1], past[1] - past[0], 0.0
        for value in past[2:]:
            guess = level + phi * slope
            squared += (value - guess) ** 2
            new = alpha * value + (1 - alpha) * guess
            slope = beta * (new - level) + (1 - beta) * phi * slope
            level = new
        ahead = [level + slope * sum(phi**i for i in range(1, step + 1)) for step in range(1, steps + 1)]
        if squared < best[0]:
            best = (squared, ahead)
    return best[1]


def twin(method, past, steps):
    single = {"naive": naive_twin, "drift": drift_twin, "damped": damped_twin}
    if method == "mean":
        return list(np.mean([one(past, steps) for one in single.values()], axis=0))
    return single[method](past, steps)


@pytest.mark.parametrize("row", WALKS)
def test_each_method_equals_its_twin_at_every_moment_of_the_past(row):
    quick = {"naive": naive, "drift": drift, "damped": damped}
    for name, method in quick.items():
        found = method(row[np.newaxis], 3)[0]
        for end in range(3, 14):
            assert found[end - 1].tolist() == pytest.approx(twin(name, row[:end].tolist(), 3)), (name, end)


def test_a_backtest_knows_nothing_but_the_past():
    found = backtest(WALKS, 3)

    for (m, name), area, end in product(enumerate(METHODS), range(4), range(LEAST_SEEN, 14)):
        past = WALKS[area, :end].tolist()
        scale = np.mean(np.abs(np.diff(past)))
        expected = twin(name, past, 3)
        came = WALKS[area, end : end + 3].tolist()
        errors = [(a - b) / scale for a, b in zip(expected, came, strict=False)]
        assert found.forecasts[m, area, end - 1].tolist() == pytest.approx(expected)
        assert found.scales[area, end - 1] == pytest.approx(scale)
        assert found.errors[m, area, end - 1, : len(errors)].tolist() == pytest.approx(errors)
        assert np.isnan(found.errors[m, area, end - 1, len(errors) :]).all()


def test_the_future_does_not_change_what_was_said_in_the_past():
    other = WALKS.copy()
    other[:, 9:] += 100

    np.testing.assert_allclose(backtest(WALKS, 2).forecasts[:, :, :9], backtest(other, 2).forecasts[:, :, :9])


def test_series_may_begin_late_and_end_early_but_have_no_gap():
    found = backtest(WITH_ENDS, 2)

    late = backtest(WITH_ENDS[1:2, 4:], 2)
    np.testing.assert_allclose(found.forecasts[:, 1, 4:], late.forecasts[:, 0])
    assert np.isnan(found.forecasts[:, 2, 9:]).all()
    with pytest.raises(ValueError, match="a gap"):
        backtest([[1, 2, math.nan, 4, 5]], 1)


def test_nobody_forecasts_from_fewer_than_five_values():
    forecasts = backtest(WALKS, 2).forecasts

    assert np.isnan(forecasts[:, :, : LEAST_SEEN - 1]).all()
    assert np.isfinite(forecasts[:, :, LEAST_SEEN - 1 :]).all()


def test_an_area_that_never_changed_has_no_scale_and_no_errors():
    found = backtest([[3.0] * 12], 2)

    assert np.isnan(found.scales).all()
    assert np.isnan(found.errors).all()


def test_a_backtest_of_nothing_sensible_is_refused():
    with pytest.raises(ValueError, match="rows of areas"):
        backtest([1.0, 2.0], 1)
    with pytest.raises(ValueError, match="at least one period"):
        backtest([[1.0, 2.0]], 0)


def test_the_horizon_grows_with_the_past_up_to_five():
    assert [furthest(periods) for periods in range(8, 18)] == [0, 0, 2, 2, 3, 3, 4, 4, 5, 5]


@pytest.mark.parametrize(("count", "rank"), [(4, 4), (9, 8), (10, 9), (19, 16), (99, 80)])
def test_the_conformal_width_is_the_size_of_error_that_one_more_would_stay_within(count, rank):
    assert conformal_width(RANDOM.permutation(np.arange(1.0, count + 1)), 0.8) == rank


def test_too_few_errors_hold_nothing():
    assert conformal_width([1.0, 2.0, 3.0], 0.8) == math.inf


def whole_twin(values, horizon):
    """The rule from the outside: at each moment choose, make an interval, wait, and see whether it held."""
    areas, periods = values.shape

    def errors(method, until):
        """The size of every error of a method that was known at the end of a period, by periods ahead."""
        known = [[] for _ in range(horizon)]
        for area, end, step in product(range(areas), range(LEAST_SEEN, periods), range(1, horizon + 1)):
            if end - 1 + step <= until:
                past = values[area, :end].tolist()
                scale = np.mean(np.abs(np.diff(past)))
                error = twin(method, past, horizon)[step - 1] - values[area, end - 1 + step]
                known[step - 1].append(abs(error) / scale)
        return known

    def rule(until):
        sizes = {method: errors(method, until) for method in METHODS}
        if min(len(one) for one in sizes["naive"]) < projection.LEAST_ERRORS:
            return None
        best = min(METHODS, key=lambda method: np.mean([size for ahead in sizes[method] for size in ahead]))
        return best, np.maximum.accumulate([conformal_width(one, 0.8) for one in sizes[best]])

    own, last, held = [], [], []
    for until in range(LEAST_SEEN - 1, periods - 1):
        chosen = rule(until)
        if chosen is None:
            continue
        for area, step in product(range(areas), range(1, min(horizon, periods - 1 - until) + 1)):
            past, came = values[area, : until + 1].tolist(), values[area, until + step]
            scale = np.mean(np.abs(np.diff(past)))
            size = abs(twin(chosen[0], past, horizon)[step - 1] - came) / scale
            own.append(size)
            last.append(abs(past[-1] - came) / scale)
            held.append(size <= chosen[1][step - 1])
    method, widths = rule(periods - 1)
    scales = np.mean(np.abs(np.diff(values, axis=1)), axis=1)
    middle = np.array([twin(method, row.tolist(), horizon) for row in values])
    return (
        {
            "method": method,
            "hit_rate": np.mean(held),
            "tested": len(held),
            "scaled_error": np.mean(own),
            "naive_error": np.mean(last),
        },
        middle,
        scales[:, np.newaxis] * widths,
    )


def trending(random, areas=8, periods=14, noise=0.6):
    slopes = random.uniform(0.5, 2, (areas, 1))
    return 50 + slopes * np.arange(periods) + random.normal(0, noise, (areas, periods))


def test_the_whole_rule_equals_its_twin():
    values = trending(np.random.default_rng(31), areas=7, periods=12)

    found = project(values)

    expected, middle, reach = whole_twin(values, 3)
    assert found.finding.code == "projected"
    assert {key: found.finding[key] for key in expected} == pytest.approx(expected)
    assert found.middle == pytest.approx(middle)
    assert found.lower == pytest.approx(middle - reach)
    assert found.upper == pytest.approx(middle + reach)


def test_a_steady_rise_is_carried_on_and_the_interval_widens():
    found = project(trending(np.random.default_rng(32), areas=22, periods=20))

    assert found.finding.code == "projected"
    assert found.finding["method"] == "drift"
    assert found.finding["scaled_error"] < found.finding["naive_error"]
    assert (np.diff(found.upper - found.lower, axis=1) >= 0).all()
    assert (np.diff(found.middle, axis=1) > 0).all()


def test_a_random_walk_is_refused_nearly_always():
    random = np.random.default_rng(33)
    codes = []
    for _ in range(40):
        found = project(random.normal(0, 1, (22, 16)).cumsum(axis=1))
        codes.append(found.finding.reasons[0].code if found.finding.code == "refused" else "projected")

    assert codes.count("no_skill") >= 36


def test_the_interval_holds_what_comes_about_as_often_as_it_says():
    random = np.random.default_rng(34)
    held, hit_rates = [], []
    for _ in range(60):
        values = trending(random, areas=22, periods=19, noise=1.0)
        found = project(values[:, :16], nominal=0.8)
        assert found.finding.code == "projected"
        came = values[:, 16:]
        held.append((found.lower[:, :3] <= came) & (came <= found.upper[:, :3]))
        hit_rates.append(found.finding["hit_rate"])

    assert np.mean(held) == pytest.approx(0.8, abs=0.05)
    # Longer pasts make better forecasts, so ranges made in the past were a little too wide rather than too narrow.
    assert 0.8 <= np.mean(hit_rates) <= 0.9


def test_a_fall_that_grows_faster_than_any_past_is_refused_for_what_it_missed():
    random = np.random.default_rng(35)
    # Better than standing still, and yet never within the range: each year falls by a fifth more than the last.
    values = 500 - np.cumsum(0.5 * 1.2 ** np.arange(17)) + random.normal(0, 0.05, (22, 17))

    found = project(values)

    assert (found.finding.code, found.finding.reasons[0].code) == ("refused", "missed")
    assert found.finding["hit_rate"] < 0.6
    assert np.isnan(found.middle).all()


@pytest.mark.parametrize("periods", [1, 5, 9])
def test_a_short_series_is_refused(periods):
    assert project(np.ones((22, periods))).finding == Finding(
        "refused", {}, (Finding("too_short", {"periods": periods, "least": 10}),)
    )


def test_one_area_alone_has_too_few_errors_to_make_an_interval_from():
    assert (
        project(trending(np.random.default_rng(36), areas=1, periods=10)).finding.reasons[0].code
        == "too_short"
    )


def test_the_limits_stay_within_what_can_be():
    values = np.clip(trending(np.random.default_rng(37), areas=22, periods=20) + 25, 0, 100)

    found = project(values, floor=0, ceiling=100)

    assert found.finding.code == "projected"
    assert found.upper.max() <= 100
    assert found.middle.max() <= 100


def test_an_area_without_a_last_value_has_no_look_ahead_while_the_others_have():
    values = trending(np.random.default_rng(38), areas=22, periods=20)
    values[3, -1] = math.nan

    found = project(values)

    assert found.finding.code == "projected"
    assert np.isnan(found.middle[3]).all()
    assert np.isfinite(np.delete(found.middle, 3, axis=0)).all()


@pytest.mark.parametrize("method", ["drift", "damped", "mean"])
def test_one_method_alone_can_be_judged(method):
    values = trending(np.random.default_rng(39), areas=22, periods=20)

    found = project(values, methods=[method])

    assert found.finding["method"] == method
    assert found.middle == pytest.approx(backtest(values, 5).forecasts[METHODS.index(method), :, -1])
