"""Offers and needs: what is taken in, what is refused and why, and that what is withdrawn is gone everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.connect.actions.checks import note_check, withdraw_check
from edau.connect.actions.joining import join
from edau.connect.actions.keeping_apart import block, unblock
from edau.connect.actions.leaving import leave, withdraw
from edau.connect.actions.needs import Wanted, change_need, met, need
from edau.connect.actions.offers import (
    FRESH_FOR,
    Ability,
    Thing,
    change_asset,
    change_offer,
    confirm_fresh,
    offer,
    offer_asset,
)
from edau.connect.actions.parties import Contact, Somebody, Where, change_party, take_part
from edau.connect.actions.times import Times
from edau.connect.models import (
    Asset,
    Block,
    Capability,
    Check,
    Doorstep,
    FreeWeek,
    Need,
    Offered,
    Party,
    Proposal,
    Reaching,
)
from edau.connect.queries.needs import needs_listed, public_need, required_checks, shown
from edau.connect.queries.offers import assets_in, by_fives, offered, people_by_group, people_by_time
from edau.connect.refusals import Refused
from edau.connect.skills import check_kinds, groups, skills
from edau.connect.tellers import ASSET, CAPABILITY, NEED, tell_capabilities, tell_needs
from edau.core import clock, visibility
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.readpaths import read_paths
from edau.people.choices import Part
from edau.people.rules import ELSEWHERE, NO_ROLE, NOT_SIGNED_IN
from edau.thread.choices import Link
from edau.thread.models import Edge, Receipt
from edau.thread.records import EVERYONE, tell
from tests import cast
from tests.cast import PONTYPRIDD

pytestmark = pytest.mark.django_db

TUESDAYS = {"start": "2026-11-24T18:00", "minutes": 120, "rule": "FREQ=WEEKLY;BYDAY=TU"}
HERE = Where(PONTYPRIDD, 51.60371, -3.34219)
REACH = Contact("Marciwr Cyswllt", "marciwr@example.org", "01443 987123")
GUARDED = next(group for group in groups().values() if group.risk == "broker" and len(group.checks) > 1)
GUARDED_SKILL = next(key for key, skill in skills().items() if skill.group == GUARDED.key)
OPEN_SKILL = next(
    key for key, skill in skills().items() if "dbs_enhanced" not in groups()[skill.group].checks
)


def somebody(**changes: Any) -> Somebody:
    return Somebody(**{"where": HERE, "languages": ["cy", "en"], "contact": REACH, **changes})


def ability(**changes: Any) -> Ability:
    return Ability(**{"words": "Dw i’n trwsio beiciau.", "language": "cy", "skills": [OPEN_SKILL], **changes})


def wanted(**changes: Any) -> Wanted:
    return Wanted(**{"words": "I need a hand.", "language": "en", "skill": OPEN_SKILL, **changes})


def offered_by(who: Somebody | None = None, **changes: Any) -> Capability:
    times = Times([TUESDAYS])
    return offer(ability=ability(**changes), times=times, who=who or somebody(), by="visitor").record


def needed_by(who: Somebody | None = None, **changes: Any) -> Need:
    return need(wanted=wanted(**changes), times=Times([TUESDAYS]), who=who or somebody(), by="visitor").record


def lines(label: str, key: str) -> list[str]:
    return list(
        AuditLine.objects.filter(label=label, object_id=key).order_by("number").values_list("deed", flat=True)
    )


# Taking in


def test_whoever_offers_without_an_account_becomes_a_party_and_gets_a_receipt():
    made = offer(ability=ability(), times=Times([TUESDAYS]), who=somebody(), by="visitor")

    one = made.record
    assert made.issued is not None
    assert one.receipt == made.issued.receipt
    assert (one.party.person, one.party.area) == (made.issued.receipt.person, PONTYPRIDD)
    assert one.party.languages == ["cy", "en"]
    assert list(one.skills.values_list("skill", "group")) == [
        (OPEN_SKILL, groups()[skills()[OPEN_SKILL].group].number)
    ]
    assert one.free is not None
    assert one.free.days[1].bit_count() == 4
    assert one.free.longest == 4
    assert one.fresh_until == clock.today() + FRESH_FOR
    assert (one.party.doorstep.latitude, one.party.reaching.email) == (51.60371, "marciwr@example.org")
    assert lines(CAPABILITY, one.id) == ["offer"]


def test_one_receipt_holds_everything_that_its_person_offers_and_needs():
    first = offer(ability=ability(), times=None, who=somebody(), by="visitor")
    again = need(wanted=wanted(), times=None, who=somebody(receipt=first.record.receipt), by="visitor")

    assert again.issued is None
    assert (again.record.party, again.record.receipt) == (first.party, first.record.receipt)
    assert Party.objects.count() == Receipt.objects.count() == 1


def test_an_account_gets_one_receipt_the_first_time_and_keeps_it():
    user = cast.account("elin")
    first = offer(ability=ability(), times=None, who=somebody(account=user), by=str(user))
    again = offer(ability=ability(), times=None, who=somebody(account=user), by=str(user))

    assert first.issued is not None
    assert again.issued is None
    assert again.record.receipt == first.record.receipt
    assert again.party.person.user == user


def test_a_need_and_what_its_party_brings_are_tied():
    made = need(wanted=wanted(), times=None, who=somebody(), by="visitor", bring=ability(words="Canu."))

    assert made.brought is not None
    assert made.brought.party == made.record.party
    assert list(Edge.objects.values_list("from_label", "from_id", "kind", "to_label", "to_id")) == [
        (CAPABILITY, made.brought.id, Link.EXCHANGES, NEED, made.record.id)
    ]


def test_an_organisation_shares_through_an_account_that_may():
    council = cast.body()
    officer, stranger = cast.holder(Part.OFFICER, council), cast.account("rhywun")
    thing = Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry", access=["toilet", "step_free"])
    made = offer_asset(
        thing=thing, times=Times([TUESDAYS]), who=somebody(organisation=council, contact=None), by=officer
    )

    assert (made.record.owner.organisation, made.issued, made.record.receipt) == (council, None, None)
    assert made.record.access == ["step_free", "toilet"]
    for by in (stranger, "visitor"):
        with pytest.raises(NotAllowed):
            offer_asset(thing=thing, times=None, who=somebody(organisation=council), by=by)
        with pytest.raises(NotAllowed):
            change_asset(asset=made.record, by=by, thing=thing)
        with pytest.raises(NotAllowed):
            confirm_fresh(record=made.record, by=by)
        with pytest.raises(NotAllowed):
            withdraw(record=made.record, by=by)
    assert Asset.objects.count() == 1


def test_nobody_without_a_seat_needs_offers_changes_or_leaves_in_the_name_of_an_organisation():
    council = cast.body()
    officer = cast.holder(Part.OFFICER, council)
    elsewhere = cast.holder(Part.OFFICER, cast.body("cyngor-arall"), name="arall")
    theirs = somebody(organisation=council)
    can = offer(ability=ability(), times=None, who=theirs, by=officer).record
    wants = need(wanted=wanted(), times=None, who=theirs, by=officer).record
    deeds: dict[str, Callable[[Any], object]] = {
        "offer": lambda by: offer(ability=ability(), times=None, who=theirs, by=by),
        "need": lambda by: need(wanted=wanted(), times=None, who=theirs, by=by),
        "change_offer": lambda by: change_offer(capability=can, by=by, ability=ability(km=9)),
        "change_need": lambda by: change_need(need=wants, by=by, wanted=wanted(minutes=90)),
        "confirm_fresh": lambda by: confirm_fresh(record=can, by=by),
        "met": lambda by: met(need=wants, by=by),
        "withdraw_offer": lambda by: withdraw(record=can, by=by),
        "withdraw_need": lambda by: withdraw(record=wants, by=by),
        "change_party": lambda by: change_party(party=can.party, by=by, asks_a_week=7),
        "leave": lambda by: leave(party=can.party, by=by),
        "take_part": lambda by: take_part(who=theirs, by=by),
    }
    before = AuditLine.objects.count()
    refused = {
        (name, str(by)): _reason(deed, by)
        for name, deed in deeds.items()
        for by in (elsewhere, cast.account("rhywun"), "visitor", str(officer))
    }
    reasons = {
        str(elsewhere): str(ELSEWHERE.reason),
        str(cast.account("rhywun")): str(NO_ROLE[Part.OFFICER]),
        "visitor": str(NOT_SIGNED_IN.reason),
        str(officer): str(NOT_SIGNED_IN.reason),
    }
    assert refused == {(name, by): reasons[by] for name in deeds for by in reasons}
    assert AuditLine.objects.count() == before
    for name, deed in deeds.items():
        if name != "take_part":
            deed(officer)
    assert Party.objects.get().gone is not None


def _reason(deed: Callable[[Any], object], by: Any) -> str:
    with pytest.raises(NotAllowed) as no:
        deed(by)
    return str(no.value)


# Bad input


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": " "}, "nothing_said"),
        ({"words": "x" * 2001}, "too_long"),
        ({"language": "fr"}, "no_such_language"),
        ({"skills": []}, "no_skill"),
        ({"skills": ["no-such-skill"]}, "no_such_skill"),
        ({"skills": list(skills())[:13]}, "too_many_skills"),
        ({"sort": "sell"}, "no_such_kind"),
        ({"km": -1}, "bad_distance"),
        ({"km": float("nan")}, "bad_distance"),
        ({"km": 201}, "bad_distance"),
        ({"capacity": 0}, "bad_capacity"),
        ({"capacity": -3}, "bad_capacity"),
    ],
)
def test_what_cannot_be_offered_is_refused_with_a_code_and_nothing_is_kept(change, code):
    with pytest.raises(Refused) as refused:
        offer(ability=ability(**change), times=None, who=somebody(), by="visitor")

    assert refused.value.code == code
    assert (Party.objects.count(), Receipt.objects.count(), Capability.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": ""}, "nothing_said"),
        ({"skill": ""}, "skill_or_asset"),
        ({"asset_kind": "hall"}, "skill_or_asset"),
        ({"skill": "no-such"}, "no_such_skill"),
        ({"skill": "", "asset_kind": "castle"}, "no_such_kind"),
        ({"units": 0}, "bad_units"),
        ({"units": 51}, "bad_units"),
        ({"minutes": 29}, "bad_minutes"),
        ({"minutes": 10_081}, "bad_minutes"),
        ({"persons": 0}, "bad_persons"),
        ({"languages": ["xx"]}, "no_such_language"),
        ({"checks": ["blood_test"]}, "no_such_check"),
        ({"checks": ["dbs_enhanced"]}, "not_eligible"),
        ({"skill": "", "asset_kind": "hall", "checks": ["dbs_basic"]}, "not_eligible"),
        ({"until": date(2020, 1, 1)}, "past"),
        ({"until": clock.today() + timedelta(days=400)}, "too_far_ahead"),
        ({"where": Where("W99999999")}, "no_such_place"),
        ({"where": Where(PONTYPRIDD, 51.0, None)}, "no_such_place"),
        ({"minutes": 180}, "too_short_a_time"),
    ],
)
def test_what_cannot_be_needed_is_refused_with_a_code_and_nothing_is_kept(change, code):
    with pytest.raises(Refused) as refused:
        needed_by(**change)

    assert refused.value.code == code
    assert (Party.objects.count(), Need.objects.count(), FreeWeek.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("minutes", "units"), [(30, 1), (10_080, 50)])
def test_half_an_hour_and_a_week_one_and_fifty_are_taken(minutes, units):
    made = need(wanted=wanted(minutes=minutes, units=units), times=None, who=somebody(), by="visitor").record

    assert (made.minutes, made.units) == (minutes, units)


@pytest.mark.parametrize(
    ("window", "why"),
    [
        ({"start": "tomorrow", "minutes": 60}, "bad_start"),
        ({"start": "2026-11-24T18:00"}, "bad_minutes"),
        ({"start": "2026-11-24T18:00", "minutes": 0}, "bad_minutes"),
        ({"start": "2026-11-24T18:00", "minutes": 10_081}, "bad_minutes"),
        ({"start": "2026-11-24T18:00", "minutes": 60, "rule": "EVERY TUESDAY"}, "bad_rule"),
        ({"start": "2026-11-24T18:00", "minutes": 60, "rule": "FREQ=MINUTELY"}, "too_fine"),
        ({"start": "2020-11-24T18:00", "minutes": 60}, "never"),
        ({"start": "2020-11-24T18:00", "minutes": 60, "rule": "FREQ=WEEKLY;UNTIL=20201231"}, "never"),
    ],
)
def test_times_that_cannot_be_are_refused(window, why):
    with pytest.raises(Refused) as refused:
        offer(ability=ability(), times=Times([window]), who=somebody(), by="visitor")

    assert (refused.value.code, refused.value.params["why"]) == ("bad_time", why)
    assert Capability.objects.count() == 0


def test_a_need_may_ask_only_for_the_checks_of_its_skills_group():
    asked = needed_by(skill=GUARDED_SKILL, checks=list(GUARDED.checks))

    assert asked.checks == [code for code in check_kinds() if code in GUARDED.checks]


def test_what_somebody_at_risk_needs_asks_for_the_fullest_check_that_may_be_asked_for():
    asked = needed_by(somebody(at_risk=True), skill=GUARDED_SKILL)

    assert set(asked.checks) == required_checks(GUARDED.key) != set()
    assert required_checks(GUARDED.key) <= set(GUARDED.checks)


# Changing


def test_changing_an_offer_makes_it_fresh_again_and_leaves_what_is_not_given():
    one = offered_by()
    Capability.objects.filter(pk=one.pk).update(fresh_until=clock.today() - timedelta(days=1))
    assert not offered().exists()
    changed = change_offer(capability=one, by="visitor", ability=ability(words="Garddio.", km=9))

    assert (changed.words, changed.km, changed.free_id) == ("Garddio.", 9, one.free_id)
    assert offered().get() == one
    assert lines(CAPABILITY, one.id) == ["offer", "change_offer"]


def test_new_times_take_the_place_of_the_old_ones():
    one = needed_by()
    weekend = {"start": "2026-11-28T10:00", "minutes": 180, "rule": "FREQ=WEEKLY;BYDAY=SA,SU"}
    changed = change_need(need=one, by="visitor", times=Times([weekend]))

    assert changed.free_id == one.free_id
    assert FreeWeek.objects.count() == 1
    assert [day.bit_count() for day in changed.free.days] == [0, 0, 0, 0, 0, 6, 6]
    change_need(need=one, by="visitor", times=Times([]))
    assert FreeWeek.objects.count() == 0


def test_saying_that_it_still_holds_makes_it_fresh():
    one = offered_by()
    Capability.objects.filter(pk=one.pk).update(
        fresh_until=clock.today() - timedelta(days=9), reminded=clock.today()
    )
    confirm_fresh(record=one, by="visitor")

    one.refresh_from_db()
    assert (one.fresh_until, one.reminded) == (clock.today() + FRESH_FOR, None)


def test_a_need_that_is_met_is_in_no_list_and_is_met_once():
    one = needed_by()
    assert (met(need=one, by="visitor"), met(need=one, by="visitor")) == (True, False)
    assert not shown().exists()


def test_how_to_reach_somebody_is_replaced_and_removed():
    party = offered_by().party
    change_party(party=party, by="visitor", contact=Contact("", "arall@example.org", ""), paused_until=None)
    assert Reaching.objects.get().email == "arall@example.org"
    change_party(party=party, by="visitor", contact=Contact())
    assert not Reaching.objects.exists()


def test_a_block_is_kept_once_and_can_be_taken_back():
    one, other = offered_by().party, offered_by().party
    block(party=one, other=other, by="visitor")
    block(party=one, other=other, by="visitor")
    assert Block.objects.count() == 1
    assert (unblock(party=one, other=other, by="visitor"), unblock(party=one, other=other, by="visitor")) == (
        True,
        False,
    )
    with pytest.raises(Refused):
        block(party=one, other=one, by="visitor")


# Checks


def test_a_check_is_noted_by_those_who_may_and_ends_when_its_kind_suggests():
    party, council = offered_by().party, cast.body()
    officer, stranger = cast.holder(Part.OFFICER, council), cast.account("rhywun")
    today = clock.today()
    noted = note_check(party=party, kind="dbs_basic", seen=today, organisation=council, by=officer)

    assert (noted.until.year, noted.seen_by) == (today.year + 3, str(officer))
    with pytest.raises(NotAllowed):
        note_check(party=party, kind="dbs_basic", seen=today, organisation=council, by=stranger)
    with pytest.raises(NotAllowed):
        withdraw_check(check=noted, by=stranger)
    assert (withdraw_check(check=noted, by=officer), withdraw_check(check=noted, by=officer)) == (True, False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "blood_test"}, "no_such_check"),
        ({"seen": date(2999, 1, 1)}, "bad_days"),
        ({"seen": date(2015, 1, 1)}, "past"),
        ({"until": clock.today() - timedelta(days=2)}, "bad_days"),
        ({"until": clock.today() + timedelta(days=4_000)}, "too_far_ahead"),
    ],
)
def test_a_check_that_cannot_be_is_refused(change, code):
    party, council = offered_by().party, cast.body()
    officer = cast.holder(Part.OFFICER, council)
    with pytest.raises(Refused) as refused:
        note_check(
            **{
                "party": party,
                "kind": "dbs_basic",
                "seen": clock.today(),
                "organisation": council,
                "by": officer,
            }
            | change
        )
    assert refused.value.code == code
    assert Check.objects.count() == 0


# Withdrawing


def everywhere(key: str) -> set[str]:
    """The read paths that show a record."""
    labels = (CAPABILITY, NEED, ASSET)
    return {path.name for label in labels for path in read_paths(label) if key in set(path.ids())}


def test_what_is_withdrawn_is_gone_everywhere_at_once():
    giver, seeker = offered_by(), needed_by()
    proposal = Proposal.objects.create(
        need=seeker, capability=giver, by="edau", answer_by=clock.today() + timedelta(days=7)
    )
    other = Proposal.objects.create(
        need=needed_by(), capability=giver, by="edau", stage="done", answer_by=clock.today()
    )
    assert everywhere(giver.id)
    assert everywhere(seeker.id)
    assert people_by_group([PONTYPRIDD])

    assert withdraw(record=giver, by="visitor")
    giver.refresh_from_db()
    assert (giver.words, giver.free, giver.receipt_id is not None) == ("", None, True)
    assert not Offered.objects.exists()
    assert everywhere(giver.id) == set()
    assert people_by_group([PONTYPRIDD]) == {}
    proposal.refresh_from_db()
    other.refresh_from_db()
    assert (proposal.stage, other.stage) == ("ended", "done")
    assert tell([(CAPABILITY, giver.id)], "en", EVERYONE)[CAPABILITY, giver.id].withdrawn

    assert withdraw(record=seeker, by="visitor")
    seeker.refresh_from_db()
    assert (seeker.words, seeker.title, seeker.skill, seeker.group, seeker.latitude) == (
        "",
        "",
        "",
        None,
        None,
    )
    assert everywhere(seeker.id) == set()
    assert public_need(seeker.id) is None
    assert not withdraw(record=seeker, by="visitor")
    assert lines(NEED, seeker.id) == ["need", "withdraw_offer"]


def test_a_party_that_leaves_takes_everything_with_it():
    mine = offered_by()
    again = somebody(receipt=mine.receipt)
    asked = needed_by(again)
    block(party=mine.party, other=offered_by().party, by="visitor")
    assert leave(party=mine.party, by="visitor")

    for record in (mine, asked):
        record.refresh_from_db()
        assert record.withdrawn is not None
        assert everywhere(record.id) == set()
    assert not Block.objects.exists()
    assert not Doorstep.objects.filter(party=mine.party).exists()
    assert not Reaching.objects.filter(party=mine.party).exists()
    assert not leave(party=mine.party, by="visitor")
    with pytest.raises(Refused) as refused:
        offered_by(again)
    assert refused.value.code == "gone"


# Showing


@pytest.mark.parametrize("state", ["waiting", "held", "met", "past", "closed"])
def test_what_is_out_of_sight_is_in_no_list_and_has_no_page(state):
    one = needed_by(open_to_all=state != "closed")
    if state == "held":
        visibility.hold(label=NEED, object_id=one.id, reason="spam", by="user 1")
    changes = {
        "waiting": {"waiting": True},
        "met": {"met": clock.now()},
        "past": {"until": clock.today() - timedelta(days=1)},
    }
    Need.objects.filter(pk=one.pk).update(**changes.get(state, {"units": 1}))

    assert public_need(one.id) is None
    assert needs_listed(area=PONTYPRIDD) == []
    told = tell_needs([one.id], "en", EVERYONE)
    assert (one.id in told) is (state in ("met", "past"))


def test_the_thread_never_tells_the_words_of_a_capability():
    one = offered_by(words="Marciwr geiriau")
    told = tell_capabilities([one.id], "en", EVERYONE)[one.id]

    assert told.title == groups()[skills()[OPEN_SKILL].group].name.en
    assert told.agent == f"giver-{one.id}"


@pytest.mark.parametrize(("people", "told"), [(0, 0), (1, 1), (4, 1), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_numbers_of_people_are_told_by_fives(people, told):
    assert by_fives(people) == told


def test_people_are_counted_once_a_group_and_by_the_part_of_the_day():
    party = offered_by().receipt
    offered_by(somebody(receipt=party))
    for _each in range(4):
        offered_by()
    number = groups()[skills()[OPEN_SKILL].group].number

    assert people_by_group([PONTYPRIDD]) == {number: 5}
    by_time = people_by_time([PONTYPRIDD])
    assert {key for key, people in by_time.items() if people} == {("tuesday", "evening")}
    assert by_time["tuesday", "evening"] == 5
    assert people_by_group(["W38000001"]) == {}


def test_lists_take_the_same_number_of_questions_whatever_there_is():
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            needs_listed(area=PONTYPRIDD)
            people_by_group([PONTYPRIDD])
            people_by_time([PONTYPRIDD])
            [asset.owner.organisation for asset in assets_in([PONTYPRIDD])]
            tell_needs(Need.objects.values_list("pk", flat=True), "cy", EVERYONE)
            tell_capabilities(list(Capability.objects.values_list("pk", flat=True)), "cy", EVERYONE)
        return len(asked)

    offered_by()
    needed_by()
    before = questions()
    for _each in range(3):
        offered_by()
        needed_by()
    assert questions() == before == 9


def test_the_trail_holds_codes_and_nothing_that_anybody_wrote():
    one = offered_by(words="marciwr-geiriau")
    change_party(party=one.party, by="visitor", where=HERE, contact=REACH)
    withdraw(record=needed_by(title="marciwr-teitl"), by="visitor")
    leave(party=one.party, by="visitor")

    trail = str(list(AuditLine.objects.values_list("codes", "by", "deed")))
    for marker in ("marciwr", "Marciwr", "51.60371", "-3.34219", "987123", "@example"):
        assert marker not in trail


def test_what_a_skill_says_of_where_and_how_far_is_what_holds_for_its_offer():
    """Written down twice, so that a need's page finds it at once: whatever changes one changes the other."""

    def said() -> set[tuple[str, float, bool, str, float, bool]]:
        own = ("area", "km", "remote", "capability__party__area", "capability__km", "capability__remote")
        return {(*row[:3], *row[3:]) for row in Offered.objects.values_list(*own)}

    one = offered_by()
    assert all(row[:3] == row[3:] for row in said())

    change_party(party=one.party, by="visitor", where=Where("W38000001"))
    change_offer(capability=one, by="visitor", ability=ability(km=17, remote=True))

    assert said() == {("W38000001", 17.0, True) * 2}

    Offered.objects.update(area="", km=0, remote=False)  # as rows were before they said it
    import_module("edau.connect.migrations.0002_who_is_in_reach").write_down(apps, None)
    assert said() == {("W38000001", 17.0, True) * 2}

    other = offered_by(somebody(where=Where("W01000003")))
    join(before=one.party.person, after=other.party.person, by="visitor")

    assert {row[0] for row in said()} == {"W01000003"}
    assert all(row[:3] == row[3:] for row in said())


def test_taking_part_twice_keeps_what_holds_for_the_party():
    first = take_part(who=somebody(), by="visitor")
    again = take_part(
        who=somebody(receipt=first.receipt, where=Where("W38000001"), at_risk=True, contact=None),
        by="visitor",
    )

    assert (again.party, again.party.area, again.party.at_risk) == (first.party, PONTYPRIDD, True)
    assert Reaching.objects.get().email == REACH.email
    assert lines("connect.Party", first.party.id) == ["take_part"]
