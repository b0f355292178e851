"""Decisions, undoing a slip, appeals, and what the author is told."""

from __future__ import annotations

import pytest

from edau.core import audit
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.moderation.actions.appealing import SOMEBODY_ELSE, answer, appeal, decide_appeal
from edau.moderation.actions.clock import erase_words
from edau.moderation.actions.deciding import AlreadyDecided, TooLate, decide, decide_alike, undo
from edau.moderation.actions.reporting import take_back
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Appeal
from edau.moderation.published import Why, ready_reason
from edau.moderation.queries.queue import of_author, open_cases
from edau.moderation.queries.standing import (
    IN_YOUR_FAVOUR,
    NOT_OPEN,
    NOT_YOURS,
    ONE_APPEAL,
    TOO_LATE,
    may_answer,
    may_appeal,
)
from edau.people.choices import Part
from edau.people.queries import roles_of
from tests.cast import account, body, holder, involvement, receipt, story
from tests.moderation.cast import (
    WHY,
    is_held,
    later,
    moderator,
    removed,
    reported,
    restored,
)

pytestmark = pytest.mark.django_db


def test_a_moderator_shows_an_item_again_or_keeps_it_away_by_a_rule_and_with_a_reason():
    shown, kept = story(), story()

    restored(reported(shown).case)
    case = removed(reported(kept).case)

    assert (is_held(shown), is_held(kept)) == (False, True)
    assert (case.decision, case.rule, case.why("cy"), case.why("en")) == (
        Decision.REMOVED,
        Reason.PERSONAL,
        (WHY.cy, "cy"),
        (WHY.en, "en"),
    )
    assert AuditLine.objects.order_by("number").last().codes == {"decision": "removed", "rule": "personal"}


def test_what_only_waited_goes_out_of_sight_when_a_moderator_says_so():
    asked = involvement()

    removed(reported(asked).case)

    assert is_held(asked)


def test_a_decision_without_a_reason_is_none():
    case = reported(story()).case

    for decision, why in ((Decision.REMOVED, Why(cy=" ")), (Decision.DROPPED, WHY)):
        with pytest.raises(ValueError, match="reason"):
            decide(case=case, decision=decision, rule=Reason.HATE, why=why, by=moderator())


def test_a_reason_in_one_language_is_shown_in_it():
    case = reported(story()).case
    decide(case=case, decision=Decision.REMOVED, rule=Reason.HATE, why=Why(cy="Sarhad."), by=moderator())
    case.refresh_from_db()

    assert case.why("en") == ("Sarhad.", "cy")


def test_the_reasons_that_stand_ready_are_there_in_both_languages():
    ready = [ready_reason(decision, rule) for decision in Decision for rule in Reason]

    assert all(why.cy and why.en for why in ready)


def test_only_moderators_of_its_body_or_of_everywhere_decide_until_nobody_did_in_time():
    from edau.moderation.actions.clock import escalate_overdue

    made = reported(story(within=involvement()))
    other = holder(Part.MODERATOR, body("arall"), name="arall")
    for nobody in (account("nia"), holder(Part.OFFICER, body()), holder(Part.AUDITOR), other):
        with pytest.raises(NotAllowed):
            removed(made.case, nobody)
    assert not open_cases(roles_of(other)).exists()

    with later(hours=73):
        assert escalate_overdue() == 1
        assert list(open_cases(roles_of(other))) == [made.case]
        assert removed(made.case, other).decided_by == str(other)


def test_two_moderators_cannot_decide_one_case():
    case = reported(story()).case
    removed(case)

    with pytest.raises(AlreadyDecided):
        restored(case, moderator("gwenllian"))


def test_a_slip_is_taken_back_within_ten_minutes_and_the_item_is_as_it_was():
    said, asked = story(), involvement()
    first, second = restored(reported(said, words="Fy enw.").case), removed(reported(asked).case)

    for case in (first, second):
        undo(case=case, by=moderator())
        case.refresh_from_db()
        assert (case.decided, case.decision, case.rule, case.why_en) == (None, "", "", "")

    assert (is_held(said), is_held(asked)) == (True, False)
    assert first.reports.get().words == "Fy enw."
    removed(first)
    with later(minutes=11), pytest.raises(TooLate):
        undo(case=first, by=moderator())


def test_what_has_been_reported_anew_or_appealed_is_not_undone():
    said, other = story(), story()
    first, second = restored(reported(said).case), restored(reported(other).case)
    reported(said, "owen", Reason.PERSONAL)
    appeal(case=second, words="", by=str(account("nia")))

    for case in (first, second):
        with pytest.raises(TooLate):
            undo(case=case, by=moderator())


