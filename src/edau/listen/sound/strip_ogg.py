"""Overwriting what an Ogg file (RFC 3533) says besides its sound: the comments in its second packet. Nothing is moved; the
check sums of the pages are made anew."""

from __future__ import annotations

from edau.listen.sound.comments import blank

HEAD = 27
BEGINS = 0x02
LACED = 255  # a packet goes on after a piece of this length
# How each kind of sound begins: its first packet, its second, and where in that the comments stand.
COMMENTED = {
    b"OpusHead": (b"OpusTags", 8),
    b"\x01vorbis": (b"\x03vorbis", 7),
    b"Speex   ": (b"", 0),
}
FLAC = b"\x7fFLAC"
MOST_HEADERS = 130  # packets: FLAC has at most 128 kinds of block


def stripped(data: bytes) -> bytes:
    """The same file, as long as before. ValueError where it has more than one stream, or comments that do not fit."""
    changed = bytearray(data)
    pages = _pages(data)
    packets = _packets(pages, data)
    first = bytes(data[place] for place in packets[0])
    if first.startswith(FLAC):
        _flac(changed, packets[1:])
    else:
        for begins, (second, at) in COMMENTED.items():
            if first.startswith(begins):
                if not bytes(data[place] for place in packets[1][: len(second)]).startswith(second):
                    raise ValueError("no comments where they belong")
                blank(changed, packets[1], at)
                break
        else:
            raise ValueError("a kind of sound nobody knows")
    for start, end, _pieces in pages:
        if changed[start:end] != data[start:end]:
            changed[start + 22 : start + 26] = bytes(4)
            changed[start + 22 : start + 26] = _check(changed[start:end]).to_bytes(4, "little")
    return bytes(changed)


def _flac(data: bytearray, packets: list[list[int]]) -> None:
    """Blocks of metadata, a packet each, the last one marked: comments are covered, and all but them is emptied."""
    for packet in packets:
        kind = data[packet[0]]
        if kind == 0xFF:
            raise ValueError("sound before the last of the headers")
        if kind & 0x7F == 4:
            blank(data, packet, 4)
        else:
            data[packet[0]] = 1 | kind & 0x80  # what only fills
            for place in packet[4:]:
                data[place] = 0
        if kind & 0x80:
            return
    raise ValueError("headers without an end")


def _pages(data: bytes) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Where each page begins and ends, and its pieces. One stream only: another can be anything."""
    pages: list[tuple[int, int, list[tuple[int, int]]]] = []
    at, stream = 0, b""
    while at < len(data):
        if data[at : at + 4] != b"OggS" or data[at + 4]:
            raise ValueError("no page where one belongs")
        if pages and (data[at + 5] & BEGINS or data[at + 14 : at + 18] != stream):
            raise ValueError("more than one stream")
        stream = data[at + 14 : at + 18]
        count = data[at + 26]
        start = at + HEAD + count
        pieces = []
        for length in data[at + HEAD : start]:
            pieces.append((start, length))
            start += length
        if start > len(data):
            if len(pages) > 2:  # the last page of a recording that was cut off
                return pages
            raise ValueError("a page that does not fit")
        pages.append((at, start, pieces))
        at = start
    return pages


def _packets(pages: list[tuple[int, int, list[tuple[int, int]]]], data: bytes) -> list[list[int]]:
    """The positions of the bytes of the first packets, as many as can be headers."""
    flac = data[pages[0][2][0][0] :].startswith(FLAC)
    most = MOST_HEADERS if flac else 2
    packets: list[list[int]] = []
    places: list[int] = []
    for _start, _end, pieces in pages:
        for start, length in pieces:
            places.extend(range(start, start + length))
            if length < LACED:
                packets.append(places)
                places = []
            if len(packets) >= most:
                return packets
            if flac and len(packets) > 1 and packets[-1] and data[packets[-1][0]] & 0x80:
                return packets
    if len(packets) < 2:
        raise ValueError("no comments where they belong")
    return packets


def _table() -> list[int]:
    """The remainders of all bytes by Ogg’s polynomial, 04c11db7, unreflected."""
    found = []
    for byte in range(256):
        rest = byte << 24
        for _bit in range(8):
            rest = (rest << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if rest & 0x80000000 else rest << 1
        found.append(rest)
    return found


TABLE = _table()


def _check(page: bytes | bytearray) -> int:
    rest = 0
    for byte in page:
        rest = (rest << 8 & 0xFFFFFFFF) ^ TABLE[rest >> 24 ^ byte]
    return rest
