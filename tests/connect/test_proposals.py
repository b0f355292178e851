"""From a suggestion to the thanks: both are asked, either can say no, and nobody learns how to reach anybody before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from edau.connect.actions.acting import note_consent, stand_between, take_back_consent
from edau.connect.actions.exchanges import agree_time, mark_done, thank
from edau.connect.actions.matching import match_all
from edau.connect.actions.proposals import (
    NeedsReason,
    NotNow,
    decline,
    end_for,
    introduce,
    lapse,
    propose,
    say_yes,
)
from edau.connect.choices import Side, Stage, Why
from edau.connect.models import Block, Entry, Party, Proposal
from edau.connect.proposal_rules import (
    ASKED_ENOUGH,
    BLOCKED,
    CHECKS_FIRST,
    NO_CHECK,
    NO_CONSENT,
    NOT_THERE,
    NOT_YET,
    NOT_YOURS,
    SAID_NO,
    THROUGH_CONNECTOR,
    TOO_SOON,
    may_answer,
)
from edau.connect.proposal_tellers import tell_proposals
from edau.connect.queries.reaching import told_to
from edau.connect.queries.speaking import Speaker, parties_of
from edau.connect.wording import not_counted
from edau.core import audit, clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.people.choices import Part
from edau.people.rules import ELSEWHERE
from edau.thread.choices import Link
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, reader_of
from tests.cast import account, body, holder
from tests.connect.cast import (
    asset,
    capability,
    check,
    connector,
    need,
    party,
    speaks,
)
from tests.core.databases import Databases

RHONDDA = "W06000016"  # the authority in which the cast lives
GIVER, SEEKER = Side.GIVER, Side.SEEKER
ALLOWED = {
    "connect/queries/reaching.py",
    "connect/actions/parties.py",
    "connect/actions/forgetting.py",  # a year after everything was taken back
    "connect/actions/leaving.py",
    "connect/actions/joining.py",  # two pseudonyms of one person become one
    "portal/forms/body.py",  # whether it has been said
    "portal/queries/held_data.py",
    "portal/actions/erasing.py",
}


def proposed(**of_need: object) -> Proposal:
    """A dog walker and somebody with a dog; mair@ gives, tom@ needs."""
    capability(of=party(reach="mair"))
    need(of=party(reach="tom"), **of_need)
    match_all()
    return Proposal.objects.get()


def by(made: Proposal, side: Side) -> Speaker:
    return speaks(made.need.party if side == SEEKER else made.capability.party)


def yes(made: Proposal, *sides: Side) -> Proposal:
    for side in sides or (GIVER, SEEKER):
        say_yes(proposal=made.pk, side=side, by=by(made, side))
    made.refresh_from_db()
    return made


def done(made: Proposal, minutes: int = 60) -> Proposal:
    yes(made)
    mark_done(proposal=made.pk, side=GIVER, minutes=minutes, by=by(made, GIVER))
    made.refresh_from_db()
    return made


@pytest.mark.django_db
class TestTheWay:
    def test_from_a_suggestion_to_the_thanks_with_a_line_each(self):
        made = proposed()

        assert yes(made, SEEKER).stage == Stage.PROPOSED
        assert yes(made, GIVER).stage == Stage.CONSENTED
        when = clock.now() + timedelta(days=2)
        agree_time(proposal=made.pk, side=SEEKER, when=when, by=by(made, SEEKER))
        with clock.at(when):
            mark_done(proposal=made.pk, side=GIVER, minutes=75, by=by(made, GIVER))
        thank(proposal=made.pk, words="Diolch o galon.", language="cy", by=by(made, SEEKER))

        made.refresh_from_db()
        assert (made.stage, made.minutes, made.thanks, made.thanks_language, made.when) == (
            Stage.THANKED,
            75,
            "Diolch o galon.",
            "cy",
            when,
        )
        assert (made.first, made.in_welsh) == (True, False)
        assert made.need.met is not None
        lines = AuditLine.objects.filter(label="connect.Proposal").order_by("number")
        assert [line.deed for line in lines] == [
            *("say_yes", "say_yes", "both_consent", "agree_time", "done", "thank")
        ]
        assert audit.first_broken_line() is None

    def test_once_done_the_offer_and_the_need_are_tied_and_the_hours_moved(self):
        made = done(proposed(), minutes=90)

        [edge] = Edge.objects.filter(kind=Link.EXCHANGES)
        assert (edge.from_id, edge.to_id) == (made.capability_id, made.need_id)
        assert sorted(Entry.objects.values_list("minutes", flat=True)) == [-90, 90]

    def test_who_stands_as_low_as_they_may_is_helped_all_the_same_and_it_is_not_counted(self):
        from edau.connect.actions.hours import open_account

        made = proposed()
        poor = open_account(party=made.need.party, by="tests")
        poor.soft = poor.hard = 0
        poor.save()

        assert done(made).stage == Stage.DONE
        assert not Entry.objects.exists()
        assert AuditLine.objects.get(deed="done").codes["counted"] is False

    @pytest.mark.parametrize("lowest", [0, 600])
    def test_hours_that_were_not_counted_are_told_of_to_both_and_no_balance_with_them(
        self, lowest, django_capture_on_commit_callbacks
    ):
        from edau.connect.actions.hours import open_account

        made = yes(proposed())
        account_of = open_account(party=made.need.party, by="tests")
        account_of.soft = account_of.hard = lowest
        account_of.save()

        with django_capture_on_commit_callbacks(execute=True):
            told = mark_done(proposal=made.pk, side=GIVER, minutes=60, by=by(made, GIVER))

        [letter] = mail.outbox
        assert told.beyond_limit is (lowest == 0)
        assert (not_counted() in letter.body) is (lowest == 0)
        assert Entry.objects.exists() is (lowest == 600)

    def test_who_does_not_count_hours_is_told_of_no_limit(self, django_capture_on_commit_callbacks):
        made = yes(proposed())
        Party.objects.filter(pk=made.need.party_id).update(counts_hours=False)

        with django_capture_on_commit_callbacks(execute=True):
            told = mark_done(proposal=made.pk, side=GIVER, minutes=60, by=by(made, GIVER))

        assert told.beyond_limit is False
        assert not_counted() not in mail.outbox[0].body

    def test_needed_in_welsh_and_given_in_welsh(self):
        capability(of=party(languages=("cy", "en")))
        need(languages=["cy"])
        match_all()

        assert done(Proposal.objects.get()).in_welsh

    def test_a_need_for_two_is_met_by_the_second(self):
        capability(), capability()
        wants = need(units=2)
        match_all()
        first, second = Proposal.objects.all()
        done(first)
        wants.refresh_from_db()
        assert wants.met is None

        done(second)
        wants.refresh_from_db()
        assert wants.met is not None

    @pytest.mark.parametrize(
        "deed",
        [
            lambda made: agree_time(
                proposal=made.pk, side=SEEKER, when=clock.now() + timedelta(days=1), by=by(made, SEEKER)
            ),
            lambda made: mark_done(proposal=made.pk, side=SEEKER, minutes=60, by=by(made, SEEKER)),
            lambda made: thank(proposal=made.pk, words="", by=by(made, SEEKER)),
            lambda made: introduce(proposal=made.pk, by=connector()),
        ],
        ids=["agree a time", "mark done", "thank", "introduce"],
    )
    def test_nothing_before_both_said_yes(self, deed):
        made = yes(proposed(), GIVER)
        with pytest.raises(NotNow):
            deed(made)

    @pytest.mark.parametrize("minutes", [0, -5, 7 * 24 * 60 + 1])
    def test_minutes_that_are_none(self, minutes):
        made = yes(proposed())
        with pytest.raises(ValueError, match="minute"):
            mark_done(proposal=made.pk, side=GIVER, minutes=minutes, by=by(made, GIVER))

    def test_nobody_notes_it_as_done_before_the_day_that_was_agreed(self):
        made = yes(proposed())
        when = clock.now() + timedelta(days=2)
        agree_time(proposal=made.pk, side=SEEKER, when=when, by=by(made, SEEKER))

        with clock.at(when - timedelta(days=1)), pytest.raises(NotAllowed) as no:
            mark_done(proposal=made.pk, side=GIVER, minutes=600, by=by(made, GIVER))

        assert no.value.answer == TOO_SOON
        assert not Entry.objects.exists()

    def test_the_other_side_is_told_that_it_was_noted_as_done(self, django_capture_on_commit_callbacks):
        made = yes(proposed())

        with django_capture_on_commit_callbacks(execute=True):
            mark_done(proposal=made.pk, side=GIVER, minutes=60, by=by(made, GIVER))

        assert [(one.to, one.subject) for one in mail.outbox] == [(["tom@example.org"], "Noted as done")]

    def test_no_time_that_has_gone_by(self):
        made = yes(proposed())
        with pytest.raises(ValueError, match="gone by"):
            agree_time(proposal=made.pk, side=GIVER, when=clock.now(), by=by(made, GIVER))

    def test_letters_in_each_ones_own_language_without_how_to_reach_the_other(
        self, django_capture_on_commit_callbacks
    ):
        made = proposed()
        made.need.party.person.language = "cy"
        made.need.party.person.save()

        with django_capture_on_commit_callbacks(execute=True):
            yes(made)

        both = {one.to[0]: f"{one.subject}\n{one.body}" for one in mail.outbox}
        assert set(both) == {"mair@example.org", "tom@example.org"}
        assert "You both said yes" in both["mair@example.org"]
        assert "/cy/" in both["tom@example.org"]
        for address, text in both.items():
            assert not any(marker in text for marker in ("01443", "Name ", "@example.org")), address


@pytest.mark.django_db
class TestNo:
    @pytest.mark.parametrize("side", Side)
    @pytest.mark.parametrize("before", [(), (GIVER,), (SEEKER,), (GIVER, SEEKER)], ids=str)
    def test_either_side_can_say_no_also_after_a_yes(self, side, before):
        made = proposed()
        if before:
            yes(made, *before)

        decline(proposal=made.pk, side=side, why=Why.NO_REASON, by=by(made, side))

        made.refresh_from_db()
        assert (made.stage, made.declined_by) == (Stage.DECLINED, side)
        assert [told_to(made, each) for each in Side] == [None, None]
        with pytest.raises(NotNow):
            yes(made, GIVER)

    def test_what_is_solved_ends_what_else_was_suggested(self):
        capability(), capability()
        need(units=2)
        match_all()
        first, second = Proposal.objects.all()

        decline(proposal=first.pk, side=SEEKER, why=Why.SOLVED, by=by(first, SEEKER))

        second.refresh_from_db()
        assert second.stage == Stage.ENDED

    def test_what_nobody_answers_in_time_lapses_once(self):
        made = proposed()
        assert lapse() == 0

        Proposal.objects.update(answer_by=clock.today() - timedelta(days=1))
        assert (lapse(), lapse()) == (1, 0)
        made.refresh_from_db()
        assert made.stage == Stage.LAPSED

    def test_what_is_taken_back_ends_with_its_proposals_but_not_with_what_was_done(
        self, django_capture_on_commit_callbacks
    ):
        made = yes(proposed())
        with django_capture_on_commit_callbacks(execute=True):
            assert end_for(by="tests", needs=[made.need]) == 1
        made.refresh_from_db()
        assert (made.stage, told_to(made, GIVER)) == (Stage.ENDED, None)
        assert {one.to[0] for one in mail.outbox} == {"mair@example.org", "tom@example.org"}

        Proposal.objects.update(stage=Stage.DONE)
        assert end_for(by="tests", capabilities=[made.capability]) == 0


@pytest.mark.django_db
class TestWhoMayAnswer:
    def test_the_person_with_their_receipt_or_their_account_and_nobody_else(self):
        made = proposed()
        assert may_answer(by(made, SEEKER), made, SEEKER)
        sian = account("sian")
        made.need.party.person.user = sian
        made.need.party.person.save()

        assert may_answer(Speaker(account=sian), made, SEEKER)
        # Claimed, the receipt alone says nothing any more: somebody may have found the paper.
        found = by(made, SEEKER)
        assert may_answer(Speaker(account=sian, receipt=found.receipt), made, SEEKER)
        for speaker in (found, by(made, GIVER), Speaker(account=account("other")), Speaker()):
            assert may_answer(speaker, made, SEEKER) == NOT_YOURS
            assert made.need.party not in parties_of(speaker)

    def test_what_keeps_two_apart_since_it_was_proposed_stops_a_yes(self):
        made = proposed()
        giver, seeker = made.capability.party, made.need.party
        say_yes(proposal=made.pk, side=GIVER, by=by(made, GIVER))

        kept = Block.objects.create(party=giver, other=seeker)
        with pytest.raises(NotAllowed) as no:
            say_yes(proposal=made.pk, side=SEEKER, by=by(made, SEEKER))
        assert no.value.answer == BLOCKED

        kept.delete()
        gwen = connector()
        Party.objects.filter(pk=seeker.pk).update(at_risk=True, broker=gwen)
        with pytest.raises(NotAllowed) as no:
            say_yes(proposal=made.pk, side=SEEKER, by=Speaker(account=gwen))
        assert no.value.answer == CHECKS_FIRST

    def test_for_an_organisation_whoever_may_share_in_its_name(self):
        room = asset()
        need(skill="", asset_kind="meeting-room")
        match_all()
        made = Proposal.objects.get()

        officer = holder(Part.OFFICER, room.owner.organisation, name="hub")
        assert may_answer(Speaker(account=officer), made, GIVER)
        assert may_answer(Speaker(account=holder(Part.OFFICER, body("arall"))), made, GIVER) == NOT_YOURS

    def test_a_connector_only_with_their_consent_and_only_near_by(self):
        made = proposed()
        gwen = connector()
        assert may_answer(Speaker(account=gwen), made, SEEKER) == NO_CONSENT

        note_consent(party=made.need.party, language="cy", spoken=True, by=gwen)
        made = Proposal.objects.get()
        assert may_answer(Speaker(account=gwen), made, SEEKER)
        assert not may_answer(Speaker(account=connector("W06000015", "far")), made, SEEKER)

        take_back_consent(party=made.need.party, by="tests")
        assert may_answer(Speaker(account=gwen), Proposal.objects.get(), SEEKER) == NO_CONSENT

    def test_consent_is_noted_with_who_took_it_in_which_words_and_language(self):
        made, gwen = proposed(), connector()

        noted = note_consent(party=made.need.party, language="cy", spoken=True, by=gwen)

        kept = noted.consent
        assert (kept.purpose, kept.wording, kept.language, kept.spoken, kept.taken_by) == (
            *("acted_for", "acting-1", "cy", True),
            str(gwen),
        )
        assert noted.broker == gwen
        with pytest.raises(NotAllowed):
            note_consent(party=made.capability.party, language="cy", spoken=True, by=account("sian"))

    def test_where_a_connector_stands_between_nobody_answers_before_being_introduced(self):
        can, wants = capability(skill="have-cuppa"), need(skill="have-cuppa")
        match_all()
        made = Proposal.objects.get()
        assert may_answer(speaks(can.party), made, GIVER) == NOT_YET
        with pytest.raises(NotAllowed):
            introduce(proposal=made.pk, by=connector("W06000015", "far"))

        introduce(proposal=made.pk, by=connector())
        made.refresh_from_db()
        can.party.refresh_from_db()
        assert made.giver_asked == can.party.last_asked != None  # noqa: E711
        assert may_answer(speaks(wants.party), made, SEEKER)

    def test_nobody_is_introduced_more_often_in_a_week_than_they_wish(self):
        giver = party(asks_a_week=1)
        can, wants = capability(of=giver, skill="have-cuppa"), need(skill="have-cuppa")
        match_all()
        made = Proposal.objects.get()
        other = propose(need=need(), capability=capability(of=giver), by=connector(), because="Neighbours.")

        with pytest.raises(NotAllowed) as no:
            introduce(proposal=made.pk, by=connector())
        assert no.value.answer == ASKED_ENOUGH
        made.refresh_from_db()
        assert (made.giver_asked, made.capability_id, made.need_id) == (None, can.pk, wants.pk)

        Proposal.objects.filter(pk=other.pk).update(giver_asked=clock.now() - timedelta(days=8))
        introduce(proposal=made.pk, by=connector())
        made.refresh_from_db()
        assert made.giver_asked is not None

    def test_for_a_child_or_adult_at_risk_a_connector_answers_always_and_is_reached_in_their_place(self):
        giver, gwen = party(reach="mair"), connector()
        capability(of=giver), check(giver)
        risk = party(reach="cadi", at_risk=True)
        stand_between(party=risk, by=gwen)
        wants = need(of=risk, checks=["dbs_basic"])
        match_all()
        made = Proposal.objects.get()
        introduce(proposal=made.pk, by=gwen)

        with pytest.raises(NotAllowed) as no:
            say_yes(proposal=made.pk, side=SEEKER, by=speaks(risk))
        assert no.value.answer == THROUGH_CONNECTOR
        say_yes(proposal=made.pk, side=SEEKER, by=Speaker(account=gwen))
        say_yes(proposal=made.pk, side=GIVER, by=speaks(giver))

        reach = told_to(made, GIVER)
        assert (reach.email, reach.name, reach.telephone, reach.through) == (gwen.email, "", "", True)
        assert wants.pk

    def test_no_letter_goes_to_a_child_or_adult_at_risk_but_to_whoever_stands_between(
        self, django_capture_on_commit_callbacks
    ):
        giver, gwen = party(reach="mair"), connector()
        capability(of=giver), check(giver)
        risk = party(reach="cadi", at_risk=True)
        stand_between(party=risk, by=gwen)
        need(of=risk, checks=["dbs_basic"])
        match_all()
        made = Proposal.objects.get()

        with django_capture_on_commit_callbacks(execute=True):
            introduce(proposal=made.pk, by=gwen)
            say_yes(proposal=made.pk, side=SEEKER, by=Speaker(account=gwen))
            say_yes(proposal=made.pk, side=GIVER, by=speaks(giver))

        letters = {one.to[0]: one.body for one in mail.outbox}
        assert sorted(letters) == sorted(["mair@example.org", gwen.email])
        with override(gwen.language):
            assert reverse("portal:connector_queue") in letters[gwen.email]


@pytest.mark.django_db
class TestAConnectorProposes:
    def test_in_the_order_without_a_reason_and_against_it_with_one(self):
        can, wants, gwen = capability(), need(), connector()
        with pytest.raises(NeedsReason):
            propose(need=wants, capability=can, by=gwen)

        made = propose(need=wants, capability=can, by=gwen, because="They know one another.")

        assert (made.by, made.because) == (str(gwen), "They know one another.")
        assert AuditLine.objects.get(deed="propose").codes == {"against_order": True, "guarded": False}

    def test_distance_and_time_can_be_overridden(self):
        can, wants = capability(of=party(at=(53.0, -4.0))), need()

        assert propose(need=wants, capability=can, by=connector(), because="He moves here in May.")

    def refused(self, **fields: object) -> object:
        with pytest.raises(NotAllowed) as no:
            propose(by=connector(), because="All the same.", **fields)
        return no.value.answer

    def test_blocks_cannot(self):
        can, wants = capability(), need()
        Block.objects.create(party=wants.party, other=can.party)

        assert self.refused(need=wants, capability=can) == BLOCKED

    def test_checks_cannot(self):
        can, wants = capability(), need(checks=["dbs_basic"])
        assert self.refused(need=wants, capability=can) == NO_CHECK

        at_risk = need(of=party(at_risk=True, broker=connector(name="gwen")))
        assert self.refused(need=at_risk, capability=can) == CHECKS_FIRST

    def test_what_is_held_or_pausing_or_made_up_cannot(self):
        can, wants = capability(), need()
        hold(label="connect.Need", object_id=wants.pk, reason="personal", by="tests")
        assert self.refused(need=wants, capability=can) == NOT_THERE
        pausing = capability(of=party(paused_until=clock.today() + timedelta(days=1)))
        assert self.refused(need=need(), capability=pausing) == NOT_THERE
        assert self.refused(need=need(), capability=capability(synthetic=True)) == NOT_THERE

    def test_a_no_and_having_been_asked_enough_cannot(self):
        can, wants = capability(of=party(asks_a_week=1)), need()
        made = propose(need=wants, capability=can, by=connector(), because="Neighbours.")
        decline(proposal=made.pk, side=GIVER, why=Why.NO_REASON, by=by(made, GIVER))
        assert self.refused(need=wants, capability=can) == SAID_NO
        assert self.refused(need=need(), capability=can) == ASKED_ENOUGH

    def test_who_gives_and_is_at_risk_is_brought_together_by_a_connector_of_their_own_area(self):
        there = party(area="W01000517", at_risk=True, broker=connector(name="gwen"))  # in another authority
        can, wants = capability(of=there), need()
        with pytest.raises(NotAllowed) as no:
            propose(need=wants, capability=can, by=connector(RHONDDA, "near"), because="All the same.")

        assert no.value.answer == ELSEWHERE

    def test_only_connectors_and_only_near_by(self):
        can, wants = capability(), need()
        for user in (account("sian"), connector("W06000015", "far"), holder(Part.OFFICER)):
            with pytest.raises(NotAllowed):
                propose(need=wants, capability=can, by=user, because="All the same.")


@pytest.mark.django_db
class TestReaching:
    @pytest.mark.parametrize("sides", [(), (GIVER,), (SEEKER,)], ids=str)
    def test_nothing_before_both_said_yes(self, sides):
        made = proposed()
        if sides:
            yes(made, *sides)

        assert [told_to(made, side) for side in Side] == [None, None]

    def test_both_then_and_until_thanks_are_said(self):
        made = yes(proposed())
        assert told_to(made, GIVER).email == "tom@example.org"
        assert told_to(made, SEEKER).telephone == "01443 mair"

        done_ = mark_done(proposal=made.pk, side=GIVER, minutes=30, by=by(made, GIVER))
        assert told_to(done_.proposal, SEEKER) is not None
        thank(proposal=made.pk, words="", by=by(made, SEEKER))
        assert [told_to(made, side) for side in Side] == [None, None]

    def test_nothing_once_one_has_left_or_something_is_held(self):
        made = yes(proposed())
        held = hold(label="connect.Need", object_id=made.need_id, reason="personal", by="tests")
        assert told_to(made, GIVER) is None
        held.lifted = clock.now()
        held.save()
        assert told_to(made, GIVER) is not None

        made.need.party.gone = clock.now()
        made.need.party.save()
        assert told_to(made, GIVER) is None

    def test_a_stage_without_both_stamps_opens_nothing(self):
        made = proposed()
        Proposal.objects.update(stage=Stage.CONSENTED, giver_yes=clock.now())

        assert told_to(made, SEEKER) is None

    def test_no_other_module_reads_it(self):
        source = Path(__file__).parent.parent.parent / "src" / "edau"
        named = {
            path.relative_to(source).as_posix()
            for path in source.rglob("*.py")
            if re.search(r"\bReaching\b|reaching__|\.reaching\b(?! import)", path.read_text())
        }
        reads = {name for name in named if "models" not in name and "migrations" not in name}

        # Kept when somebody takes part, deleted when they leave; a person's own copy of what is held; and `told_to`.
        assert reads <= ALLOWED
        assert "connect/queries/reaching.py" in reads


@pytest.fixture
def databases(django_db_setup, django_db_blocker, tmp_path: Path) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path)
        yield made
        made.remove()


class TestTheLastPlace:
    @pytest.mark.django_db
    def test_whoever_comes_second_is_told(self, django_capture_on_commit_callbacks):
        one, two = party(reach="mair"), party(reach="dai")
        wants = need()
        gwen = connector()
        first, second = (
            propose(need=wants, capability=capability(of=each), by=gwen, because="Both are near.")
            for each in (one, two)
        )
        say_yes(proposal=second.pk, side=GIVER, by=speaks(two))

        with django_capture_on_commit_callbacks(execute=True):
            yes(first)

        second.refresh_from_db()
        assert second.stage == Stage.ENDED
        letters = {letter.to[0]: letter.subject for letter in mail.outbox}
        assert letters["dai@example.org"] == "A suggestion is no longer open"
        with pytest.raises(NotNow):
            say_yes(proposal=second.pk, side=SEEKER, by=speaks(wants.party))

    @pytest.mark.parametrize("last", ["of the need", "of the giver"])
    def test_of_ten_who_say_yes_in_the_same_moment_just_one_gets_it(self, databases, last):
        with databases.fresh() as connection:
            described = connection.settings_dict
            gwen = connector()
            if last == "of the need":
                wants = need()
                ends = [(wants, capability()) for _each in range(10)]
            else:
                can = capability(capacity=1, of=party(asks_a_week=20))
                ends = [(need(), can) for _each in range(10)]
            made = [
                propose(need=wants, capability=can, by=gwen, because="Ten at once.") for wants, can in ends
            ]
            early, late = (GIVER, SEEKER) if last == "of the giver" else (SEEKER, GIVER)
            for one in made:
                say_yes(proposal=one.pk, side=early, by=by(one, early))
            speakers = {one.pk: by(one, late) for one in made}
            together = Barrier(len(made))

            def press(one: Proposal) -> str:
                with databases.using(described["ENGINE"], described["NAME"]):
                    together.wait(timeout=60)
                    try:
                        return say_yes(proposal=one.pk, side=late, by=speakers[one.pk]).stage
                    except NotNow as over:
                        return over.stage

            with ThreadPoolExecutor(len(made)) as people:
                answers = list(people.map(press, made))

            assert sorted(answers) == [Stage.CONSENTED, *[Stage.ENDED] * 9]
            assert Proposal.objects.filter(stage=Stage.CONSENTED).count() == 1
            assert Proposal.objects.filter(stage=Stage.ENDED).count() == 9
            assert audit.first_broken_line() is None


@pytest.mark.django_db
class TestOnTheThread:
    def test_connectors_near_by_are_told_of_a_proposal_and_nobody_else(self):
        made = proposed()

        assert tell_proposals([made.pk], "en", EVERYONE) == {}
        near, far = reader_of(connector("W06000016", "near")), reader_of(connector("W06000015", "far"))
        assert tell_proposals([made.pk], "en", far) == {}
        assert set(tell_proposals([made.pk], "en", near)) == {made.pk}
        hold(label="connect.Need", object_id=made.need_id, reason="personal", by="tests")
        assert tell_proposals([made.pk], "en", near) == {}
