"""What time does in Connect: what nobody has confirmed or wanted for a year goes by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Model

from edau.connect.actions.forgetting import forget_old
from edau.connect.models import Asset, Capability, Doorstep, Need, Party, Proposal, Reaching
from edau.core import clock
from tests.cast import body
from tests.connect.cast import asset, capability, need, party

pytestmark = pytest.mark.django_db


def days_ago(days: int):
    return clock.today() - timedelta(days=days)


def of_long_ago(**fields: object) -> Party:
    made = party(reach="mair", **fields)
    Party.objects.filter(pk=made.pk).update(since=clock.now() - timedelta(days=900))
    return made


def until(day: date, record: Model) -> Model:
    """The record, as if it had held until that day."""
    kept = "until" if isinstance(record, Need) else "fresh_until"
    type(record)._default_manager.filter(pk=record.pk).update(**{kept: day})
    return record


def standing() -> tuple[set[str], set[str], set[str]]:
    return tuple(
        set(table.objects.filter(withdrawn=None).values_list("pk", flat=True))
        for table in (Capability, Asset, Need)
    )


def test_what_nobody_confirmed_or_met_for_a_year_is_taken_back_by_itself():
    giver, seeker = of_long_ago(), of_long_ago()
    old = until(days_ago(366), capability(of=giver))
    kept = until(days_ago(365), capability(of=giver))
    lent = until(days_ago(366), asset(of=giver))
    shared = until(days_ago(2000), asset(of=party(organisation=body())))
    unmet = until(days_ago(366), need(of=seeker))
    met = until(days_ago(366), need(of=seeker, met=clock.now() - timedelta(days=500)))
    assert forget_old()["offers_forgotten"] == 3
    assert standing() == ({kept.pk}, {shared.pk}, {met.pk})
    old.refresh_from_db()
    assert (old.words, old.skills.count(), old.free_id) == ("", 0, None)
    assert {old.pk, lent.pk, unmet.pk}.isdisjoint(set.union(*standing()))
    assert forget_old()["offers_forgotten"] == 0


def test_what_an_open_exchange_rests_on_stays_until_it_has_ended():
    giver, seeker = of_long_ago(), of_long_ago()
    offer, wanted = (
        until(days_ago(400), capability(of=giver)),
        until(days_ago(400), need(of=seeker, latitude=51.6, longitude=-3.3)),
    )
    agreed = Proposal.objects.create(
        need=wanted, capability=offer, by="edau", stage="agreed", answer_by=clock.today()
    )
    assert forget_old() == {"offers_forgotten": 0, "need_places_forgotten": 0, "parties_forgotten": 0}
    Proposal.objects.filter(pk=agreed.pk).update(stage="lapsed")
    assert forget_old()["offers_forgotten"] == 2


def test_a_year_after_a_need_was_met_nobody_knows_exactly_where_it_was():
    seeker = of_long_ago()
    place = {"latitude": 51.6, "longitude": -3.3}
    long_met = need(of=seeker, met=clock.now() - timedelta(days=367), **place)
    just_met = need(of=seeker, met=clock.now() - timedelta(days=300), **place)
    assert forget_old()["need_places_forgotten"] == 1
    long_met.refresh_from_db()
    just_met.refresh_from_db()
    assert (long_met.latitude, long_met.longitude, just_met.latitude) == (None, None, 51.6)


def test_the_door_and_the_letterbox_of_who_has_had_nothing_here_for_a_year_are_forgotten():
    gone, busy, new, firm = (
        of_long_ago(),
        of_long_ago(),
        party(reach="newydd"),
        party(organisation=body(), reach="firm"),
    )
    Party.objects.filter(pk=firm.pk).update(since=clock.now() - timedelta(days=900))
    left = clock.now() - timedelta(days=400)
    capability(of=gone, withdrawn=left)
    capability(of=busy, withdrawn=left)
    need(of=busy, withdrawn=clock.now() - timedelta(days=30))
    assert forget_old()["parties_forgotten"] == 1
    for table in (Doorstep, Reaching):
        assert set(table.objects.values_list("party", flat=True)) == {busy.pk, new.pk, firm.pk}
    assert Party.objects.get(pk=gone.pk).gone is None
    assert forget_old()["parties_forgotten"] == 0
