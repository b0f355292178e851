"""Names of places in both languages, and where each Welsh name is from.

There is no open copy of the Welsh Language Commissioner's list of standardised place-names here, so that
the Welsh name of a place comes from what four public registers say, and from a list of our own that a
citizen can mend (`catalogue/words/place_names.yaml`). The list decides the form; the registers decide what
may be said of it: the source of a name is the first register that writes it letter for letter as we do, and
only then "curated".

A name counts as checked only where Ordnance Survey itself marks it as the Welsh name of that settlement and
our list agrees letter for letter. Names taken out of the names of wards and statistical areas, names from
the list and names that are the same in both languages are unchecked: no qualified person has read them as
this place's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from edau.understand.sources import hoc_msoa_names, index_of_place_names, os_open_names, ward_names

# In the order in which they are asked.
SOURCES = ("os_open_names", "hoc_msoa_names", "ons_wards", "ons_index")
CURATED, SAME = "curated", "same"
COLUMNS = ["name_en", "name_cy", "name_cy_source", "name_cy_checked", "name_official"]

# How far from a place, in km, an entry may lie and still be about it.
PLACE_REACH, VILLAGE_REACH = 8.0, 4.0

_DIRECTIONS = {
    "Gogledd": "north",
    "De": "south",
    "Dwyrain": "east",
    "Gorllewin": "west",
    "Canol": "central",
    "Tref": "town",
    "Gogledd-ddwyrain": "north east",
    "Gogledd-orllewin": "north west",
    "De-ddwyrain": "south east",
    "De-orllewin": "south west",
}
_EN_DIRECTION = (
    r"(?:Town )?(?:North East|North West|South East|South West|North|South|East|West|Central|Centre|Town)"
)
_EN_BEFORE = re.compile(rf"^({_EN_DIRECTION}) (.+)$")
_EN_AFTER = re.compile(rf"^(.+?):? ({_EN_DIRECTION})$")
_CY_BEFORE = re.compile(
    r"^(" + "|".join(sorted(_DIRECTIONS, key=len, reverse=True)) + r")(?:'r| (y|yr))? (.+)$"
)
_EN_JOIN = re.compile(r"\s*(?:,|&|\band\b|\bwith\b)\s*")
_CY_JOIN = re.compile(r"\s*,\s*|\s+(a'r|ac|a|gyda'r|gydag|gyda)\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One register's word that two names are of the same spot: a point, or the box of a small area."""

    english: str
    welsh: str
    source: str
    west: float
    south: float
    east: float
    north: float

    def distance(self, lon: float, lat: float) -> float:
        """Kilometres from a point to the nearest part of the entry, good to 2 %; 0 inside its box."""
        x = max(self.west - lon, 0.0, lon - self.east) * np.cos(np.radians(52.4))
        y = max(self.south - lat, 0.0, lat - self.north)
        return float(np.hypot(x, y) * 111.2)


@dataclass
class Register:
    """What the registers say, by the bare letters of the name in either language."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in entries. One without a name in both languages, or with a full stop, is passed over."""
        for entry in entries:
            for key in {letters(entry.english), letters(entry.welsh)} - {""}:
                if letters(entry.english) and letters(entry.welsh) and "." not in entry.welsh:
                    self.entries.setdefault(key, []).append(entry)

    def near(self, name: str, lon: float, lat: float, reach: float) -> list[Entry]:
        """The entries of a name (in either language) within `reach` km: best source first, then nearest."""
        found = [entry for entry in self.entries.get(letters(name), []) if entry.distance(lon, lat) <= reach]
        return sorted(
            found, key=lambda entry: (SOURCES.index(entry.source), entry.distance(lon, lat), entry.welsh)
        )


@dataclass(frozen=True, slots=True)
class Curated:
    """Our own word on one place: its code, its names, the official name if we write another, and why."""

    code: str
    english: str
    welsh: str
    official: str = ""
    note: str = ""


