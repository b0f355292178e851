"""As much of WebM (Matroska, RFC 9559) as tells sound from pictures, and how long it is.

Browsers write recordings without a length: then it is that of the last block.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

EBML = b"\x1aE\xdf\xa3"
DOC_TYPE, SEGMENT, INFO, SCALE, DURATION = 0x4282, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
TRACKS, TRACK, TRACK_TYPE = 0x1654AE6B, 0xAE, 0x83
CLUSTER, CLUSTER_TIME, SIMPLE_BLOCK, BLOCK_GROUP, BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
CONTAINERS = (SEGMENT, INFO, TRACKS, TRACK, CLUSTER, BLOCK_GROUP)
AUDIO, VIDEO = 2, 1
MOST_ELEMENTS = 100_000  # ten minutes of blocks of a fiftieth of a second are 30,000
SHORTEST_BLOCK = 0.02  # seconds of sound in the last block


@dataclass
class WebM:
    """What was found in a file."""

    scale: int = 1_000_000  # nanoseconds in a tick
    duration: float = 0.0  # ticks
    cluster: int = 0
    last: float = -1.0  # the tick of the last block
    sound: bool = False
    pictures: bool = False

    @property
    def seconds(self) -> float:
        tick = self.scale / 1e9
        blocks = self.last * tick + SHORTEST_BLOCK if self.last >= 0 else 0.0
        return max(self.duration * tick, blocks)


def read(file: BinaryIO, size: int) -> WebM:
    """Reads the elements of a file. ValueError where it is no WebM, its elements do not fit, or there are too many."""
    file.seek(0)
    _number, head = element(file)
    if head is None or file.tell() + head > size:
        raise ValueError("a header that does not fit")
    end = file.tell() + head
    if not _is_webm(file, end):
        raise ValueError("no WebM")
    found = WebM()
    budget = iter(range(MOST_ELEMENTS))
    _elements(file, end, size, found, budget)
    return found


def _is_webm(file: BinaryIO, end: int) -> bool:
    while file.tell() < end:
        number, length = element(file)
        if length is None or file.tell() + length > end:
            raise ValueError("an element that does not fit")
        data = _exactly(file, length)
        if number == DOC_TYPE:
            return data.rstrip(b"\0") == b"webm"
    return False


def _elements(file: BinaryIO, at: int, end: int, found: WebM, budget: Iterator[int]) -> None:
    while at < end:
        if next(budget, None) is None:
            raise ValueError("too many elements")
        file.seek(at)
        number, length = element(file)
        start = file.tell()
        if length is None and number not in (SEGMENT, CLUSTER):
            raise ValueError("a length that must be known")
        # Where a length is unknown, what follows is read as if it stood beside it: the depth says nothing to us.
        if length is not None and start + length > end:
            length = end - start  # a recording that was cut off in its last block
        if number in CONTAINERS:
            at = start
            continue
        _take(file, number, length or 0, found)
        at = start + (length or 0)


def _take(file: BinaryIO, number: int, length: int, found: WebM) -> None:
    if number == SCALE:
        found.scale = _whole(file, length)
    elif number == DURATION:
        found.duration = struct.unpack(
            ">f" if length == 4 else ">d", _exactly(file, 4 if length == 4 else 8)
        )[0]
    elif number == TRACK_TYPE:
        kind = _whole(file, length)
        found.sound |= kind == AUDIO
        found.pictures |= kind == VIDEO
    elif number == CLUSTER_TIME:
        found.cluster = _whole(file, length)
    elif number in (SIMPLE_BLOCK, BLOCK) and length > 4:
        _variable(file)  # the number of its track
        (after,) = struct.unpack(">h", _exactly(file, 2))
        found.last = max(found.last, float(found.cluster + after))


def element(file: BinaryIO) -> tuple[int, int | None]:
    """The number and the length of the element that begins here; None for a length that is unknown."""
    first = _exactly(file, 1)[0]
    width = _width(first, 4)
    number = int.from_bytes(bytes([first]) + _exactly(file, width - 1), "big")
    value, width = _variable(file)
    return number, None if value == (1 << 7 * width) - 1 else value


def _variable(file: BinaryIO) -> tuple[int, int]:
    """A whole number of variable width, and the width (RFC 8794, 4)."""
    first = _exactly(file, 1)[0]
    width = _width(first, 8)
    rest = _exactly(file, width - 1)
    return int.from_bytes(bytes([first & ((1 << (8 - width)) - 1)]) + rest, "big"), width


def _width(first: int, most: int) -> int:
    width = 9 - first.bit_length()
    if width > most:
        raise ValueError("a width that cannot be")
    return width


def _whole(file: BinaryIO, length: int) -> int:
    if length > 8:
        raise ValueError("a number that is too wide")
    return int.from_bytes(_exactly(file, length), "big")


def _exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise EOFError("the file ends early")
    return data
