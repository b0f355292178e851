"""What the catalogue says of organisations and of who sits with each Public Services Board. Read once and kept.

A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from edau.catalogue import CatalogueError, Record, read, root
from edau.people.choices import Sector, Standing

ORGANISATIONS, SEATS, BOARDS = "organisations.yaml", "boards.yaml", "statute/boards.yaml"
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ACT = "Well-being of Future Generations (Wales) Act 2015"
LONGEST_NAME, LONGEST_KEY, LONGEST_SOURCE = 160, 60, 200


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that ships with Edau."""

    key: str
    name_cy: str
    name_en: str
    name_cy_checked: bool
    sector: str
    area: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A body's seat with a board."""

    board: str
    organisation: str
    standing: str
    law: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A board and the areas its members serve."""

    code: str
    authorities: tuple[str, ...]
    health_board: str
    fire: str
    police: str
    checked: bool


@cache
def bodies() -> Mapping[str, Body]:
    """The organisations that ship with Edau, by key."""
    return read_bodies(root())


@cache
def places() -> tuple[Place, ...]:
    """Who sits with which board: members, then invited, then partners, board by board."""
    return read_places(root())


def read_bodies(folder: Traversable) -> Mapping[str, Body]:
    """Reads `organisations.yaml`."""
    record = Record(ORGANISATIONS, read(folder, ORGANISATIONS))
    found = {}
    for each in record.each("organisations"):
        one = _body(each)
        if one.key in found:
            raise CatalogueError(ORGANISATIONS, one.key, "is there twice")
        found[one.key] = one
    record.close()
    return MappingProxyType(found)


def _body(record: Record) -> Body:
    key, name = record.text("key"), record.inner("name")
    cy, en, checked = name.text("cy"), name.text("en"), name.flag("checked")
    name.close()
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise record.fail("key", f"should be small letters and hyphens, {LONGEST_KEY} at most")
    one = Body(
        key=key,
        name_cy=cy,
        name_en=en,
        name_cy_checked=checked,
        sector=record.choice("sector", Sector.values),
        area=record.optional_text("area") or "",
        source=record.text("source"),
        checked=record.flag("checked"),
    )
    record.close()
    if max(len(cy), len(en)) > LONGEST_NAME or len(one.source) > LONGEST_SOURCE:
        raise record.fail("name", "or the source is too long to be kept")
    return one


def read_places(folder: Traversable) -> tuple[Place, ...]:
    """Reads `boards.yaml` and puts each body that serves an area of a board into its seat there."""
    known = read_bodies(folder)
    record = Record(SEATS, read(folder, SEATS))
    law, everywhere, own = record.inner("law"), record.inner("everywhere"), record.inner("boards")
    sections = {standing: law.text(standing) for standing in Standing.values}
    always = {
        Standing.MEMBER: everywhere.choices("members", known),
        Standing.INVITED: everywhere.choices("invited", known),
        Standing.PARTNER: everywhere.choices("partners", known),
    }
    seats: list[Place] = []
    for board in _boards(folder):
        extra = own.inner(board.code)
        given = {
            Standing.INVITED: extra.choices("invited", known, default=[]),
            Standing.PARTNER: extra.choices("partners", known, default=[]),
        }
        extra.close()
        for standing in Standing:
            keys = (*_serving(board, standing, known), *always[standing], *given.get(standing, ()))
            for key in dict.fromkeys(keys):
                checked = _is_checked(standing, board, named=key in always[standing] and known[key].checked)
                seats.append(Place(board.code, key, standing, sections[standing], ACT, checked))
    for each in (law, everywhere, own, record):
        each.close()
    return tuple(seats)


def _boards(folder: Traversable) -> Iterator[Board]:
    for values in Record(BOARDS, read(folder, BOARDS)).take("boards"):
        record = Record(BOARDS, values, str(values.get("code", "")))
        yield Board(
            code=record.text("code"),
            authorities=tuple(str(code) for code in record.take("authorities")),
            health_board=record.text("health_board"),
            fire=record.text("fire"),
            police=record.text("police"),
            checked=record.flag("checked"),
        )


def _serving(board: Board, standing: Standing, known: Mapping[str, Body]) -> Iterator[str]:
    """The bodies whose area leads to a seat of this standing."""
    areas = {
        Standing.MEMBER: [
            *((Sector.AUTHORITY, code) for code in board.authorities),
            (Sector.HEALTH, board.health_board),
            (Sector.FIRE, board.fire),
        ],
        Standing.INVITED: [
            (Sector.POLICE, board.police),
            *((Sector.VOLUNTARY, code) for code in board.authorities),
        ],
        Standing.PARTNER: [],
    }[standing]
    for sector, area in areas:
        yield from (body.key for body in known.values() if (body.sector, body.area) == (sector, area))


def _is_checked(standing: Standing, board: Board, *, named: bool) -> bool:
    """A member's seat where the board's make-up has been seen; a partner's where the Act itself names it. Nobody has checked
    who accepted an invitation."""
    if standing == Standing.MEMBER:
        return board.checked
    return standing == Standing.PARTNER and named
