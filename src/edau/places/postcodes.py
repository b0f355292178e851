"""Postcodes in Wales: a small file of fixed-width records, written at build time and searched in place.

The file (little-endian throughout, one version, no padding):

    header    magic `EDAUPC`, version, checksum of all that follows, numbers of codes, outcodes and postcodes
    codes     the small areas (LSOA 2021), nine ASCII letters each, sorted
    outcodes  one record for each outcode: key, small area, latitude, longitude, retired?, how many postcodes
    postcodes one record for each postcode, sorted by key: key, small area, latitude, longitude

A postcode's key is a number made from its letters and digits alone, so that a look-up is a binary search over
the mapped file: no index to load, nothing kept in memory, safe for any number of threads and processes.
Latitude is kept in steps of 0.00004° (4.4 m), longitude in steps of 0.00005° (3.4 m): well within the size
of the ground that one postcode covers. Replace the file by renaming a new one over it, never in place.
"""

from __future__ import annotations

import mmap
import re
import struct
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Self

MAGIC = b"EDAUPC"
VERSION = 1
HEADER = struct.Struct("<6sHIIII")  # magic, version, checksum, codes, outcodes, postcodes
OUTCODE = struct.Struct("<IHHHHH")  # key, code, latitude, longitude, retired, postcodes
POSTCODE = struct.Struct("<IHHH")  # key, code, latitude, longitude
CODE_LENGTH = 9

# The frame that holds Wales and its islands: two bytes each way reach as far as 53.92° N and 2.42° W.
SOUTH, LATITUDE_STEP = 51.3, 0.00004
WEST, LONGITUDE_STEP = -5.7, 0.00005
LARGEST = 0xFFFF

# The forms that Royal Mail gives out. The last two letters of an inward code are never C I K M O V.
_OUTCODE = r"[A-PR-UWYZ][A-HK-Y]?(?:[1-9][0-9]|[0-9][A-HJKMNPR-Y]?)"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_WHOLE = re.compile(f"({_OUTCODE})({_INWARD})")
_OUTWARD = re.compile(_OUTCODE)
_KEYED = re.compile(r"([A-Z])([A-Z]?)([0-9]{1,2})")
_BETWEEN = re.compile(r"[\s.\-]+")
_LONGEST = 20  # what a person could type for a postcode, with spaces to spare
INWARD_CODES = 10 * 26 * 26


class PostcodeFileError(ValueError):
    """Not a file of postcodes, of another version, or damaged. The message says which."""


@dataclass(frozen=True, slots=True)
class Located:
    """A postcode and where it is: its small area (LSOA 2021 code), latitude and longitude (WGS84 degrees).

    `retired` is true where the whole outcode has been withdrawn (CF1, NP9): an old postcode, the right place.
    """

    postcode: str
    lsoa: str
    lat: float
    lon: float
    retired: bool = False


@dataclass(frozen=True, slots=True)
class OutcodeCentre:
    """The middle of an outcode: the postcode nearest to the median of those in Wales, so always a real spot.

    `postcodes` is how many of the outcode's postcodes are in Wales.
    """

    outcode: str
    lsoa: str
    lat: float
    lon: float
    postcodes: int
    retired: bool = False


def normalise(text: str) -> str | None:
    """A postcode as it is written, or None if the text has not the form of one.

    Case, spaces, stops and hyphens do not matter. Whether such a postcode exists is another question.

    >>> normalise("cf371tw"), normalise(" Ll57  2dg "), normalise("Caerdydd")
    ('CF37 1TW', 'LL57 2DG', None)
    """
    if len(text) > _LONGEST:
        return None
    found = _WHOLE.fullmatch(_BETWEEN.sub("", text).upper())
    return f"{found[1]} {found[2]}" if found else None


def is_outcode(text: str) -> bool:
    """Whether the text has the form of an outcode, the first half of a postcode.

    >>> is_outcode("cf37"), is_outcode("CF37 1TW"), is_outcode("Barry")
    (True, False, False)
    """
    return len(text) <= _LONGEST and _OUTWARD.fullmatch(text.strip().upper()) is not None


def _outcode_key(outcode: str) -> int | None:
    """The number of an outcode; None for one that ends in a letter (inner London), as no Welsh one does."""
    found = _KEYED.fullmatch(outcode)
    if found is None:
        return None
    second = ord(found[2]) - 64 if found[2] else 0
    return ((ord(found[1]) - 64) * 27 + second) * 100 + int(found[3])


def _outcode_from(key: int) -> str:
    letters, district = divmod(key, 100)
    first, second = divmod(letters, 27)
    return f"{chr(64 + first)}{chr(64 + second) if second else ''}{district}"


