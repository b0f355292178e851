"""The hours ledger: what moves, what may not, what is never lost; and that nobody can change it unseen."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.cli import main
from edau.connect.actions import hours
from edau.connect.actions.hours import BeyondLimit, Refused
from edau.connect.choices import Mistake, Movement, Stage
from edau.connect.models import Account, Entry, Party, Transfer
from edau.connect.models.hours import OnlyAdded
from edau.connect.queries import hours as questions
from edau.core import audit, clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.people.choices import Part
from edau.people.models import Organisation
from tests.cast import account, holder
from tests.connect.hours_cast import ELSEWHERE, HERE, POT, all_hours, group, helped, lent, member, space

pytestmark = pytest.mark.django_db


def standing(party: Party) -> int:
    found = questions.account_of(party)
    return questions.balance(found) if found else 0


def helped_for(giver: Party, seeker: Party, minutes: int) -> Transfer:
    moved = hours.exchange(proposal=helped(giver, seeker), minutes=minutes, by="edau")
    assert moved is not None
    return moved.transfer


def keeper():
    return holder(Part.BROKER, area=POT, name="keeper")


# What moves


def test_an_hour_of_help_is_an_hour_for_both():
    giver, seeker = member(), member()

    moved = hours.exchange(proposal=helped(giver, seeker), minutes=90, by="user 1")

    assert (standing(giver), standing(seeker)) == (90, -90)
    assert (moved.transfer.number, moved.transfer.movement, moved.room.beyond) == (1, "exchange", "")
    line = AuditLine.objects.get(deed="move_hours")
    assert (line.codes["seal"], line.by) == (moved.transfer.seal, "user 1")


def test_who_does_not_count_hours_moves_nothing_on_either_side():
    free, counting = member(counts_hours=False), member()

    assert hours.exchange(proposal=helped(free, counting), minutes=60, by="edau") is None
    assert hours.exchange(proposal=helped(counting, free), minutes=60, by="edau") is None
    assert not Transfer.objects.exists()
    assert not Account.objects.exists()


def test_help_is_written_down_once_and_only_when_it_was_given():
    one, other = member(), member()
    with pytest.raises(Refused, match="not_done"):
        hours.exchange(proposal=helped(one, other, stage=Stage.AGREED), minutes=60, by="edau")
    given_help = helped(one, other)
    hours.exchange(proposal=given_help, minutes=60, by="edau")

    with pytest.raises(Refused, match="again"):
        hours.exchange(proposal=given_help, minutes=60, by="edau")


@pytest.mark.parametrize("minutes", [0, -60, 7 * 24 * 60 + 1])
def test_no_time_and_more_than_a_week_are_refused(minutes):
    with pytest.raises(Refused, match="minutes"):
        hours.exchange(proposal=helped(member(), member()), minutes=minutes, by="edau")


def test_a_room_of_an_organisation_is_hours_redeemed_with_it():
    owner, seeker = group(), member()

    moved = hours.exchange(proposal=lent(space(owner), seeker), minutes=120, by="edau")

    assert moved.transfer.movement == Movement.REDEEM
    assert standing(owner) == 120


def test_an_organisation_issues_and_a_member_redeems():
    organisation, one = group(), member()
    officer = holder(Part.OFFICER, organisation.organisation, name="officer")

    hours.issue(organisation=organisation, member=one, minutes=180, by=officer)
    hours.redeem(member=one, organisation=organisation, minutes=60, by="receipt x")

    assert (standing(organisation), standing(one)) == (-120, 120)
    with pytest.raises(NotAllowed):
        hours.issue(organisation=organisation, member=one, minutes=60, by=account("nobody"))
    with pytest.raises(Refused, match="holder"):
        hours.redeem(member=organisation, organisation=group("arall"), minutes=60, by="x")


def test_an_organisation_issues_down_to_what_it_declared():
    organisation, one = group(), member()
    officer = holder(Part.OFFICER, organisation.organisation, name="officer")
    opened = hours.open_account(party=organisation, by="edau")
    hours.set_limits(account=opened, soft=60, hard=100, by=keeper())

    moved = hours.issue(organisation=organisation, member=one, minutes=90, by=officer)

    assert moved.room.beyond == "soft"
    with pytest.raises(BeyondLimit) as no:
        hours.issue(organisation=organisation, member=one, minutes=11, by=officer)
    assert (no.value.room.balance, no.value.room.limit) == (-101, 100)


def test_gifts_go_to_somebody_or_to_all_and_nobody_gives_what_they_owe():
    giver, friend, helper = member(), member(), member()
    helped_for(giver, helper, 60)
    theirs = hours.open_account(party=friend, by="edau")

    hours.gift(giver=giver, to=theirs, minutes=20, by="receipt x")
    hours.gift_to_pot(giver=giver, minutes=40, by="receipt x")

    assert (standing(giver), standing(friend)) == (0, 20)
    pot = questions.pot_of(POT)
    assert questions.balance(pot) == 40
    with pytest.raises(BeyondLimit):
        hours.gift(giver=giver, to=theirs, minutes=1, by="receipt x")
    with pytest.raises(Refused, match="same"):
        hours.gift(giver=friend, to=theirs, minutes=5, by="receipt x")


def test_the_pot_gives_what_is_in_it_by_a_connector_of_its_area():
    giver, friend = member(), member()
    helped_for(giver, member(), 60)
    hours.gift_to_pot(giver=giver, minutes=60, by="receipt x")
    pot, theirs = questions.pot_of(POT), hours.open_account(party=friend, by="edau")

    hours.give_from_pot(pot=pot, to=theirs, minutes=45, by=keeper())

    assert (questions.balance(pot), standing(friend)) == (15, 45)
    with pytest.raises(BeyondLimit):
        hours.give_from_pot(pot=pot, to=theirs, minutes=16, by=keeper())
    elsewhere = holder(Part.BROKER, area="W06000001", name="elsewhere")
    with pytest.raises(NotAllowed):
        hours.give_from_pot(pot=pot, to=theirs, minutes=5, by=elsewhere)


# Limits


def test_a_word_is_said_at_the_soft_limit_and_nothing_is_taken_beyond_the_hard_one():
    giver, seeker = member(), member()

    assert helped_for(giver, seeker, 600)
    assert questions.may_take(seeker, 30).beyond == "soft"
    moved = hours.exchange(proposal=helped(giver, seeker), minutes=600, by="edau")
    assert moved.room.beyond == "soft"
    assert questions.may_take(seeker, 1).refused
    with pytest.raises(BeyondLimit):
        hours.exchange(proposal=helped(giver, seeker), minutes=1, by="edau")
    assert (standing(seeker), Transfer.objects.count()) == (-1200, 2)


def test_whoever_has_no_account_yet_can_be_helped_within_the_limits():
    assert not questions.may_take(member(), 600).beyond
    assert questions.may_take(member(), 1201).refused
    assert not questions.may_take(member(counts_hours=False), 10_000).beyond


# What was wrong


def test_a_correction_undoes_and_writes_anew_and_nothing_is_rubbed_out():
    giver, seeker = member(), member()
    wrong = helped_for(giver, seeker, 600)

    back, anew = hours.correct(moved=wrong, reason=Mistake.MINUTES, minutes=60, by=keeper())

    assert (standing(giver), standing(seeker)) == (60, -60)
    assert (back.corrects, back.reason, anew.movement) == (wrong, "minutes", "exchange")
    assert Transfer.objects.count() == 3
    assert questions.verify().holds
    with pytest.raises(Refused, match="undone"):
        hours.correct(moved=wrong, reason=Mistake.TWICE, by=keeper())


def test_what_was_undone_can_be_written_down_again():
    one, other = member(), member()
    given_help = helped(one, other)
    moved = hours.exchange(proposal=given_help, minutes=60, by="edau")
    hours.correct(moved=moved.transfer, reason=Mistake.NOT_HELD, by=keeper())

    hours.exchange(proposal=given_help, minutes=30, by="edau")

    assert standing(one) == 30


def test_only_a_connector_of_that_area_corrects():
    wrong = helped_for(member(), member(), 60)

    for nobody in (account("nobody"), holder(Part.BROKER, area="W06000001", name="far")):
        with pytest.raises(NotAllowed):
            hours.correct(moved=wrong, reason=Mistake.TWICE, by=nobody)


def test_what_concerns_an_account_that_was_closed_is_put_right_with_the_pot():
    giver, seeker, other = member(), member(), member()
    wrong = helped_for(giver, seeker, 60)
    helped_for(seeker, other, 60)  # so that nothing is left in it, and no closing is written
    hours.close(account=questions.account_of(seeker), by="edau")
    hours.close(account=questions.account_of(giver), by="edau")
    late = helped_for(member(), other, 30)
    hours.close(account=questions.account_of(other), by="edau")

    hours.correct(moved=late, reason=Mistake.TWICE, by=keeper())
    with pytest.raises(Refused, match="nothing"):  # both sides are the pot now
        hours.correct(moved=wrong, reason=Mistake.TWICE, by=keeper())

    assert questions.verify().holds
    assert all_hours() == 0


# Nothing is lost


@pytest.mark.parametrize("minutes", [45, -45])
def test_what_is_left_when_an_account_is_closed_goes_to_the_pot(minutes):
    one, other = member(), member()
    helped_for(one, other, 45)
    leaving = one if minutes > 0 else other
    closed = questions.account_of(leaving)

    moved = hours.close(account=closed, by="user 1")

    closed.refresh_from_db()
    assert moved.movement == Movement.CLOSING
    assert (questions.balance(closed), closed.party, bool(closed.closed)) == (0, None, True)
    assert questions.balance(questions.pot_of(POT)) == minutes
    with pytest.raises(Refused, match="closed"):
        hours.close(account=closed, by="user 1")
    assert questions.verify().holds


def test_an_area_nobody_knows_shares_the_pot_of_wales():
    far = member(area="W01999999")
    helped_for(far, member(), 60)
    hours.close(account=questions.account_of(far), by="edau")

    assert questions.balance(questions.pot_of("W92000004")) == 60


@pytest.mark.parametrize("delete", [lambda one: one.person.delete(), lambda one: one.delete()])
def test_a_person_is_erased_and_their_hours_go_to_the_pot(delete):
    one, other = member(), member()
    moved = hours.redeem(member=other, organisation=(firm := group()), minutes=60, by="x").transfer
    officer = holder(Part.OFFICER, firm.organisation, name="officer")
    hours.issue(organisation=firm, member=one, minutes=90, by=officer)
    theirs = questions.account_of(one)

    delete(Party.objects.get(pk=one.pk))

    theirs.refresh_from_db()
    assert (theirs.party, questions.balance(theirs)) == (None, 0)
    assert questions.balance(questions.pot_of(POT)) == 90
    assert questions.verify().holds
    assert audit.first_broken_line() is None
    assert Transfer.objects.get(pk=moved.pk).entries.count() == 2


def test_an_organisation_is_erased_and_its_hours_go_to_the_pot():
    hours.redeem(member=member(), organisation=group("dros-dro"), minutes=60, by="x")

    Organisation.objects.get(pk="dros-dro").delete()

    assert questions.balance(questions.pot_of(POT)) == 60


# Only ever added to


def test_nothing_in_the_ledger_is_changed_or_deleted_one_or_many():
    moved = helped_for(member(), member(), 60)
    entry = moved.entries.first()
    forbidden = [
        moved.save,
        moved.delete,
        entry.save,
        entry.delete,
        Transfer.objects.all().delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(minutes=1),
        lambda: Transfer.objects.filter(number=1).update(by="x"),
        lambda: Entry.objects.bulk_update([entry], ["minutes"]),
        lambda: Transfer.objects.update_or_create(number=1, defaults={"by": "x"}),
    ]
    for deed in forbidden:
        with pytest.raises(OnlyAdded):
            deed()
    assert questions.verify().holds


def ledger_of_six() -> None:
    one, other, third = member(), member(), member()
    first = helped_for(one, other, 60)
    helped_for(other, third, 30)
    hours.correct(moved=first, reason=Mistake.MINUTES, minutes=90, by=keeper())
    hours.gift_to_pot(giver=one, minutes=20, by="receipt x")
    hours.close(account=questions.account_of(one), by="edau")


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "number", "codes"),
    [
        ("UPDATE connect_transfer SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2", 2, {"seal"}),
        ("UPDATE connect_transfer SET seal = 'x' WHERE number = 6", 6, {"seal", "trail"}),
        ("UPDATE connect_transfer SET reason = 'twice' WHERE number = 3", 3, {"seal"}),
        (
            "UPDATE connect_entry SET minutes = minutes + 5 WHERE minutes > 0 AND transfer_id ="
            " (SELECT id FROM connect_transfer WHERE number = 2)",
            2,
            {"seal", "zero", "sum"},
        ),
        (
            "UPDATE connect_entry SET minutes = 2 * minutes WHERE transfer_id ="
            " (SELECT id FROM connect_transfer WHERE number = 3)",
            3,
            {"seal", "mirror", "left"},
        ),
        ("UPDATE connect_transfer SET number = 9 WHERE number = 6", 9, {"number", "seal", "trail", "cut"}),
        (
            "DELETE FROM connect_entry WHERE minutes < 0 AND transfer_id ="
            " (SELECT id FROM connect_transfer WHERE number = 2)",
            2,
            {"seal", "zero", "one_sided", "sum"},
        ),
    ],
)
def test_what_was_changed_behind_its_back_is_found(statement, number, codes):
    ledger_of_six()
    assert questions.verify().holds
    raw(statement)

    found = questions.verify().faults

    assert found[0].number in (number, 6)
    assert {fault.code for fault in found} == codes


def test_the_newest_cut_off_is_found_by_the_trail():
    helped_for(member(), member(), 60)
    last = helped_for(member(), member(), 60)
    raw(f"DELETE FROM connect_entry WHERE transfer_id = '{last.pk}'")
    raw(f"DELETE FROM connect_transfer WHERE id = '{last.pk}'")

    (fault,) = questions.verify().faults

    assert (fault.number, fault.code) == (2, "cut")


def test_a_refused_transfer_leaves_no_gap():
    one, other = member(), member()
    helped_for(one, other, 60)
    with transaction.atomic():
        helped_for(one, other, 60)
        transaction.set_rollback(True)
    helped_for(one, other, 60)

    assert list(Transfer.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert questions.verify().holds


@settings(max_examples=4)
@given(seed=st.integers(0, 2**32))
def test_random_histories_come_to_nothing(seed):
    chance = random.Random(seed)
    with transaction.atomic():
        people, bodies = [member(), member(), member(area=ELSEWHERE)], [group("a"), group("b")]
        by = holder(Part.OFFICER, name="everywhere")
        fixer = holder(Part.BROKER, name="fixer")
        deeds = 0
        for _step in range(10):
            one, other = chance.sample(people, 2)
            body, minutes = chance.choice(bodies), chance.choice([1, 29, 60, 480, 1300])
            deed = chance.choice(
                [
                    lambda o=one, p=other, m=minutes: helped_for(o, p, m),
                    lambda o=one, b=body, m=minutes: hours.issue(organisation=b, member=o, minutes=m, by=by),
                    lambda o=one, b=body, m=minutes: hours.redeem(
                        member=o, organisation=b, minutes=m, by="x"
                    ),
                    lambda o=one, m=minutes: hours.gift_to_pot(giver=o, minutes=m, by="x"),
                    lambda o=one: hours.close(account=hours.open_account(party=o, by="x"), by="x"),
                    lambda m=minutes: hours.correct(
                        moved=chance.choice(list(Transfer.objects.all())),
                        reason=Mistake.AGREED,
                        minutes=m if chance.random() < 0.5 else None,
                        by=fixer,
                    ),
                ]
            )
            try:
                deed()
                deeds += 1
            except (Refused, IndexError):
                pass
            assert all_hours() == 0
        proof = questions.verify()
        assert proof.holds, proof.faults
        assert deeds
        transaction.set_rollback(True)


# Reading


def test_a_statement_has_what_was_before_every_line_and_what_is_left():
    one, other = member(), member()
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        helped_for(one, other, 120)
    with clock.at(now - timedelta(days=3)):
        wrong = helped_for(other, one, 30)
    with clock.at(now - timedelta(days=2)):
        hours.correct(moved=wrong, reason=Mistake.TWICE, by=keeper())
    today = clock.today()

    found = questions.statement(questions.account_of(one), today - timedelta(days=10), today)

    assert (found.before, found.after, found.given, found.had) == (120, 120, 30, 30)
    assert [(line.minutes, line.balance, line.undone, line.undoes) for line in found.lines] == [
        (-30, 90, 3, 0),
        (30, 120, 0, 2),
    ]
    with pytest.raises(ValueError, match="ends on or after"):
        questions.statement(questions.account_of(one), today, date(2020, 1, 1))


def test_questions_cost_the_same_however_much_is_there():
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            questions.balances()
            questions.statement(
                hours.Account.objects.order_by("opened").first(), date(2020, 1, 1), clock.today()
            )
            questions.in_all(clock.today())
            for one in questions.transfers_lately():
                [entry.account.party.organisation for entry in one.entries.all()]
        return len(counted)

    one = member()
    helped_for(one, member(), 30)
    few = asked()
    for _more in range(6):
        helped_for(one, member(), 30)

    assert asked() == few


def test_fewer_than_five_people_are_not_told_of():
    giver = member()
    for _three in range(3):
        helped_for(giver, member(), 60)
    assert questions.in_all(clock.today()).people is None
    assert questions.in_all(clock.today()).minutes is None

    helped_for(giver, member(), 60)
    told = questions.in_all(clock.today())

    assert (told.people, told.minutes, told.minutes_lately) == (5, 240, 240)


def test_what_a_few_moved_long_ago_cannot_be_taken_off_the_whole():
    giver = member()
    with clock.at(clock.now() - timedelta(days=500)):
        helped_for(giver, member(), 60)
    for _five in range(5):
        helped_for(giver, member(), 60)

    told = questions.in_all(clock.today())

    assert (told.people, told.minutes, told.minutes_lately) == (7, 360, None)


def test_a_pot_is_told_once_five_accounts_put_into_it():
    giver = member()
    for _four in range(4):
        one = member()
        hours.close(account=_with_hours(one, giver), by="edau")
    assert [pot.minutes for pot in questions.in_all(clock.today()).pots] == [None]

    hours.close(account=_with_hours(member(), giver), by="edau")

    assert [(pot.area, pot.minutes) for pot in questions.in_all(clock.today()).pots] == [(POT, 50)]


def _with_hours(one: Party, other: Party) -> Account:
    helped_for(one, other, 10)
    return questions.account_of(one)


def test_everybody_shares_the_pot_of_their_authority():
    assert questions.pot_area(HERE) == POT
    assert questions.pot_area("W01999999") == "W92000004"


# The command


def test_the_command_says_that_it_holds_and_else_where_it_does_not(capsys):
    ledger_of_six()
    assert main(["hours", "verify", "--lang", "en"]) == 0
    assert "The ledger holds. Transfers: 6." in capsys.readouterr().out

    raw("UPDATE connect_transfer SET by = 'user 9' WHERE number = 4")

    assert main(["hours", "verify", "--lang", "en"]) == 1
    assert "Transfer 4: It is not as it was sealed" in capsys.readouterr().err
    assert main(["hours", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"] == [{"number": 4, "code": "seal"}]
