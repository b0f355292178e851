"""Overwriting what a WebM file (Matroska, RFC 9559) says besides its sound.

Other elements point into the file by position, so nothing is moved: an element that goes becomes a void one of the same
length, full of zeros.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from edau.listen.sound.comments import blank
from edau.listen.sound.webm import CONTAINERS, MOST_ELEMENTS, SEGMENT, element

VOID, CLUSTER = 0xEC, 0x1F43B675
MADE_WITH = (0x4D80, 0x5741)  # the programs: there must be some, so they are overwritten
CODEC_PRIVATE = 0x63A2
KEPT = {
    0x114D9B74,  # where to find what
    0x1C53BB6B,  # and when
    *(0x2AD7B1, 0x4489),  # the length of a tick, and of all
    # A track: its number, kind, codec and how it is played.
    *(0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x22B59C, 0x86, 0x56AA, 0x56BB, 0x23E383, 0xE1),
    *(0xE7, 0xA3, 0xA7, 0xAB),  # of a cluster: its time, blocks, place
    *(0xA1, 0x9B, 0xFB, 0x75A2),  # of a group: the block, its length, what it rests on
}


def stripped(data: bytes) -> bytes:
    """The same file, as long as before. ValueError where its elements do not fit or there are too many."""
    changed, file = bytearray(data), io.BytesIO(data)
    _number, head = element(file)
    if head is None:
        raise ValueError("a header without a length")
    _elements(changed, file, file.tell() + head, iter(range(MOST_ELEMENTS)))
    return bytes(changed)


def _elements(data: bytearray, file: io.BytesIO, at: int, budget: Iterator[int]) -> None:
    """Elements in the order of the file: what is in another is read as if it stood beside it."""
    while at < len(data):
        if next(budget, None) is None:
            raise ValueError("too many elements")
        file.seek(at)
        number, length = element(file)
        start = file.tell()
        if length is None and number not in (SEGMENT, CLUSTER):
            raise ValueError("a length that must be known")
        if number in CONTAINERS:
            at = start
            continue
        end = min(start + (length or 0), len(data))  # the last block of a recording can be cut off
        if number in MADE_WITH:
            data[start:end] = bytes(end - start)
        elif number == CODEC_PRIVATE:
            _quiet(data, start, end)
        elif number not in KEPT:
            data[at:end] = _void(end - at)
        at = end


def _void(size: int) -> bytes:
    """An element of this many bytes, two at least, that says nothing."""
    if size < 9:
        return bytes([VOID, 0x80 | (size - 2)]) + bytes(size - 2)
    return bytes([VOID, 0x01]) + (size - 9).to_bytes(7, "big") + bytes(size - 9)


def _quiet(data: bytearray, start: int, end: int) -> None:
    """Vorbis keeps its three headers here, laced: their lengths but the last, then they; the second are the comments."""
    if end - start < 3 or data[start] != 2 or b"\x03vorbis" not in data[start:end]:
        return
    at, lengths = start + 1, []
    for _header in range(2):
        length = 0
        while data[at] == 255:
            length, at = length + 255, at + 1
        lengths.append(length + data[at])
        at += 1
    first = at + lengths[0]
    places = range(first, first + lengths[1])
    if places.stop > end or bytes(data[first : first + 7]) != b"\x03vorbis":
        raise ValueError("headers that do not fit")
    blank(data, places, 7)
