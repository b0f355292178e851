"""Words that came in a burst: out of sight until a moderator has looked, then read by everyone or refused by a rule."""

from __future__ import annotations

import pytest
from django.core import mail

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.stamps import whole_tag
from edau.listen.actions.contributions import LABEL, let_through, refuse_words, withdraw
from edau.listen.models import Contribution, InvolvementArea
from edau.listen.queries.contributions import readable
from edau.listen.queries.waiting import waiting_words
from edau.moderation.actions.appealing import appeal, decide_appeal
from edau.moderation.actions.clock import run_clock
from edau.moderation.actions.deciding import undo
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Case
from edau.people.choices import Part
from edau.people.models import Person
from edau.people.queries import roles_of
from edau.portal.queries.stories import Filters, listed
from edau.thread.actions import Reach, issue_receipt
from tests.cast import PONTYPRIDD, body, holder, involvement, receipt, story
from tests.moderation.cast import WHY, is_held, later, moderator

pytestmark = pytest.mark.django_db


def waiting(words: str = "Mae’r llwybr yn wlyb.", **rest) -> Contribution:
    """Something that came in a burst."""
    said = story(words, **rest)
    Contribution.objects.filter(pk=said.pk).update(waiting=True)
    said.refresh_from_db()
    return said


def of(user: User) -> list[str]:
    return [one.pk for one in waiting_words(roles_of(user))]


def shown(said: Contribution) -> bool:
    return readable().filter(pk=said.pk).exists()


def test_what_is_let_through_is_read_and_found_by_everyone_and_each_leaves_a_line():
    first, second, third = waiting("Cwtshgyntaf"), waiting("Cwtshail"), waiting("Cwtshdrydydd")
    assert listed(Filters(q="cwtshgyntaf"), 1).stories == []
    before, tag = AuditLine.objects.count(), whole_tag()

    done = let_through(contributions=[second.pk, first.pk], by=moderator())

    assert [one.pk for one in done] == [first.pk, second.pk]
    assert [shown(one) for one in (first, second, third)] == [True, True, False]
    assert listed(Filters(q="cwtshgyntaf"), 1).stories == [first]
    lines = AuditLine.objects.filter(number__gt=before).values_list(
        "deed", "by", "label", "object_id", "codes"
    )
    by = str(moderator())
    assert list(lines) == [("let_through", by, LABEL, one.pk, {}) for one in (first, second)]
    assert whole_tag() != tag


def test_letting_through_twice_or_what_was_taken_back_changes_nothing():
    said, gone = waiting(), waiting()
    let_through(contributions=[said.pk], by=moderator())
    withdraw(contribution=gone, by="visitor")
    lines = AuditLine.objects.count()

    assert let_through(contributions=[said.pk, gone.pk, "nothing"], by=moderator()) == []
    assert refuse_words(contribution=said.pk, rule=Reason.SPAM, by=moderator()) is None
    assert AuditLine.objects.count() == lines


def test_all_or_none_and_only_by_moderators_of_the_bodies_and_areas_it_concerns():
    asked = involvement()
    elsewhere = body("elsewhere")
    InvolvementArea.objects.create(involvement=asked, code="W06000016")
    here, free = waiting(within=asked), waiting(place="W06000024")
    allowed = [
        holder(Part.MODERATOR, body(), name="of-body"),
        holder(Part.MODERATOR, area="W06000016", name="of-area"),
    ]
    others = [
        holder(Part.MODERATOR, elsewhere, name="of-another-body"),
        holder(Part.MODERATOR, area="W06000001", name="of-another-area"),
        holder(Part.OFFICER, body(), name="officer"),
        holder(Part.AUDITOR, name="auditor"),
    ]

    for one in others:
        with pytest.raises(NotAllowed):
            let_through(contributions=[here.pk], by=one)
        with pytest.raises(NotAllowed):
            refuse_words(contribution=here.pk, rule=Reason.SPAM, by=one)
    for one in allowed:
        with pytest.raises(NotAllowed):
            let_through(contributions=[here.pk, free.pk], by=one)
    assert not shown(here)
    assert Case.objects.count() == 0

    assert [of(one) for one in allowed] == [[here.pk], [here.pk]]
    assert [of(one) for one in others] == [[], [], [], [here.pk, free.pk]]
    assert len(let_through(contributions=[here.pk], by=allowed[1])) == 1
    assert of(moderator()) == [free.pk]


def test_the_list_asks_once_for_each_place_and_involvement(django_assert_max_num_queries):
    asked = involvement()
    made = [waiting(within=asked) for _n in range(4)] + [waiting(place=PONTYPRIDD) for _n in range(4)]
    roles = roles_of(holder(Part.MODERATOR, body()))

    # Four, and outside a page the stamp of the areas for each of the two pairs.
    with django_assert_max_num_queries(6):
        assert [one.pk for one in waiting_words(roles)] == [one.pk for one in made[:4]]


def test_refused_words_stay_out_of_sight_by_a_rule_and_their_teller_is_told(
    django_capture_on_commit_callbacks,
):
    held = issue_receipt(
        person=Person.objects.create(language="en"),
        language="en",
        by="visitor",
        word="afal",
        reach=Reach(route="email", email="teller@example.org"),
    )
    said = waiting("Buy cheap socks.", held_by=held, language="en")

    with django_capture_on_commit_callbacks(execute=True):
        case = refuse_words(contribution=said.pk, rule=Reason.SPAM, by=moderator())

    assert case is not None
    assert (case.decision, case.rule, case.decided_by) == (Decision.REMOVED, Reason.SPAM, str(moderator()))
    assert case.why_cy
    assert case.why_en
    assert (case.author, is_held(said), shown(said), of(moderator())) == (str(held.receipt), True, False, [])
    assert let_through(contributions=[said.pk], by=moderator()) == []
    letter = mail.outbox[-1]
    assert letter.to == ["teller@example.org"]
    assert "a moderator looked at your words before everyone could read them" in letter.body
    deeds = AuditLine.objects.order_by("-number").values_list("deed", flat=True)[:3]
    assert sorted(deeds) == ["decide", "hold", "refuse"]
    assert "socks" not in str(list(AuditLine.objects.values()))


def test_a_refusal_taken_back_leaves_the_words_waiting_whatever_time_goes_by():
    said = waiting()
    case = refuse_words(contribution=said.pk, rule=Reason.SPAM, by=moderator())

    undo(case=case, by=moderator())

    assert (is_held(said), shown(said), of(moderator())) == (False, False, [said.pk])
    with later(days=30):
        run_clock()
    assert not shown(said)


def test_on_appeal_somebody_else_shows_them_and_they_wait_no_more():
    said = waiting(held_by=(held := receipt()))
    case = refuse_words(contribution=said.pk, rule=Reason.SPAM, by=moderator())

    appeal(case=case, words="Nid hysbyseb yw hi.", by=str(held.receipt))
    decide_appeal(case=case, decision=Decision.RESTORED, why=WHY, by=moderator("owain"))

    said.refresh_from_db()
    assert (said.waiting, shown(said)) == (False, True)
