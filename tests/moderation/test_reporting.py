"""What a report does at once, and the rules against its abuse."""

from __future__ import annotations

import pytest

from edau.core import stamps
from edau.core.models import AuditLine, Hold
from edau.listen.choices import Audience
from edau.moderation.actions.clock import let_holds_end
from edau.moderation.actions.reporting import NotThere, report, take_back
from edau.moderation.choices import Decision, Effect, Queued, Reason
from edau.moderation.kinds import Kind, kind_of, kinds, register
from edau.moderation.models import Case, Report
from edau.moderation.queries.effects import Asked, quota
from tests.cast import account, body, involvement, receipt, story
from tests.moderation.cast import (
    HELD,
    SAID,
    effect,
    is_held,
    later,
    moderator,
    removed,
    reported,
    restored,
)

pytestmark = pytest.mark.django_db


def test_a_report_by_somebody_we_know_takes_an_item_out_of_sight_at_once():
    said, before = story(), stamps.whole_tag()

    made = reported(said, reason=Reason.PERSONAL)

    assert effect(made) == HELD
    assert is_held(said)
    assert stamps.whole_tag() != before
    case = made.case
    assert (case.held, case.author, case.area) == (True, f"receipt {said.receipt_id}", said.place)
    assert (case.due - case.opened).total_seconds() == 72 * 3600


def test_the_trail_has_the_report_the_hold_and_no_word_of_anybody():
    said = story("Mae Dilys Enghraifft yn sâl.")

    made = reported(said, words="Enw fy mam yw hwn.")

    lines = list(AuditLine.objects.order_by("-number")[:2])
    assert [line.deed for line in lines] == ["hold", "report"]
    assert lines[1].codes == {"reason": "other", "effect": "held", "of": f"{SAID} {said.pk}"}
    assert lines[1].object_id == made.case_id
    assert "mam" not in str([line.codes for line in lines])


def test_a_hold_and_its_report_come_together_or_not_at_all(monkeypatch):
    said = story()

    def fails(**deed):
        raise RuntimeError

    monkeypatch.setattr("edau.core.visibility.audit.record", fails)
    with pytest.raises(RuntimeError):
        reported(said)

    assert (Case.objects.count(), Report.objects.count(), is_held(said)) == (0, 0, False)


def test_many_reports_of_one_item_are_one_case_and_one_hold():
    said = story()

    made = [reported(said, by) for by in ("nia", "owen", "siân")]

    assert [effect(one) for one in made] == [HELD] * 3
    assert len({one.case_id for one in made}) == 1
    assert Hold.objects.filter(label=SAID, object_id=said.pk).count() == 1


def test_one_reader_has_one_report_of_an_item_however_often_they_send_it():
    said = story()

    first, again = reported(said), reported(said, reason=Reason.SPAM)

    assert first == again
    assert again.reason == Reason.OTHER


def test_what_a_body_promised_waits_for_a_moderator():
    asked = involvement()

    made = reported(asked)

    assert effect(made) == (Effect.QUEUED, Queued.KIND)
    assert not is_held(asked)
    assert made.case.organisation == body().key


def test_only_what_a_reader_could_see_can_be_reported():
    closed, gone = story(audience=Audience.ANSWERERS), story()
    removed(reported(gone).case)

    for item in (closed, gone, involvement(live=False)):
        with pytest.raises(NotThere):
            reported(item)
    with pytest.raises(NotThere):
        report(label="accounts.User", object_id="1", asked=Asked("user 1", Reason.SPAM))


def test_a_report_taken_back_takes_its_effect_with_it():
    said = story()
    made = reported(said, words="Camgymeriad.")

    assert take_back(case=made.case, reporter=made.reporter) is True

    made.refresh_from_db()
    assert not is_held(said)
    assert (made.case.decision, made.words) == (Decision.DROPPED, "")
    assert take_back(case=made.case, reporter=made.reporter) is False


def test_a_hold_stays_while_another_report_stands_behind_it():
    said = story()
    first, _second = reported(said, "nia"), reported(said, "owen")

    take_back(case=first.case, reporter=first.reporter)
    assert is_held(said)
    take_back(case=first.case, reporter=str(account("owen")))
    assert not is_held(said)


def test_nobody_takes_back_the_report_of_another():
    made = reported(story(), "nia")

    assert take_back(case=made.case, reporter=str(account("owen"))) is False
    assert take_back(case=made.case, reporter="") is False


def test_reporting_taking_back_and_reporting_again_holds_nothing_a_second_time():
    said = story()
    made = reported(said)
    take_back(case=made.case, reporter=made.reporter)

    assert effect(reported(said)) == (Effect.QUEUED, Queued.AGAIN)
    assert not is_held(said)


def test_what_a_moderator_cleared_needs_a_new_reason_and_two_people():
    said = story()
    restored(reported(said, "nia", Reason.OTHER).case)

    same_reason = reported(said, "owen", Reason.OTHER)
    new_reason = reported(said, "siân", Reason.PERSONAL)
    without_a_name = reported(said, "", Reason.PERSONAL)
    assert [effect(one)[1] for one in (same_reason, new_reason, without_a_name)] == [Queued.CLEARED] * 3
    assert not is_held(said)

    second = reported(said, "gwen", Reason.THREAT)

    assert effect(second) == effect(new_reason) == HELD
    assert effect(same_reason) == (Effect.QUEUED, Queued.CLEARED)
    assert is_held(said)


