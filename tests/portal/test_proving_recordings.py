"""A recording is proved by its bytes: one that was changed, or that vanished without having been taken back, is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edau.cli import main
from edau.core.models import AuditLine
from edau.listen.actions.contributions import withdraw
from edau.listen.models import Contribution, Recording
from edau.listen.models.contributions import apart
from edau.portal.pages.proving import prove
from tests.listen.test_saying import spoken

pytestmark = pytest.mark.django_db

LABEL = "listen.Recording"


@pytest.fixture
def said():
    one = spoken()
    file = file_of(one)
    yield one
    file.unlink(missing_ok=True)  # its row goes with the test


def file_of(said: Contribution) -> Path:
    return Path(apart().path(str(Recording.objects.get(contribution=said).file.name)))


def faults() -> list[tuple[str, str, str]]:
    return [(one.label, one.id, one.why) for one in prove().faults]


def test_a_recording_as_it_was_sent_holds_and_one_flipped_byte_is_named(said, capsys):
    file = file_of(said)
    before = file.read_bytes()
    proof = prove()
    assert (proof.holds, proof.seals) == (True, 2)  # what was said, and how it sounded

    file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))

    assert main(["audit", "verify", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["broken"] is None
    assert answer["faults"] == [{"record": LABEL, "id": said.pk, "why": "recording"}]
    file.write_bytes(before)
    assert prove().holds


def lose_file(said: Contribution) -> None:
    file_of(said).unlink()


def lose_row(said: Contribution) -> None:
    Recording.objects.filter(contribution=said).delete()


def point_elsewhere(said: Contribution) -> None:
    Recording.objects.filter(contribution=said).update(file="../elsewhere.wav")


@pytest.mark.parametrize("vanish", [lose_file, lose_row, point_elsewhere])
def test_a_recording_that_vanished_and_was_not_taken_back_is_named(said, vanish):
    vanish(said)

    assert faults() == [(LABEL, said.pk, "recording_missing")]


def test_a_recording_that_was_taken_back_is_lawfully_gone(said, django_capture_on_commit_callbacks):
    file = file_of(said)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(contribution=said, by="visitor")

    assert not file.exists()
    assert prove().holds


def test_a_recording_that_stayed_after_it_was_taken_back_is_named(said):
    row = Recording.objects.get(contribution=said)
    withdraw(contribution=said, by="visitor")
    row.pk = None
    row.save(force_insert=True)

    assert faults() == [(LABEL, said.pk, "not_erased")]


def test_a_recording_the_trail_knows_nothing_of_is_named(said):
    AuditLine.objects.filter(deed="keep_recording").update(deed="kept_something")

    assert (LABEL, said.pk, "recording") in faults()
