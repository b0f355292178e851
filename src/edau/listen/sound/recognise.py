"""The kind of a recording by its first bytes, its length by its own headers; whatever else it is, is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from tinytag import TinyTag, TinyTagException

from edau.listen.sound import mp4, webm

LONGEST = 10 * 60  # seconds
LARGEST = 25 * 1024 * 1024  # bytes
HEAD = 512


class Trouble(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_SOUND = "not_sound"
    PICTURES = "pictures"
    NO_LENGTH = "no_length"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"  # to its end: nobody would know what else it says


class NotSound(Exception):
    """The file is not a recording that can be taken; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True)
class Sound:
    """A recording: its media type, the ending of its name, and its length in whole seconds, rounded up."""

    kind: str
    ending: str
    seconds: int


def sound_of(file: BinaryIO) -> Sound:
    """What a recording is. Raises NotSound for all that is no recording, is too large or too long, or has pictures."""
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise NotSound(Trouble.EMPTY)
    if size > LARGEST:
        raise NotSound(Trouble.TOO_LARGE)
    kind, ending, length = _recognised(file.read(HEAD))
    try:
        file.seek(0)
        seconds = length(file, size)
    except (ValueError, EOFError, ArithmeticError) as problem:
        raise NotSound(Trouble.NOT_SOUND) from problem
    if not math.isfinite(seconds) or seconds <= 0:
        raise NotSound(Trouble.NO_LENGTH)
    if seconds > LONGEST + 1:  # a second’s grace: encoders pad the last frame
        raise NotSound(Trouble.TOO_LONG)
    return Sound(kind, ending, math.ceil(min(seconds, LONGEST)))


def _recognised(head: bytes) -> tuple[str, str, Callable[[BinaryIO, int], float]]:
    """The media type, the ending and the way to the length of a file that begins like this."""
    if head.startswith(b"OggS"):
        if any(mark in head for mark in (b"\x80theora", b"BBCD\x00", b"fishead")):
            raise NotSound(Trouble.PICTURES)
        if any(mark in head for mark in (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")):
            return "audio/ogg", "ogg", _tagged
    if head.startswith(b"fLaC"):
        return "audio/flac", "flac", _tagged
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav", "wav", _tagged
    if head[4:8] == b"ftyp":
        return "audio/mp4", "m4a", _mp4
    if head.startswith(webm.EBML):
        return "audio/webm", "webm", _webm
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return "audio/mpeg", "mp3", _tagged
    raise NotSound(Trouble.NOT_SOUND)


def _is_mp3_frame(head: bytes) -> bool:
    """The header of a frame of MPEG audio, layer III (ISO/IEC 11172-3, 2.4.1.3): eleven set bits, then nothing reserved."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3


def _tagged(file: BinaryIO, _size: int) -> float:
    try:
        tag = TinyTag.get(file_obj=file, tags=False)
    except (TinyTagException, LookupError, TypeError) as problem:
        raise ValueError("no recording") from problem
    return float(tag.duration or 0)


def _mp4(file: BinaryIO, size: int) -> float:
    found = mp4.read(file, size)
    if found.pictures:
        raise NotSound(Trouble.PICTURES)
    if not found.sound:
        raise NotSound(Trouble.NOT_SOUND)
    return found.seconds


def _webm(file: BinaryIO, size: int) -> float:
    found = webm.read(file, size)
    if found.pictures:
        raise NotSound(Trouble.PICTURES)
    if not found.sound:
        raise NotSound(Trouble.NOT_SOUND)
    return found.seconds
