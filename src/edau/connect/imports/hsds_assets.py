"""What tables of HSDS would bring as assets of an organisation: each service at each place, or why it cannot be one.

A service becomes an asset only where what it is can be told: from our own list of kinds among its attributes, from a line of
`kinds.csv`, or from a name that says it plainly. Advice, counselling and the like are nothing that can be lent: they are
listed as such, and nothing is guessed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from edau.connect.actions.offers import LONGEST, LONGEST_NAME
from edau.connect.choices import Language
from edau.connect.csv_lines import Fault
from edau.connect.imports.hsds_tables import Row, Tables
from edau.connect.imports.hsds_times import window_of
from edau.connect.skills import asset_kinds
from edau.connect.suggesting import Kind, suggest
from edau.connect.windows import MOST

SURE = 0.55  # likeness of a service's name to a kind of asset from which on it is taken at its word
OURS = "edau-asset-kinds"
ACCESS: Mapping[str, tuple[str, ...]] = {
    "step_free": ("wheelchair", "step-free", "step free", "ramp", "level access", "cadair olwyn", "heb ris"),
    "toilet": ("accessible toilet", "disabled toilet", "toilet hygyrch", "restroom"),
    "loop": ("hearing loop", "induction loop", "dolen glyw", "dolen sain", "loop"),
    "parking": ("parking", "parcio"),
    "quiet": ("quiet", "tawel"),
}
SPOKEN = {"welsh": "cy", "cymraeg": "cy", "english": "en", "saesneg": "en", "polish": "pl", "arabic": "ar"}
SPOKEN |= {"ukrainian": "uk", "bengali": "bn", "british sign language": "bsl"}
# The small area that holds a point (latitude, longitude), or a postcode; None for what lies in none of ours.
Locate = Callable[[float, float], str | None]
Postcode = Callable[[str], tuple[str, float, float] | None]


class Why(StrEnum):
    """Why a service does not come in."""

    NO_KIND = "no_kind"
    NO_PLACE = "no_place"
    NOT_HERE = "not_here"
    NOT_ACTIVE = "not_active"
    OTHER_BODY = "other_body"
    NOWHERE = "nowhere"  # it is at no location


@dataclass(frozen=True)
class Coming:
    """An asset as it would come in. `source` is what it is found again by."""

    line: int
    source: str
    kind: str
    name: str
    conditions: str
    area: str
    latitude: float
    longitude: float
    access: tuple[str, ...]
    windows: tuple[dict[str, Any], ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """A service that does not come in, where it stands, and why."""

    file: str
    line: int
    name: str
    why: Why


@dataclass(frozen=True)
class Reading:
    """Everything that the tables say. Nothing comes in while there are faults. `bodies` are the organisations in them: id
    and name."""

    coming: tuple[Coming, ...]
    left: tuple[Left, ...]
    faults: tuple[Fault, ...]
    bodies: tuple[tuple[str, str], ...]


def read_assets(
    tables: Tables,
    *,
    today: date,
    locate: Locate,
    postcode: Postcode = lambda _text: None,
    body: str = "",
) -> Reading:
    """What would come in. `body` is the id of the organisation whose services are wanted; where the tables have one only,
    it is that one, and where they have several and none is named, none of theirs comes in."""
    return _Assets(tables, today, locate, postcode, body).reading()


class _Assets:
    def __init__(self, tables: Tables, today: date, locate: Locate, postcode: Postcode, body: str) -> None:
        self.tables, self.today, self.locate, self.postcode = tables, today, locate, postcode
        self.bodies = tuple((row.text("id"), row.text("name")) for row in tables.of("organizations"))
        self.body = body or (self.bodies[0][0] if len(self.bodies) == 1 else "")
        self.services, self.locations = tables.by_id("services"), tables.by_id("locations")
        self.kinds = self._kinds()
        self.languages = _grouped(tables.of("languages"), "service_id", "location_id")
        self.access = _grouped(tables.of("accessibility"), "location_id")
        self.addresses = _grouped(tables.of("addresses"), "location_id")
        self.windows = self._windows()

    def reading(self) -> Reading:
        coming, left = [], []
        placed = set()
        for row in self.tables.of("services_at_location"):
            service, place = (
                self.services.get(row.text("service_id")),
                self.locations.get(row.text("location_id")),
            )
            if service is None or place is None:
                continue  # told as a fault of the tables
            placed.add(service.text("id"))
            found = self._asset(row, service, place)
            if isinstance(found, Coming):
                coming.append(found)
            else:
                left.append(Left(row.file, row.line, service.text("name"), found))
        for key, service in self.services.items():
            if key not in placed:
                left.append(Left(service.file, service.line, service.text("name"), Why.NOWHERE))
        return Reading(tuple(coming), tuple(left), tuple(self.tables.faults), self.bodies)

    def _asset(self, row: Row, service: Row, place: Row) -> Coming | Why:
        whose = service.text("organization_id")
        if self.bodies and (not self.body or whose != self.body):
            return Why.OTHER_BODY
        if service.text("status") not in ("", "active"):
            return Why.NOT_ACTIVE
        kind = self.kinds.get(service.text("id")) or _kind_of(service)
        if not kind:
            return Why.NO_KIND
        spot = self._spot(place)
        if spot is None:
            return Why.NO_PLACE
        area, latitude, longitude = spot
        if not area:
            return Why.NOT_HERE
        at, of, where = row.text("id"), service.text("id"), place.text("id")
        windows = self.windows.get(("service_at_location_id", at)) or [
            *self.windows.get(("service_id", of), ()),
            *(() if self.windows.get(("service_id", of)) else self.windows.get(("location_id", where), ())),
        ]
        if len(windows) > MOST:
            self.tables.wrong(row, "too_many", "id")
        about = (
            row.text("description"),
            service.text("description"),
            service.text("fees_description", "fees"),
        )
        spoken = [*self.languages.get(of, ()), *self.languages.get(where, ())]
        return Coming(
            line=row.line,
            source=f"HSDS {at}"[:200],
            kind=kind,
            name=_name(service, place)[:LONGEST_NAME],
            conditions="\n".join(filter(None, about))[:LONGEST],
            area=area,
            latitude=latitude,
            longitude=longitude,
            access=_access(self.access.get(where, ())),
            windows=tuple(windows[:MOST]),
            languages=_languages(spoken),
        )

    def _spot(self, place: Row) -> tuple[str, float, float] | None:
        """The small area of a place and its point; an empty code for one that is not among ours. None for no place at all."""
        latitude, longitude = place.text("latitude"), place.text("longitude")
        if latitude or longitude:
            point = []
            for column, most in (("latitude", 90), ("longitude", 180)):
                try:
                    degrees = float(place.text(column))
                except ValueError:
                    degrees = math.nan
                if not abs(degrees) <= most:
                    self.tables.wrong(place, "bad_point", column)
                    return None
                point.append(degrees)
            return self.locate(point[0], point[1]) or "", point[0], point[1]
        for address in self.addresses.get(place.text("id"), ()):
            code = address.text("postal_code")
            if code:
                return self.postcode(code) or ("", 0.0, 0.0)
        return None

    def _kinds(self) -> dict[str, str]:
        """The kind of each service of which something says it outright."""
        terms = {row.text("id"): row for row in self.tables.of("taxonomy_terms")}
        found = {}
        for row in self.tables.of("attributes"):
            term = terms.get(row.text("taxonomy_term_id"))
            if term is not None and term.text("taxonomy") == OURS and term.text("code") in asset_kinds():
                found[row.text("link_id")] = term.text("code")
        for row in self.tables.of("kinds"):
            if row.text("kind") not in asset_kinds():
                self.tables.wrong(row, "unknown_kind", "kind")
            elif row.text("service_id") not in self.services:
                self.tables.wrong(row, "unknown_id", "service_id")
            else:
                found[row.text("service_id")] = row.text("kind")
        return found

    def _windows(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The windows of each service at a place, or of each service or place for all of theirs."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self.tables.of("schedules"):
            window = window_of(row, self.today, self.tables.wrong)
            columns = ("service_at_location_id", "service_id", "location_id")
            column = next((one for one in columns if row.text(one)), "")
            if window is not None and column:
                found[column, row.text(column)].append(window)
        return found


def _grouped(rows: Iterable[Row], *columns: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for column in columns:
            if key := row.text(column):
                found[key].append(row)
    return found


def _kind_of(service: Row) -> str:
    """The kind of asset that the name of a service plainly is; empty where it is none, or we cannot be sure."""
    found = suggest(service.text("name"), most=1, kinds=[Kind.ASSET])
    best = suggest(service.text("name"), most=1)
    if not found or found[0].likeness < SURE or best[0].likeness > found[0].likeness:
        return ""
    return found[0].key


def _name(service: Row, place: Row) -> str:
    where = place.text("name")
    return f"{service.text('name')}, {where}" if where else service.text("name")


def _access(rows: Sequence[Row]) -> tuple[str, ...]:
    said = " ".join(
        row.text(column) for row in rows for column in ("accessibility", "description", "details")
    )
    said = said.lower().replace("_", " ")
    return tuple(code for code, signs in ACCESS.items() if any(sign in said for sign in signs))


def _languages(rows: Sequence[Row]) -> tuple[str, ...]:
    found = []
    for row in rows:
        code = row.text("code").lower()[:3].rstrip("-")
        named = SPOKEN.get(row.text("name", "language").lower(), "")
        found.append(
            code if code in Language.values else (code[:2] if code[:2] in Language.values else named)
        )
    return tuple(dict.fromkeys(code for code in found if code))
