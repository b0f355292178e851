"""A proposal hangs on the thread from its making until it comes to nothing: there because of a need, standing on an offer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.accounts.models import User
from edau.connect.actions.matching import match_all
from edau.connect.actions.proposals import decline, end_for, introduce, lapse, propose
from edau.connect.choices import Side, Why
from edau.connect.models import Proposal
from edau.core import clock
from edau.thread.actions import End
from edau.thread.choices import Link
from edau.thread.directions import Way
from edau.thread.following import follow
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, Reader, reader_of
from tests.connect.cast import capability, connector, need, party, speaks
from tests.connect.test_proposals import done, proposed, yes

pytestmark = pytest.mark.django_db
PROPOSAL, NEED, CAPABILITY = "connect.Proposal", "connect.Need", "connect.Capability"


def strands(*, accepted: bool | None = None) -> set[tuple[str, str, str]]:
    edges = Edge.objects.all()
    if accepted is not None:
        edges = edges.filter(accepted__isnull=not accepted)
    return set(edges.values_list("from_id", "kind", "to_id"))


def expected(made: Proposal) -> set[tuple[str, str, str]]:
    offer = str(made.capability_id or made.asset_id)
    return {(made.need_id, Link.RAISES, made.pk), (made.pk, Link.USES, offer)}


def matched() -> Proposal:
    capability()
    need()
    match_all()
    return Proposal.objects.get()


@pytest.fixture
def gwen() -> User:
    return connector()


def suggested(gwen: User) -> Proposal:
    return propose(need=need(), capability=capability(), by=gwen, in_order=True)


def test_what_a_connector_proposes_hangs_on_both_at_once(gwen):
    assert expected(suggested(gwen)) == strands(accepted=True)


def test_what_a_matching_proposes_counts_for_nothing_until_the_second_yes():
    made = matched()
    assert strands(accepted=False) == expected(made)

    yes(made, Side.SEEKER)
    assert strands(accepted=True) == set()
    yes(made, Side.GIVER)

    assert strands(accepted=True) == expected(made)
    giver = str(speaks(made.capability.party).receipt)
    assert set(Edge.objects.values_list("by_machine", "by", "accepted_by")) == {(True, "edau", giver)}


def test_or_until_a_connector_introduces_them(gwen):
    capability(skill="have-cuppa")
    need(skill="have-cuppa")
    match_all()
    made = Proposal.objects.get()

    introduce(proposal=made.pk, by=gwen)

    assert strands(accepted=True) == expected(made)


def end_as_declined(made: Proposal) -> None:
    whose = speaks(made.capability.party)
    decline(proposal=made.pk, side=Side.GIVER, why=Why.NO_REASON, by=whose)


def end_as_lapsed(made: Proposal) -> None:
    Proposal.objects.filter(pk=made.pk).update(answer_by=clock.today() - timedelta(days=1))
    assert lapse() == 1


def end_as_withdrawn(made: Proposal) -> None:
    assert end_for(by="tests", needs=[made.need]) == 1


@pytest.mark.parametrize("end", [end_as_declined, end_as_lapsed, end_as_withdrawn])
def test_what_came_to_nothing_leaves_the_thread_and_nothing_else_does(end, gwen):
    made, other = suggested(gwen), suggested(gwen)

    end(made)

    assert strands() == expected(other)


def test_what_is_done_has_delivered_the_need_and_stays():
    made = done(proposed())

    assert {(made.pk, Link.DELIVERS, made.need_id), (made.capability_id, Link.EXCHANGES, made.need_id)} <= (
        strands(accepted=True)
    )


def test_only_a_connector_of_there_reads_of_it_where_the_thread_is_followed(gwen):
    made, here = suggested(gwen), reader_of(gwen)

    def told(way: Way, start: tuple[str, str], reader: Reader) -> set[str]:
        found = follow(End(*start), way, "en", reader=reader)
        return {step.end.id for step in found.first.steps} if found else set()

    assert told(Way.ON, (NEED, made.need_id), here) == {made.pk}
    assert told(Way.ON, (CAPABILITY, made.capability_id), here) == {made.pk}
    assert told(Way.BACK, (PROPOSAL, made.pk), here) == {made.need_id, made.capability_id}
    assert told(Way.ON, (NEED, made.need_id), EVERYONE) == set()
    assert told(Way.BACK, (PROPOSAL, made.pk), EVERYONE) == set()


def test_a_matching_ties_many_with_as_many_questions_as_one():
    counts = []
    for many in (1, 6):
        for _each in range(many):
            capability(of=party())
            need(of=party())
        with CaptureQueriesContext(connection) as asked:
            match_all()
        counts.append(sum("thread_edge" in query["sql"] for query in asked.captured_queries))

    assert counts == [1, 1]
    assert Edge.objects.count() == 2 * Proposal.objects.count() == 14
