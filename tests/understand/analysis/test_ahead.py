"""The series of the authorities: a direction only where a test finds one, a look ahead only where the past allows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from edau.core import stamps
from edau.core.visibility import hold, lift
from edau.places.queries import every_area
from edau.understand.analysis.ahead import ahead_of, direction_of, look_ahead, yearly_table
from edau.understand.catalogue import catalogue
from edau.understand.queries.observations import SeriesRow

RCT, WALES = "W06000016", "W92000004"
INCOME = "gross-disposable-household-income-per-head/gross-disposable-household-income"


def rows(
    area: str,
    values,
    *,
    first: int = 2005,
    length: str = "/P1Y",
    month: str = "01",
    margin: float | None = None,
):
    return [
        SeriesRow(
            "s",
            area,
            f"{first + i}-{month}-01{length}",
            value,
            value - margin if margin else None,
            value + margin if margin else None,
        )
        for i, value in enumerate(values)
    ]


class TestTheRelease:
    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _one_reading(self):
        with stamps.one_reading():
            yield

    def test_every_authority_and_wales_has_its_series_in_the_order_of_the_catalogue(self):
        order = list(catalogue().series)
        for area in [*every_area("authority"), *every_area("country")]:
            keys = [one.series.key for one in ahead_of(area.code)]
            assert keys == sorted(keys, key=order.index)
            assert len(keys) >= 48

    def test_other_areas_have_none(self):
        assert ahead_of("W38000081") == ()

    def test_each_series_ends_with_its_last_published_value(self):
        (income,) = [one for one in ahead_of(RCT) if one.series.key == INCOME]

        assert (income.last.period, income.last.value) == ("2023-01-01/P1Y", 18100)
        assert income.direction.code == "rising"
        assert [step.period for step in income.steps] == [f"{year}-01-01/P1Y" for year in range(2024, 2029)]
        assert all(step.lower < step.value < step.upper for step in income.steps)

    def test_where_there_is_a_look_ahead_the_past_allowed_it_and_where_not_there_is_a_reason(self):
        codes = Counter()
        for area in [*every_area("authority"), *every_area("country")]:
            for one in ahead_of(area.code):
                finding = one.outlook
                codes[finding.code] += 1
                if finding.code == "projected":
                    assert finding["hit_rate"] >= 0.6
                    assert finding["scaled_error"] < finding["naive_error"]
                    assert 2 <= len(one.steps) <= 5
                else:
                    assert one.steps == ()
                    assert [reason.code for reason in finding.reasons] == [finding.reasons[0].code]

        assert codes["refused"] > codes["projected"] > 100

    def test_gas_is_refused_for_its_past(self):
        (gas,) = [one for one in ahead_of(RCT) if one.series.key.endswith("/gas-consumption")]

        assert gas.outlook.code == "refused"
        assert gas.outlook["hit_rate"] < 0.6

    def test_a_held_authority_has_no_series_and_counts_in_nobody_s_record(self):
        (before,) = [one for one in ahead_of(WALES) if one.series.key == INCOME]
        hold(label="places.Area", object_id=RCT, reason="test", by="tests")
        try:
            gone = ahead_of(RCT)
            (after,) = [one for one in ahead_of(WALES) if one.series.key == INCOME]
        finally:
            lift(label="places.Area", object_id=RCT, by="tests")

        assert gone == ()
        assert after.outlook["tested"] < before.outlook["tested"]


SERIES = catalogue().series[INCOME]
RANDOM = np.random.default_rng(41)


def of_many(make, areas: int = 22):
    return [row for i in range(areas) for row in make(f"W{i:02d}")]


def test_a_clear_rise_is_seen_and_carried_on():
    found = look_ahead(
        SERIES, of_many(lambda area: rows(area, 100 + 3 * np.arange(18) + RANDOM.normal(0, 1, 18)))
    )

    one = found["W00"]
    assert (one.direction.code, one.outlook.code) == ("rising", "projected")
    assert one.steps[0].value > one.last.value
    assert one.steps[-1].period == "2027-01-01/P1Y"


def test_a_share_cannot_pass_a_hundred():
    series = replace(SERIES, unit="percent")
    found = look_ahead(
        series,
        of_many(lambda area: rows(area, np.minimum(100, 60 + 2.2 * np.arange(18) + RANDOM.normal(0, 1, 18)))),
    )

    assert found["W00"].outlook.code == "projected"
    assert max(step.upper for one in found.values() for step in one.steps) <= 100


def test_only_the_last_ten_years_have_a_direction():
    assert direction_of(rows("W00", [*range(20, 0, -1), *[5] * 10])).code == "steady"
    assert direction_of(rows("W00", [*[5] * 20, *range(10)]))["first"] == 2025


def test_of_periods_that_overlap_only_some_are_used():
    finding = direction_of(rows("W00", [60 + i / 5 for i in range(12)], length="/P3Y", margin=0.2))

    assert (finding["points"], finding["method"]) == (4, "weighted")


def test_of_a_monthly_series_only_the_same_months_are_held_against_each_other_and_there_is_no_look_ahead():
    months = [
        SeriesRow("s", "W00", f"{2023 + i // 12}-{1 + i % 12:02d}-01/P1M", float(i % 12), None, None)
        for i in range(30)
    ]

    one = look_ahead(SERIES, months)["W00"]

    assert (one.direction.code, one.direction["points"]) == ("too_short", 3)
    assert one.outlook.reasons[0].code == "not_yearly"


def test_a_series_with_a_gap_counts_from_after_it():
    table = yearly_table(
        [rows("W00", range(10)), rows("W01", [1, 2, 3]) + rows("W01", [5, 6, 7], first=2012)]
    )

    assert np.isfinite(table[0]).tolist() == [True] * 10
    assert table[1].tolist()[-3:] == [5, 6, 7]
    assert np.isnan(table[1][:7]).all()


def test_a_series_that_ended_before_the_others_has_no_look_ahead():
    def made(area):
        return rows(
            area,
            100
            + 3 * np.arange(18 if area != "W03" else 15)
            + RANDOM.normal(0, 1, 18)[: 18 if area != "W03" else 15],
        )

    found = look_ahead(SERIES, of_many(made))

    assert found["W00"].outlook.code == "projected"
    assert (found["W03"].outlook.code, found["W03"].outlook.reasons[0].code) == ("refused", "gap")
    assert found["W03"].steps == ()


def test_values_that_are_missing_are_no_values():
    assert look_ahead(SERIES, [SeriesRow("s", "W00", "2020-01-01/P1Y", None, None, None)]) == {}
