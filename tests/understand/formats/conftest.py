"""A small table with everything that can go wrong in it: names with accents, formulas, gaps, codes, two periods."""

from __future__ import annotations

import pytest

from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Column, Licence, ReleaseLine, SourceLine, Table

OGL = Licence("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")


def say(cy: str, en: str = "") -> Bilingual:
    return Bilingual(cy=cy, en=en or cy)


@pytest.fixture
def table() -> Table:
    names = {"W1": say("Tŷ Ddewi", "St Davids"), "W2": say("=cmd|' /C calc'!A0"), "W3": say("Llanŷ")}
    return Table(
        name="no-car-pct",
        title=say("Heb gar", "No car"),
        columns=(
            Column("place", say("cod", "code"), codes=names),
            Column("place_name", say("ardal", "area"), words_of="place"),
            Column(
                "indicator",
                say("dangosydd", "indicator"),
                codes={"no_car_pct": say("Heb gar", "No car"), "n_school": say("Ysgolion", "Schools")},
            ),
            Column("period", say("cyfnod", "period")),
            Column("value", say("gwerth", "value"), "number"),
            Column(
                "unit",
                say("uned", "unit"),
                codes={"percent": say("%"), "count": say("nifer", "number")},
                in_words=True,
            ),
            Column("lower", say("terfyn isaf", "lower limit"), "number"),
            Column("upper", say("terfyn uchaf", "upper limit"), "number"),
            Column(
                "status",
                say("statws", "status"),
                codes={"e": say("amcangyfrif", "estimate"), "u": say("dibynadwyedd isel", "low reliability")},
                listed=True,
            ),
            Column("status_words", say("statws mewn geiriau", "status in words"), words_of="status"),
        ),
        rows=[
            ("W1", "no_car_pct", "2021-03-21", 24.68, "percent", 23.9, 25.5, "e"),
            ("W1", "n_school", "2022", 12.0, "count", None, None, ""),
            ("W2", "no_car_pct", "2021-03-21", None, "percent", None, None, "u"),
            ("W2", "n_school", "2022", 0.0, "count", None, None, ""),
            ("W3", "no_car_pct", "2021-03-21", float("nan"), "percent", None, None, "u"),
        ],
        key=("place", "indicator", "period"),
        release=ReleaseLine("340fa3229305", "2026.11"),
        sources=(
            SourceLine(
                "census",
                say("Cyfrifiad 2021", "Census 2021"),
                say("Y Swyddfa Ystadegau Gwladol", "Office for National Statistics"),
                "TS045",
                OGL,
                say("Ffynhonnell: SYG.", "Source: ONS."),
            ),
        ),
        notes=(say("Amcangyfrif yw hwn.", "This is an estimate."),),
        place="place",
        metric="indicator",
        time="period",
        measures=("value", "lower", "upper"),
        status="status",
        unit="unit",
        address=say("https://example.org/cy/lle/", "https://example.org/en/place/"),
    )
