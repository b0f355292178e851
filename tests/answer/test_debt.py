"""Reply debt: what it counts, that it adds up, and that nothing but an answer takes anything out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.answer.actions.passages import hear, weigh
from edau.answer.actions.replies import complete, deliver
from edau.answer.choices import Outcome
from edau.answer.queries import debt
from edau.answer.queries.debt import Debt, ledger, overdue, unaccounted
from edau.core import stamps, visibility
from edau.listen.actions.contributions import LABEL, withdraw
from edau.listen.choices import Audience
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.contributions import readable
from edau.people.models import Organisation
from edau.thread.actions import End, tie, untie
from edau.thread.choices import Link
from tests.answer.cast import WELSH, answered, fresh, officer
from tests.cast import PONTYPRIDD, body, involvement, story

pytestmark = pytest.mark.django_db
RCT = "W06000016"


def today() -> date:
    return timezone.localdate()


def past() -> date:
    """A day on which everything that is said now is overdue."""
    return today() + timedelta(days=200)


def whole(day: date | None = None) -> Debt:
    return ledger(day or past()).whole


def numbers(one: Debt) -> tuple[int, int, int, int, int]:
    return one.owed, one.overdue, one.on_time, one.late, one.withdrawn


def test_an_answer_is_owed_then_overdue_then_given():
    asked, cerys = involvement(days=(0, 30, 60)), officer()
    told = story(within=asked)

    assert numbers(whole(today())) == (1, 0, 0, 0, 0)
    assert numbers(whole(asked.answer_by)) == (1, 0, 0, 0, 0)  # that day is still in time
    assert numbers(whole(asked.answer_by + timedelta(days=1))) == (1, 1, 0, 0, 0)
    assert whole().oldest == today()

    answered(told, by=cerys)

    assert numbers(whole()) == (0, 0, 1, 0, 0)
    assert whole().oldest is None


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        # 23:30 on the last day in summer time is 22:30 in UTC: still in time in Wales; an hour later it is not.
        (datetime(2027, 6, 15, 23, 30, tzinfo=ZoneInfo("Europe/London")), (0, 0, 1, 0, 0)),
        (datetime(2027, 6, 16, 0, 30, tzinfo=ZoneInfo("Europe/London")), (0, 0, 0, 1, 0)),
    ],
)
def test_on_time_goes_by_the_day_in_wales(at, counts):
    told = story(within=involvement())
    Contribution.objects.filter(pk=told.pk).update(due=date(2027, 6, 15), answered=at, state="adopted")

    assert numbers(whole()) == counts


def test_it_is_split_by_involvement_body_and_place_and_each_split_adds_up():
    Organisation.objects.filter(sector="authority").update(area="")
    council, health = body(), body("iechyd-cwm", "health")
    Organisation.objects.filter(pk=council.pk).update(area=RCT)
    first, second = involvement(organisation=council), involvement(organisation=health)
    street = "W01001219"
    for within, place in ((first, PONTYPRIDD), (first, street), (second, ""), (None, PONTYPRIDD), (None, "")):
        story(within=within, place=place)

    found = ledger(past())

    assert {one.key: one.debt.owed for one in found.involvements} == {first.pk: 2, second.pk: 1, "": 2}
    assert {one.key: one.debt.owed for one in found.bodies} == {council.key: 3, health.key: 1, "": 1}
    assert sum(one.debt.owed for one in found.places) == 5
    # A street is never named: it counts with its authority.
    assert street not in {one.key for one in found.places}
    for split in (found.involvements, found.bodies, found.places):
        assert numbers(sum((one.debt for one in split), Debt())) == numbers(found.whole)


@pytest.mark.parametrize("how", ["for answerers only", "held", "waiting", "involvement held"])
def test_what_nobody_may_read_is_counted_all_the_same(how):
    asked = involvement()
    told = story(
        within=asked, audience=Audience.ANSWERERS if how == "for answerers only" else Audience.EVERYONE
    )
    if how == "waiting":
        Contribution.objects.filter(pk=told.pk).update(waiting=True)
    elif how == "held":
        visibility.hold(label=LABEL, object_id=told.pk, reason="test", by="tests")
    elif how == "involvement held":
        visibility.hold(label="listen.Involvement", object_id=asked.pk, reason="test", by="tests")

    found = ledger(past())

    assert readable().count() == 0
    assert numbers(found.whole) == (1, 1, 0, 0, 0)
    [one] = found.involvements
    assert (one.hidden, bool(one.name_en)) == (how == "involvement held", how != "involvement held")


def test_what_its_teller_takes_back_leaves_the_debt_and_is_counted_as_taken_back():
    asked, cerys = involvement(), officer()
    before, after = story(within=asked), story(within=asked)
    answered(after, by=cerys)

    withdraw(contribution=before, by="receipt x")
    withdraw(contribution=after, by="receipt x")

    assert numbers(whole()) == (0, 0, 1, 0, 1)


def test_nothing_that_an_officer_can_do_takes_one_out_but_an_answer():
    asked, cerys = involvement(days=(0, 1, 2)), officer()
    told, key = story(within=asked), "listen.Contribution"

    def still_owed() -> None:
        assert numbers(whole()) == (1, 1, 0, 0, 0)
        assert [(one.body, one.due, one.count) for one in overdue(past())] == [(body().key, told.due, 1)]

    still_owed()
    hear(contributions=[told.pk], by=cerys)
    still_owed()
    weigh(contributions=[told.pk], by=cerys)
    still_owed()
    edge = tie(End(key, told.pk), Link.ABOUT, End("listen.Theme", "x"), by=str(cerys))
    untie(edge, by=str(cerys))
    still_owed()
    Involvement.objects.filter(pk=asked.pk).update(
        answer_by=past() + timedelta(days=99)
    )  # its end is put off
    still_owed()
    visibility.hold(label=key, object_id=told.pk, reason="test", by="tests")
    still_owed()
    visibility.lift(label=key, object_id=told.pk, by="tests")
    made = answered_in_english(told, cerys)
    still_owed()  # its teller reads Welsh
    deliver(reply=made.pk, words_cy="", words_en="Done.", by=cerys)
    still_owed()
    assert fresh(told).state == "delivered"
    visibility.hold(label="answer.Reply", object_id=made.pk, reason="test", by="tests")
    still_owed()
    visibility.lift(label="answer.Reply", object_id=made.pk, by="tests")

    complete(reply=made.pk, part="words", language="cy", words=WELSH, by=cerys)

    assert numbers(whole()) == (0, 0, 1, 0, 0)
    assert overdue(past()) == []


def answered_in_english(told: Contribution, by):
    from edau.answer.actions.replies import reply
    from tests.answer.cast import draft

    return reply(contributions=[told.pk], draft=draft(words_cy="", later=True), by=by)


def said_in_every_state() -> None:
    """Words in every state, for every reader, in and out of sight, in and outside an involvement."""
    cerys, everywhere = officer(), officer(name="everywhere")
    asked = involvement()
    for within in (asked, None):
        for audience in Audience:
            who = cerys if within else everywhere
            said = [story(within=within, audience=audience, place="") for _ in range(7)]
            hear(contributions=[said[1].pk], by=who)
            hear(contributions=[said[2].pk], by=who)
            weigh(contributions=[said[2].pk], by=who)
            if within:
                answered(said[3], by=who, outcome=Outcome.NOT_ADOPTED)
                made = answered(said[4], by=who)
                deliver(reply=made.pk, words_cy="Wedi’i wneud.", words_en="Done.", by=who)
            visibility.hold(label=LABEL, object_id=said[5].pk, reason="test", by="tests")
            withdraw(contribution=said[6], by="receipt x")
    held = involvement(by=cerys)
    story(within=held)
    visibility.hold(label="listen.Involvement", object_id=held.pk, reason="test", by="tests")


@pytest.fixture(scope="class")
def much_said(made_once) -> Iterator[None]:
    with made_once():
        said_in_every_state()
        yield


@pytest.mark.usefixtures("much_said")
class TestEveryContributionIsAnsweredOrPubliclyOverdue:
    """Invariant 2."""

    def test_it_holds(self):
        told = Contribution.objects.filter(withdrawn=None)
        reasoned = told.filter(state__in=("adopted", "adapted", "not_adopted", "delivered"))

        assert unaccounted(past()) == set()
        assert whole().overdue == told.count() - reasoned.count() == 21

    @pytest.mark.parametrize(
        ("broken", "lost"),
        [
            (lambda: readable().order_by(), 13),  # counting only what everyone may read
            (
                lambda: Contribution.objects.order_by().filter(state="received"),
                8,
            ),  # as if to hear were to answer
            (
                lambda: Contribution.objects.order_by().exclude(involvement=None),
                12,
            ),  # only what was asked for
        ],
    )
    def test_it_has_been_seen_to_fail(self, monkeypatch, broken, lost):
        monkeypatch.setattr(debt, "everything", broken)

        assert len(unaccounted(past())) == lost

    def test_a_mark_without_a_reason_is_no_answer(self):
        told = Contribution.objects.filter(state="received", withdrawn=None).first()
        Contribution.objects.filter(pk=told.pk).update(state="adopted", answered=timezone.now())

        assert unaccounted(past()) == {told.pk}


def test_the_queries_do_not_grow_with_what_is_said():
    def asked() -> int:
        # As in a request, the stamps are read once.
        with stamps.one_reading(), CaptureQueriesContext(connection) as queries:
            ledger(past())
            overdue(past())
        return len(queries)

    story(within=involvement())
    ledger(past())  # the areas are read once a process
    small = asked()
    for _ in range(4):
        within = involvement()
        story(within=within)
        story(within=within, place="")

    assert asked() == small <= 9
