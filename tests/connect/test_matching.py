"""Everybody matched together, what is suggested at once, and what is left standing where a matching fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.connect.actions import matching
from edau.connect.actions.matching import (
    AlreadyMatching,
    match_all,
    match_nightly,
    suggest_for,
    sweep_matchings,
)
from edau.connect.choices import Side, Stage, Why
from edau.connect.models import Block, Doorstep, GroupPrice, Matching, Proposal, Unmet
from edau.connect.queries import matchable as questions
from edau.connect.queries.matchable import matchable
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from tests.cast import account
from tests.connect.cast import (
    EVENINGS,
    PONTYPRIDD,
    asset,
    capability,
    check,
    connector,
    free,
    need,
    party,
)

pytestmark = pytest.mark.django_db
TOWN, AMLWCH = "W01001228", "W01000003"  # small areas: a kilometre from those who need something, and 200


def pairs() -> set[tuple[str, str]]:
    return {(one.need_id, one.capability_id or one.asset_id) for one in Proposal.objects.all()}


class TestEverybodyTogether:
    def test_an_offer_and_a_need_that_suit_are_proposed_with_their_reasons_and_both_are_told(self):
        giver, seeker = party(reach="mair"), party(reach="tom", language="cy")
        can, wants = capability(of=giver), need(of=seeker)

        done = match_all()

        [made] = Proposal.objects.all()
        assert (made.need, made.capability, made.stage, made.by) == (wants, can, Stage.PROPOSED, "edau")
        assert [code for code, _points in made.reasons][:2] == ["similarity", "nearness"]
        assert made.answer_by == clock.today() + timedelta(days=7)
        assert made.giver_asked is not None
        assert (done.proposed, done.failed, done.needs, done.offers, done.pairs) == (1, "", 1, 1, 1)
        assert 0 < done.value <= done.bound
        giver.refresh_from_db()
        assert giver.last_asked == made.giver_asked
        assert not Unmet.objects.exists()
        assert AuditLine.objects.filter(deed="match").count() == 1

    def test_those_who_are_asked_get_one_letter_each_however_many_suggestions(
        self, django_capture_on_commit_callbacks
    ):
        giver, seeker = party(reach="mair"), party(reach="tom", language="cy")
        capability(of=giver)
        need(of=seeker), need(of=seeker)

        with django_capture_on_commit_callbacks(execute=True):
            match_all()

        letters = {one.to[0]: one for one in mail.outbox}
        assert set(letters) == {"mair@example.org", "tom@example.org"}
        assert len(mail.outbox) == 2
        assert "2 new suggestions" in letters["mair@example.org"].body
        assert all("01443" not in one.body and "Name" not in one.body for one in mail.outbox)

    def test_together_the_rare_helper_goes_to_the_need_that_has_nobody_else(self):
        week = free()
        both, near = capability(km=50, capacity=1), capability(km=5, capacity=1)
        here = need(of=party(at=(51.602, -3.342)))
        far = need(of=party(at=(51.75, -3.342)))

        match_all()

        assert pairs() == {(far.pk, both.pk), (here.pk, near.pk)}
        assert week.pk

    def test_of_equals_whoever_was_asked_longest_ago(self):
        now = clock.now()
        lately = capability(of=party(last_asked=now - timedelta(days=10)))
        long_ago = capability(of=party(last_asked=now - timedelta(days=90)))
        wants = need()

        match_all()

        assert pairs() == {(wants.pk, long_ago.pk)}
        assert lately.pk

    def test_nobody_is_asked_more_often_than_they_wish_over_all_they_offer(self):
        giver = party(asks_a_week=1)
        capability(of=giver), capability(of=giver)
        need(), need(), need()

        match_all()
        match_all()

        assert Proposal.objects.count() == 1
        assert {one.reason for one in Unmet.objects.all()} == {"capacity"}

    def test_what_one_would_be_asked_too_often_for_goes_to_the_next(self):
        busy, other = party(asks_a_week=1), party(asks_a_week=1)
        capability(of=busy, km=9), capability(of=busy, km=9), capability(of=other, km=6)
        need(), need()

        match_all()

        assert {one.capability.party_id for one in Proposal.objects.all()} == {busy.pk, other.pk}

    def test_a_need_for_two_gets_two_different_helpers(self):
        one, two = capability(), capability()
        wants = need(units=2)

        match_all()

        assert pairs() == {(wants.pk, one.pk), (wants.pk, two.pk)}

    def test_a_need_that_is_met_in_part_says_how_many_there_are_and_why_no_more(self):
        capability()
        for _each in range(2):
            capability(week=free(EVENINGS))
        wants = need(units=3)

        for _night in range(
            2
        ):  # the one who was asked yesterday is counted like the one who is asked tonight
            match_all()
            (found,) = Unmet.objects.all()
            assert (found.need, found.reason) == (wants, "time")
            assert (found.detail["helpers"], found.detail["wanted"], found.detail["left"]) == (1, 3, 2)
            assert ["with_evenings", 2] in found.detail["changes"]

    def test_a_need_that_has_all_its_helpers_gets_no_reason(self):
        capability(), capability()
        need(units=2)

        match_all()

        assert not Unmet.objects.exists()

    def test_what_is_made_up_is_never_matched_with_what_is_real(self):
        capability(synthetic=True)
        need()

        match_all()

        assert not Proposal.objects.exists()

    def test_a_room_is_proposed_that_holds_them_all(self):
        asset(persons=10)
        large = asset(persons=40, of=party(organisation=None))
        wants = need(skill="", asset_kind="meeting-room", persons=25)

        match_all()

        assert pairs() == {(wants.pk, large.pk)}

    def test_where_a_connector_stands_between_nobody_is_asked_yet(self):
        capability(skill="have-cuppa")
        wants = need(skill="have-cuppa")

        match_all()

        [made] = Proposal.objects.filter(need=wants)
        assert made.giver_asked is None
        assert made.capability.party.last_asked is None

    def test_prices_are_learned_by_group_and_authority_and_rise_where_help_is_sought_after(self):
        capability(capacity=1), need(), need()

        match_all()

        [price] = GroupPrice.objects.all()
        assert (price.area, price.matchings) == ("W06000016", 1)
        assert price.price > 0


class TestWhatIsNotMatched:
    @pytest.mark.parametrize(
        "change",
        [
            {"withdrawn": clock.now()},
            {"waiting": True},
            {"fresh_until": clock.today() - timedelta(days=1)},
            {"capacity": 0},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_an_offer_that_is(self, change):
        capability(**change) if "fresh_until" not in change else stale()
        need()

        match_all()

        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(
        "change",
        [
            {"withdrawn": clock.now()},
            {"waiting": True},
            {"met": clock.now()},
            {"until": clock.today() - timedelta(days=1)},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_need_that_is(self, change):
        capability()
        need(**change)

        match_all()

        assert (Proposal.objects.count(), Unmet.objects.count()) == (0, 0)

    @pytest.mark.parametrize(
        "change",
        [{"gone": clock.now()}, {"paused_until": clock.today() + timedelta(days=3)}],
        ids=lambda change: next(iter(change)),
    )
    def test_a_party_that_is(self, change):
        capability(of=party(**change))
        need()

        match_all()

        assert not Proposal.objects.exists()

    def test_what_is_held_leaves_and_comes_back(self):
        can = capability()
        need()
        held = hold(label="connect.Capability", object_id=can.pk, reason="personal", by="tests")
        match_all()
        assert not Proposal.objects.exists()

        held.lifted = clock.now()
        held.save()
        match_all()
        assert Proposal.objects.count() == 1

    @pytest.mark.parametrize("who", ["giver", "seeker"])
    def test_a_block_keeps_both_apart_whoever_said_it(self, who):
        giver, seeker = party(), party()
        capability(of=giver), need(of=seeker)
        first, second = (giver, seeker) if who == "giver" else (seeker, giver)
        Block.objects.create(party=first, other=second)

        match_all()

        assert [one.reason for one in Unmet.objects.all()] == ["blocked"]

    def test_nobody_helps_themselves(self):
        own = party()
        capability(of=own), need(of=own)

        match_all()

        assert not Proposal.objects.exists()

    def test_a_check_that_has_run_out_is_no_check_and_a_higher_one_will_do(self):
        giver = party()
        capability(of=giver)
        wants = need(checks=["dbs_basic"])
        check(giver, "dbs_basic", days=-1)
        match_all()
        assert Unmet.objects.get().reason == "checks"

        check(giver, "dbs_enhanced")
        match_all()
        assert pairs() == {(wants.pk, giver.capabilities.get().pk)}

    def test_a_child_or_adult_at_risk_only_with_a_connector_and_with_checks(self):
        giver = party()
        capability(of=giver), check(giver)
        alone = need(of=party(at_risk=True), checks=["dbs_basic"])
        with_broker = party(at_risk=True, broker=connector())
        unchecked, ready = need(of=with_broker), need(of=with_broker, checks=["dbs_basic"])

        match_all()

        assert {one.need_id for one in Proposal.objects.all()} == {ready.pk}
        assert {one.need_id: one.reason for one in Unmet.objects.all()} == {
            alone.pk: "broker",
            unchecked.pk: "checks_first",
        }


class TestWhatANoTeaches:
    def declined(self, why: Why, side: Side = Side.GIVER, **fields: object) -> tuple:
        giver, seeker = party(), party()
        can, wants = capability(of=giver, **fields), need(of=seeker, **fields and {"remote": True})
        match_all()
        Proposal.objects.update(stage=Stage.DECLINED, why=why, declined_by=side)
        return can, wants

    @pytest.mark.parametrize("why", Why)
    def test_the_pair_is_never_proposed_again(self, why):
        self.declined(why)

        match_all()

        assert Proposal.objects.count() == 1

    @pytest.mark.parametrize(("why", "again"), [(Why.NOT_FOR_ME, 1), (Why.NOT_THEM, 0), (Why.DISTANCE, 0)])
    def test_another_need_of_the_same_person(self, why, again):
        _can, wants = self.declined(why)
        other = need(of=wants.party)

        match_all()

        assert Proposal.objects.filter(need=other).count() == again

    def test_too_far_says_nothing_of_help_by_telephone(self):
        _can, wants = self.declined(Why.DISTANCE, remote=True)
        other = need(of=wants.party, remote=True)

        match_all()

        assert Proposal.objects.filter(need=other).count() == 1

    def test_a_time_that_does_not_suit_leaves_other_times(self):
        can, wants = self.declined(Why.TIME)
        same = need(of=wants.party)
        match_all()
        assert not Proposal.objects.filter(need=same).exists()

        capability(of=can.party, week=free(EVENINGS))
        other = need(of=wants.party, week=free(EVENINGS))
        match_all()
        assert Proposal.objects.filter(need=other).exists()

    def test_whoever_has_enough_on_is_left_alone(self):
        self.declined(Why.ENOUGH)
        need()

        match_all()

        assert Proposal.objects.count() == 1

    def test_what_is_solved_needs_nobody(self):
        self.declined(Why.SOLVED, Side.SEEKER)
        capability()

        match_all()

        assert (Proposal.objects.count(), Unmet.objects.count()) == (1, 0)


class TestWhyNobody:
    def test_the_condition_that_emptied_the_list_and_what_would_help(self):
        for _each in range(3):
            capability(week=free(EVENINGS))
        wants = need()

        match_all()

        unmet = Unmet.objects.get(need=wants)
        assert unmet.reason == "time"
        assert unmet.detail == {
            "left": 3,
            "changes": [["with_evenings", 3], ["with_weekends", 3], ["with_any_time", 3]],
        }

    def test_the_reasons_of_a_matching_replace_those_of_the_one_before(self):
        wants = need()
        match_all()
        assert Unmet.objects.get(need=wants).reason == "skill"

        capability()
        match_all()
        assert not Unmet.objects.exists()


class TestWhereItFails:
    @pytest.mark.parametrize(("how", "code"), [("late", "too_long"), ("broken", "broke")])
    def test_what_stood_stands_and_the_record_says_so(self, monkeypatch, how, code, caplog):
        capability(), need(), need(skill="mow-lawn")
        match_all()
        before = (pairs(), {one.need_id: one.reason for one in Unmet.objects.all()})
        need()

        def work(*args: object) -> None:
            if how == "broken":
                raise RuntimeError("the solver came to grief")
            import time

            time.sleep(0.2)

        monkeypatch.setattr(matching, "match", work)
        failed = match_all(seconds=0.01)

        assert (failed.failed, failed.proposed) == (code, 0)
        assert failed.ended is not None
        assert (pairs(), {one.need_id: one.reason for one in Unmet.objects.all()}) == before

    def test_a_failure_while_it_is_written_down_leaves_nothing_half_written(self, monkeypatch):
        capability(), need()

        def broken(*args: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(matching, "_learn", broken)

        assert match_all().failed == "broke"
        assert not Proposal.objects.exists()

    def test_one_at_a_time_but_one_whose_machine_went_down_holds_nobody_up(self):
        running = Matching.objects.create(weights="1", by="edau")
        with pytest.raises(AlreadyMatching):
            match_all()

        Matching.objects.update(begun=clock.now() - timedelta(hours=1))
        assert match_all().failed == ""
        running.refresh_from_db()
        assert running.failed == "broke"

    def test_what_changed_while_it_was_worked_out_falls_out(self, monkeypatch):
        can, _wants = capability(), need()
        monkeypatch.setattr(matching, "within", lambda seconds, work: (work(), withdraw(can))[0])

        assert match_all().proposed == 0


def withdraw(can) -> None:
    can.withdrawn = clock.now()
    can.save()


def stale() -> None:
    can = capability()
    can.fresh_until = clock.today() - timedelta(days=1)
    can.save()


class TestByNight:
    def at(self, hour: int):
        return clock.at(clock.now().replace(hour=hour, minute=30))

    def test_once_a_night_and_not_where_nobody_needs_anything(self):
        with self.at(12):
            assert (match_nightly(), Matching.objects.count()) == (0, 0)
            capability(), need()
            assert match_nightly() == 1
            need()
            assert match_nightly() == 0
            assert Matching.objects.count() == 1

    def test_not_before_it_is_night(self):
        capability(), need()
        with self.at(1):
            assert match_nightly() == 0

    def test_three_times_where_it_fails(self, monkeypatch):
        monkeypatch.setattr(matching, "match", lambda *args: 1 / 0)
        capability(), need()
        with self.at(12):
            for _each in range(5):
                match_nightly()

        assert Matching.objects.filter(failed="broke").count() == 3

    def test_a_connector_may_and_others_may_not(self):
        capability(), need()
        with pytest.raises(NotAllowed):
            match_all(by=account("sian"))

        assert match_all(by=connector()).proposed == 1


class TestAtOnce:
    def test_suggestions_are_those_of_a_matching_of_everything(self):
        near, far = capability(of=party(area=TOWN)), capability()
        capability(skill="mow-lawn"), capability(week=free(EVENINGS)), capability(of=party(area=AMLWCH))
        wants = need()

        answer = suggest_for(wants.pk)

        assert [one.offer.key for one in answer.suggested] == [near.pk, far.pk]
        assert (answer.could, answer.nobody) == (2, None)
        assert answer.suggested[0].reasons[0] == ["similarity", 500]
        assert not Proposal.objects.exists()

    def test_what_is_sought_after_elsewhere_is_left_for_elsewhere(self):
        gardener = party(area=TOWN)
        both = capability(of=gardener)
        both.skills.create(skill="mow-lawn", group=3)
        plain = capability()
        wants = need()
        assert [one.offer.key for one in suggest_for(wants.pk).suggested] == [both.pk, plain.pk]

        GroupPrice.objects.create(group=3, area="W06000016", price=400)
        assert [one.offer.key for one in suggest_for(wants.pk).suggested] == [plain.pk, both.pk]

    def test_remote_help_is_found_however_far_away(self):
        away = capability(of=party(at=(53.2, -4.1)), remote=True, skill="chat-welsh-learner")
        wants = need(skill="chat-welsh-learner", remote=True)

        assert [one.offer.key for one in suggest_for(wants.pk).suggested] == [away.pk]

    def test_nobody_with_the_reason_though_the_database_left_them_out(self):
        capability(week=free(EVENINGS)), capability(of=party(area=AMLWCH))
        wants = need()

        nobody = suggest_for(wants.pk).nobody

        assert nobody is not None
        assert (nobody.reason, nobody.detail["left"]) == ("time", 1)
        assert ["with_evenings", 1] in nobody.detail["changes"]

    def test_of_very_many_in_reach_the_nearest_are_looked_at_and_it_says_that_there_are_more(
        self, monkeypatch
    ):
        monkeypatch.setattr(questions, "MOST_LOOKED_AT", 2)
        near, nearer = capability(), capability(of=party(area=TOWN))
        wants = need()
        assert (suggest_for(wants.pk).could, suggest_for(wants.pk).or_more) == (2, False)

        capability(of=party(area=AMLWCH), km=300)

        answer = suggest_for(wants.pk)
        assert [one.offer.key for one in answer.suggested] == [nearer.pk, near.pk]
        assert (answer.could, answer.or_more) == (2, True)

    def test_where_none_of_the_nearest_could_the_rest_are_looked_at(self, monkeypatch):
        monkeypatch.setattr(questions, "MOST_LOOKED_AT", 1)
        capability(of=party(area=TOWN, languages=("cy",)))
        far = capability()
        wants = need()

        assert [one.offer.key for one in suggest_for(wants.pk).suggested] == [far.pk]

    def test_whoever_goes_further_than_most_is_found_too(self):
        driver = capability(of=party(area=AMLWCH), km=300)
        wants = need()

        assert [one.offer.key for one in suggest_for(wants.pk).suggested] == [driver.pk]

    def test_where_in_their_area_somebody_lives_changes_no_answer_that_anybody_may_ask_for(self):
        """Else a few dozen needs at the right distances would tell whose door it is."""
        wants = need()
        giver = party(area=TOWN, at=None)
        capability(of=giver, km=2)
        answers = [suggest_for(wants.pk)]

        for at in (PONTYPRIDD, (51.7, -3.5), (53.4, -4.3)):
            Doorstep.objects.update_or_create(party=giver, defaults={"latitude": at[0], "longitude": at[1]})
            answers.append(suggest_for(wants.pk))

        assert answers[0].could == 1
        assert answers == [answers[0]] * 4

    def test_a_constant_number_of_queries(self):
        wants = need()
        suggest_for(wants.pk)  # what is kept until a stamp changes is read first, whichever tests ran before
        counts = []
        for _each in range(2):
            for _other in range(3):
                capability()
            with CaptureQueriesContext(connection) as asked:
                suggest_for(wants.pk)
            counts.append(len(asked))
            with CaptureQueriesContext(connection) as everything:
                matchable()
            counts.append(len(everything))

        assert counts[:2] == counts[2:]
        assert max(counts) <= 15


def test_a_matching_whose_worker_died_is_ended_and_one_that_runs_goes_on():
    now = clock.now()
    dead = Matching.objects.create(begun=now - timedelta(minutes=11), weights="1", by="edau")
    runs = Matching.objects.create(begun=now - timedelta(minutes=9), weights="1", by="edau")

    assert (sweep_matchings(), sweep_matchings()) == (1, 0)

    dead.refresh_from_db()
    runs.refresh_from_db()
    assert (dead.failed, dead.ended is not None, runs.ended) == ("broke", True, None)