def letters(name: str) -> str:
    """The bare letters of a name, without accents, spaces or marks: "Cas-gwent" gives "casgwent"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z]", "", plain)


@cache
def place_names() -> Mapping[str, Curated]:
    """The curated list, by place code. ValueError if an entry lacks a name, repeats, or claims a check."""
    entries: dict[str, Curated] = {}
    for row in _catalogue()["places"]:
        entry = Curated(row["code"], row["en"], row["cy"], row.get("official", ""), row.get("note", ""))
        if not (entry.english and entry.welsh) or entry.code in entries:
            raise ValueError(f"place_names.yaml: {entry.code} has a name missing, or stands twice")
        if row["checked"] is not False:
            raise ValueError(
                f"place_names.yaml: {entry.code} is marked checked; the list may not say so of itself"
            )
        entries[entry.code] = entry
    return entries


@cache
def _catalogue() -> dict:
    path = resources.files("edau.catalogue").joinpath("words/place_names.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pairs(english: str, welsh: str) -> list[tuple[str, str]]:
    """The single names inside the two names of an area, paired in order; nothing if they do not agree.

    >>> pairs("Aberdare East & Cwm-bach", "Dwyrain Aberdâr a Chwm-bach")
    [('Aberdare', 'Aberdâr'), ('Cwm-bach', 'Cwm-bach')]

    Lists are paired one by one, the aspirate mutation after "a" and "gyda" is undone, an article after
    "a'r" or a compass point is given back ("De'r Fenni" is about "Y Fenni"), and compass points must agree.
    """
    left = [part for part in _EN_JOIN.split(english) if part]
    right = _welsh_parts(welsh)
    if len(left) != len(right):
        return []
    found = []
    for (en, en_direction), (cy, cy_direction) in zip(
        map(_bare_english, left), map(_bare_welsh, right), strict=True
    ):
        if en_direction == cy_direction:
            found.append((en, _unaspirated(cy, en) if "\0" in cy else cy))
    return [(en, cy.replace("\0", "")) for en, cy in found]


def _welsh_parts(welsh: str) -> list[str]:
    """The parts of a Welsh list. A part that stands after "a" or "gyda" is marked with a leading NUL."""
    pieces = _CY_JOIN.split(welsh)
    parts = [pieces[0]]
    for join, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if join in ("a'r", "gyda'r"):
            parts.append(_with_article(part))
        elif join in ("a", "gyda"):
            parts.append("\0" + part)
        else:
            parts.append(part)
    return [part for part in parts if part]


def _with_article(name: str) -> str:
    return f"{'Yr' if letters(name)[:1] in tuple('aeiouwyh') else 'Y'} {name}"


def _unaspirated(name: str, english: str) -> str:
    """A Welsh name after "a" without its mutation: Phont-y-pŵl is Pont-y-pŵl, unless English has Ph too."""
    bare = name.replace("\0", "")
    if bare[:2] in ("Ph", "Th", "Ch") and english[:2] != bare[:2]:
        return bare[0] + bare[2:]
    return bare


def _bare_english(name: str) -> tuple[str, str]:
    head, colon, rest = name.partition(": ")
    if colon and not re.fullmatch(_EN_DIRECTION, rest):
        return head, ":"
    found = _EN_AFTER.match(name)
    if found:
        return found[1], found[2].lower().replace("centre", "central")
    found = _EN_BEFORE.match(name)
    return (found[2], found[1].lower()) if found else (name, "")


def _bare_welsh(name: str) -> tuple[str, str]:
    head, colon, _ = name.partition(": ")
    if colon:
        return head, ":"
    mark = "\0" if name.startswith("\0") else ""
    found = _CY_BEFORE.match(name.lstrip("\0"))
    if found is None:
        return name, ""
    direction, article, rest = found.groups()
    if article or f"{direction}'r" in name:
        rest = _with_article(rest)
    elif mark:  # it is the compass point, not the name, that stands after "a"
        mark = ""
    return mark + rest, _DIRECTIONS[direction]


def register(raw: Path) -> Register:
    """Everything the four registers say about Welsh names, from the raw folder."""
    mistaken = _catalogue()["os_open_names_mistaken"]
    found = Register()
    for row in os_open_names.read(raw).itertuples(index=False):
        languages = (row.language, row.other_language)
        if languages not in (("cym", "eng"), ("eng", "cym")):
            continue
        english, welsh = (row.other_name, row.name) if row.language == "cym" else (row.name, row.other_name)
        if mistaken.get(english) != welsh:
            found.add([Entry(english, welsh, "os_open_names", row.lon, row.lat, row.lon, row.lat)])
    for row in hoc_msoa_names.read(raw).itertuples(index=False):
        box = (row.west, row.south, row.east, row.north)
        found.add(Entry(en, cy, "hoc_msoa_names", *box) for en, cy in pairs(row.name_en, row.name_cy))
    for row in ward_names.read(raw).itertuples(index=False):
        spot = (row.lon, row.lat, row.lon, row.lat)
        found.add(
            Entry(en, cy, "ons_wards", *spot) for en, cy in pairs(row.name_en, row.name_cy or row.name_en)
        )
    found.add(_index_entries(index_of_place_names.read(raw)))
    return found


def _index_entries(index: pd.DataFrame) -> list[Entry]:
    """The index's names of one spot: a name filed under another, by preference one with its own entry."""
    english = {
        (row.filed_under, round(row.lon, 2), round(row.lat, 2)): row.name
        for row in index.itertuples(index=False)
        if letters(row.name) == row.filed_under
    }
    found = []
    for row in index.itertuples(index=False):
        spot = (row.lon, row.lat, row.lon, row.lat)
        own = english.get((row.filed_under, round(row.lon, 2), round(row.lat, 2)), row.filed_under.title())
        if "(" not in row.name:
            found.append(Entry(own, row.name, "ons_index", *spot))
    return found


