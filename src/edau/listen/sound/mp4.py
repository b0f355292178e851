"""As much of the MPEG-4 container (ISO/IEC 14496-12) as tells sound from pictures, and how long it is."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CONTAINERS = (b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf")
DEEPEST = 8
MOST_BOXES = 20_000  # a recording of ten minutes in fragments of a tenth of a second has fewer


@dataclass
class Mp4:
    """What was found in a file."""

    seconds: float = 0.0
    sound: bool = False
    pictures: bool = False


def read(file: BinaryIO, size: int) -> Mp4:
    """Reads the boxes of a file. ValueError where they do not fit into one another or there are too many."""
    found = Mp4()
    budget = iter(range(MOST_BOXES))
    _boxes(file, 0, size, found, budget, DEEPEST)
    return found


def _boxes(file: BinaryIO, at: int, end: int, found: Mp4, budget: Iterator[int], deeper: int) -> None:
    while at + 8 <= end:
        if next(budget, None) is None:
            raise ValueError("too many boxes")
        file.seek(at)
        length, name = struct.unpack(">I4s", _exactly(file, 8))
        head = 8
        if length == 1:
            (length,) = struct.unpack(">Q", _exactly(file, 8))
            head = 16
        elif length == 0:  # to the end of what holds it
            length = end - at
        if length < head or at + length > end:
            raise ValueError("a box that does not fit")
        if name in CONTAINERS:
            if not deeper:
                raise ValueError("boxes too deep in one another")
            _boxes(file, at + head, at + length, found, budget, deeper - 1)
        elif name == b"hdlr":
            handler = _exactly(file, 12)[8:12]
            found.sound |= handler == b"soun"
            found.pictures |= handler in (b"vide", b"auxv")
        elif name in (b"mvhd", b"mehd", b"mdhd"):
            found.seconds = max(found.seconds, _seconds(file, name))
        at += length


def _seconds(file: BinaryIO, name: bytes) -> float:
    """The length a header states. That of fragments (`mehd`) is in the film’s own units, which are not read: thousandths,
    as recorders write them."""
    version = _exactly(file, 4)[0]
    if name == b"mehd":
        (units,) = struct.unpack(">Q" if version else ">I", _exactly(file, 8 if version else 4))
        return float(units) / 1000
    _exactly(file, 16 if version else 8)  # when it was made and changed
    scale, units = struct.unpack(">IQ" if version else ">II", _exactly(file, 12 if version else 8))
    unknown = 2**64 - 1 if version else 2**32 - 1
    return float(units) / scale if scale and units != unknown else 0.0


def _exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise EOFError("the file ends early")
    return data