def test_when_one_of_the_two_takes_it_back_what_was_cleared_is_in_sight_again():
    said = story()
    restored(reported(said, "nia").case)
    reported(said, "owen", Reason.PERSONAL)
    second = reported(said, "siân", Reason.PERSONAL)
    assert is_held(said)

    take_back(case=second.case, reporter=str(account("owen")))

    assert not is_held(said)


def test_the_first_reporter_cannot_be_one_of_the_two():
    said = story()
    restored(reported(said, "nia").case)
    reported(said, "owen", Reason.PERSONAL)

    assert effect(reported(said, "nia", Reason.THREAT)) == (Effect.QUEUED, Queued.AGAIN)
    assert not is_held(said)


def test_one_reader_takes_away_ten_items_a_day_and_then_they_wait():
    made = [reported(story(place="")) for _n in range(11)]
    with later(hours=25):
        tomorrow = reported(story(place=""))

    # Each teller is another person, and nothing is in an involvement: only the quota counts.
    assert [one.effect for one in made] == [Effect.HELD] * 10 + [Effect.QUEUED]
    assert made[10].queued_by == Queued.QUOTA
    assert effect(tomorrow) == HELD


@pytest.mark.parametrize(("fell", "stood", "left"), [(2, 0, 10), (0, 4, 10), (2, 2, 5), (4, 0, 1)])
def test_the_quota_falls_with_the_share_of_reports_that_did_not_stand(fell, stood, left):
    by = moderator()
    for decide, count in ((restored, fell), (removed, stood)):
        for _n in range(count):
            decide(reported(story()).case, by)

    with later(days=2):
        assert quota(str(account("nia")), _now()) == left


def _now():
    from edau.core import clock

    return clock.now()


def test_readers_nobody_knows_take_away_three_items_a_day_from_one_address():
    made = [reported(story(), "", address="a" * 64) for _n in range(4)]
    elsewhere = reported(story(), "", address="b" * 64)

    assert [one.effect for one in made] == [Effect.HELD] * 3 + [Effect.QUEUED]
    assert made[3].queued_by == Queued.UNKNOWN
    assert effect(elsewhere) == HELD


def test_many_items_of_one_page_within_an_hour_raise_slow_mode():
    asked = involvement()
    made = [reported(story(within=asked), f"reader-{n}") for n in range(9)]

    assert [one.effect for one in made] == [Effect.HELD] * 8 + [Effect.QUEUED]
    assert made[8].queued_by == Queued.SLOW
    with later(hours=2):
        assert effect(reported(story(within=asked), "reader-10")) == HELD


def test_many_items_of_one_author_within_an_hour_raise_slow_mode():
    teller = receipt()
    made = [reported(story(held_by=teller), f"reader-{n}") for n in range(5)]

    assert [one.queued_by for one in made] == [""] * 4 + [Queued.SLOW]


def test_many_reports_from_one_address_within_an_hour_raise_slow_mode():
    made = [reported(story(), f"reader-{n}", address="c" * 64) for n in range(7)]

    assert [one.queued_by for one in made] == [""] * 6 + [Queued.SLOW]


def test_a_hold_that_ended_by_itself_does_not_begin_again_for_such_a_reason():
    said = story()
    reported(said, "nia", Reason.SPAM)
    with later(days=8):
        assert let_holds_end() == 1
        assert effect(reported(said, "owen", Reason.OTHER)) == (Effect.QUEUED, Queued.LAPSED)
        assert effect(reported(said, "siân", Reason.PERSONAL)) == HELD


def test_words_that_are_too_long_are_refused():
    with pytest.raises(ValueError, match="too many"):
        reported(story(), words="x" * 2_001)


def test_every_kind_tells_all_items_in_one_answer():
    assert [kind.label for kind in kinds()] == [
        "answer.Felt",
        "answer.Reply",
        "connect.Asset",
        "connect.Capability",
        "connect.Need",
        "listen.Addition",
        "listen.Contribution",
        "listen.Involvement",
        "listen.OutsideAsk",
        "listen.Theme",
        "understand.Signal",
    ]
    assert [kind.label for kind in kinds() if kind.personal] == [
        "answer.Felt",
        "connect.Capability",
        "connect.Need",
        "listen.Addition",
        "listen.Contribution",
    ]
    with pytest.raises(ValueError, match="already"):
        register(Kind(SAID, "", True, dict, bool, str))


def test_an_addition_can_be_reported_alone():
    from edau.listen.actions.contributions import add_words

    said = story()
    added = add_words(contribution=said, words="A’r siop hefyd.", language="cy", by="visitor")

    made = reported(added)

    assert effect(made) == HELD
    assert kind_of(made.case.label).tell([added.pk])[added.pk].texts[0][1] == "cy"
    assert made.case.author == f"receipt {said.receipt_id}"
    assert not is_held(said)
