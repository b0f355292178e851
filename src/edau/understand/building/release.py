"""Build a release: read the raw files, make every table, describe them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from edau.understand.building import boundaries, cells, flows, observations
from edau.understand.building.areas import LEAST_RESIDENTS, WALES, Geography, areas
from edau.understand.building.best_fit import NOWHERE, best_fit
from edau.understand.building.boards import board_of_authority
from edau.understand.building.localities import localities
from edau.understand.building.names import Register
from edau.understand.building.names import register as names_register
from edau.understand.building.observations import Kind
from edau.understand.building.peers import neighbours, places_like, types
from edau.understand.building.postcodes import postcodes as postcodes_of_wales
from edau.understand.building.register import register
from edau.understand.building.series import series
from edau.understand.building.services import STATION, codes_at, services
from edau.understand.files import schema
from edau.understand.files.package import write_package
from edau.understand.files.schema import Table
from edau.understand.files.write import write_geojson, write_table
from edau.understand.sources import (
    built_up_areas,
    census_households,
    census_output_areas,
    index_of_place_names,
    origin_destination,
    output_area_lookup,
    pharmacy_travel_times,
    postcodes,
    small_area_boundaries,
    workplace_zones,
)

Progress = Callable[[str, int, int], None]
STEPS = (
    "geography",
    "cells",
    "areas",
    "observations",
    "flows",
    "peers",
    "series",
    "services",
    "localities",
    "boundaries",
    "postcodes",
    "description",
)


@dataclass(frozen=True)
class Summary:
    """What a build made: the id of the release, its files (path → bytes, rows where it has any), and how many
    Output Areas were fitted to a place in which way."""

    id: str
    files: dict[str, dict[str, int]]
    fitted: dict[str, int]

    @property
    def tables(self) -> int:
        return sum(path.endswith(".csv") for path in self.files)

    @property
    def bytes(self) -> int:
        return sum(file["bytes"] for file in self.files.values())

    def as_dict(self) -> dict[str, object]:
        """Return the summary as plain values, for JSON."""
        return {"tables": self.tables, "bytes": self.bytes, **asdict(self)}


def build(raw: Path, out: Path, progress: Progress | None = None) -> Summary:
    """Build the release of the raw files in `raw` into the folder `out`.

    The same raw files give the same bytes. `progress` is told each step: its code (of `STEPS`), how many are
    done, and how many there are. Files of an earlier release are overwritten; others in the folder stay.

    Raises
    ------
    SourceError
        If a raw file is missing or is not what its importer relies on.
    """
    return _Build(Path(raw), Path(out), progress or (lambda step, done, steps: None)).run()


class _Build:
    def __init__(self, raw: Path, out: Path, progress: Progress) -> None:
        self.raw, self.out, self.progress = raw, out, progress
        self.rows: dict[str, int] = {}

    def run(self) -> Summary:
        self._step("geography")
        points = postcodes.read(self.raw)
        lsoas = small_area_boundaries.read(self.raw)
        geography, fitted = _geography(self.raw, points, lsoas)
        self._step("cells")
        small_areas = cells.small_areas(self.raw, geography.output_areas)
        counted = cells.output_areas(self.raw, geography.output_areas, small_areas)
        self._step("areas")
        registers = names_register(self.raw)
        self._write(schema.AREAS, _records(areas(self.raw, geography, small_areas, registers)))
        self._step("observations")
        served = services(self.raw, points, lsoas, geography.places)
        self._observe(geography, counted, small_areas, served)
        self._step("flows")
        self._flow(geography)
        self._step("peers")
        alike = places_like(self.out)
        self._write(schema.NEIGHBOURS, list(neighbours(alike)))
        self._write(schema.TYPES, list(types(alike)))
        self._step("series")
        self._write(schema.SERIES, _records(series(self.raw)))
        self._step("services")
        stations = served["kind"] == STATION
        self._write(schema.SERVICE_POINTS, _records(served[~stations]))
        self._write(schema.STATIONS, _records(served[stations]))
        self._step("localities")
        self._locate(geography, registers)
        self._step("boundaries")
        self._draw(geography)
        self._step("postcodes")
        self._pack(points, lsoas)
        self._step("description")
        sources = register(self.raw)
        self._write(schema.SOURCES, sources)
        identity = write_package(self.out, sources)
        self.progress("", len(STEPS), len(STEPS))
        return Summary(identity, self._files(), fitted)

    def _step(self, step: str) -> None:
        self.progress(step, STEPS.index(step), len(STEPS))

    def _write(self, table: Table, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
        write_table(self.out, table, rows)
        self.rows[table.path] = len(rows)

    def _observe(
        self, geography: Geography, counted: pd.DataFrame, small_areas: pd.DataFrame, served: pd.DataFrame
    ) -> None:
        table = geography.output_areas
        residents = flows.by_residents(table)
        zones = _zones(self.raw, geography)
        self.work = flows.between_places(
            origin_destination.read_work(self.raw), residents, flows.by_jobs(zones, residents)
        )
        work, fit = flows.work_of_places(self.work), flows.fit_of_places(table, residents)
        minutes = table["msoa"].map(pharmacy_travel_times.read(self.raw))
        rows: list[dict[str, object]] = []
        odbl: list[dict[str, object]] = []
        for name, kind in _kinds(table).items():
            of_lsoa = table.drop_duplicates("lsoa").set_index("lsoa")[name] if kind.nested else None
            inside = served.assign(area=served["place"] if of_lsoa is None else served["lsoa"].map(of_lsoa))
            rows += observations.observe(counted, kind, inside)
            odbl += observations.observe_odbl(kind, inside, counted["persons"], minutes)
            if not kind.nested:
                rows += observations.observe_flows(kind, work, fit)
        self._write(schema.OBSERVATIONS, rows)
        self._write(schema.OBSERVATIONS_ODBL, odbl)
        self._write(
            schema.LSOA_COUNTS, list(observations.small_area_rows(counted, table["lsoa"], small_areas))
        )
        self._write(schema.LSOA_PLACES, list(observations.small_area_places(table)))

    def _flow(self, geography: Geography) -> None:
        residents = flows.by_residents(geography.output_areas)
        moves = flows.between_places(origin_destination.read_migration(self.raw), residents, residents)
        for table, people in ((schema.FLOWS_WORK, self.work), (schema.FLOWS_MIGRATION, moves)):
            self._write(table, _records(people[people["people"] >= flows.LEAST]))

    def _locate(self, geography: Geography, registers: Register) -> None:
        table = geography.output_areas
        listed = geography.points.reset_index()
        found = localities(
            index_of_place_names.read(self.raw),
            registers,
            lsoa_of_oa=dict(zip(table.index, table["lsoa"], strict=True)),
            place_of_oa=dict(zip(table.index, table["place"], strict=True)),
            places=listed,
        )
        self._write(schema.LOCALITIES, _records(found))

    def _draw(self, geography: Geography) -> None:
        of_lsoa = geography.output_areas.drop_duplicates("lsoa").set_index("lsoa")
        lsoas = geography.lsoas
        places = boundaries.within_wales(geography.places, lsoas)
        layers = {
            "places": (boundaries.simplified(places, boundaries.PLACES), 5),
            "authorities": (boundaries.united(lsoas, of_lsoa["authority"], boundaries.AUTHORITIES), 5),
            "health_boards": (boundaries.united(lsoas, of_lsoa["health_board"], boundaries.AUTHORITIES), 5),
            "lsoas": (boundaries.simplified(lsoas, boundaries.LSOAS), 4),
        }
        for layer, (outlines, decimals) in layers.items():
            path = self.out / "boundaries" / f"{layer}.geojson"
            write_geojson(path, boundaries.features(outlines, decimals))
            self.rows[f"boundaries/{layer}.geojson"] = len(outlines)

    def _pack(self, points: pd.DataFrame, lsoas: pd.DataFrame) -> None:
        found = postcodes_of_wales(points, dict(zip(lsoas["code"], lsoas["geometry"], strict=True)))
        (self.out / "postcodes.bin").write_bytes(found.packed(list(lsoas["code"])))
        self.rows["postcodes.bin"] = len(found.units)
        self._write(schema.OUTCODES, _records(found.outcodes))

    def _files(self) -> dict[str, dict[str, int]]:
        paths = [each.path for each in (*schema.TABLES, *schema.FILES)] + [
            "datapackage.json",
            "csv-metadata.json",
        ]
        rows = {path: {"rows": number} for path, number in self.rows.items()}
        return {path: {"bytes": (self.out / path).stat().st_size, **rows.get(path, {})} for path in paths}


def _geography(raw: Path, points: pd.DataFrame, lsoas: pd.DataFrame) -> tuple[Geography, dict[str, int]]:
    built_up = built_up_areas.read(raw)
    table = output_area_lookup.read(raw)
    table = table.assign(
        persons=census_output_areas.read(raw)["persons"],
        households=census_households.read(raw),
        board=table["authority"].map(board_of_authority()),
        country=WALES,
    )
    located = points.assign(lsoa=codes_at(points, lsoas), place=codes_at(points, built_up.outlines))
    located = located[located["lsoa"] != ""]
    fit = best_fit(table[["lsoa", "persons"]], built_up, located)
    residents = table["persons"].groupby(fit["place"]).sum().drop(NOWHERE)
    listed = residents.index[residents >= LEAST_RESIDENTS]
    table["place"] = fit["place"].where(fit["place"].isin(listed), NOWHERE)
    places = built_up.outlines[built_up.outlines["code"].isin(listed)].reset_index(drop=True)
    middle = (
        located[located["place"].isin(listed)].groupby("place")[["lat", "lon"]].mean().rename_axis("code")
    )
    fitted = fit["how"].value_counts().sort_index()
    return Geography(table, lsoas, places, middle, built_up), {str(how): int(n) for how, n in fitted.items()}


def _zones(raw: Path, geography: Geography) -> pd.DataFrame:
    zones = workplace_zones.read(raw)
    msoas = small_area_boundaries.read_msoas(raw)
    zones = zones.assign(msoa=codes_at(zones, msoas), place=codes_at(zones, geography.places))
    return zones[zones["msoa"] != ""]


def _kinds(table: pd.DataFrame) -> dict[str, Kind]:
    """The kinds of area to observe, by the column of the Output Areas that names their codes."""
    columns = {name: table[name] for name in ("place", "authority", "health_board", "board", "country")}
    kinds = {}
    for name, codes in columns.items():
        population = table["persons"].groupby(codes).sum().drop(NOWHERE, errors="ignore").sort_index()
        kinds[name] = Kind(codes, population, nested=name != "place")
    return kinds


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a frame as mappings; missing values are left out."""
    columns = [str(column) for column in frame.columns]
    rows = zip(*(frame[column].tolist() for column in frame.columns), strict=True)
    return [
        {name: value for name, value in zip(columns, row, strict=True) if not pd.isna(value)} for row in rows
    ]