def _key(postcode: str) -> int | None:
    outcode, _, inward = postcode.partition(" ")
    number = _outcode_key(outcode)
    if number is None:
        return None
    letters = (ord(inward[1]) - 65) * 26 + ord(inward[2]) - 65
    return number * INWARD_CODES + int(inward[0]) * 676 + letters


def _postcode_from(key: int) -> str:
    number, rest = divmod(key, INWARD_CODES)
    digit, letters = divmod(rest, 676)
    return f"{_outcode_from(number)} {digit}{chr(65 + letters // 26)}{chr(65 + letters % 26)}"


def _steps(degrees: float, origin: float, step: float, postcode: str) -> int:
    steps = round((degrees - origin) / step)
    if not 0 <= steps <= LARGEST:
        raise ValueError(f"{postcode}: {degrees} is outside the frame that holds Wales")
    return steps


def _latitude(steps: int) -> float:
    return round(SOUTH + steps * LATITUDE_STEP, 5)


def _longitude(steps: int) -> float:
    return round(WEST + steps * LONGITUDE_STEP, 5)


def pack(
    postcodes: Iterable[tuple[str, str, float, float]],
    *,
    lsoas: Sequence[str],
    retired: Collection[str] = (),
) -> bytes:
    """The bytes of a postcode file: the same for the same postcodes, in whatever order they come.

    `postcodes` are (postcode, LSOA code, latitude, longitude); `lsoas` all the codes that they may name;
    `retired` the outcodes that are withdrawn. Raises ValueError, naming the postcode, for one that is not in
    the form `normalise` gives, that comes twice, that lies outside the frame, or whose LSOA is not listed.
    """
    codes = sorted(lsoas)
    if len(set(codes)) != len(codes) or len(codes) > LARGEST:
        raise ValueError("the LSOA codes must be different from each other, and fewer than 65,536")
    if any(len(code) != CODE_LENGTH or not code.isascii() for code in codes):
        raise ValueError(f"an LSOA code has {CODE_LENGTH} ASCII characters")
    position = {code: index for index, code in enumerate(codes)}
    rows: dict[int, tuple[int, int, int]] = {}
    for postcode, lsoa, lat, lon in postcodes:
        key = _key(postcode) if normalise(postcode) == postcode else None
        if key is None:
            raise ValueError(f"{postcode!r} cannot be kept: not the written form of a postcode")
        if key in rows:
            raise ValueError(f"{postcode} comes twice")
        if lsoa not in position:
            raise ValueError(f"{postcode}: {lsoa} is not in the list of LSOAs")
        north = _steps(lat, SOUTH, LATITUDE_STEP, postcode)
        east = _steps(lon, WEST, LONGITUDE_STEP, postcode)
        rows[key] = (position[lsoa], north, east)
    ordered = sorted(rows.items())
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for key, row in ordered:
        groups.setdefault(key // INWARD_CODES, []).append(row)
    body = bytearray("".join(codes).encode("ascii"))
    for number, members in groups.items():
        code, north, east = _middle(members)
        old = _outcode_from(number) in retired
        body += OUTCODE.pack(number, code, north, east, old, len(members))
    for key, row in ordered:
        body += POSTCODE.pack(key, *row)
    sizes = (len(codes), len(groups), len(ordered))
    return HEADER.pack(MAGIC, VERSION, zlib.crc32(body), *sizes) + bytes(body)


def _middle(members: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The member nearest to the median: a mean would be drawn to sea or to a sorting office's many boxes."""
    north = median(row[1] for row in members)
    east = median(row[2] for row in members)
    # A step east is about 0.77 of a step north on the ground at 52.4° N (3.4 m against 4.4 m).
    return min(members, key=lambda row: ((row[1] - north) ** 2 + (0.77 * (row[2] - east)) ** 2, row))


class PostcodeFile:
    """An open file of postcodes. Reading changes nothing in it, so one may serve all threads.

    Open it with `PostcodeFile.open(path)`; a `with` statement or `close()` lets go of the mapping.
    """

    def __init__(self, memory: mmap.mmap | bytes, name: str = "postcodes") -> None:
        """Over bytes already at hand. Raises PostcodeFileError if they are not a whole, undamaged file."""
        self._memory = memory
        if len(memory) < HEADER.size:
            raise PostcodeFileError(f"{name}: {len(memory)} bytes, shorter than the header")
        magic, version, checksum, codes, outcodes, postcodes = HEADER.unpack_from(memory, 0)
        if magic != MAGIC:
            raise PostcodeFileError(f"{name}: not a file of postcodes (it begins with {bytes(magic)!r})")
        if version != VERSION:
            raise PostcodeFileError(f"{name}: version {version}; this program reads version {VERSION}")
        self._codes = HEADER.size
        self._outcodes = self._codes + codes * CODE_LENGTH
        self._postcodes = self._outcodes + outcodes * OUTCODE.size
        self._outcode_count, self._postcode_count = outcodes, postcodes
        expected = self._postcodes + postcodes * POSTCODE.size
        if len(memory) != expected:
            raise PostcodeFileError(f"{name}: {len(memory)} bytes where its header promises {expected}")
        with memoryview(memory) as view, view[HEADER.size :] as body:
            if zlib.crc32(body) != checksum:
                raise PostcodeFileError(f"{name}: damaged (the checksum does not match)")

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Map the file at `path` and check all of it.

        Raises OSError if it cannot be read, PostcodeFileError if it is not a whole file of postcodes.
        """
        with Path(path).open("rb") as file:
            try:
                memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as problem:  # an empty file cannot be mapped
                raise PostcodeFileError(f"{path}: empty") from problem
        try:
            return cls(memory, str(path))
        except PostcodeFileError:
            memory.close()
            raise

    def close(self) -> None:
        """Let go of the mapping; look-ups fail afterwards."""
        if isinstance(self._memory, mmap.mmap):
            self._memory.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._postcode_count

    def __iter__(self) -> Iterator[Located]:
        """Every postcode, in the order of the file (by area, district, then inward code)."""
        for index in range(self._postcode_count):
            start = self._postcodes + index * POSTCODE.size
            key, code, north, east = POSTCODE.unpack_from(self._memory, start)
            yield self._located(_postcode_from(key), key, code, north, east)

    def outcodes(self) -> list[str]:
        """The outcodes that have a postcode in Wales, retired ones included."""
        starts = (self._outcodes + index * OUTCODE.size for index in range(self._outcode_count))
        return [_outcode_from(OUTCODE.unpack_from(self._memory, start)[0]) for start in starts]

    def find(self, text: str) -> Located | None:
        """Where a postcode is, or None if the text is not one or it is not in Wales."""
        postcode = normalise(text)
        key = _key(postcode) if postcode else None
        if postcode is None or key is None:
            return None
        row = self._search(key, self._postcodes, self._postcode_count, POSTCODE)
        return self._located(postcode, *row) if row else None

    def outcode_centre(self, text: str) -> OutcodeCentre | None:
        """The middle of an outcode, or None if the text is not one or none of it is in Wales."""
        row = self._outcode_row(text.strip().upper())
        if row is None:
            return None
        key, code, north, east, retired, postcodes = row
        lsoa, lat, lon = self._code(code), _latitude(north), _longitude(east)
        return OutcodeCentre(_outcode_from(key), lsoa, lat, lon, postcodes, bool(retired))

    def small_areas_of(self, text: str) -> Counter[str]:
        """The small areas of an outcode, each with how many of its postcodes lie there; empty if the text is not an
        outcode or none of it is in Wales."""
        outcode = self._outcode_row(text.strip().upper())
        if outcode is None:
            return Counter()
        first = self._first_from(outcode[0] * INWARD_CODES)
        starts = (self._postcodes + index * POSTCODE.size for index in range(first, first + outcode[5]))
        rows = (POSTCODE.unpack_from(self._memory, start) for start in starts)
        return Counter(self._code(row[1]) for row in rows)

    def _first_from(self, key: int) -> int:
        """The number of the first postcode whose key is at least this."""
        keys = range(self._postcode_count)
        return bisect_left(
            keys,
            key,
            key=lambda at: POSTCODE.unpack_from(self._memory, self._postcodes + at * POSTCODE.size)[0],
        )

    def _outcode_row(self, outcode: str) -> tuple[int, ...] | None:
        key = _outcode_key(outcode) if is_outcode(outcode) else None
        return None if key is None else self._search(key, self._outcodes, self._outcode_count, OUTCODE)

    def _search(self, key: int, start: int, count: int, record: struct.Struct) -> tuple[int, ...] | None:
        low, high, size, memory = 0, count, record.size, self._memory
        while low < high:
            middle = (low + high) // 2
            row = record.unpack_from(memory, start + middle * size)
            if row[0] == key:
                return row
            if row[0] < key:
                low = middle + 1
            else:
                high = middle
        return None

    def _code(self, index: int) -> str:
        start = self._codes + index * CODE_LENGTH
        return bytes(self._memory[start : start + CODE_LENGTH]).decode("ascii")

    def _located(self, postcode: str, key: int, code: int, north: int, east: int) -> Located:
        outcode = self._search(key // INWARD_CODES, self._outcodes, self._outcode_count, OUTCODE)
        retired = outcode is not None and bool(outcode[4])
        return Located(postcode, self._code(code), _latitude(north), _longitude(east), retired)