def welsh_names(
    places: pd.DataFrame, registers: Register | Path, *, reach: float = PLACE_REACH
) -> pd.DataFrame:
    """The names of places in both languages.

    `places` has `code`, `name` (the publisher's, with or without its "BUA"/"BUASD" ending), `lon` and `lat`
    (degrees); `registers` is `register(raw)` or the raw folder itself; `reach` how many km away a
    register's entry may lie. Gives a frame indexed by `code`, in the order of `places`, with `name_en`,
    `name_cy`, `name_cy_source` (os_open_names, hoc_msoa_names, ons_wards, ons_index, curated, same),
    `name_cy_checked` (bool) and `name_official` (the publisher's name where ours differs, else empty).

    A place that is not on the curated list takes the first register's form, else its own name ("same"), and
    keeps the bracket in its English name only where another place would otherwise bear the same name.
    """
    known = register(registers) if isinstance(registers, Path) else registers
    listed = place_names()
    official = places["name"].str.replace(r"\s+BUA(SD)?$", "", regex=True).str.strip()
    short = official.str.replace(r"\s*\(.*\)$", "", regex=True)
    alone = ~short.duplicated(keep=False)
    rows = []
    for place, own, bare, unique in zip(places.itertuples(index=False), official, short, alone, strict=True):
        mine = listed.get(place.code)
        if mine is None:
            english = bare if unique else own
            welsh, source, checked = found_name(bare, place.lon, place.lat, known, reach)
        else:
            english = mine.english
            welsh, source, checked = _listed_name(mine, place.lon, place.lat, known, reach)
        rows.append((english, welsh, source, checked, own if own != english else ""))
    return pd.DataFrame(rows, columns=COLUMNS, index=pd.Index(places["code"], name="code"))


def found_name(name: str, lon: float, lat: float, known: Register, reach: float) -> tuple[str, str, bool]:
    """(Welsh name, source, checked) of a name at a point from the registers; the name itself if silent.

    An entry that only says that both languages have one name does not count, nor does the ONS index, which
    does not say which of its spellings is Welsh. Of entries that differ in accents alone the fullest wins:
    Ordnance Survey loses some circumflexes (Llandw) that the others keep (Llandŵ).
    """
    said = [
        entry
        for entry in known.near(name, lon, lat, reach)
        if letters(entry.english) == letters(name) and entry.welsh != name and entry.source != "ons_index"
    ]
    if not said:
        return name, SAME, False
    alike = [entry for entry in said if letters(entry.welsh) == letters(said[0].welsh)]
    best = max(alike, key=lambda entry: sum(not letter.isascii() for letter in entry.welsh))
    return best.welsh, best.source, best.source == "os_open_names"


def _listed_name(
    mine: Curated, lon: float, lat: float, known: Register, reach: float
) -> tuple[str, str, bool]:
    names = {mine.english, mine.welsh, mine.official} - {""}
    said = [
        entry for name in names for entry in known.near(name, lon, lat, reach) if entry.welsh == mine.welsh
    ]
    if said and mine.welsh != mine.english:
        source = min((entry.source for entry in said), key=SOURCES.index)
        return mine.welsh, source, source == "os_open_names"
    return mine.welsh, SAME if mine.welsh == mine.english else CURATED, False
