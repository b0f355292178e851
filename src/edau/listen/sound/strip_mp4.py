"""Overwriting what an MPEG-4 file (ISO/IEC 14496-12) says besides its sound.

Other boxes point into the file by position, so nothing is moved: a box that goes becomes a `free` one, full of zeros.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

DEEPEST = 8
MOST_BOXES = 20_000
# Boxes that hold others. What stands in them is kept if it is named here or below.
CONTAINERS = {
    *(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf", b"mfra"),
}
# What is needed to find and play the sound.
KEPT = {
    *(b"ftyp", b"styp", b"mdat", b"sidx", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"smhd", b"dref"),
    *(b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sgpd", b"sbgp"),
    *(b"mehd", b"trex", b"mfhd", b"tfhd", b"tfdt", b"trun", b"saiz", b"saio", b"tfra", b"mfro"),
}
DATED = (b"mvhd", b"tkhd", b"mdhd")  # when it was made and changed
SELF_CONTAINED = 28  # bytes of a list of sources that names the file itself and no other


def stripped(data: bytes) -> bytes:
    """The same file, as long as before. ValueError where it has another track than of sound: its samples lie among the
    sound and can be the places where it was recorded."""
    changed = bytearray(data)
    _boxes(changed, 0, len(changed), iter(range(MOST_BOXES)), DEEPEST)
    return bytes(changed)


def _boxes(data: bytearray, at: int, end: int, budget: Iterator[int], deeper: int) -> None:
    while at + 8 <= end:
        if next(budget, None) is None or not deeper:
            raise ValueError("too many boxes")
        length, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise ValueError("a box that does not fit")
        start, after = at + head, at + length
        if name in CONTAINERS:
            _boxes(data, start, after, budget, deeper - 1)
        elif name in KEPT:
            _clean(data, name, start, after)
        else:
            data[at + 4 : at + 8] = b"free"
            data[start:after] = bytes(after - start)
        at = after
    data[at:end] = bytes(end - at)


def _clean(data: bytearray, name: bytes, start: int, end: int) -> None:
    """What a box that is kept says of the day and the maker."""
    if name in DATED:
        width = 16 if data[start] else 8
        data[start + 4 : start + 4 + width] = bytes(width)
    elif name == b"hdlr":
        if data[start + 8 : start + 12] != b"soun":
            raise ValueError("a track that is no sound")
        data[start + 12 : end] = bytes(end - start - 12)  # reserved, and a name of the maker’s choice
    elif name == b"dref" and end - start > SELF_CONTAINED - 8:
        raise ValueError("sound that lies in another file")
