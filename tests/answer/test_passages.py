"""From received to heard to weighed: all or none, each step with its mark and its line."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.answer.actions.passages import hear, weigh
from edau.answer.models import Passage
from edau.core import visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.contributions import LABEL, withdraw
from edau.listen.models import Contribution
from tests.answer.cast import fresh, keys, officer
from tests.cast import account, body, involvement, story

pytestmark = pytest.mark.django_db


def test_each_step_leaves_a_passage_and_a_line():
    asked, cerys = involvement(), officer()
    told = story(within=asked)

    hear(contributions=[told.pk], by=cerys)
    weigh(contributions=[told.pk], by=cerys)

    assert fresh(told).state == "weighed"
    passages = Passage.objects.filter(contribution=told).order_by("at")
    assert [(one.state, one.by) for one in passages] == [("heard", str(cerys)), ("weighed", str(cerys))]
    lines = AuditLine.objects.filter(label=LABEL, object_id=told.pk).order_by("number")
    assert [(line.deed, line.codes.get("state")) for line in lines] == [
        ("contribute", None),
        ("hear", "heard"),
        ("weigh", "weighed"),
    ]


def test_a_step_too_soon_is_refused_for_all_with_the_reason():
    asked, cerys = involvement(), officer()
    first, second = story(within=asked), story(within=asked)
    hear(contributions=[first.pk], by=cerys)

    with pytest.raises(NotAllowed) as no:
        weigh(contributions=keys(first, second), by=cerys)

    assert str(no.value.answer.reason) == "It must be heard first, and not have been weighed yet."
    assert [one.state for one in fresh([first, second])] == ["heard", "received"]
    assert Passage.objects.filter(contribution__in=[first, second]).count() == 1


@pytest.mark.parametrize("gone", ["withdrawn", "held", "waiting", "involvement held"])
def test_what_is_out_of_sight_cannot_be_brought_on(gone):
    asked, cerys = involvement(), officer()
    told = story(within=asked)
    if gone == "withdrawn":
        withdraw(contribution=told, by="receipt x")
    elif gone == "waiting":
        Contribution.objects.filter(pk=told.pk).update(waiting=True)
    else:
        label, key = (LABEL, told.pk) if gone == "held" else ("listen.Involvement", asked.pk)
        visibility.hold(label=label, object_id=key, reason="test", by="tests")

    with pytest.raises(NotAllowed) as no:
        hear(contributions=[told.pk], by=cerys)

    assert str(no.value.answer.reason) == (
        "Its teller has taken it back. There is nothing left to answer."
        if gone == "withdrawn"
        else "It is out of sight until a moderator has decided about it. The answer stays owed."
    )


def test_nobody_else_may_and_what_is_not_there_is_said():
    told = story(within=involvement())
    stranger, other = account("stranger"), officer(body("iechyd-cwm", "health"))

    for who, reason in (
        (stranger, "This is for officers of the body that answers."),
        (other, "Your role is for another organisation or another area."),
    ):
        with pytest.raises(NotAllowed) as no:
            hear(contributions=[told.pk], by=who)
        assert str(no.value.answer.reason) == reason
    for missing in (["nothing"], [told.pk, "nothing"], []):
        with pytest.raises(Contribution.DoesNotExist):
            hear(contributions=missing, by=officer())
    assert fresh(told).state == "received"


def test_what_is_fetched_does_not_grow_with_how_many_are_heard():
    """Each has its own marks and lines; what is read to decide is read once."""
    asked, cerys = involvement(), officer()

    def reads(count: int) -> int:
        told = keys(*(story(within=asked) for _ in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            hear(contributions=told, by=cerys)
        own = ("answer_passage", "core_audit", "SAVEPOINT", 'listen_contribution" SET', "core_search")
        return len([one for one in queries if not any(name in one["sql"] for name in own)])

    small, large = reads(1), reads(6)
    per_piece = (large - small) / 5
    assert per_piece <= 2  # the receivers of other apps may look at each
