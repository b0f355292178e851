"""Answering: one reason for many, each in their own language and beside their own words."""

from __future__ import annotations

import pytest

from edau.answer.actions import replies
from edau.answer.actions.replies import (
    AlreadySaid,
    AnsweredMeanwhile,
    NotTheirWords,
    OwedLanguage,
    SeveralInvolvements,
    complete,
    deliver,
    reply,
)
from edau.answer.choices import Outcome
from edau.answer.models import Answered, Felt, Passage, Reply
from edau.answer.queries.replies import answers_to
from edau.answer.queries.sealed import seal_of
from edau.core import audit, visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.contributions import add_words, withdraw
from edau.listen.models import Contribution
from edau.people.models import Organisation
from edau.thread.models import Edge
from tests.answer.cast import ENGLISH, WELSH, answered, draft, fresh, keys, officer, weighed
from tests.cast import body, involvement, receipt, story

pytestmark = pytest.mark.django_db


def edges(made: Reply) -> set[tuple[str, str, str]]:
    return set(
        Edge.objects.filter(from_label="answer.Reply", from_id=made.pk).values_list(
            "kind", "to_label", "to_id"
        )
    )


@pytest.mark.parametrize("outcome", Outcome.values)
def test_one_reply_answers_many_and_is_tied_to_each_and_to_the_involvement(outcome):
    asked, cerys = involvement(), officer()
    first, second = story(within=asked), story("The hall is dark.", language="en", within=asked)

    made = answered(first, second, by=cerys, outcome=Outcome(outcome))

    assert [(one.state, one.answered) for one in fresh([first, second])] == [(outcome, made.made)] * 2
    assert edges(made) == {
        ("answers", "listen.Contribution", first.pk),
        ("answers", "listen.Contribution", second.pk),
        ("replies", "listen.Involvement", asked.pk),
    }
    assert (made.organisation, made.involvement, made.written_by) == (body(), asked, str(cerys))
    assert Passage.objects.filter(state=outcome).count() == 2
    codes = AuditLine.objects.get(deed="reply").codes
    assert codes == {"outcome": outcome, "answers": 2, "seal": seal_of(made)}
    assert audit.first_broken_line() is None


def test_no_words_reach_the_trail():
    told = story(within=involvement())
    before = AuditLine.objects.count()
    made = answered(told, by=officer(), quotes={told.pk: "Mae’r neuadd yn dywyll"})
    deliver(reply=made.pk, words_cy="Mae’r drws ar agor.", words_en="", by=officer(name="other"))

    written = " ".join(str(line.codes) for line in AuditLine.objects.order_by("number")[before:])
    assert [word for word in ("neuadd", "hall", "drws") if word in written] == []


def test_each_teller_sees_which_of_their_words_it_answers():
    asked, cerys = involvement(), officer()
    first, second = story(within=asked), story("The hall is dark.\nI would keep the key.", within=asked)
    add_words(contribution=second, words="My neighbour would, too.", language="en", by="receipt x")

    made = answered(first, second, by=cerys, quotes={second.pk: "I would keep   the key."})

    assert dict(made.answered.values_list("contribution", "quote")) == {
        first.pk: "",
        second.pk: "I would keep   the key.",
    }
    found = answers_to([first.pk, second.pk])
    assert {key: [one.reply for one in answers] for key, answers in found.items()} == {
        first.pk: [made],
        second.pk: [made],
    }
    again = answered(second, by=cerys, quotes={second.pk: "My neighbour would, too."}, before=1)
    assert [one.reply for one in answers_to([second.pk])[second.pk]] == [made, again]


def test_words_that_the_teller_did_not_say_cannot_be_put_into_their_mouth():
    told = story("The hall is dark.", within=involvement())

    with pytest.raises(NotTheirWords):
        answered(told, by=officer(), quotes={told.pk: "The hall is fine."})

    assert Reply.objects.count() == 0
    assert fresh(told).state == "weighed"


class TestTheirLanguage:
    def test_it_must_be_there_or_be_marked_as_owed(self):
        told = story(within=involvement())  # told in Welsh
        weighed(told, by=officer())

        with pytest.raises(OwedLanguage):
            reply(contributions=[told.pk], draft=draft(words_cy=""), by=officer(name="b"))

        assert Reply.objects.count() == 0

    def test_while_it_is_owed_the_answer_is_owed_and_completing_it_pays(self):
        asked, cerys = involvement(), officer()
        welsh, english = story(within=asked), story("Dark.", language="en", within=asked)

        made = answered(welsh, english, by=cerys, words_cy="", later=True)

        assert [one.state for one in fresh([welsh, english])] == ["adopted", "adopted"]
        assert [one.answered is None for one in fresh([welsh, english])] == [True, False]
        assert [one.sent_at is None for one in made.answered.order_by("pk")] == [True, False]

        complete(reply=made.pk, part="words", language="cy", words=WELSH, checked=True, by=cerys)

        made.refresh_from_db()
        assert (made.words_cy, made.words_en, made.checked) == (WELSH, ENGLISH, True)
        assert [one.answered is None for one in fresh([welsh, english])] == [False, False]
        assert [one.sent_at is None for one in made.answered.order_by("pk")] == [False, False]
        assert fresh(english).answered == made.made  # what was answered before stays so

    def test_what_is_published_is_never_changed(self):
        cerys = officer()
        made = answered(story(within=involvement()), by=cerys)

        for language in ("cy", "en"):
            with pytest.raises(AlreadySaid):
                complete(reply=made.pk, part="words", language=language, words="Other.", by=cerys)

        made.refresh_from_db()
        assert (made.words_cy, made.words_en) == (WELSH, ENGLISH)

    @pytest.mark.parametrize(
        ("words", "error"), [("", ValueError), ("  ", ValueError), ("a" * 6_001, ValueError)]
    )
    def test_nothing_and_too_much_are_refused(self, words, error):
        told = story(within=involvement())
        weighed(told, by=officer())

        with pytest.raises(error):
            reply(contributions=[told.pk], draft=draft(words_cy=words, words_en=""), by=officer(name="b"))


