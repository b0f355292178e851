"""The comments of Vorbis, as Opus, Speex and FLAC in Ogg carry them, too: the maker, then lines such as ARTIST=…"""

from __future__ import annotations

from collections.abc import Sequence


def blank(data: bytearray, places: Sequence[int], at: int) -> None:
    """Overwrites every line of a packet of comments with spaces: its parts stay as long as they were. `places` are the
    positions of its bytes in `data`, `at` is where in the packet its maker stands. ValueError where it does not fit."""

    def number(at: int) -> int:
        if at + 4 > len(places):
            raise ValueError("comments that do not fit")
        return int.from_bytes(bytes(data[place] for place in places[at : at + 4]), "little")

    def cover(at: int) -> int:
        after = at + 4 + number(at)
        if after > len(places):
            raise ValueError("comments that do not fit")
        for place in places[at + 4 : after]:
            data[place] = 0x20
        return after

    at = cover(at)
    count, at = number(at), at + 4
    if count > len(places):
        raise ValueError("comments that do not fit")
    for _line in range(count):
        at = cover(at)
    # Behind them stands a bit that ends those of Vorbis; players pass over the rest.
    for place in places[at + 1 :]:
        data[place] = 0
