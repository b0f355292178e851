"""Answers reach their people: by e-mail, on the page, by letter, by telephone; and how to reach them is then forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from edau.answer.actions.replies import complete
from edau.answer.actions.sending import KEEP_CONTACT, mark_done
from edau.answer.models import Answered, Reply
from edau.answer.queries.sending import to_be_brought
from edau.core import visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.contributions import LABEL, withdraw
from edau.people.choices import Part
from edau.thread.models import Contact
from tests.answer.cast import ENGLISH, WELSH, answered, officer, reachable
from tests.cast import body, holder, involvement, story

pytestmark = pytest.mark.django_db(transaction=False)


def contact_of(told) -> Contact:
    return Contact.objects.get(receipt=told.receipt)


def waiting(made: Reply) -> list[str]:
    return [one.contribution_id for one in to_be_brought(Reply.objects.filter(pk=made.pk))]


def answered_and_sent(capture, *told, **said) -> Reply:
    with capture(execute=True):
        return answered(*told, by=officer(), **said)


@pytest.mark.parametrize(
    ("language", "subject", "said", "words"),
    [
        ("cy", "Ateb i’r hyn a ddywedoch", "Yr hyn a ddywedoch ar", WELSH),
        ("en", "An answer to what you said", "What you said on", ENGLISH),
    ],
)
def test_an_email_has_their_words_the_answer_and_the_link_in_their_language(
    language, subject, said, words, django_capture_on_commit_callbacks
):
    held = reachable("email", language)
    told = story("The hall is dark.", language="en", within=involvement(), held_by=held)

    made = answered_and_sent(django_capture_on_commit_callbacks, told, quotes={told.pk: "The hall"})

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["mair@example.org"], subject)
    assert f"{said} " in letter.body
    assert "“The hall”" in letter.body
    assert words in letter.body
    assert f"/{language}/" in letter.body
    assert held.link in letter.body
    one = made.answered.get()
    assert (one.sent, one.sent_at is None) == ("email", False)


def test_one_email_for_all_that_was_said_with_one_receipt(django_capture_on_commit_callbacks):
    asked, held = involvement(), reachable("email")
    told = [story(f"Stori {number}.", within=asked, held_by=held) for number in (1, 2)]

    answered_and_sent(django_capture_on_commit_callbacks, *told)

    [letter] = mail.outbox
    assert [f"“Stori {number}.”" in letter.body for number in (1, 2)] == [True, True]


def test_an_email_waits_for_the_language_of_who_gets_it(django_capture_on_commit_callbacks):
    held = reachable("email", "cy")
    told = story(within=involvement(), held_by=held)

    made = answered_and_sent(django_capture_on_commit_callbacks, told, words_cy="", later=True)
    assert (mail.outbox, made.answered.get().sent_at) == ([], None)
    with django_capture_on_commit_callbacks(execute=True):
        complete(reply=made.pk, part="words", language="cy", words=WELSH, by=officer(name="b"))

    assert [WELSH in letter.body for letter in mail.outbox] == [True]


def test_who_left_nothing_reads_it_on_the_page_at_once():
    made = answered(story(within=involvement()), by=officer())

    one = made.answered.get()
    assert (one.sent, one.sent_at is None, mail.outbox) == ("page", False, [])


class TestByHand:
    @pytest.mark.parametrize(("route", "sent"), [("letter", "letter"), ("telephone", "call")])
    def test_a_letter_and_a_call_wait_until_somebody_says_they_are_done(self, route, sent):
        told, cerys = story(within=involvement(), held_by=reachable(route)), officer()
        made = answered(told, by=cerys)
        one = made.answered.get()
        assert (one.sent, one.sent_at, waiting(made)) == (sent, None, [told.pk])

        mark_done(answered=one.pk, by=cerys)
        first = Answered.objects.get(pk=one.pk)
        mark_done(answered=one.pk, by=officer(name="second"))  # twice changes nothing

        again = Answered.objects.get(pk=one.pk)
        assert (again.sent_at, again.sent_by) == (first.sent_at, str(cerys))
        assert waiting(made) == []
        assert AuditLine.objects.filter(deed="bring_answer").count() == 1

    def test_a_listener_makes_calls_but_posts_no_letters(self):
        asked, cerys, listener = involvement(), officer(), holder(Part.LISTENER, body())
        call = story(within=asked, held_by=reachable("telephone"))
        letter = story(within=asked, held_by=reachable("letter"))
        made = answered(call, letter, by=cerys)
        by_route = {one.sent: one.pk for one in made.answered.all()}

        mark_done(answered=by_route["call"], by=listener)
        with pytest.raises(NotAllowed):
            mark_done(answered=by_route["letter"], by=listener)
        with pytest.raises(NotAllowed):
            mark_done(answered=by_route["letter"], by=officer(body("iechyd-cwm", "health")))

        assert waiting(made) == [letter.pk]

    def test_nothing_is_posted_to_who_took_their_words_back_or_while_they_are_held(self):
        asked, cerys = involvement(), officer()
        gone = story(within=asked, held_by=reachable("letter"))
        held = story(within=asked, held_by=reachable("letter"))
        made = answered(gone, held, by=cerys)
        withdraw(contribution=gone, by="receipt x")
        visibility.hold(label=LABEL, object_id=held.pk, reason="test", by="tests")

        assert waiting(made) == []

    def test_what_goes_by_itself_cannot_be_marked(self):
        made = answered(story(within=involvement()), by=officer())

        with pytest.raises(ValueError, match="nothing to post"):
            mark_done(answered=made.answered.get().pk, by=officer(name="b"))


class TestForgetting:
    LAST = staticmethod(lambda: timezone.localdate() + KEEP_CONTACT)

    def test_a_month_after_everything_is_answered(self):
        asked, cerys, held = involvement(), officer(), reachable("email")
        first, second = story(within=asked, held_by=held), story(within=asked, held_by=held)

        answered(first, by=cerys)
        assert contact_of(first).keep_until is None
        answered(second, by=cerys)

        assert contact_of(first).keep_until == self.LAST()
        assert timedelta(days=30) == KEEP_CONTACT

    def test_not_before_the_letter_is_posted(self):
        told, cerys = story(within=involvement(), held_by=reachable("letter")), officer()
        made = answered(told, by=cerys)
        assert contact_of(told).keep_until is None

        mark_done(answered=made.answered.get().pk, by=cerys)

        assert contact_of(told).keep_until == self.LAST()

    def test_not_while_a_language_is_owed(self):
        told, cerys = story(within=involvement(), held_by=reachable("email", "cy")), officer()
        made = answered(told, by=cerys, words_cy="", later=True)
        assert contact_of(told).keep_until is None

        complete(reply=made.pk, part="words", language="cy", words=WELSH, by=cerys)

        assert contact_of(told).keep_until == self.LAST()

    def test_also_when_what_was_still_open_is_taken_back(self):
        asked, cerys, held = involvement(), officer(), reachable("email")
        first, second = story(within=asked, held_by=held), story(within=asked, held_by=held)
        answered(first, by=cerys)

        withdraw(contribution=second, by="receipt x")

        assert contact_of(first).keep_until == self.LAST()
