"""Words come in whole or not at all: a person, a receipt, what was said, its recording; and whoever writes for another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from edau.core import audit, visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.listen.actions.contributions import NotOpen, Words, withdraw
from edau.listen.actions.involvements import AlreadyPublished, is_as_sealed, publish, seal_of, take_up
from edau.listen.actions.recordings import keep_recording, transcribe
from edau.listen.actions.saying import say, write_down
from edau.listen.choices import Audience, Kind, Route
from edau.listen.models import Contribution, Involvement, Recording, apart
from edau.listen.queries import involvements as lists
from edau.listen.queries.recordings import heard, to_transcribe
from edau.listen.rules import may_hear, may_write_for
from edau.listen.sound import sound_of
from edau.people.choices import Part
from edau.people.models import Consent, Person
from edau.thread.actions import Reach
from edau.thread.models import Contact, Receipt
from tests import cast
from tests.cast import PONTYPRIDD
from tests.listen import sounds

pytestmark = pytest.mark.django_db
WORDS = Words(language="cy", words="Mae’r bws olaf yn gadael cyn i’r ffilm orffen.")
RHONDDA = "W06000016"


def spoken(audience: str = Audience.EVERYONE, involvement: Involvement | None = None) -> Contribution:
    """A story that somebody recorded."""
    file = ContentFile(sounds.wav(2), name="../../my name.html")
    said = say(
        kind=Kind.STORY,
        words=Words(language="cy"),
        place=PONTYPRIDD,
        audience=Audience(audience),
        involvement=involvement,
        recording=(file, sound_of(file.file)),
    )
    return said.contribution


def deeds() -> list[str]:
    return list(AuditLine.objects.order_by("number").values_list("deed", flat=True))


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Person, Receipt, Contribution, Consent, Contact, AuditLine)
    )


# Saying it


def test_somebody_without_an_account_says_something_and_holds_a_receipt():
    said = say(
        kind=Kind.STORY,
        words=WORDS,
        place=PONTYPRIDD,
        word="afal",
        reach=Reach("email", email="a@example.org"),
    )

    one = said.contribution
    assert (one.receipt, one.words, one.route, one.due) == (
        said.issued.receipt,
        WORDS.words,
        Route.WEB,
        timezone.localdate() + timedelta(days=90),
    )
    assert one.receipt.person.user is None
    assert deeds()[-2:] == ["issue_receipt", "contribute"]
    assert Contact.objects.get(receipt=one.receipt).email == "a@example.org"
    assert audit.first_broken_line() is None


def test_the_trail_holds_no_word_of_what_was_said():
    say(
        kind=Kind.STORY,
        words=WORDS,
        place=PONTYPRIDD,
        word="afal",
        reach=Reach("email", email="a@example.org"),
    )

    trail = " ".join(f"{line.by} {line.codes}" for line in AuditLine.objects.all())
    assert [part for part in (*WORDS.words.split(), "afal", "a@example.org") if part in trail.split()] == []


def test_with_an_account_the_same_person_speaks_again():
    cerys = cast.account("cerys")

    first, second = (say(kind=Kind.STORY, words=WORDS, by=cerys).contribution for _ in range(2))

    assert first.receipt.person == second.receipt.person == Person.objects.get(user=cerys)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"place": "W99999999"}, ValueError),
        ({"words": Words(language="cy", title="Dim ond teitl")}, ValueError),
        ({"words": Words(language="cy", words="x" * 20_001)}, ValueError),
        ({"involvement": "draft"}, NotOpen),
        ({"involvement": "closed"}, NotOpen),
        ({"involvement": "to come"}, NotOpen),
    ],
)
def test_what_cannot_come_in_leaves_nothing_behind(wrong, error):
    made = {
        "draft": lambda: cast.involvement(live=False),
        "closed": lambda: cast.involvement(days=(-9, -1, 9)),
        "to come": lambda: cast.involvement(days=(1, 9, 19)),
    }
    given = {"kind": Kind.STORY, "words": WORDS, **wrong}
    if "involvement" in wrong:
        given["involvement"] = made[wrong["involvement"]]()
    before = counts()

    with pytest.raises(error):
        say(**given)

    assert counts() == before


# For somebody else


@pytest.mark.parametrize("part", [Part.LISTENER, Part.FACILITATOR, Part.OFFICER])
def test_a_listener_writes_down_what_somebody_said_and_agreed_to(part):
    one, writer = cast.involvement(), cast.holder(part, cast.body(), name="writer")

    said = write_down(
        kind=Kind.STORY, words=WORDS, by=writer, wording="2026-11", consent_language="cy", involvement=one
    )

    kept, consent = said.contribution, Consent.objects.get()
    assert (kept.route, kept.written_by, kept.receipt.person.user) == (Route.SPOKEN, str(writer), None)
    assert (consent.person, consent.purpose, consent.wording, consent.spoken, consent.taken_by) == (
        kept.receipt.person,
        "spoken_for_others",
        "2026-11",
        True,
        str(writer),
    )
    assert [deed for deed in deeds() if deed in ("take_consent", "issue_receipt", "contribute")] == [
        "take_consent",
        "issue_receipt",
        "contribute",
    ]


@pytest.mark.parametrize(
    "who",
    [
        lambda: cast.account("nobody"),
        lambda: cast.holder(Part.AUDITOR),
        lambda: cast.holder(Part.MODERATOR),
        lambda: cast.holder(Part.LISTENER, cast.body("elsewhere")),
        lambda: cast.holder(Part.LISTENER, area="W06000015"),
    ],
)
def test_nobody_else_writes_for_others(who):
    one, writer = cast.involvement(), who()
    before = counts()

    with pytest.raises(NotAllowed):
        write_down(
            kind=Kind.STORY, words=WORDS, by=writer, wording="2026-11", consent_language="cy", involvement=one
        )

    assert counts() == before


def test_a_listener_of_a_county_writes_for_its_towns_and_one_of_a_body_only_for_it():
    county, body = (
        cast.holder(Part.LISTENER, area=RHONDDA, name="c"),
        cast.holder(Part.LISTENER, cast.body(), name="b"),
    )
    everywhere = cast.holder(Part.LISTENER, name="e")

    asked = [
        bool(may_write_for(who, None, place))
        for who in (county, body, everywhere)
        for place in (PONTYPRIDD, "")
    ]

    assert asked == [True, False, False, False, True, True]


# Recordings


def test_a_recording_lies_apart_under_a_name_that_says_nothing():
    one = spoken()

    kept = Recording.objects.get()
    assert (kept.contribution, kept.kind, kept.seconds) == (one, "audio/wav", 2)
    assert len(kept.file.name) == len("0" * 32 + ".wav")
    assert "name" not in kept.file.name
    with apart().open(kept.file.name) as file:
        assert file.read() == sounds.wav(2)
    assert one.words == ""


def test_a_recording_that_cannot_be_kept_leaves_nothing_behind(monkeypatch):
    spoken()
    one, file = cast.story(), ContentFile(sounds.wav(2))
    before, files = counts(), sorted(apart().listdir("")[1])

    def fails(**_given):
        raise RuntimeError

    monkeypatch.setattr("edau.listen.actions.recordings.audit.record", fails)
    with pytest.raises(RuntimeError):
        keep_recording(contribution=one, file=file, sound=sound_of(file.file), by="visitor")

    assert Recording.objects.count() == 1
    assert (sorted(apart().listdir("")[1]), counts()) == (files, before)


def test_a_person_types_what_is_said_and_the_trail_has_its_seal():
    one, typist = spoken(), cast.holder(Part.LISTENER, area=PONTYPRIDD)
    assert list(to_transcribe()) == [one]

    transcribe(contribution=one, words="Roedd hi’n oer.", by=typist)

    one.refresh_from_db()
    assert (one.words, one.recording.transcribed_by) == ("Roedd hi’n oer.", str(typist))
    assert one.seal == seal(one.salt, Words(language="cy", words="Roedd hi’n oer.").texts())
    assert AuditLine.objects.order_by("number").last().codes == {"seal": one.seal}
    assert list(to_transcribe()) == []


@pytest.mark.parametrize(
    "who",
    [
        lambda: cast.account("nobody"),
        lambda: cast.holder(Part.OFFICER, cast.body()),
        lambda: cast.holder(Part.AUDITOR),
        lambda: cast.holder(Part.LISTENER, area="W06000015"),
    ],
)
def test_nobody_else_types_it(who):
    one = spoken()

    with pytest.raises(NotAllowed):
        transcribe(contribution=one, words="Roedd hi’n oer.", by=who())


def test_what_was_taken_back_cannot_be_typed_and_its_file_goes(django_capture_on_commit_callbacks):
    one, typist = spoken(), cast.holder(Part.LISTENER)
    name = one.recording.file.name
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(contribution=one, by="receipt")

    with pytest.raises(NotAllowed):
        transcribe(contribution=one, words="Roedd hi’n oer.", by=typist)
    assert not apart().exists(name)


def test_what_is_held_is_not_typed():
    one, typist = spoken(), cast.holder(Part.LISTENER)
    visibility.hold(label="listen.Contribution", object_id=one.pk, reason="test", by="tests")

    with pytest.raises(NotAllowed):
        transcribe(contribution=one, words="Roedd hi’n oer.", by=typist)
    assert list(to_transcribe()) == []


def test_who_may_hear_a_recording():
    open_one, closed = spoken(), spoken(Audience.ANSWERERS)
    listeners = {
        "nobody": cast.account("nobody"),
        "officer": cast.holder(Part.OFFICER, area=RHONDDA),
        "officer elsewhere": cast.holder(Part.OFFICER, area="W06000015", name="elsewhere"),
        "listener": cast.holder(Part.LISTENER, area=PONTYPRIDD),
        "moderator": cast.holder(Part.MODERATOR),
        "auditor": cast.holder(Part.AUDITOR),
    }

    def hears(one: Contribution) -> set[str]:
        return {name for name, who in listeners.items() if may_hear(who, one)}

    assert hears(open_one) == set(listeners)
    assert hears(closed) == {"officer", "listener", "moderator", "auditor"}
    assert {one.contribution_id for one in heard()} == {open_one.pk}

    visibility.hold(label="listen.Contribution", object_id=open_one.pk, reason="test", by="tests")
    assert hears(open_one) == {"moderator"}
    assert may_hear(listeners["nobody"], open_one, open_one.receipt)
    assert not may_hear(listeners["nobody"], open_one, closed.receipt)
    assert list(heard()) == []

    withdraw(contribution=open_one, by="receipt")
    open_one.refresh_from_db()
    assert hears(open_one) == set()
    assert not may_hear(listeners["nobody"], open_one, open_one.receipt)


# Involvements


def test_publishing_seals_and_whoever_changes_a_word_afterwards_is_seen():
    one = cast.involvement()
    assert one.seal == seal_of(one, [PONTYPRIDD], [cast.body().key])
    assert is_as_sealed(one)

    Involvement.objects.filter(pk=one.pk).update(fixed_en="Nothing at all.")

    one.refresh_from_db()
    assert not is_as_sealed(one)
    with pytest.raises(AlreadyPublished):
        publish(involvement=one, by=one.opened_by)


def test_who_answers_in_law_is_sealed_and_a_promise_of_before_that_keeps_its_seal():
    one, other = cast.involvement(), cast.body("iechyd", "health")
    one.controllers.add(other)
    assert not is_as_sealed(one)
    one.controllers.clear()
    assert not is_as_sealed(one)
    one.controllers.set([cast.body()])
    assert is_as_sealed(one)

    one.seal = seal_of(one, [PONTYPRIDD], ())  # as it was made before
    assert is_as_sealed(one)
    one.fixed_en = "Nothing at all."
    assert not is_as_sealed(one)
    one.seal = ""
    assert not is_as_sealed(one)


def test_only_officers_of_who_answers_take_it_up_and_once():
    other, one = cast.body("iechyd"), cast.involvement()
    Involvement.objects.filter(pk=one.pk).update(answered_by=other, taken_up=None)
    one.refresh_from_db()

    for nobody in (
        cast.account("x"),
        cast.holder(Part.OFFICER, cast.body()),
        cast.holder(Part.FACILITATOR, other),
    ):
        with pytest.raises(NotAllowed):
            take_up(involvement=one, by=nobody)
    officer = cast.holder(Part.OFFICER, other, name="iechyd")
    take_up(involvement=one, by=officer)
    take_up(involvement=one, by=officer)

    one.refresh_from_db()
    assert one.taken_up is not None
    assert deeds().count("take_up") == 1


def test_lists_by_day_and_by_what_is_owed():
    now = cast.involvement(question_en="Now")
    coming = cast.involvement(question_en="Coming", days=(3, 9, 19))
    owing = cast.involvement(question_en="Owing")
    cast.story(within=owing)
    over = cast.involvement(question_en="Over")
    cast.story(within=over)
    Contribution.objects.filter(involvement=over).update(state="adopted", answered=timezone.now())
    draft = cast.involvement(question_en="Draft", live=False)
    today = timezone.localdate()
    past = {"opens": today - timedelta(9), "closes": today - timedelta(1)}
    Involvement.objects.filter(pk__in=[owing.pk, over.pk]).update(**past)

    assert [
        list(some(today)) for some in (lists.open_now, lists.to_come, lists.being_answered, lists.done)
    ] == [
        [now],
        [coming],
        [owing],
        [over],
    ]
    assert [one.voices for one in lists.being_answered(today)] == [1]
    assert {one.pk for one in lists.published()} == set(lists.ids_published())
    assert draft.pk not in lists.ids_published()
