"""The desk of those who answer: hear, weigh, answer together, complete, deliver, post, call."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.answer.models import Felt, Reply
from edau.answer.wording import link_of
from edau.core import visibility
from edau.listen.actions.contributions import LABEL
from edau.listen.choices import Audience
from edau.listen.models import Contribution, Theme
from edau.people.choices import Part
from edau.thread.models import Contact
from edau.ui.links import address_in
from edau.ui.qr import qr_code
from tests.answer.cast import ENGLISH, WELSH, answered, fresh, keys, officer, reachable, weighed
from tests.cast import account, body, holder, involvement, story

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
DARK = "The hall is dark every night. I would keep the key."

QR_WORDS = "Cod QR sy’n arwain at y dderbynneb hon"


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(response)).split())


def ticks(response) -> list[str]:
    return re.findall(r'<input type="checkbox" name="c" value="(\w+)"', html_of(response))


def form(**fields: object) -> dict[str, object]:
    return {"outcome": "adopted", "words_cy": WELSH, "words_en": ENGLISH, "answered_before": "0"} | fields


class TestTheDesk:
    @LANGUAGES
    def test_only_for_who_answers(self, client: Client, language):
        assert client.get(address("desk", language=language)).status_code == 302
        for user in (account("nobody"), holder(Part.LISTENER, body()), holder(Part.AUDITOR)):
            assert signed_in(user).get(address("desk", language=language)).status_code == 403

    def test_the_soonest_due_first_the_overdue_marked_and_only_ones_own(self):
        cerys = officer()
        asked = involvement()
        soon, late = story(within=asked), story(within=asked)
        story(within=involvement(organisation=body("iechyd-cwm", "health")))
        Contribution.objects.filter(pk=late.pk).update(due=late.due - timedelta(days=300))

        page = signed_in(cerys).get(address("desk"))

        assert ticks(page) == [late.pk, soon.pk]
        assert html_of(page).count("Overdue since") == 1
        assert "2 answers are owed. 1 of them is overdue." in text_of(page)
        assert [
            one for one in ("Mark as heard", "Mark as weighed", "Answer together") if one in text_of(page)
        ] == ["Mark as heard"]

    def test_words_only_for_who_answers_are_shown_and_words_out_of_sight_are_not(self):
        asked, cerys = involvement(), officer()
        closed = story("Only for you.", language="en", within=asked, audience=Audience.ANSWERERS)
        held = story("Held words.", language="en", within=asked)
        visibility.hold(label=LABEL, object_id=held.pk, reason="test", by="tests")

        page = signed_in(cerys).get(address("desk"))

        assert ticks(page) == [closed.pk]
        assert ("Only for you." in text_of(page), "Held words." in text_of(page)) == (True, False)
        assert "Out of sight until a moderator has decided. The answer stays owed." in text_of(page)

    def test_heard_then_weighed_then_led_to_the_answer(self):
        asked, cerys = involvement(), officer()
        told = [story(within=asked), story(within=asked)]
        client = signed_in(cerys)

        for action, state in (("hear", "heard"), ("weigh", "weighed")):
            answer = client.post(address("desk"), {"c": keys(*told), "do": action})
            assert (answer.status_code, [one.state for one in fresh(told)]) == (302, [state, state])
        answer = client.post(address("desk"), {"c": keys(*told), "do": "answer"})

        assert answer.url == f"{address('reply_new')}?c={told[0].pk}&c={told[1].pk}"

    def test_nothing_ticked_and_a_step_too_soon_say_so_and_change_nothing(self):
        told, cerys = story(within=involvement()), officer()
        client = signed_in(cerys)

        nothing = client.post(address("desk"), {"do": "hear"})
        soon = client.post(address("desk"), {"do": "weigh", "c": told.pk})

        assert (nothing.status_code, "Tick at least one first." in text_of(nothing)) == (422, True)
        assert (soon.status_code, "It must be heard first" in text_of(soon)) == (422, True)
        assert client.post(address("desk"), {"do": "burn", "c": told.pk}).status_code == 404
        assert client.post(address("desk"), {"do": "hear", "c": "nothing"}).status_code == 404
        assert fresh(told).state == "received"

    def test_filters_and_the_language_switch_keep_what_was_asked(self):
        cerys = officer()
        first, second = involvement(), involvement()
        told, other = story(within=first), story(within=second)
        weighed(other, by=cerys)

        page = signed_in(cerys).get(address("desk") + f"?involvement={first.pk}&state=received")

        assert ticks(page) == [told.pk]
        twin = re.search(r'<a class="lang" href="([^"]+)"', html_of(page)).group(1)
        assert twin == f"{address('desk', language='cy')}?involvement={first.pk}&amp;state=received"

    def test_a_theme_and_a_question_that_are_held_are_not_in_the_filters(self):
        cerys = officer()
        asked, away = involvement(), involvement(question_en="A held question?")
        for within, names in ((asked, ["Named theme", "Held theme"]), (away, ["Theme within"])):
            story(within=within)
            for name in names:
                Theme.objects.create(involvement=within, name_en=name, by="user 1")
        client = signed_in(cerys)
        words = ["Named theme", "Held theme", "Theme within", "A held question?"]
        assert [word for word in words if word in html_of(client.get(address("desk")))] == words

        visibility.hold(
            label="listen.Theme",
            object_id=Theme.objects.get(name_en="Held theme").pk,
            reason="hate",
            by="tests",
        )
        visibility.hold(label="listen.Involvement", object_id=away.pk, reason="hate", by="tests")

        assert [word for word in words if word in html_of(client.get(address("desk")))] == words[:1]

    def test_the_queries_do_not_grow_with_what_is_owed(self):
        cerys = officer()
        client = signed_in(cerys)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(address("desk"))
            return len(queries)

        within = involvement()
        story(within=within)
        asked()
        small = asked()
        for _ in range(5):
            story(within=within)

        asked()  # what is kept is read anew after a change
        assert asked() == small


class TestWritingAnAnswer:
    def test_the_words_stand_beside_the_fields_and_the_answer_is_published(self):
        asked, cerys = involvement(), officer()
        welsh, english = story(within=asked), story(DARK, language="en", within=asked)
        weighed(welsh, english, by=cerys)
        client = signed_in(cerys)
        page = client.get(address("reply_new"), {"c": keys(welsh, english)})
        assert ("Mae’r neuadd yn dywyll" in text_of(page), DARK in text_of(page)) == (True, True)

        sent = form(c=keys(welsh, english)) | {f"quote_{english.pk}": "I would keep the key."}
        answer = client.post(address("reply_new"), sent)

        made = Reply.objects.get()
        assert answer.url == address("reply_kept", made.pk)
        assert made.answered.get(contribution=english).quote == "I would keep the key."
        assert "It answers the words of 2 people." in text_of(client.get(answer.url))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"outcome": ""}, "Choose what comes of it."),
            ({"words_cy": "", "words_en": ""}, "Write the answer, in at least one language."),
            ({"words_cy": ""}, "Write it in Welsh, or tick that it is still to come."),
            ({"words_en": "a" * 6001}, "at most 6000 letters fit here"),
            ({"quote": "What nobody said."}, "These are not the words of this person."),
        ],
    )
    def test_an_error_says_what_to_do_and_keeps_what_was_typed(self, wrong, said):
        told, cerys = story(within=involvement()), officer()
        weighed(told, by=cerys)
        sent = form(c=told.pk) | wrong
        sent[f"quote_{told.pk}"] = sent.pop("quote", "")

        page = signed_in(cerys).post(address("reply_new"), sent)

        assert (page.status_code, said in text_of(page), Reply.objects.count()) == (422, True, 0)
        if sent["words_en"] == ENGLISH:
            assert ENGLISH in html_of(page)

    def test_the_same_form_sent_twice_asks_first(self):
        told, cerys = story(within=involvement()), officer()
        weighed(told, by=cerys)
        client = signed_in(cerys)
        client.post(address("reply_new"), form(c=told.pk))

        again = client.post(address("reply_new"), form(c=told.pk))

        assert (again.status_code, Reply.objects.count()) == (409, 1)
        assert "These words have been answered while you were writing" in text_of(again)
        assert 'name="answered_before" value="1"' in html_of(again)

    def test_of_two_involvements_or_too_soon_or_not_ones_own_leads_back(self):
        cerys = officer()
        first, second = story(within=involvement()), story(within=involvement())
        foreign = story(within=involvement(organisation=body("iechyd-cwm", "health")))
        weighed(first, second, by=cerys)
        client, raw = signed_in(cerys), story(within=first.involvement)

        for ticked in ([first, second], [raw], [foreign], [first, foreign], []):
            answer = client.get(address("reply_new"), {"c": keys(*ticked)})
            assert (answer.status_code, answer.url) == (302, address("desk"))

    def test_script_in_an_answer_is_text(self):
        told, cerys = story(within=involvement()), officer()
        weighed(told, by=cerys)
        client = signed_in(cerys)
        client.post(address("reply_new"), form(c=told.pk, words_en="<script>alert(1)</script>"))
        made = Reply.objects.get()

        for page in (address("reply_kept", made.pk), address("reply", made.pk)):
            assert "<script>alert" not in html_of(client.get(page))
            assert "&lt;script&gt;alert" in html_of(client.get(page))


class TestAfterwards:
    def test_the_language_that_was_owed_and_what_has_been_done(self):
        told, cerys = story(within=involvement()), officer()
        made = answered(told, by=cerys, words_cy="", later=True)
        client, here = signed_in(cerys), address("reply_kept", made.pk)
        assert "The Welsh is still to come." in text_of(
            client.get(address("desk") + "?state=answered")
        ) + text_of(client.get(here))

        empty = client.post(here, {"do": "words_cy", "words_cy-words": ""})
        client.post(here, {"do": "words_cy", "words_cy-words": WELSH, "words_cy-checked": "on"})
        client.post(here, {"do": "deliver", "done-words_cy": "Wedi’i wneud.", "done-words_en": ""})

        made.refresh_from_db()
        assert (empty.status_code, "Write the words that are missing." in text_of(empty)) == (422, True)
        assert (made.words_cy, made.checked, made.delivered_cy) == (WELSH, True, "Wedi’i wneud.")
        assert client.post(here, {"do": "words_cy", "words_cy-words": "Eto"}).status_code == 404
        assert client.post(here, {"do": "deliver"}).status_code == 404

    def test_another_body_does_not_see_it(self):
        made = answered(story(within=involvement()), by=officer())
        stranger = signed_in(officer(body("iechyd-cwm", "health")))

        assert stranger.get(address("reply_kept", made.pk)).status_code == 404


class TestByHand:
    def test_a_letter_is_in_the_language_of_who_gets_it_with_the_link(self):
        cerys, held = officer(), reachable("letter", "cy")
        told = story(within=involvement(), held_by=held)
        made = answered(told, by=cerys)
        one, client = made.answered.get(), signed_in(cerys)

        page = html_of(client.get(address("letter", one.pk)))

        assert '<article class="card" lang="cy">' in page
        assert [
            part in page for part in ("Mair Enghraifft<br>1 Stryd Fawr<br>Pontypridd", WELSH, held.link)
        ] == [True] * 3
        assert f'<div class="qr mt3">{qr_code(link_of(held.receipt.contact, "cy"), QR_WORDS)}</div>' in page
        assert client.post(address("letter", one.pk)).status_code == 302
        one.refresh_from_db()
        assert one.sent_by == str(cerys)

    def test_without_the_secret_of_the_receipt_a_letter_has_no_code_to_scan(self):
        cerys, held = officer(), reachable("letter", "cy")
        made = answered(story(within=involvement(), held_by=held), by=cerys)
        Contact.objects.update(link="")

        page = html_of(signed_in(cerys).get(address("letter", made.answered.get().pk)))

        assert WELSH in page
        assert 'class="qr' not in page

    def test_a_call_is_read_out_by_the_listener_who_may_note_whether_it_mattered(self):
        told = story(DARK, language="en", within=involvement(), held_by=reachable("telephone", "en"))
        made = answered(told, by=officer())
        listener, one = holder(Part.LISTENER, body()), made.answered.get()
        client = signed_in(listener)
        page = client.get(address("call", one.pk))
        assert [part in text_of(page) for part in ("01685 000000", ENGLISH, "Did this matter?")] == [True] * 3

        client.post(address("call", one.pk), {"mattered": "yes", "words": "It did."})

        one.refresh_from_db()
        felt = Felt.objects.get(contribution=told)
        assert (one.sent_by, felt.mattered, felt.words, felt.language) == (
            str(listener),
            "yes",
            "It did.",
            "en",
        )

    def test_nobody_else_sees_how_to_reach_anybody(self, client: Client):
        asked = involvement()
        letter = answered(story(within=asked, held_by=reachable("letter")), by=officer()).answered.get()
        call = answered(
            story(within=asked, held_by=reachable("telephone")), by=officer(name="b")
        ).answered.get()
        pages = (address("letter", letter.pk), address("call", call.pk))

        for user in (account("nobody"), officer(body("iechyd-cwm", "health")), holder(Part.AUDITOR)):
            assert [signed_in(user).get(page).status_code for page in pages] == [403, 403]
        assert [client.get(page).status_code for page in pages] == [302, 302]
        assert signed_in(officer()).get(address("letter", call.pk)).status_code == 404
        assert mail.outbox == []
