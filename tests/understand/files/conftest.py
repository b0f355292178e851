"""A release of a handful of rows: whole, valid, and small enough to see what a change to it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edau.places.postcodes import pack
from edau.understand.files import schema
from edau.understand.files.package import write_package
from edau.understand.files.write import write_geojson, write_table

SQUARE = {"type": "Polygon", "coordinates": [[[-3.3, 51.6], [-3.2, 51.6], [-3.2, 51.7], [-3.3, 51.6]]]}


def _area(code: str, kind: str, name_en: str, name_cy: str, **rest: object) -> dict[str, object]:
    names = {"name_en": name_en, "name_cy": name_cy, "name_cy_source": "same", "name_cy_checked": False}
    return {"code": code, "kind": kind, "vintage": 2021, **names, **rest}


def _observation(area: str, indicator: str, source: str, **rest: object) -> dict[str, object]:
    usual = {
        "period": "2021-03-21",
        "level": "OA",
        "vintage": 2021,
        "reliability": "A",
        "interval": "none:count",
    }
    return {"area": area, "indicator": indicator, "source": source, **usual, **rest}


def _counts(lsoa: str, rank: int) -> dict[str, object]:
    numbers = {field.name: rank for field in schema.LSOA_COUNTS.fields}
    return {**numbers, "persons": 1500.5, "welsh_2011_pct": None, "lsoa": lsoa}


def rows() -> dict[str, list[dict[str, object]]]:
    """The rows of each table of the tiny release."""
    source = {"publisher_en": "P", "publisher_cy": "P", "title_en": "T", "title_cy": "T", "licence": "MIT"}
    words = {"attribution_en": "A", "attribution_cy": "A"}
    station = {"kind": "railway_station", "name": "Pontypridd", "lat": 51.6, "lon": -3.34, "source": "points"}
    return {
        "areas": [
            _area("W92000004", "country", "Wales", "Cymru", population=3107503, households=1347071),
            _area("W06000016", "authority", "Rhondda Cynon Taf", "Rhondda Cynon Taf", population=237665),
            _area("W38000081", "place", "Pontypridd", "Pontypridd", population=31018, authority="W06000016"),
            _area("W01001234", "lsoa", "Trallwn 1", "Trallwn 1", place="W38000081", place_share=0.5),
            _area("W01001235", "lsoa", "Trallwn 2", "Trallwn 2"),
        ],
        "sources": [{"key": key, **source, **words} for key in ("census", "points")],
        "observations": [
            _observation(
                "W38000081",
                "no_car_pct",
                "census",
                value=24.72,
                lower=24,
                upper=25.4,
                interval="wilson",
                status="e",
            ),
            _observation("W92000004", "no_car_pct", "census", value=19.44, interval="wilson", status="e"),
            _observation("W38000081", "households_2021", "census", value=13123),
        ],
        "lsoa-counts": [_counts("W01001234", 1), _counts("W01001235", 2)],
        "lsoa-places": [
            {"lsoa": "W01001234", "place": "W38000081", "residents": 750},
            {"lsoa": "W01001234", "place": "", "residents": 750},
        ],
        "series": [
            {
                "series": "claimant-count/claimant-count",
                "area": "W92000004",
                "period": "2024-01-01/P1Y",
                "value": 3.6,
            }
        ],
        "flows-work": [{"origin": "W38000081", "destination": "none", "people": 12.3}],
        "flows-migration": [{"origin": "E02", "destination": "W38000081", "people": 40}],
        "services": [{**station, "kind": "library", "name": "Pontypridd Library", "lsoa": "W01001234"}],
        "localities": [
            {
                "id": "IPN1",
                "name": "Trallwn",
                "name_source": "same",
                "lat": 51.6,
                "lon": -3.3,
                "lsoa": "W01001234",
            }
        ],
        "outcodes": [{"outcode": "CF37", "live": True}, {"outcode": "CF3", "live": False, "note": "retired"}],
        "neighbours": [],  # a single place has none
        "types": [{"place": "W38000081", "type": "A", "strength": 0.4, "next_type": "B"}],
        "odbl-observations": [
            _observation("W38000081", "n_railway_station", "points", value=1, level="point")
        ],
        "odbl-stations": [station],
    }


@pytest.fixture
def make_release(tmp_path: Path) -> Callable[..., Path]:
    """Write a tiny release, with the rows of some tables replaced, and describe it."""

    def make(**replaced: list[dict[str, object]]) -> Path:
        folder = tmp_path / "release"
        content = rows() | {name.replace("_", "-"): table for name, table in replaced.items()}
        for table in schema.TABLES:
            write_table(folder, table, content[table.name])
        for layer, code in (("places", "W38000081"), ("authorities", "W06000016"), ("lsoas", "W01001234")):
            write_geojson(folder / "boundaries" / f"{layer}.geojson", [(code, SQUARE)])
        write_geojson(folder / "boundaries" / "health_boards.geojson", [])
        (folder / "postcodes.bin").write_bytes(pack([], lsoas=[]))
        write_package(folder, [])
        return folder

    return make


@pytest.fixture
def release(make_release: Callable[..., Path]) -> Path:
    return make_release()


@pytest.fixture
def change() -> Callable[[Path, str, str], None]:
    """Replace a piece of text that a file holds just once."""

    def change(file: Path, before: str, after: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, after), encoding="utf-8")

    return change
