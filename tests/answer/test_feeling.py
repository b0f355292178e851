"""Did this matter? Kept for who answers, counted for everyone, broken down only where nobody can be told apart."""

from __future__ import annotations

import pytest

from edau.answer.actions.feeling import NotAnsweredYet, feel
from edau.answer.choices import Mattered, Outcome
from edau.answer.models import Felt
from edau.answer.queries.replies import Tally, felt_in, felt_of, traced_in
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.listen.actions.contributions import withdraw
from edau.listen.models import Contribution, Theme
from edau.thread.actions import End, tie
from edau.thread.choices import Link
from tests.answer.cast import answered, officer
from tests.cast import involvement, story

pytestmark = pytest.mark.django_db


def say(told, mattered: Mattered = Mattered.YES, words: str = "") -> Felt:
    return feel(contribution=told.pk, mattered=mattered, words=words, language="cy", by="receipt x")


def test_the_newest_counts_and_the_trail_keeps_only_that_it_was_said():
    told = story(within=involvement())
    made = answered(told, by=officer())

    say(told, Mattered.NO, "Dim byd eto.")
    say(told, Mattered.YES, "Mae’r neuadd ar agor!")

    assert [(one.mattered, one.words) for one in felt_of(made)] == [("yes", "Mae’r neuadd ar agor!")]
    lines = AuditLine.objects.filter(deed="say_whether_it_mattered")
    assert [(line.by, line.object_id, line.codes) for line in lines] == [("receipt x", told.pk, {})] * 2


def test_only_of_words_that_were_answered_and_not_taken_back():
    told = story(within=involvement())
    with pytest.raises(NotAnsweredYet):
        say(told)
    answered(told, by=officer())
    with pytest.raises(ValueError, match="too long"):
        say(told, words="a" * 2_001)
    withdraw(contribution=told, by="receipt x")
    with pytest.raises(Contribution.DoesNotExist):
        say(told)


def test_fewer_than_five_are_not_broken_down():
    asked, cerys = involvement(), officer()
    told = [story(within=asked) for _ in range(6)]
    answered(*told, by=cerys)

    for one in told[:4]:
        say(one, Mattered.NO)
    assert felt_in(asked) == Tally(4, None)
    say(told[4], Mattered.PARTLY)

    assert felt_in(asked) == Tally(5, {"yes": 0, "partly": 1, "no": 4, "early": 0})


def test_what_is_held_counts_neither_as_felt_nor_as_traced():
    asked, cerys = involvement(), officer()
    told = [story(within=asked) for _ in range(7)]
    answered(*told, by=cerys)
    felt = [say(one, Mattered.NO, words="Na.") for one in told]

    hold(label="listen.Contribution", object_id=told[0].pk, reason="personal", by="user 1")
    hold(label="answer.Felt", object_id=str(felt[1].pk), reason="personal", by="user 1")

    assert felt_in(asked) == Tally(5, {"yes": 0, "partly": 0, "no": 5, "early": 0})
    traced = traced_in(asked)
    assert (traced.said, traced.answered, traced.outcomes["adopted"]) == (6, 6, 6)


def test_what_can_be_traced_is_what_persons_tied():
    asked, cerys = involvement(), officer()
    told = [story(within=asked) for _ in range(5)]
    theme = Theme.objects.create(involvement=asked, name_cy="Lle i gwrdd", by=str(cerys))
    for one, machine in ((told[0], False), (told[1], True)):
        tie(
            End("listen.Contribution", one.pk),
            Link.ABOUT,
            End("listen.Theme", theme.pk),
            by=str(cerys),
            by_machine=machine,
        )
    answered(told[0], told[1], by=cerys)
    answered(told[2], by=cerys, outcome=Outcome.NOT_ADOPTED)
    withdraw(contribution=told[4], by="receipt x")

    traced = traced_in(asked)

    assert (traced.said, traced.themed, traced.answered) == (4, 1, 3)
    assert traced.outcomes == {"adopted": 2, "adapted": 0, "not_adopted": 1, "delivered": 0}
