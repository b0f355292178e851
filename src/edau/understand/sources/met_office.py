"""The weather of Wales by month and year: the Met Office's mean temperature since 1884 and rainfall since 1836."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import MET_OFFICE, OGL
from edau.understand.sources.shape import Shape, numbers, read_csv

TEMPERATURE = Shape(
    "climate/wales_monthly_mean_temperature.csv", ("year", "month", "mean_temperature_c", "days"), 1710
)
RAINFALL = Shape("climate/wales_official_annual_and_seasonal_rainfall.csv", ("year", "ann"), 191)
TEMPERATURE_KEY, RAINFALL_KEY = "met_office_temperature_wales", "met_office_rainfall_wales"
ORIGINS = (
    Origin(
        TEMPERATURE_KEY,
        MET_OFFICE,
        "UK and regional series: mean temperature, Wales",
        "Cyfresi’r DU a’i rhanbarthau: tymheredd cymedrig, Cymru",
        "Tmean, Wales",
        "2026-07",
        OGL,
        TEMPERATURE.path,
    ),
    Origin(
        RAINFALL_KEY,
        MET_OFFICE,
        "UK and regional series: rainfall, Wales",
        "Cyfresi’r DU a’i rhanbarthau: glawiad, Cymru",
        "Rainfall, Wales",
        "2026-07",
        OGL,
        RAINFALL.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return the mean temperature of each month: `year`, `month`, `days` (how many it has), `mean` (°C)."""
    frame = read_csv(raw, TEMPERATURE)
    found = pd.DataFrame(
        {
            "year": numbers(frame, "year", TEMPERATURE, 1884, 2100).astype(int),
            "month": numbers(frame, "month", TEMPERATURE, 1, 12).astype(int),
            "days": numbers(frame, "days", TEMPERATURE, 28, 31).astype(int),
            "mean": numbers(frame, "mean_temperature_c", TEMPERATURE, -15, 30),
        }
    )
    if found.duplicated(["year", "month"]).any():
        raise SourceError(TEMPERATURE.path, "month", "repeated")
    return found


def read_rainfall(raw: Path) -> pd.DataFrame:
    """Return the rainfall of each whole year as published: `year`, `rainfall` (mm). The year that still runs has none."""
    frame = read_csv(raw, RAINFALL)
    found = pd.DataFrame(
        {
            "year": numbers(frame, "year", RAINFALL, 1836, 2100).astype(int),
            "rainfall": numbers(frame, "ann", RAINFALL, 300, 3000),
        }
    )
    if found["year"].duplicated().any():
        raise SourceError(RAINFALL.path, "year", "repeated")
    return found.dropna().reset_index(drop=True)
