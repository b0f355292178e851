"""A recording is what its bytes say: what looks like one by its name is refused, and so is what is too long."""

from __future__ import annotations

import io

import pytest

from edau.listen.sound import LARGEST, NotSound, Sound, Trouble, recognise, sound_of
from tests.listen import sounds

KINDS = {
    "wav": ("audio/wav", sounds.wav),
    "flac": ("audio/flac", sounds.flac),
    "mp3": ("audio/mpeg", sounds.mp3),
    "ogg": ("audio/ogg", sounds.opus),
    "m4a": ("audio/mp4", sounds.m4a),
    "webm": ("audio/webm", sounds.webm),
}


def trouble(data: bytes) -> Trouble | None:
    try:
        sound_of(io.BytesIO(data))
    except NotSound as no:
        return no.trouble
    return None


@pytest.mark.parametrize("ending", sorted(KINDS))
@pytest.mark.parametrize("seconds", [2, 100, 600])
def test_the_kind_and_the_length_are_found_from_the_content(ending, seconds):
    kind, make = KINDS[ending]
    found = sound_of(io.BytesIO(make(seconds)))

    assert (found.kind, found.ending) == (kind, ending)
    assert abs(found.seconds - seconds) <= 1


@pytest.mark.parametrize("ending", sorted(KINDS))
def test_what_is_longer_than_ten_minutes_is_refused(ending):
    assert trouble(KINDS[ending][1](640)) == Trouble.TOO_LONG


def test_a_length_in_the_header_of_a_webm_counts_too():
    assert sound_of(io.BytesIO(sounds.webm(30, streamed=False))) == Sound("audio/webm", "webm", 31)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Trouble.EMPTY),
        (b"<!doctype html><script>alert(1)</script>", Trouble.NOT_SOUND),
        (b"MZ\x90\x00" + bytes(400), Trouble.NOT_SOUND),
        (b"%PDF-1.7\n" + bytes(400), Trouble.NOT_SOUND),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), Trouble.NOT_SOUND),
        (b"PK\x03\x04" + bytes(400), Trouble.NOT_SOUND),
        (b"GIF89a" + bytes(400), Trouble.NOT_SOUND),
        (b"ID3\x03\x00\x00\x00\x00\x00\x00<script>alert(1)</script>", Trouble.NO_LENGTH),
        (b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(400), Trouble.NOT_SOUND),
        (b"\xff\xff\xff\xff" + bytes(400), Trouble.NOT_SOUND),
        (b"OggS" + bytes(24) + b"\x80theora" + bytes(400), Trouble.PICTURES),
        (b"OggS" + bytes(400), Trouble.NOT_SOUND),
        (sounds.m4a(5, (b"soun", b"vide")), Trouble.PICTURES),
        (sounds.m4a(5, ()), Trouble.NOT_SOUND),
        (sounds.m4a(5)[:60], Trouble.NOT_SOUND),
        (sounds.m4a(0), Trouble.NO_LENGTH),
        (sounds.webm(5, track=1), Trouble.PICTURES),
        (sounds.webm(5, doc=b"matroska"), Trouble.NOT_SOUND),
        (sounds.webm(5)[:20], Trouble.NOT_SOUND),
        (sounds.wav(0), Trouble.NO_LENGTH),
    ],
)
def test_what_only_looks_like_a_recording_is_refused_with_the_reason(data, why):
    assert trouble(data) == why


def test_a_large_file_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(recognise, "LARGEST", 100)

    assert LARGEST == 25 * 1024 * 1024
    assert trouble(sounds.wav(1)) == Trouble.TOO_LARGE


@pytest.mark.parametrize("ending", sorted(KINDS))
def test_a_file_that_was_cut_off_anywhere_is_taken_or_refused_and_nothing_else(ending):
    whole = KINDS[ending][1](2)

    for end in range(1, min(len(whole), 700), 7):
        assert trouble(whole[:end]) in (None, *Trouble)


def test_boxes_within_boxes_without_end_are_given_up():
    deep = b""
    for _ in range(3000):
        deep = sounds._box(b"moov", deep)

    assert trouble(sounds._box(b"ftyp", b"M4A ") + deep) == Trouble.NOT_SOUND
