"""Series that are worked out from raw counts: whole years only, each month by its days, shares of everybody."""

from __future__ import annotations

import pandas as pd
import pytest

from edau.understand.building import series
from edau.understand.sources import census_history, met_office
from edau.understand.sources.errors import SourceError
from edau.understand.sources.shape import Shape


def months(year: int, means: list[float]) -> pd.DataFrame:
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return pd.DataFrame(
        {
            "year": year,
            "month": range(1, len(means) + 1),
            "days": days[: len(means)],
            "mean": means,
        }
    )


def test_a_year_of_weather_counts_only_when_it_is_whole_and_months_by_their_days(monkeypatch):
    both = pd.concat([months(2025, [0.0] + [10.0] * 11), months(2026, [5.0] * 6)])
    monkeypatch.setattr(met_office, "read", lambda raw: both)
    monkeypatch.setattr(
        met_office, "read_rainfall", lambda raw: pd.DataFrame({"year": [2025], "rainfall": [1446.3]})
    )

    found = series.weather("raw")

    assert found[["series", "area", "period"]].to_numpy().tolist() == [
        ["weather/mean-temperature", "W92000004", "2025-01-01/P1Y"],
        ["weather/rainfall", "W92000004", "2025-01-01/P1Y"],
    ]
    assert found["value"].tolist() == [pytest.approx(10 * 334 / 365), 1446.3]
    assert found[["lower", "upper"]].isna().all(axis=None)


def test_shares_of_ages_are_shares_of_everybody(monkeypatch):
    people = pd.DataFrame(
        [
            ("W06000001", age, "2021-03-21", people)
            for age, people in ((0, 100.0), (10, 100.0), (15, 500.0), (60, 100.0), (65, 150.0), (85, 50.0))
        ],
        columns=["area", "age", "day", "people"],
    )
    monkeypatch.setattr(census_history, "read", lambda raw: people)

    found = series.ages("raw")

    assert found[["series", "area", "period", "value"]].to_numpy().tolist() == [
        ["residents-by-age/aged-under-15", "W06000001", "2021-03-21", 20.0],
        ["residents-by-age/aged-65-and-over", "W06000001", "2021-03-21", 20.0],
    ]


class TestSources:
    """What the importers of these series refuse."""

    def weather(self, tmp_path, monkeypatch, text: str):
        shape = Shape("t.csv", met_office.TEMPERATURE.columns)
        monkeypatch.setattr(met_office, "TEMPERATURE", shape)
        (tmp_path / "t.csv").write_text(f"year,month,mean_temperature_c,days\n{text}")
        return met_office.read(tmp_path)

    def test_a_month_that_comes_twice(self, tmp_path, monkeypatch):
        with pytest.raises(SourceError) as refused:
            self.weather(tmp_path, monkeypatch, "2025,1,5.0,31\n2025,1,5.0,31\n")
        assert (refused.value.column, refused.value.code) == ("month", "repeated")

    def test_a_month_too_warm_to_be_true(self, tmp_path, monkeypatch):
        with pytest.raises(SourceError) as refused:
            self.weather(tmp_path, monkeypatch, "2025,1,50.0,31\n")
        assert (refused.value.column, refused.value.code) == ("mean_temperature_c", "out_of_range")

    def test_the_rain_of_a_year_that_still_runs_is_left_out(self, tmp_path, monkeypatch):
        monkeypatch.setattr(met_office, "RAINFALL", Shape("r.csv", met_office.RAINFALL.columns))
        (tmp_path / "r.csv").write_text("year,ann\n2025,1446.3\n2026,\n")

        assert met_office.read_rainfall(tmp_path).to_numpy().tolist() == [[2025, 1446.3]]

    def test_an_age_that_is_none(self, tmp_path, monkeypatch):
        for sex in census_history.SEXES:
            shape = Shape(f"{sex}.csv", census_history.SHAPES[sex].columns)
            monkeypatch.setitem(census_history.SHAPES, sex, shape)
            (tmp_path / f"{sex}.csv").write_text(
                f"areacd,category,1981,1991,2001,2011,2021\nW06000001,{sex}_young,1,1,1,1,1\n"
            )
        with pytest.raises(SourceError) as refused:
            census_history.read(tmp_path)
        assert (refused.value.column, refused.value.code) == ("category", "unknown_code")

    def test_both_sexes_are_added_up(self, tmp_path, monkeypatch):
        for sex in census_history.SEXES:
            shape = Shape(f"{sex}.csv", census_history.SHAPES[sex].columns)
            monkeypatch.setitem(census_history.SHAPES, sex, shape)
            (tmp_path / f"{sex}.csv").write_text(
                "areacd,category,1981,1991,2001,2011,2021\n"
                f"W06000001,{sex}_0_4,1,2,3,4,5\nW06000001,{sex}_85_plus,10,20,30,40,50\n"
            )
        found = census_history.read(tmp_path)

        assert found[found["day"] == "2021-03-21"].to_numpy().tolist() == [
            ["W06000001", 0, "2021-03-21", 10.0],
            ["W06000001", 85, "2021-03-21", 100.0],
        ]