def test_a_correction_is_another_reply():
    cerys, told = officer(), story(within=involvement())
    first = answered(told, by=cerys)
    when = fresh(told).answered

    second = answered(told, by=cerys, outcome=Outcome.NOT_ADOPTED, words_cy="Na.", words_en="No.", before=1)

    assert fresh(told).state == "not_adopted"
    assert fresh(told).answered == when  # when it was first answered
    first.refresh_from_db()
    assert (first.words_en, second.words_en) == (ENGLISH, "No.")


def test_the_same_form_sent_twice_answers_once():
    cerys, told = officer(), story(within=involvement())
    answered(told, by=cerys)

    with pytest.raises(AnsweredMeanwhile):
        reply(contributions=[told.pk], draft=draft(), by=cerys)

    assert Reply.objects.count() == 1


def test_words_of_two_involvements_need_two_answers():
    cerys = officer()
    first, second = story(within=involvement(by=cerys)), story(within=involvement(by=cerys))

    with pytest.raises(SeveralInvolvements):
        answered(first, second, by=cerys)


def test_where_no_body_is_bound_an_officer_everywhere_says_in_whose_name():
    Organisation.objects.filter(sector="authority").update(area="")
    told, everywhere = story(place=""), officer(name="everywhere")
    weighed(told, by=everywhere)

    with pytest.raises(ValueError, match="Somebody"):
        reply(contributions=[told.pk], draft=draft(), by=everywhere)
    made = reply(contributions=[told.pk], draft=draft(), by=everywhere, organisation=body())

    assert (made.organisation, made.involvement) == (body(), None)


def test_withdrawn_words_cannot_be_answered_and_take_their_quotation_with_them():
    asked, cerys = involvement(), officer()
    told, other = story(within=asked), story(within=asked)
    made = answered(told, other, by=cerys, quotes={told.pk: "Mae’r neuadd yn dywyll"})
    Felt.objects.create(contribution=told, mattered="yes", words="Diolch", language="cy")

    withdraw(contribution=told, by="receipt x")

    assert Answered.objects.get(reply=made, contribution=told).quote == ""
    assert Felt.objects.filter(contribution=told).count() == 0
    with pytest.raises(NotAllowed):
        answered(told, by=cerys, before=1)


class TestDelivered:
    def test_what_was_promised_is_said_to_be_done(self):
        asked, cerys = involvement(), officer()
        told, gone = story(within=asked), story(within=asked)
        made = answered(told, gone, by=cerys)
        withdraw(contribution=gone, by="receipt x")

        deliver(reply=made.pk, words_cy="", words_en="The hall is open.", by=cerys)

        made.refresh_from_db()
        assert (made.delivered_en, made.delivered_cy, made.delivered is None) == (
            "The hall is open.",
            "",
            False,
        )
        assert [one.state for one in fresh([told, gone])] == ["delivered", "adopted"]
        complete(reply=made.pk, part="delivered", language="cy", words="Mae’r neuadd ar agor.", by=cerys)
        made.refresh_from_db()
        assert made.delivered_cy == "Mae’r neuadd ar agor."
        with pytest.raises(AlreadySaid):
            deliver(reply=made.pk, words_cy="Eto.", words_en="Again.", by=cerys)

    def test_what_was_not_adopted_cannot_be(self):
        cerys = officer()
        made = answered(story(within=involvement()), by=cerys, outcome=Outcome.NOT_ADOPTED)

        with pytest.raises(NotAllowed) as no:
            deliver(reply=made.pk, words_cy="", words_en="Done.", by=cerys)

        assert (
            str(no.value.answer.reason) == "Only what was adopted, whole or in part, can be said to be done."
        )

    def test_only_by_the_body_that_answered(self):
        made = answered(story(within=involvement()), by=officer())
        stranger = officer(body("iechyd-cwm", "health"))

        for deed in (
            lambda: deliver(reply=made.pk, words_cy="", words_en="Done.", by=stranger),
            lambda: complete(reply=made.pk, part="words", language="cy", words="Na.", by=stranger),
        ):
            with pytest.raises(NotAllowed):
                deed()

    def test_a_held_reply_is_not_there(self):
        cerys = officer()
        made = answered(story(within=involvement()), by=cerys)
        visibility.hold(label="answer.Reply", object_id=made.pk, reason="test", by="tests")

        with pytest.raises(Reply.DoesNotExist):
            deliver(reply=made.pk, words_cy="", words_en="Done.", by=cerys)


def test_a_deed_that_fails_halfway_leaves_nothing(monkeypatch):
    told, cerys = story(within=involvement()), officer()
    weighed(told, by=cerys)
    lines = AuditLine.objects.count()

    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(replies, "tie", broken)
    with pytest.raises(RuntimeError):
        reply(contributions=keys(told), draft=draft(), by=cerys)

    assert (Reply.objects.count(), AuditLine.objects.count(), fresh(told).state) == (0, lines, "weighed")


def test_a_person_is_answered_in_the_language_they_asked_for_not_the_one_they_spoke():
    asked, cerys = involvement(), officer()
    held = receipt("en")
    told = Contribution.objects.get(pk=story(within=asked, held_by=held).pk)  # spoken in Welsh

    made = answered(told, by=cerys, words_cy="")

    assert (fresh(told).answered, made.words_cy) == (made.made, "")