def test_everything_of_one_author_is_decided_in_one_go():
    teller = receipt()
    made = [reported(story(held_by=teller), f"reader-{n}") for n in range(3)]
    elsewhere = reported(story())
    restored(made[2].case)

    others = of_author(made[0].case)
    done = decide_alike(
        cases=[made[0].case, *others, made[2].case],
        decision=Decision.REMOVED,
        rule=Reason.SPAM,
        why=WHY,
        by=moderator(),
    )

    assert [case.pk for case in others] == [made[1].case_id]
    assert {case.pk for case in done} == {made[0].case_id, made[1].case_id}
    elsewhere.case.refresh_from_db()
    assert elsewhere.case.decided is None


def test_words_of_reporters_and_authors_are_erased_when_the_case_is_closed():
    said = story()
    case = reported(said, words="Fy chwaer yw hon.").case
    answer(case=case, words="Nid enw go iawn.", by=str(said.receipt))
    removed(case)

    assert erase_words() == 0
    with later(minutes=11):
        assert erase_words() == 2
    case.refresh_from_db()
    assert (case.answer, case.reports.get().words) == ("", "")
    assert audit.first_broken_line() is None


def test_the_author_answers_until_it_is_decided_and_nobody_else_does():
    said = story()
    case = reported(said, reason=Reason.PERSONAL).case

    answer(case=case, words="Nid yw hynny’n wir.", by=str(said.receipt))

    case.refresh_from_db()
    assert case.answer == "Nid yw hynny’n wir."
    with pytest.raises(NotAllowed) as no:
        answer(case=case, words="Fi!", by=str(account("nia")))
    assert no.value.answer == NOT_YOURS
    case = removed(case)
    assert may_answer(case, [str(said.receipt)]) == NOT_OPEN
    assert may_appeal(case, [str(said.receipt)])


def test_an_appeal_by_the_author_is_decided_by_somebody_else():
    said = story()
    first, second = moderator(), moderator("gwenllian")
    case = removed(reported(said).case, first)
    made = appeal(case=case, words="Fy enw i yw hwn.", by=str(said.receipt))

    with pytest.raises(NotAllowed) as no:
        decide_appeal(case=case, decision=Decision.RESTORED, why=WHY, by=first)
    assert no.value.answer == SOMEBODY_ELSE
    decide_appeal(case=case, decision=Decision.RESTORED, why=WHY, by=second)

    made.refresh_from_db()
    case.refresh_from_db()
    assert not is_held(said)
    assert (made.words, case.outcome, case.decision) == ("", Decision.RESTORED, Decision.REMOVED)
    with pytest.raises(AlreadyDecided):
        decide_appeal(case=case, decision=Decision.REMOVED, why=WHY, by=second)


def test_an_appeal_by_who_reported_it_can_take_it_away_again():
    said = story()
    made = reported(said)
    case = restored(made.case)
    appeal(case=case, words="", by=made.reporter)

    decide_appeal(case=case, decision=Decision.REMOVED, why=WHY, by=moderator("gwenllian"))

    assert is_held(said)


def test_who_may_ask_for_another_look_and_when():
    said = story()
    made = reported(said)
    author, reporter = str(said.receipt), made.reporter

    assert not may_appeal(made.case, {author})
    case = removed(made.case)
    assert may_appeal(case, {reporter}) == IN_YOUR_FAVOUR
    assert may_appeal(case, {"user 0"}) == NOT_YOURS
    assert may_appeal(case, {author})
    with later(days=29):
        assert may_appeal(case, {author}) == TOO_LATE
    appeal(case=case, words="", by=author)
    case.refresh_from_db()
    assert may_appeal(case, {author}) == ONE_APPEAL
    assert Appeal.objects.count() == 1


def test_a_report_that_was_taken_back_appeals_against_nothing():
    said = story()
    made, _other = reported(said), reported(said, "owen")
    take_back(case=made.case, reporter=made.reporter)
    case = restored(made.case)

    assert may_appeal(case, {made.reporter}) == NOT_YOURS


def test_an_appeal_outweighs_the_first_decision_for_what_is_cleared():
    from edau.moderation.queries.effects import cleared_reasons

    said = story()
    case = removed(reported(said).case)
    assert cleared_reasons(case) is None
    appeal(case=case, words="", by=str(said.receipt))
    decide_appeal(case=case, decision=Decision.RESTORED, why=WHY, by=moderator("gwenllian"))

    assert cleared_reasons(case) == {Reason.PERSONAL, Reason.OTHER}
