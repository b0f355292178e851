"""Keeping apart: one side says so, what is open ends, nobody is told why, and neither is suggested to the other again."""

import pytest
from django.core import mail

from edau.connect.actions.exchanges import mark_done
from edau.connect.actions.keeping_apart import keep_apart, unblock
from edau.connect.actions.matching import match_all
from edau.connect.actions.proposals import say_yes
from edau.connect.choices import Side, Stage
from edau.connect.models import Block, Party, Proposal
from edau.connect.proposal_rules import NOT_YOURS, THROUGH_CONNECTOR, may_answer, may_keep_apart
from edau.connect.queries.kept_apart import kept_apart
from edau.core.answers import YES, NotAllowed
from edau.core.models import AuditLine
from tests.connect.cast import capability, connector, need, party, speaks

pytestmark = pytest.mark.django_db


def proposed() -> Proposal:
    capability(of=party(reach="mair"))
    need(of=party(reach="tom"))
    match_all()
    return Proposal.objects.get()


def between(made: Proposal) -> tuple[Party, Party]:
    return made.capability.party, made.need.party


@pytest.mark.parametrize("side", list(Side))
def test_either_side_may_say_so_and_they_are_never_suggested_again(side):
    made = proposed()
    giver, seeker = between(made)
    own, other = (giver, seeker) if side == Side.GIVER else (seeker, giver)

    keep_apart(proposal=made.pk, side=side, by=speaks(own))
    Proposal.objects.all().delete()
    match_all()

    assert list(Block.objects.values_list("party", "other")) == [(own.pk, other.pk)]
    assert not Proposal.objects.exists()


def test_what_is_open_between_them_ends_as_if_it_were_filled_and_what_is_done_stays():
    made = proposed()
    giver, seeker = between(made)
    say_yes(proposal=made.pk, side=Side.SEEKER, by=speaks(seeker))
    say_yes(proposal=made.pk, side=Side.GIVER, by=speaks(giver))
    mark_done(proposal=made.pk, side=Side.GIVER, minutes=60, by=speaks(giver))
    need(of=seeker)
    match_all()
    assert Proposal.objects.filter(stage=Stage.PROPOSED).count() == 1

    keep_apart(proposal=made.pk, side=Side.SEEKER, by=speaks(seeker))

    assert sorted(Proposal.objects.values_list("stage", flat=True)) == [Stage.DONE, Stage.ENDED]


def test_the_other_side_hears_no_more_than_that_it_is_over(django_capture_on_commit_callbacks):
    made = proposed()
    giver, seeker = between(made)
    say_yes(proposal=made.pk, side=Side.GIVER, by=speaks(giver))
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        keep_apart(proposal=made.pk, side=Side.SEEKER, by=speaks(seeker))

    assert [letter.to for letter in mail.outbox] == [["mair@example.org"]]
    assert "apart" not in mail.outbox[0].body


def test_twice_is_once_and_taken_back_counts_at_once():
    made = proposed()
    giver, seeker = between(made)
    for _each in range(2):
        keep_apart(proposal=made.pk, side=Side.GIVER, by=speaks(giver))
    Proposal.objects.all().delete()

    assert Block.objects.count() == 1
    assert unblock(party=giver, other=seeker, by="visitor")
    match_all()
    assert Proposal.objects.count() == 1
    assert list(AuditLine.objects.filter(deed__in=("block", "unblock")).values_list("deed", flat=True)) == [
        "block",
        "unblock",
    ]


def test_nobody_else_may_say_it_for_them():
    made = proposed()

    for stranger in (speaks(party()), speaks(made.need.party)):
        with pytest.raises(NotAllowed) as refused:
            keep_apart(proposal=made.pk, side=Side.GIVER, by=stranger)
        assert refused.value.answer == NOT_YOURS
    assert not Block.objects.exists()


def test_a_child_or_an_adult_at_risk_may_always_say_it_themselves():
    made = proposed()
    seeker = made.need.party
    Party.objects.filter(pk=seeker.pk).update(at_risk=True, broker=connector())
    made = Proposal.objects.select_related("need__party").get(pk=made.pk)

    assert may_answer(speaks(seeker), made, Side.SEEKER) == THROUGH_CONNECTOR
    assert may_keep_apart(speaks(seeker), made, Side.SEEKER) == YES


def test_the_list_knows_them_by_the_last_suggestion_and_only_ones_own():
    made = proposed()
    giver, seeker = between(made)
    keep_apart(proposal=made.pk, side=Side.GIVER, by=speaks(giver))

    assert [(one.block.other, one.last) for one in kept_apart(giver)] == [(seeker, made)]
    assert kept_apart(seeker) == []
    Proposal.objects.all().delete()
    assert [one.last for one in kept_apart(giver)] == [None]
