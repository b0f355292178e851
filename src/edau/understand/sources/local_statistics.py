"""Explore Local Statistics: the series of the 22 authorities and of Wales, with published limits where there
are any.

Each dataset is a file of its own and a source of its own: the Office for National Statistics gathers them,
partly from other publishers.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin, Publisher
from edau.understand.sources.publishers import OGL, OGL_ONS, OGL_WELSH_GOVERNMENT, ONS, WELSH_GOVERNMENT
from edau.understand.sources.shape import Shape, numbers, read_csv

COLUMNS = ("areacd", "indicator", "period", "observation", "lci_95", "uci_95", "status", "notes")
AREA = re.compile(r"W06\d{6}|W92000004")

DWP = Publisher("Department for Work and Pensions", "Yr Adran Gwaith a Phensiynau")
DESNZ = Publisher("Department for Energy Security and Net Zero", "Yr Adran Diogelwch Ynni a Sero Net")
DFT = Publisher("Department for Transport", "Yr Adran Drafnidiaeth")
OFCOM = Publisher("Ofcom", "Ofcom")

# Dataset → (rows for Wales, publisher, date of publication as the dataset gives it, title, Welsh title).
DATASETS: dict[str, tuple[int, Publisher, str, str, str]] = {
    "business-demography": (897, ONS, "2025-11-20", "Business demography", "Demograffeg busnes"),
    "children-in-relative-poverty": (
        138,
        DWP,
        "2026-03-26",
        "Children in relative poverty",
        "Plant mewn tlodi cymharol",
    ),
    "cigarette-smokers": (46, ONS, "2025-11-04", "Cigarette smokers", "Pobl sy’n ysmygu sigaréts"),
    "claimant-count": (575, ONS, "2026-01-20", "Claimant count", "Cyfrif hawlwyr"),
    "domestic-electricity-consumption": (
        299,
        DESNZ,
        "2025-12-18",
        "Domestic electricity consumption",
        "Defnydd trydan mewn cartrefi",
    ),
    "domestic-gas-consumption": (
        299,
        DESNZ,
        "2025-12-18",
        "Domestic gas consumption",
        "Defnydd nwy mewn cartrefi",
    ),
    "employment-rate": (
        920,
        ONS,
        "2024-04-16",
        "Employment rate and economic inactivity",
        "Cyfradd cyflogaeth ac anweithgarwch economaidd",
    ),
    "environment-regulating": (
        1518,
        ONS,
        "2025-12-05",
        "Natural capital: regulating services",
        "Cyfalaf naturiol: gwasanaethau rheoleiddio",
    ),
    "first-time-buyer-mortgage-sales": (
        276,
        ONS,
        "2025-06-11",
        "First-time buyer mortgage sales",
        "Gwerthiannau morgais i brynwyr tro cyntaf",
    ),
    "food-outlets": (368, ONS, "2025-09-24", "Food outlets", "Mannau gwerthu bwyd"),
    "gigabit-capable-broadband": (23, OFCOM, "2026-05-13", "Gigabit capable broadband", "Band eang gigabit"),
    "greenhouse-gas-emissions": (
        437,
        DESNZ,
        "2025-07-03",
        "Greenhouse gas emissions per head",
        "Allyriadau nwyon tŷ gwydr y pen",
    ),
    "gross-disposable-household-income-per-head": (
        621,
        ONS,
        "2025-09-10",
        "Gross disposable household income per head",
        "Incwm gwario gros aelwydydd y pen",
    ),
    "gross-median-weekly-pay": (
        414,
        ONS,
        "2025-10-23",
        "Gross median weekly pay",
        "Tâl wythnosol gros canolrifol",
    ),
    "gross-value-added": (924, ONS, "2025-06-19", "Gross value added", "Gwerth ychwanegol gros"),
    "healthy-life-expectancy": (
        552,
        ONS,
        "2026-02-19",
        "Healthy life expectancy at birth",
        "Disgwyliad oes iach adeg geni",
    ),
    "homicide-offences": (9, ONS, "2026-02-05", "Homicide offences", "Troseddau dynladdiad"),
    "housing-affordability-ratio": (
        552,
        ONS,
        "2026-03-26",
        "Housing affordability ratio (residence-based)",
        "Cymhareb fforddiadwyedd tai (yn ôl preswylfa)",
    ),
    "library-walk": (
        23,
        ONS,
        "2024-10-17",
        "Residents within a 30 minute walk of a library",
        "Preswylwyr o fewn 30 munud ar droed i lyfrgell",
    ),
    "modelled-unemployment": (
        460,
        ONS,
        "2024-04-16",
        "Modelled unemployment rate",
        "Cyfradd ddiweithdra wedi’i modelu",
    ),
    "motor-vehicle-flow": (759, DFT, "2026-05-20", "Motor vehicle flow", "Llif cerbydau modur"),
    "museums": (23, ONS, "2024-03-07", "Museums", "Amgueddfeydd"),
    "net-additions-to-the-housing-stock-wales": (
        552,
        WELSH_GOVERNMENT,
        "2026-06-04",
        "Net additions to the housing stock",
        "Ychwanegiadau net at y stoc tai",
    ),
    "network-coverage-4g": (23, OFCOM, "2026-05-13", "4G coverage", "Signal 4G"),
    "network-coverage-5g": (23, OFCOM, "2026-05-13", "5G coverage", "Signal 5G"),
    "personal-wellbeing-estimates": (
        1104,
        ONS,
        "2023-11-07",
        "Personal well-being estimates",
        "Amcangyfrifon llesiant personol",
    ),
    "premises-below-30": (
        23,
        OFCOM,
        "2026-05-13",
        "Premises with broadband below 30 Mbit/s",
        "Adeiladau â band eang o dan 30 Mbit/s",
    ),
    "public-electric-vehicle-chargers": (
        46,
        DFT,
        "2026-05-21",
        "Public electric vehicle chargers",
        "Gwefrwyr cyhoeddus i gerbydau trydan",
    ),
    "qualifications-level-3-or-above": (
        46,
        ONS,
        "2024-04-16",
        "Qualifications at level 3 or above",
        "Cymwysterau ar lefel 3 neu’n uwch",
    ),
    "qualifications-none-gb": (46, ONS, "2024-04-16", "No qualifications", "Dim cymwysterau"),
    "railway-station-walk": (
        23,
        ONS,
        "2024-10-17",
        "Residents within a 30 minute walk of a railway station",
        "Preswylwyr o fewn 30 munud ar droed i orsaf reilffordd",
    ),
    "research-and-development-business": (
        3,
        ONS,
        "2025-11-28",
        "Business expenditure on research and development",
        "Gwariant busnesau ar ymchwil a datblygu",
    ),
    "research-and-development-public-funded": (
        2,
        ONS,
        "2024-06-25",
        "Public-funded expenditure on research and development",
        "Gwariant ar ymchwil a datblygu a ariennir yn gyhoeddus",
    ),
    "short-term-let-average-length-of-stay": (
        690,
        ONS,
        "2026-06-24",
        "Short-term lets: average length of stay",
        "Llety tymor byr: hyd arhosiad cyfartalog",
    ),
    "short-term-let-number-of-guests-nights": (
        690,
        ONS,
        "2026-06-24",
        "Short-term lets: guest nights",
        "Llety tymor byr: nosweithiau gwesteion",
    ),
    "supermarkets": (23, ONS, "2024-03-07", "Supermarkets", "Archfarchnadoedd"),
}
_LICENCES = {ONS: OGL_ONS, WELSH_GOVERNMENT: OGL_WELSH_GOVERNMENT}
_UNRELIABLE = "unreliable"  # the word by which a note tells of a sample of three to nine people
_MODELLED = {"modelled-unemployment"}


def _path(dataset: str) -> str:
    return f"ONS_explore_local_statistics/{dataset}_wales.csv"


def key_of(dataset: str) -> str:
    """Return the key of a dataset's source ("library-walk" → "els_library_walk")."""
    return "els_" + dataset.replace("-", "_")


