"""Recordings made byte by byte, of any kind and length, and files that only look like one."""

from __future__ import annotations

import io
import struct
import wave


def wav(seconds: float = 1.0, rate: int = 800) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        sound.writeframes(b"\x80" * int(seconds * rate))
    return file.getvalue()


def flac(seconds: float = 1.0) -> bytes:
    """The head of a file whose STREAMINFO states its samples."""
    samples, rate = int(seconds * 8000), 8000
    packed = (rate << 44) | (0 << 41) | (15 << 36) | samples
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + b"\x80" + len(info).to_bytes(3, "big") + info


def mp3(seconds: float = 1.0) -> bytes:
    """Silent frames of 48 kbit/s at 16 kHz (MPEG 2, layer III): 216 bytes, 36 ms each."""
    frame = b"\xff\xf3\x68\xc4" + bytes(212)
    return frame * max(int(seconds / 0.036), 2)


def _page(body: bytes, granule: int, number: int, flags: int) -> bytes:
    segments = bytes([255] * (len(body) // 255) + [len(body) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 7, number, 0, len(segments))
    return head + segments + body


def opus(seconds: float = 1.0) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return _page(head, 0, 0, 2) + _page(tags, 0, 1, 0) + _page(b"\xf8\xff\xfe", int(seconds * 48000), 2, 4)


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(seconds: float = 1.0, handlers: tuple[bytes, ...] = (b"soun",)) -> bytes:
    film = _box(b"mvhd", bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(80))
    tracks = b"".join(
        _box(b"trak", _box(b"mdia", _box(b"hdlr", bytes(8) + handler + bytes(13)))) for handler in handlers
    )
    return _box(b"ftyp", b"M4A \x00\x00\x00\x00") + _box(b"moov", film + tracks) + _box(b"mdat", bytes(64))


def _element(number: str, body: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8, "big")
    return bytes.fromhex(number) + size + body


def webm(seconds: float = 1.0, track: int = 2, doc: bytes = b"webm", *, streamed: bool = True) -> bytes:
    """As a browser records it: no length in the header, so that only its last block tells (`streamed`)."""
    head = _element("1A45DFA3", _element("4282", doc))
    length = b"" if streamed else _element("4489", struct.pack(">d", seconds * 1000))
    info = _element("1549A966", _element("2AD7B1", (1_000_000).to_bytes(4, "big")) + length)
    tracks = _element("1654AE6B", _element("AE", _element("83", bytes([track]))))
    blocks = b"".join(
        _element(
            "1F43B675",
            _element("E7", (at * 1000).to_bytes(4, "big")) + _element("A3", b"\x81\x00\x00\x80" + bytes(9)),
            unknown=streamed,
        )
        for at in range(0, int(seconds) + 1, max(int(seconds), 1))
    )
    return head + _element("18538067", info + tracks + blocks, unknown=streamed)
