"""The sharing record: what it states, what it leaves out, who confirms it, and that nobody can change it unseen."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from edau.connect.actions.sharing import NotStated, countersign, replace_sharing, state_sharing
from edau.connect.choices import Season, Stage
from edau.connect.models import Placing, SeasonRequest, SeasonRound, SharingRecord
from edau.connect.queries.sharing import faulty, ids_of_records, stated, uses_of, verdict
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.core.visibility import hold
from edau.people.choices import Part, Sector
from edau.portal.pages.proving import prove
from tests.cast import account, holder
from tests.connect.hours_cast import group, helped, lent, member, space

pytestmark = pytest.mark.django_db
BEGINS, ENDS = date(2026, 9, 1), date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _in_november():
    with clock.at(timezone.make_aware(datetime(2026, 11, 25, 12))):
        yield


def on(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, 18))


@pytest.fixture
def council():
    return group("cyngor", Sector.AUTHORITY)


@pytest.fixture
def officer(council):
    return holder(Part.OFFICER, council.organisation, name="officer")


def statement(council) -> dict:
    return stated(council.organisation, uses_of(council.organisation, BEGINS, ENDS))


def made(council, officer) -> SharingRecord:
    return state_sharing(organisation=council.organisation, begins=BEGINS, ends=ENDS, by=officer)


# What is stated


def test_hours_of_groups_are_stated_by_kind_and_month(council):
    hall, kitchen = space(council), space(council, kind="kitchen")
    choir = group("cor")
    lent(hall, choir, when=on(9, 3), minutes=90)
    lent(hall, choir, when=on(9, 10), minutes=90)
    lent(kitchen, choir, when=on(10, 31), minutes=60)
    lent(hall, choir, when=on(8, 31), minutes=90)
    lent(hall, choir, when=on(11, 1), minutes=90)
    lent(hall, choir, when=on(9, 5), minutes=90, stage=Stage.AGREED)
    helped(council, choir, when=on(9, 7), minutes=30)

    found = statement(council)

    assert found["hours"] == [
        {"kind": "hall", "month": "2026-09", "minutes": 180},
        {"kind": "help", "month": "2026-09", "minutes": 30},
        {"kind": "kitchen", "month": "2026-10", "minutes": 60},
    ]
    assert (found["minutes"], found["left_out"]) == (270, False)
    assert found["groups"] is found["times"] is found["crossing"] is None  # of fewer than five


def test_the_times_of_a_published_season_are_stated_within_the_days(council):
    hall, choir = space(council), group("cor")
    season = SeasonRound.objects.create(
        organisation=council.organisation,
        area="W06000016",
        stage=Season.PUBLISHED,
        ask_by=date(2026, 8, 1),
        begins=date(2026, 10, 19),
        ends=date(2026, 12, 18),
        by="x",
    )
    request = SeasonRequest.objects.create(
        season=season, party=choir, words="x", language="cy", persons=9, least=60, most=60
    )
    Placing.objects.create(request=request, asset=hall, weekday=0, start=1080, minutes=60)

    assert statement(council)["hours"] == [{"kind": "hall", "month": "2026-10", "minutes": 120}]
    season.stage = Season.PLANNED
    season.save()
    assert statement(council)["hours"] == []


def test_what_fewer_than_five_people_had_by_themselves_is_left_out(council):
    hall = space(council)
    lent(hall, group("cor"), when=on(9, 3), minutes=60)
    for day in range(1, 5):
        lent(hall, member(), when=on(9, day), minutes=60)

    found = statement(council)
    assert (found["minutes"], found["left_out"]) == (60, True)

    lent(hall, member(), when=on(10, 1), minutes=60)  # five now, though not in one month
    found = statement(council)
    assert found["hours"] == [
        {"kind": "", "month": "", "minutes": 300},
        {"kind": "hall", "month": "2026-09", "minutes": 60},
    ]
    assert not found["left_out"]

    lent(hall, member(), when=on(9, 9), minutes=60)
    found = statement(council)  # five in September; the one of October must not be told
    assert found["hours"] == [{"kind": "hall", "month": "2026-09", "minutes": 360}]
    assert found["left_out"]


def test_one_person_who_comes_often_is_one_person(council):
    hall, one = space(council), member()
    for day in range(1, 9):
        lent(hall, one, when=on(9, day), minutes=60)

    assert statement(council)["hours"] == []


def test_counts_are_stated_from_five_on_and_never_so_that_fewer_can_be_worked_out(council):
    hall = space(council)
    groups = [group(f"g{number}") for number in range(5)]
    for number, one in enumerate(groups):
        lent(hall, one, when=on(9, number + 1), minutes=60)
    found = statement(council)
    assert (found["groups"], found["times"], found["crossing"]) == (5, 5, 5)

    lent(hall, group("ysgol", Sector.AUTHORITY), when=on(9, 20), minutes=60)
    found = statement(council)
    assert (found["groups"], found["times"], found["crossing"]) == (6, 6, None)


# Making, confirming, replacing


def test_an_officer_makes_it_and_nobody_else(council, officer):
    lent(space(council), group("cor"), when=on(9, 3), minutes=60)
    for nobody in (account("nobody"), holder(Part.OFFICER, group("arall").organisation, name="other")):
        with pytest.raises(NotAllowed):
            made(council, nobody)

    record = made(council, officer)

    assert verdict(record).holds
    assert record.statement["minutes"] == 60
    assert AuditLine.objects.get(deed="state_sharing").codes["seal"] == record.seal


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(ENDS, BEGINS), (BEGINS, date(2026, 11, 26)), (date(2020, 1, 1), ENDS)],
)
def test_days_that_cannot_be_are_refused(council, officer, begins, ends):
    with pytest.raises(NotStated, match="days"):
        state_sharing(organisation=council.organisation, begins=begins, ends=ends, by=officer)


def test_nothing_shared_is_nothing_stated(council, officer):
    with pytest.raises(NotStated, match="nothing"):
        made(council, officer)


def test_another_organisation_that_used_something_confirms_it_once(council, officer):
    choir = group("cor")
    lent(space(council), choir, when=on(9, 3), minutes=60)
    record = made(council, officer)
    singer = holder(Part.OFFICER, choir.organisation, name="singer")
    stranger = group("dieithr").organisation

    with pytest.raises(NotStated, match="own"):
        countersign(record=record, organisation=council.organisation, by=officer)
    with pytest.raises(NotStated, match="stranger"):
        countersign(record=record, organisation=stranger, by=holder(Part.OFFICER, stranger, name="s"))
    with pytest.raises(NotAllowed):
        countersign(record=record, organisation=choir.organisation, by=officer)

    signed = countersign(record=record, organisation=choir.organisation, by=singer)

    assert verdict(signed).holds
    assert verdict(signed).confirmed is True
    assert signed.seal == record.seal
    with pytest.raises(NotStated, match="again"):
        countersign(record=record, organisation=choir.organisation, by=singer)


def test_what_was_wrong_is_replaced_and_both_can_be_read(council, officer):
    hall, choir = space(council), group("cor")
    lent(hall, choir, when=on(9, 3), minutes=60)
    old = made(council, officer)
    lent(hall, choir, when=on(9, 4), minutes=30)

    new = replace_sharing(record=old, by=officer)

    assert (new.replaces, new.statement["minutes"], old.statement["minutes"]) == (old, 90, 60)
    assert set(ids_of_records()) == {old.pk, new.pk}
    with pytest.raises(NotStated, match="replaced"):
        replace_sharing(record=old, by=officer)
    with pytest.raises(NotStated, match="replaced"):
        countersign(
            record=old,
            organisation=choir.organisation,
            by=holder(Part.OFFICER, choir.organisation, name="singer"),
        )


# Verifying


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("statement", '{"minutes": 6000}'),
        ("begins", "2026-08-01"),
        ("made", "2026-01-01 00:00:00+00:00"),
        ("seal", "x"),
        ("salt", "y"),
    ],
)
def test_whatever_is_changed_is_found(council, officer, column, value):
    lent(space(council), group("cor"), when=on(9, 3), minutes=60)
    record = made(council, officer)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE connect_sharingrecord SET {column} = %s", [value])

    assert not verdict(SharingRecord.objects.get(pk=record.pk)).holds
    assert list(faulty()) == [(record.pk, "words")]
    assert ("connect.SharingRecord", record.pk) in {(one.label, one.id) for one in prove().faults}


def test_a_seal_made_anew_is_found_by_the_trail(council, officer):
    from edau.connect.queries.sharing import sealed_texts

    lent(space(council), group("cor"), when=on(9, 3), minutes=60)
    record = made(council, officer)
    record.statement["minutes"] = 6000
    record.seal = seal(record.salt, sealed_texts(record))
    record.save()

    assert not verdict(record).holds


def test_a_confirmation_that_was_changed_or_taken_away_is_found(council, officer):
    choir = group("cor")
    lent(space(council), choir, when=on(9, 3), minutes=60)
    record = made(council, officer)
    countersign(
        record=record, organisation=choir.organisation, by=holder(Part.OFFICER, choir.organisation, name="s")
    )
    record.refresh_from_db()

    record.countersigned -= timedelta(seconds=1)
    assert (verdict(record).holds, verdict(record).confirmed) == (True, False)
    record.countersigned = None
    assert verdict(record).confirmed is False


def test_what_is_held_is_not_shown(council, officer):
    lent(space(council), group("cor"), when=on(9, 3), minutes=60)
    record = made(council, officer)

    hold(label="connect.SharingRecord", object_id=record.pk, reason="legal", by="x")

    assert list(ids_of_records()) == []


def test_no_person_is_in_a_record(council, officer):
    people = [member() for _five in range(6)]
    for number, one in enumerate(people):
        lent(space(council), one, when=on(9, number + 1), minutes=60)

    text = json.dumps(made(council, officer).statement)

    assert not any(one.pk in text or one.person_id in text for one in people)


def test_an_organisation_with_a_record_cannot_be_taken_out_of_it(council, officer):
    lent(space(council), group("cor"), when=on(9, 3), minutes=60)
    record = made(council, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        SharingRecord.objects.filter(pk=record.pk).update(organisation=None)