SHAPES = {dataset: Shape(_path(dataset), COLUMNS, rows) for dataset, (rows, *_) in DATASETS.items()}
ORIGINS = tuple(
    Origin(
        key_of(dataset),
        publisher,
        f"Explore Local Statistics: {title_en}",
        f"Archwilio Ystadegau Lleol: {title_cy}",
        dataset,
        published,
        _LICENCES.get(publisher, OGL),
        _path(dataset),
    )
    for dataset, (_, publisher, published, title_en, title_cy) in DATASETS.items()
)


def slug(indicator: str) -> str:
    """Return an indicator's name as part of a key ("5G coverage" → "5g-coverage")."""
    plain = unicodedata.normalize("NFKD", indicator).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def read(raw: Path) -> pd.DataFrame:
    """Return all points of all series: `series` (dataset/slug), `area`, `period` (ISO 8601, as published),
    `value`, `lower`, `upper` (95%, NaN where none is published), `status` (`u`: the publisher calls it
    unreliable; `e`: modelled by the publisher; else empty)."""
    return pd.concat([_read(raw, dataset) for dataset in DATASETS], ignore_index=True)


def _read(raw: Path, dataset: str) -> pd.DataFrame:
    shape = SHAPES[dataset]
    frame = read_csv(raw, shape)
    strange = frame["areacd"][~frame["areacd"].map(lambda code: bool(AREA.fullmatch(code)))]
    if len(strange):
        raise SourceError(shape.path, "areacd", "unknown_code", {"text": str(strange.iloc[0])})
    unreliable = frame["notes"].str.contains(_UNRELIABLE)
    usual = "e" if dataset in _MODELLED else ""
    limits = {
        column: numbers(frame, column, shape, -1e9, 1e9) for column in ("observation", "lci_95", "uci_95")
    }
    if ((limits["lci_95"] > limits["observation"]) | (limits["uci_95"] < limits["observation"])).any():
        raise SourceError(shape.path, "lci_95", "out_of_range")
    return pd.DataFrame(
        {
            "series": dataset + "/" + frame["indicator"].map(slug),
            "area": frame["areacd"],
            "period": frame["period"],
            "value": limits["observation"],
            "lower": limits["lci_95"],
            "upper": limits["uci_95"],
            "status": unreliable.map({True: "u", False: usual}),
        }
    )
