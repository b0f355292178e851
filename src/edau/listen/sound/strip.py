"""Taking out of a recording what says who made it, where, when and with what: the sound stays as it is.

Telephones write the name of their owner, the device and the place into their recordings. What is kept of a file is named
here, for each container; everything else is left out, or overwritten where leaving it out would move what other parts point
at. What cannot be read to its end is refused: nobody would know what was left in it.
"""

from __future__ import annotations

import struct

from edau.listen.sound import strip_mp4, strip_ogg, strip_webm

# RIFF: how the sound is written, how long it is, and the sound.
WAVE_KEPT = (b"fmt ", b"fact", b"data")
# FLAC (RFC 9639, 8): what the stream is, and where to find what.
FLAC_KEPT = (0, 3)
# ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, samples a second by version and index.
RATES = {3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)}
RATES[2] = RATES[0] = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def stripped(data: bytes, kind: str) -> bytes:
    """The recording without what is said about it. `kind` is the media type that `sound_of` found. ValueError where the
    file cannot be read to its end, or has parts that cannot be told apart from sound."""
    try:
        clean = STRIPPED[kind](data)
    except (struct.error, IndexError, KeyError, EOFError) as problem:
        raise ValueError("a recording that cannot be read to its end") from problem
    return clean


def _wave(data: bytes) -> bytes:
    """RIFF: a list of chunks, each padded to an even length."""
    kept, at = [], 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]  # a recorder that was stopped leaves the last one short
        if name in WAVE_KEPT:
            kept.append(struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2))
        at += 8 + length + length % 2
    inner = b"WAVE" + b"".join(kept)
    return struct.pack("<4sI", b"RIFF", len(inner)) + inner


def _flac(data: bytes) -> bytes:
    """Blocks of metadata, of which the last is marked, and then the sound."""
    kept, at, last = [], 4, False
    while not last:
        head = data[at]
        last, length = bool(head & 0x80), int.from_bytes(data[at + 1 : at + 4], "big")
        if at + 4 + length > len(data):
            raise ValueError("a block that does not fit")
        if head & 0x7F in FLAC_KEPT:
            kept.append((head & 0x7F, data[at + 4 : at + 4 + length]))
        at += 4 + length
    if not kept or kept[0][0] != 0:
        raise ValueError("no description of the stream")
    blocks = b"".join(
        bytes([kind | (0x80 if number == len(kept) else 0)]) + len(body).to_bytes(3, "big") + body
        for number, (kind, body) in enumerate(kept, start=1)
    )
    sound = data[at:]
    return b"fLaC" + blocks + (sound[:-128] if sound[-128:-125] == b"TAG" else sound)


def _mpeg(data: bytes) -> bytes:
    """The frames of sound, one after another; what lies before, between and behind them (ID3, APE, lyrics) goes."""
    kept: list[tuple[int, int]] = []
    at = 0
    while at + 4 <= len(data):
        if data.startswith(b"ID3", at):  # a picture in it can look like frames
            at += 10 + sum(
                (byte & 0x7F) << shift
                for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True)
            )
            continue
        length = _frame(data, at)
        following = at + length
        # By itself, eleven set bits are chance: a frame is followed by a frame, or comes after one and ends the sound.
        if length and following <= len(data) and (_frame(data, following) or (kept and kept[-1][1] == at)):
            kept.append((at, following))
            at = following
        else:
            at = _next_sync(data, at + 1)
    if not kept:
        raise ValueError("no sound")
    return b"".join(data[start:end] for start, end in kept)


def _next_sync(data: bytes, at: int) -> int:
    found = data.find(b"\xff", at)
    tag = data.find(b"ID3", at)
    places = [place for place in (found, tag) if place >= 0]
    return min(places, default=len(data))


def _frame(data: bytes, at: int) -> int:
    """The length in bytes of the frame that begins here; 0 where none does."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    rate, sampling, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return 0
    slots = 144 if version == 3 else 72
    return slots * 1000 * RATES[version][rate - 1] // SAMPLING[version][sampling] + padding


STRIPPED = {
    "audio/wav": _wave,
    "audio/flac": _flac,
    "audio/mpeg": _mpeg,
    "audio/ogg": strip_ogg.stripped,
    "audio/mp4": strip_mp4.stripped,
    "audio/webm": strip_webm.stripped,
}
