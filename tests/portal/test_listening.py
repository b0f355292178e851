"""Listen in the browser: asking with a promise, saying something, sending a recording, writing down for somebody else."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.accounts.models import User
from edau.core import visibility
from edau.listen.choices import Audience, Kind, Route, Stage
from edau.listen.models import Contribution, Involvement, Recording
from edau.people.choices import Part
from edau.people.models import Consent, Role
from edau.portal.forms.saying import ConversationForm, ForSomebodyForm, InsightForm, RecordingForm, StoryForm
from edau.portal.limits import limit_of
from edau.thread.models import Contact, Receipt
from edau.ui.links import address_in
from tests import cast
from tests.cast import PONTYPRIDD, stamped
from tests.listen import sounds
from tests.test_translations import english_left_over

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(response)).split())


def typed(of=StoryForm, **fields: object) -> dict[str, object]:
    """A form as somebody fills it in who says only what has to be said."""
    given = {
        "words": "The hall is locked every night.",
        "place_name": "Pontypridd",
        "language": "en",
        "audience": "everyone",
        "route": "none",
        **fields,
    }
    return stamped(of.purpose, **given)


# Saying something


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "of", "kind"),
    [
        ("say", StoryForm, Kind.STORY),
        ("say_conversation", ConversationForm, Kind.CONVERSATION),
        ("say_insight", InsightForm, Kind.INSIGHT),
    ],
)
def test_whoever_says_something_gets_a_receipt_and_needs_no_account(client: Client, language, name, of, kind):
    answer = client.post(address(name, language=language), typed(of))

    one = Contribution.objects.get()
    assert (one.kind, one.words, one.place, one.language, one.route, one.audience) == (
        kind,
        "The hall is locked every night.",
        PONTYPRIDD,
        "en",
        Route.WEB,
        Audience.EVERYONE,
    )
    assert answer.status_code == 302
    assert re.fullmatch(
        address("receipt", "x" * 22, language=language).replace("x" * 22, "[A-Za-z0-9_-]{22}"),
        answer["Location"],
    )
    assert client.session["new_receipt"]["id"] == one.receipt_id
    assert client.get(answer["Location"]).status_code == 200


def test_what_is_said_within_an_involvement_is_due_on_its_day(client: Client):
    one = cast.involvement()

    page = client.get(address("say") + f"?involvement={one.pk}")
    assert page.context["form"].initial["place_name"] == "Pontypridd"
    assert "What would make life better here?" in text_of(page)
    client.post(address("say") + f"?involvement={one.pk}", typed(place_name=""))

    kept = Contribution.objects.get()
    assert (kept.involvement, kept.due, kept.place) == (one, one.answer_by, "")


def test_a_conversation_has_four_parts(client: Client):
    parts = {"words": "", "can_do": "I cook.", "others_can": "A kitchen.", "only_services": "A bus."}
    client.post(address("say_conversation"), typed(ConversationForm, **parts))

    one = Contribution.objects.get()
    assert (one.words, one.can_do, one.others_can, one.only_services) == (
        "",
        "I cook.",
        "A kitchen.",
        "A bus.",
    )

    none = client.post(address("say_conversation"), typed(ConversationForm, words=""))
    assert none.context["form"].errors == {"words": ["Write something in at least one of the four parts."]}


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"words": " "}, {"words": ["Write something first: a sentence is enough."]}),
        ({"words": "x" * 20_001}, {"words": ["Write this in fewer words: at most 20000 letters fit here."]}),
        ({"words": "a\0b"}, {"words": ["There is a letter in this that cannot be kept. Type it again."]}),
        (
            {"place_name": ""},
            {"place_name": ["Name a place, so that your words reach those who answer for it."]},
        ),
        (
            {"place_name": "Xyzzyqqq"},
            {
                "place_name": [
                    "We know no place called “Xyzzyqqq”. Type a town, a village or a county nearby."
                ]
            },
        ),
        ({"language": "fr"}, {"language": ["Choose one of those on the list."]}),
        ({"audience": ""}, {"audience": ["Choose who may read it."]}),
        ({"route": "pigeon"}, {"route": ["Choose one of those on the list."]}),
        ({"route": "email"}, {"email": ["Type an e-mail address, such as enw@example.org."]}),
        ({"route": "email", "email": "x@"}, {"email": ["Type an e-mail address, such as enw@example.org."]}),
        (
            {"route": "letter"},
            {
                "name": ["Say whom the letter is for."],
                "address": ["Type the address the letter is to go to."],
            },
        ),
        (
            {"route": "telephone", "telephone": "123"},
            {"telephone": ["Type a telephone number of 10 or 11 figures, with its area code."]},
        ),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(client: Client, wrong, errors):
    given = typed(**{"title": "Y neuadd", "word": "afal", **wrong})

    answer = client.post(address("say"), given)

    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (422, errors)
    assert {name: form.data[name] for name in given} == given
    assert (Contribution.objects.count(), Receipt.objects.count()) == (0, 0)


def test_only_what_the_chosen_way_needs_is_kept(client: Client):
    everything = {
        "email": "not asked",
        "name": "Alys",
        "address": "1 Heol y Bont",
        "telephone": "01443 123456",
    }

    client.post(address("say"), typed(route="telephone", **everything))

    kept = Contact.objects.get()
    assert (kept.route, kept.name, kept.telephone, kept.email, kept.address) == (
        "telephone",
        "Alys",
        "01443 123456",
        "",
        "",
    )


def test_a_name_that_could_mean_several_places_is_offered_as_a_choice(client: Client):
    asked = client.post(address("say"), typed(place_name="Ponty"))
    form = asked.context["form"]
    offered = [code for code, _label in form.fields["place"].choices]
    assert form.errors == {"place": ["More than one place could be meant. Choose one."]}
    assert PONTYPRIDD in offered

    client.post(address("say"), typed(place_name="Ponty", place=offered[1]))
    assert Contribution.objects.get().place == offered[1]

    client.post(address("say"), typed(place_name="Pontypridd", place=offered[1]))
    assert Contribution.objects.filter(place=PONTYPRIDD).count() == 1

    forged = client.post(address("say"), typed(place_name="Ponty", place="W06000001"))
    assert forged.context["form"].errors == {"place": ["Choose one of these places."]}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"stamp": ""}, "This page has been open too long."),
        ({"homepage": "https://example.org"}, "Something filled in a field that has to stay empty"),
    ],
)
def test_programs_are_kept_out_and_people_lose_nothing(client: Client, given, words):
    answer = client.post(address("say"), {**typed(), **given})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "The hall is locked every night." in text_of(answer)
    assert Contribution.objects.count() == 0


def test_pressing_the_button_twice_says_it_once_and_leads_to_the_receipt(client: Client):
    given = typed()
    client.post(address("say"), given)
    again = client.post(address("say"), given)

    one = Contribution.objects.get()
    assert again["Location"] == address("receipt", one.receipt_id)
    assert client.get(again["Location"]).status_code == 200


def test_words_for_an_involvement_that_has_closed_are_handed_back(client: Client):
    one = cast.involvement(days=(-9, -1, 9))

    page = client.get(address("say") + f"?involvement={one.pk}")
    answer = client.post(address("say") + f"?involvement={one.pk}", typed())

    assert "This question takes no words today." in text_of(page)
    assert answer.status_code == 422
    assert "This question takes no more words." in text_of(answer)
    assert "The hall is locked every night." in text_of(answer)


@pytest.mark.parametrize("live", [False, True])
def test_an_involvement_that_nobody_may_read_cannot_be_answered(client: Client, live):
    one = cast.involvement(live=live)
    if live:
        visibility.hold(label="listen.Involvement", object_id=one.pk, reason="test", by="tests")

    for name in ("say", "say_conversation", "say_insight", "say_recording"):
        assert client.get(address(name) + f"?involvement={one.pk}").status_code == 404
    assert client.get(address("involvement", one.pk)).status_code == 404


def test_words_are_tied_to_an_account_only_by_a_tick():
    cerys = cast.account("cerys")
    client = signed_in(cerys)

    client.post(address("say"), typed())
    assert Contribution.objects.get().receipt.person.user is None

    client.post(address("say"), typed(claim="on"))
    assert Contribution.objects.exclude(receipt__person__user=None).get().receipt.person.user == cerys


def test_nobody_can_tick_somebody_else_into_it(client: Client):
    client.post(address("say"), typed(claim="on"))

    assert Contribution.objects.get().receipt.person.user is None


# A frontline insight


def test_likely_personal_data_are_shown_before_anything_is_kept(client: Client):
    text = "Mrs Jones (07700 900123) waited 12 weeks."
    warned = client.post(address("say_insight"), typed(InsightForm, words=text))
    form = warned.context["form"]

    assert warned.status_code == 422
    assert form.shown == [("somebody’s name", "Mrs Jones"), ("a telephone number", "07700 900123")]
    assert Contribution.objects.count() == 0

    ticked = {"not_personal": "on", "looked_at": form.seal_of_shown}
    other = client.post(address("say_insight"), typed(InsightForm, words=f"{text} So did Mr Rees.", **ticked))
    assert other.status_code == 422  # the tick was for another text

    client.post(address("say_insight"), typed(InsightForm, words=text, **ticked))
    assert Contribution.objects.get().words == text


@pytest.mark.parametrize(
    ("page", "of", "field"),
    [("say", StoryForm, "words"), ("say_conversation", ConversationForm, "others_can")],
)
def test_a_story_is_warned_about_once_and_taken_when_it_is_sent_again(client: Client, page, of, field):
    text = "Mrs Jones next door (07700 900123) helps."
    given = typed(of, **{"title": "Helping", field: text})
    warned = client.post(address(page), given)
    form = warned.context["form"]

    assert warned.status_code == 422
    assert Contribution.objects.count() == 0
    assert form.shown == [("somebody’s name", "Mrs Jones"), ("a telephone number", "07700 900123")]
    html = html_of(warned)
    assert "send it once more if it may stay" in html
    assert "07700 900123" in html.split("<textarea")[1 if field == "words" else 3]  # what was typed is kept
    assert html.count('name="looked_at"') == 1

    again = {**given, "looked_at": form.seal_of_shown}
    other = client.post(address(page), {**again, "words": f"{text} So does Mr Rees."})
    assert other.status_code == 422  # that was another text
    assert client.post(address(page), again).status_code == 302
    assert getattr(Contribution.objects.get(), field) == text


def test_whoever_takes_it_out_goes_on_without_a_tick(client: Client):
    client.post(address("say_insight"), typed(InsightForm, words="Somebody waited 12 weeks."))

    assert Contribution.objects.get().kind == Kind.INSIGHT


# Recordings


def upload(data: bytes, name: str = "fy stori.mp3", kind: str = "audio/mpeg") -> dict[str, object]:
    given = typed(RecordingForm, file=SimpleUploadedFile(name, data, kind), audience="answerers")
    return {key: value for key, value in given.items() if key != "words"}


def test_a_recording_is_kept_by_its_content_and_heard_with_the_receipt(client: Client):
    answer = client.post(address("say_recording"), upload(sounds.wav(3)))

    one = Recording.objects.get()
    secret = answer["Location"].rstrip("/").rpartition("/")[2]
    sound = client.get(address("recording_with_receipt", secret, one.contribution_id))
    assert (one.kind, one.seconds) == ("audio/wav", 3)
    assert b"".join(sound.streaming_content) == sounds.wav(3)
    assert {
        name: sound[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")
    } == {
        "Content-Type": "audio/wav",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="edau-{one.contribution_id}.wav"',
    }
    assert "no-store" in sound["Cache-Control"]
    assert Client().get(address("recording", one.contribution_id)).status_code == 404


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            b"<html><script>alert(1)</script>",
            "This is not a recording that we can play. Send OGG, MP3, M4A, WAV, FLAC or WebM.",
        ),
        (b"", "The file is empty. Choose the recording again."),
        (
            sounds.m4a(3, (b"soun", b"vide")),
            "There are pictures in this file. Send one that holds only sound.",
        ),
        (sounds.opus(700), "The recording is longer than 10 minutes. Send it in parts."),
    ],
)
def test_a_disguised_file_is_refused_with_the_reason(client: Client, data, error):
    answer = client.post(address("say_recording"), upload(data))

    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {"file": [error]})
    assert (Contribution.objects.count(), Recording.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-4", 206, slice(-4, None)),
        ("bytes=0-", 200, slice(None)),
        ("bytes=5-2", 206, slice(5, None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=" + "9" * 5000 + "-", 200, slice(None)),
    ],
)
def test_a_player_asks_for_parts(client: Client, asked, status, part):
    given = {**upload(sounds.wav(3)), "audience": "everyone"}
    client.post(address("say_recording"), given)

    answer = client.get(address("recording", Contribution.objects.get().pk), headers={"range": asked})

    assert (answer.status_code, b"".join(answer.streaming_content)) == (status, sounds.wav(3)[part])


def test_a_part_behind_the_end_is_refused(client: Client):
    client.post(address("say_recording"), {**upload(sounds.wav(3)), "audience": "everyone"})

    answer = client.get(
        address("recording", Contribution.objects.get().pk), headers={"range": "bytes=99999-"}
    )

    assert answer.status_code == 416


@LANGUAGES
def test_only_the_address_of_recordings_takes_more_than_others(language):
    def limit(name: str) -> int:
        return limit_of(RequestFactory().post(address(name, language=language)))

    assert (limit("say_recording"), limit("say")) == (25 * 1024 * 1024 + 256 * 1024, 256 * 1024)
    assert limit_of(RequestFactory().post("/en/nowhere/")) == 256 * 1024


def test_a_listener_types_what_a_recording_says():
    Client().post(address("say_recording"), upload(sounds.wav(3)))
    one = Contribution.objects.get()
    client = signed_in(cast.holder(Part.LISTENER, area=PONTYPRIDD))

    assert address("transcribe", one.pk) in html_of(client.get(address("recordings")))
    empty = client.post(address("transcribe", one.pk), {"words": ""})
    assert (empty.status_code, dict(empty.context["form"].errors)) == (
        422,
        {"words": ["Type what you hear."]},
    )
    client.post(address("transcribe", one.pk), {"words": "Roedd hi’n oer."})

    one.refresh_from_db()
    assert one.words == "Roedd hi’n oer."
    assert signed_in(cast.account("x")).get(address("transcribe", one.pk)).status_code == 403


# For somebody else


def test_a_listener_writes_down_with_spoken_consent():
    one, listener = cast.involvement(), cast.holder(Part.LISTENER, cast.body())
    client, page = signed_in(listener), address("say_for") + f"?involvement={one.pk}"

    assert "May I write it down and send it for you?" in text_of(client.get(page))
    without = client.post(page, typed(ForSomebodyForm))
    assert dict(without.context["form"].errors) == {
        "consent": ["Read the words aloud first, and tick this if they said yes."]
    }
    client.post(page, typed(ForSomebodyForm, consent="on", claim="on"))

    kept = Contribution.objects.get()
    assert (kept.route, kept.written_by, kept.receipt.person.user) == (Route.SPOKEN, str(listener), None)
    assert Consent.objects.get().person == kept.receipt.person


def test_a_place_of_somebody_elses_is_not_written_for():
    client = signed_in(cast.holder(Part.LISTENER, area="W06000015"))

    answer = client.post(address("say_for"), typed(ForSomebodyForm, consent="on"))

    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert "Your role is for another organisation or another area." in text_of(answer)


def test_whoever_is_no_listener_is_told_so():
    assert "This is for listeners." in text_of(signed_in(cast.account("x")).get(address("say_for")))
    assert Client().get(address("say_for")).status_code == 302


# Involvements


def promise(**given: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "question_en": "Where should people meet?",
        "question_cy": "",
        "open_en": "Which rooms.",
        "places": "Pontypridd",
        "opens": today.isoformat(),
        "closes": today.replace(year=today.year + 1).isoformat(),
        "answer_by": today.replace(year=today.year + 2).isoformat(),
        "asked_by": "myself",
        "answered_by": "cyngor-cwm",
        "controllers": ["answers"],
        "promised": "consult",
        "cycle": "identify",
        "co": "commission",
        **given,
    }


def test_a_citizen_opens_changes_publishes_and_it_is_sealed():
    body, cerys = cast.body(), signed_in(cast.account("cerys"))

    kept = cerys.post(address("involvement_new"), promise())
    one = Involvement.objects.get()
    assert kept["Location"] == address("involvement_publish", one.pk)
    assert (one.stage, one.asked_by, one.answered_by, list(one.controllers.all())) == (
        Stage.DRAFT,
        None,
        body,
        [body],
    )
    opened = cerys.get(address("involvement_edit", one.pk)).context["form"].initial
    cerys.post(
        address("involvement_edit", one.pk),
        {**promise(), **opened, "checked": "", "open_en": "Which evenings."},
    )
    assert "What sealing means" in text_of(cerys.get(address("involvement_publish", one.pk)))
    cerys.post(address("involvement_publish", one.pk))

    one.refresh_from_db()
    page = Client().get(address("involvement", one.pk))
    assert (one.stage, one.open_en, one.areas.get().code) == (Stage.PUBLISHED, "Which evenings.", PONTYPRIDD)
    assert "What stands here now is exactly what was sealed." in text_of(page)
    assert "They have not said yet that they take it up." in text_of(page)
    Involvement.objects.filter(pk=one.pk).update(open_en="Nothing.")
    visibility.hold(label="listen.Theme", object_id="x", reason="test", by="tests")  # a new stamp
    assert "What stands here now is no longer what was sealed." in text_of(
        Client().get(address("involvement", one.pk))
    )


def test_what_is_sealed_cannot_be_changed_and_strangers_change_nothing():
    live, draft = cast.involvement(), cast.involvement(live=False)
    opener, stranger = signed_in(live.opened_by), signed_in(cast.account("x"))

    assert opener.post(address("involvement_edit", live.pk), promise())["Location"] == address(
        "involvements_yours"
    )
    for name in ("involvement_edit", "involvement_publish"):
        assert stranger.post(address(name, draft.pk), promise()).status_code == 403
        assert Client().post(address(name, draft.pk), promise()).status_code == 302
    draft.refresh_from_db()
    assert (draft.stage, draft.question_en) == (Stage.DRAFT, "What would make life better here?")


def test_a_draft_whose_last_day_has_passed_is_not_published():
    one = cast.involvement(live=False, days=(-9, -1, 9))

    answer = signed_in(one.opened_by).post(address("involvement_publish", one.pk))

    one.refresh_from_db()
    assert (answer.status_code, one.stage) == (422, Stage.DRAFT)


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"question_en": ""}, {"question_en": ["Write the question in at least one language."]}),
        (
            {"open_en": ""},
            {"open_en": ["Say what can still change. If nothing can, there is nothing to ask."]},
        ),
        ({"closes": "2020-01-01"}, {"closes": ["The last day cannot be before the first."]}),
        (
            {"answer_by": "2020-01-01"},
            {"answer_by": ["Nobody can be answered before the last day for words."]},
        ),
        ({"opens": "tomorrow"}, {"opens": ["Type a day as year-month-day, such as 2027-03-31."]}),
        ({"places": ""}, {"places": ["Name at least one place; “Wales” for all of it."]}),
        ({"answered_by": ""}, {"answered_by": ["Choose who is to answer."]}),
        ({"asked_by": "cyngor-cwm"}, {"asked_by": ["Choose one of those on the list."]}),
        ({"controllers": []}, {"controllers": ["Tick or name at least one organisation."]}),
        (
            {"controllers": ["asks"]},
            {"controllers": ["You ask as a citizen: tick the organisation that answers, or name another."]},
        ),
        ({"checked": "on"}, {"checked": ["There is no Welsh text yet that anybody could have read."]}),
    ],
)
def test_an_involvement_that_is_not_right_is_not_kept(wrong, errors):
    cast.body()

    answer = signed_in(cast.account("x")).post(address("involvement_new"), promise(**wrong))

    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, errors)
    assert Involvement.objects.count() == 0


def test_an_officer_asks_in_the_name_of_the_body_until_the_role_is_taken_back():
    officer = cast.holder(Part.OFFICER, cast.body())
    client = signed_in(officer)

    client.post(address("involvement_new"), promise(asked_by="cyngor-cwm", controllers=["asks"]))
    Role.objects.update(until=timezone.now())
    refused = client.post(address("involvement_new"), promise(asked_by="cyngor-cwm"))

    assert Involvement.objects.get().asked_by == cast.body()
    assert refused.status_code == 422


def test_who_answers_takes_it_up_by_a_button():
    one = cast.involvement()
    Involvement.objects.filter(pk=one.pk).update(taken_up=None)
    officer = signed_in(cast.holder(Part.OFFICER, cast.body()))

    assert "It cannot be taken back." in text_of(officer.get(address("involvement_take_up", one.pk)))
    officer.post(address("involvement_take_up", one.pk))

    one.refresh_from_db()
    assert one.taken_up is not None
    assert signed_in(cast.account("x")).post(address("involvement_take_up", one.pk)).status_code == 403


# All pages


@LANGUAGES
def test_every_page_speaks_its_own_language(client: Client, language):
    one = cast.involvement()
    draft = cast.involvement(live=False)
    everything = cast.holder(Part.LISTENER, cast.body(), name="every")
    Role.objects.create(user=everything, part=Part.OFFICER, organisation=cast.body())
    mine = signed_in(everything)
    pages = [
        (client, address("involvements", language=language)),
        (client, address("involvement", one.pk, language=language)),
        *(
            (client, address(name, language=language))
            for name in ("say", "say_conversation", "say_insight", "say_recording")
        ),
        *(
            (mine, address(name, language=language))
            for name in ("say_for", "recordings", "involvements_yours", "involvement_new")
        ),
        *(
            (mine, address(name, draft.pk, language=language))
            for name in ("involvement_edit", "involvement_publish")
        ),
        (mine, address("involvement_take_up", one.pk, language=language)),
    ]

    wrong = []
    for who, page in pages:
        answer = who.get(f"{page}?involvement={one.pk}")
        other = {"cy": "en", "en": "cy"}[language]
        switch = re.search(r'<a class="lang" href="([^"]+)"', html_of(answer))
        if (
            answer.status_code != 200
            or f"/{other}/" not in switch[1]
            or f"involvement={one.pk}" not in switch[1]
        ):
            wrong.append((page, answer.status_code))
        if language == "cy":
            wrong += english_left_over(html_of(answer))
    assert wrong == []


def test_script_in_any_field_is_only_text(client: Client):
    texts = {
        f"{name}_{code}": SCRIPT for name in ("question", "about", "open", "fixed") for code in ("cy", "en")
    }
    one = cast.involvement()
    Involvement.objects.filter(pk=one.pk).update(**texts)
    cast.story(SCRIPT, title=SCRIPT, within=one)
    fields = dict.fromkeys(("words", "title", "place_name", "language", "audience", "word", "route"), SCRIPT)
    contact = dict.fromkeys(("email", "name", "address", "telephone", "place", "looked_at"), SCRIPT)
    pages = [client.get(address("involvements")), client.get(address("involvement", one.pk))]
    for name, of in (
        ("say", StoryForm),
        ("say_conversation", ConversationForm),
        ("say_insight", InsightForm),
    ):
        pages.append(client.post(f"{address(name)}?involvement={one.pk}", typed(of, **fields, **contact)))
    cast.body()
    pages.append(
        signed_in(cast.account("x")).post(address("involvement_new"), promise(**texts, places=SCRIPT))
    )

    assert [page.status_code for page in pages] == [200, 200, 422, 422, 422, 422]
    assert [re.findall(r"<script>|<img", html_of(page)) for page in pages] == [[]] * 6
    assert ["&lt;script&gt;" in html_of(page) for page in pages] == [True] * 6


def test_a_text_in_one_language_only_is_marked_and_owed(client: Client):
    one = cast.involvement(question_cy="")

    page = html_of(client.get(address("involvement", one.pk, language="cy")))

    assert '<h1 class="mt3" lang="en">What would make life better here?</h1>' in page
    assert "Mae rhan o hyn mewn un iaith yn unig: mae’r llall yn ddyledus" in page


def test_a_voice_that_is_held_waits_or_is_not_for_everyone_is_not_shown(client: Client):
    one = cast.involvement()
    shown, held, waiting = (cast.story(f"Voice {name}.", within=one) for name in ("shown", "held", "waiting"))
    cast.story("Voice closed.", within=one, audience=Audience.ANSWERERS)
    Contribution.objects.filter(pk=waiting.pk).update(waiting=True)
    visibility.hold(label="listen.Contribution", object_id=held.pk, reason="test", by="tests")

    page = client.get(address("involvement", one.pk))

    assert [voice.key for voice in page.context["page"].newest] == [shown.pk]
    assert re.findall(r"Voice \w+\.", text_of(page)) == ["Voice shown."]
    assert "4 voices" in text_of(page)


@pytest.mark.parametrize("name", ["involvements", "involvement", "say"])
def test_a_page_asks_as_much_whatever_there_is(client: Client, name):
    one = cast.involvement()

    def asked() -> int:
        at = address(name, *([one.pk] if name == "involvement" else []))
        client.get(at)  # what is kept in memory is kept from the first visit on
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(at)
        return len(queries)

    before = asked()
    for number in range(4):
        cast.story(f"Voice {number}.", within=one)
        cast.involvement(question_en=f"Question {number}?", areas=(PONTYPRIDD, "W06000016"))

    assert asked() == before
    assert before <= 16


def test_forms_need_their_token():
    client = Client(enforce_csrf_checks=True)

    for name in ("say", "say_conversation", "say_insight", "say_recording"):
        assert client.post(address(name), typed()).status_code == 403


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_involvement_leads_to_its_themes_its_answers_and_what_came_of_it(client: Client, language):
    asked = cast.involvement()
    html = client.get(address_in(language, "portal:involvement", asked.pk)).content.decode()
    word = {"cy": "cynnwys", "en": "involvement"}[language]
    meant = [
        address_in(language, "portal:themes", asked.pk),
        address_in(language, "portal:replies", asked.pk),
        f"{address_in(language, 'portal:follow', word, asked.pk)}?way=on",
    ]

    assert [address for address in meant if f'href="{address}"' in html] == meant
    assert [client.get(address).status_code for address in meant] == [200, 200, 200]
