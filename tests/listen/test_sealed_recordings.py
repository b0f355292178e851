"""A recording is proved as words are: a changed byte is named, a lost file is named, what was taken back is lawful."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from edau.listen.actions.contributions import Words, withdraw
from edau.listen.actions.recordings import keep_recording, transcribe
from edau.listen.actions.saying import say
from edau.listen.choices import Audience, Kind
from edau.listen.models import Contribution, Recording, apart
from edau.listen.sound import sound_of
from edau.people.choices import Part
from edau.portal.proving import prove
from tests import cast
from tests.cast import PONTYPRIDD
from tests.listen import sounds

pytestmark = pytest.mark.django_db


def spoken() -> Contribution:
    file = ContentFile(sounds.wav(2))
    return say(
        kind=Kind.STORY,
        words=Words(language="cy"),
        place=PONTYPRIDD,
        audience=Audience.EVERYONE,
        recording=(file, sound_of(file.file)),
    ).contribution


def faults() -> list[tuple[str, str, str]]:
    return [(one.label, one.id, one.why) for one in prove().faults]


def written(one: Contribution, change) -> None:
    name = one.recording.file.name
    with apart().open(name) as file:
        whole = bytearray(file.read())
    change(whole)
    Path(apart().path(name)).write_bytes(whole)


def test_it_holds_also_after_somebody_typed_what_is_said():
    one = spoken()
    before = prove()
    assert (before.holds, before.seals) == (True, 2)
    transcribe(contribution=one, words="Roedd hi’n oer.", by=cast.holder(Part.LISTENER, area=PONTYPRIDD))
    assert prove().holds


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.__setitem__(100, whole[100] ^ 1),
        lambda whole: whole.append(0),
        lambda whole: whole.clear(),
    ],
)
def test_one_changed_byte_is_named(change):
    one, _other = spoken(), spoken()
    written(one, change)
    assert faults() == [("listen.Recording", one.pk, "sound")]


def test_a_file_or_a_row_that_is_gone_is_named():
    one, other = spoken(), spoken()
    apart().delete(one.recording.file.name)
    Recording.objects.filter(contribution=other).delete()
    assert sorted(faults()) == sorted(("listen.Recording", each.pk, "missing") for each in (one, other))


def test_a_recording_that_came_in_past_the_trail_is_named():
    one = spoken()
    said = cast.story()
    name = apart().save("behind.wav", ContentFile(sounds.wav(2)))
    Recording.objects.create(contribution=said, file=name, kind="audio/wav", seconds=2)
    assert faults() == [("listen.Recording", said.pk, "sound")]
    assert one.recording is not None


def test_what_was_taken_back_is_lawfully_gone(django_capture_on_commit_callbacks):
    one = spoken()
    name = one.recording.file.name
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(contribution=one, by="receipt x")
    assert (Recording.objects.count(), apart().exists(name), prove().holds) == (0, False, True)


def test_a_recording_kept_beside_words_is_proved_too():
    said, file = cast.story(), ContentFile(sounds.wav(2))
    keep_recording(contribution=said, file=file, sound=sound_of(file.file), by="visitor")
    assert (prove().holds, prove().seals) == (True, 2)
