"""The table of series: what is published over time for Wales and for each authority."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.building.areas import WALES
from edau.understand.sources import census_history, local_statistics, met_office

TEMPERATURE = "weather/mean-temperature"
RAINFALL = "weather/rainfall"
UNDER_15 = "residents-by-age/aged-under-15"
OVER_65 = "residents-by-age/aged-65-and-over"
MONTHS = 12


def series(raw: Path) -> pd.DataFrame:
    """Return every point of every series, with the columns of the table."""
    return pd.concat([local_statistics.read(raw), weather(raw), ages(raw)], ignore_index=True)


def weather(raw: Path) -> pd.DataFrame:
    """Return mean temperature (°C, each month by its days) and rainfall (mm) of Wales for each whole year."""
    months = met_office.read(raw)
    months["warmth"] = months["mean"] * months["days"]
    years = months.groupby("year").agg(
        warmth=("warmth", "sum"), days=("days", "sum"), months=("mean", "count")
    )
    whole = years[years["months"] == MONTHS]
    rain = met_office.read_rainfall(raw)
    return pd.concat(
        [
            _points(TEMPERATURE, WALES, _years(whole.index), (whole["warmth"] / whole["days"]).to_numpy()),
            _points(RAINFALL, WALES, _years(rain["year"]), rain["rainfall"].to_numpy()),
        ]
    )


def ages(raw: Path) -> pd.DataFrame:
    """Return the share (percent) of residents aged under 15, and 65 and over, at each census."""
    people = census_history.read(raw)
    total = people.groupby(["area", "day"])["people"].sum()
    parts = {UNDER_15: people[people["age"] < 15], OVER_65: people[people["age"] >= 65]}
    found = []
    for key, part in parts.items():
        share = 100 * part.groupby(["area", "day"])["people"].sum() / total
        found.append(
            _points(key, share.index.get_level_values(0), share.index.get_level_values(1), share.to_numpy())
        )
    return pd.concat(found)


def _years(years: pd.Index | pd.Series) -> list[str]:
    return [f"{year}-01-01/P1Y" for year in years]


def _points(key: str, area: object, periods: object, values: object) -> pd.DataFrame:
    """Points without published limits."""
    points = {"series": key, "area": area, "period": periods, "value": values}
    return pd.DataFrame({**points, "lower": float("nan"), "upper": float("nan"), "status": ""})
