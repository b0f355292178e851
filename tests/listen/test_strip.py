"""What a telephone writes into a recording about its owner is gone before it is kept; the sound stays as it was."""

from __future__ import annotations

import io
import struct

import pytest
from django.core.files.base import ContentFile

from edau.listen.actions.recordings import keep_recording
from edau.listen.sound import sound_of, stripped
from edau.listen.sound.strip_ogg import _check
from tests.cast import story
from tests.listen import sounds

WHO, WHERE = b"Nia Fychan's iPhone", b"+51.6023-003.3424/"
SOUND = bytes(range(1, 50))


def _info(text: bytes) -> bytes:
    return struct.pack("<4sI", b"ICRD", len(text)) + text + b"\0" * (len(text) % 2)


def wav() -> bytes:
    plain = sounds.wav(1)
    told = b"LIST" + struct.pack("<I", 4 + len(_info(WHO + WHERE))) + b"INFO" + _info(WHO + WHERE)
    return plain[:4] + struct.pack("<I", len(plain) - 8 + len(told)) + plain[8:36] + told + plain[36:]


def flac() -> bytes:
    plain = sounds.flac(1)
    comment = struct.pack("<I", len(WHO)) + WHO + struct.pack("<I", 0)
    block = lambda kind, body: bytes([kind]) + len(body).to_bytes(3, "big") + body  # noqa: E731
    return b"fLaC" + b"\0" + plain[5:] + block(4, comment) + block(0x82, b"gps!" + WHERE) + SOUND


def mp3() -> bytes:
    frame = b"TPE1" + struct.pack(">IH", len(WHO) + 1, 0) + b"\0" + WHO
    size = len(frame)
    head = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return head + frame + sounds.mp3(1) + b"APETAGEX" + WHERE + b"TAG" + WHO.ljust(125, b"\0")


def ogg() -> bytes:
    line = b"LOCATION=" + WHERE * 40  # over more than one piece of the page
    tags = b"OpusTags" + struct.pack("<I", len(WHO)) + WHO + struct.pack("<II", 1, len(line)) + line
    plain = sounds.opus(1)
    first, last = plain[:47], plain[-31:]
    return first + sounds._page(tags, 0, 1, 0) + last


def m4a() -> bytes:
    box = sounds._box
    told = box(b"udta", box(b"\xa9xyz", WHERE) + box(b"meta", WHO))
    film = box(b"mvhd", bytes(4) + b"\xdd" * 8 + struct.pack(">II", 1000, 1000) + bytes(80))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"soun" + bytes(12) + WHO + b"\0")) + told)
    return (
        box(b"ftyp", b"M4A \0\0\0\0")
        + box(b"moov", film + track + told)
        + box(b"uuid", WHO * 2)
        + box(b"mdat", SOUND)
        + box(b"free", WHERE)
    )


def webm() -> bytes:
    plain, element = sounds.webm(1, streamed=False), sounds._element
    told = element("1254C367", element("7373", element("67C8", WHO)))
    info = element(
        "1549A966",
        element("2AD7B1", (1_000_000).to_bytes(4, "big"))
        + element("4489", struct.pack(">d", 1000.0))
        + element("4461", WHERE)
        + element("5741", WHO),
    )
    tracks = element("1654AE6B", element("AE", element("83", b"\x02") + element("536E", WHO)))
    block = b"\x81\x00\x00\x80" + SOUND
    cluster = element("1F43B675", element("E7", b"\0") + element("A3", block))
    head = plain[: plain.index(bytes.fromhex("18538067"))]
    return head + element("18538067", info + tracks + told + cluster + element("EC", WHERE))


TOLD = {"wav": wav, "flac": flac, "mp3": mp3, "ogg": ogg, "m4a": m4a, "webm": webm}
PLAIN = {
    "wav": sounds.wav,
    "flac": sounds.flac,
    "mp3": sounds.mp3,
    "ogg": sounds.opus,
    "m4a": sounds.m4a,
    "webm": sounds.webm,
}


@pytest.mark.parametrize("ending", sorted(TOLD))
def test_who_and_where_are_gone_and_the_sound_is_recognised_as_before(ending):
    told = TOLD[ending]()
    before = sound_of(io.BytesIO(told))
    assert WHO in told
    assert WHERE in told

    clean = stripped(told, before.kind)

    assert b"Nia" not in clean
    assert b"51.6023" not in clean
    assert sound_of(io.BytesIO(clean)) == before
    assert stripped(clean, before.kind) == clean


@pytest.mark.parametrize("ending", ["flac", "m4a", "webm"])
def test_the_samples_stay(ending):
    told = TOLD[ending]()
    clean = stripped(told, sound_of(io.BytesIO(told)).kind)
    assert SOUND in clean
    if ending != "flac":  # other parts point at them by position
        assert clean.index(SOUND) == told.index(SOUND)


def test_the_frames_of_an_mp3_stay_all_of_them():
    assert stripped(mp3(), "audio/mpeg") == sounds.mp3(1)


def test_the_day_of_an_mp4_is_gone_and_its_length_stays():
    assert b"\xdd" not in stripped(m4a(), "audio/mp4")


def test_the_check_sum_of_a_changed_page_is_right():
    clean = bytearray(stripped(ogg(), "audio/ogg"))
    start = clean.index(b"OggS", 10)
    page = clean[start : clean.index(b"OggS", start + 4)]
    said = int.from_bytes(page[22:26], "little")
    page[22:26] = bytes(4)
    slow = 0
    for bit in (byte >> shift & 1 for byte in page for shift in range(7, -1, -1)):
        slow = (slow << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if (slow >> 31) ^ bit else 0)
    assert said == slow == _check(page)


@pytest.mark.parametrize("ending", sorted(PLAIN))
def test_a_file_cut_off_anywhere_is_cleaned_or_refused_and_nothing_else(ending):
    told = TOLD[ending]()
    kind = sound_of(io.BytesIO(told)).kind
    for end in range(1, min(len(told), 900), 7):
        try:
            clean = stripped(told[:end], kind)
        except ValueError:
            continue
        assert b"Nia Fychan's iPhone" not in clean


def test_a_track_of_places_beside_the_sound_is_refused():
    data = sounds.m4a(5, (b"soun", b"meta"))
    with pytest.raises(ValueError, match="no sound"):
        stripped(data, "audio/mp4")


@pytest.mark.django_db
def test_what_is_kept_is_what_was_stripped():
    file = ContentFile(mp3())
    kept = keep_recording(contribution=story(), file=file, sound=sound_of(io.BytesIO(mp3())), by="visitor")
    with kept.file.open("rb") as there:
        assert there.read() == sounds.mp3(1)
