"""What tellers say of themselves: kept apart, found with the receipt alone, changed, deleted, and gone on its day."""

from __future__ import annotations

import io
import logging
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from edau.core import clock
from edau.core.models import AuditLine
from edau.listen.actions.characteristics import (
    NothingSaid,
    forget_characteristics,
    forget_expired,
    note_characteristics,
)
from edau.listen.actions.contributions import withdraw
from edau.listen.characteristics import KEYS, NOT_SAID, band_of_rank, characteristics
from edau.listen.models import Characteristics, Contribution
from edau.listen.queries.characteristics import kept_for, key_of
from edau.people.models import Consent, Person
from edau.portal.actions.erasing import erase_account
from edau.portal.actions.ticking import tick
from edau.portal.pages.my_data import my_data_page
from edau.portal.queries.held_data import everything_about
from edau.ui.links import address_in
from tests.cast import account, involvement, receipt, story

pytestmark = pytest.mark.django_db
SAID = {"age": "25-34", "sex": "female", "welsh": "yes"}


@pytest.fixture
def mine():
    """A receipt of somebody who told a story in an involvement."""
    issued = receipt()
    story(held_by=issued, within=involvement())
    return issued


def page(issued, language: str = "en") -> str:
    return address_in(language, "portal:receipt_about_you", issued.link)


def test_what_is_said_is_found_with_the_receipt_and_only_with_it(mine):
    note_characteristics(receipt=mine.receipt, given=SAID)

    assert kept_for(mine.receipt).age == "25-34"
    assert kept_for(receipt().receipt) is None


def test_rows_of_before_lose_the_day_of_speaking_from_their_day_of_deletion():
    asked = involvement()
    kept = {"month": date(2026, 3, 1), "delete_on": date(2027, 6, 18)}  # 90 days and a year after the 20th
    Characteristics.objects.create(key="a", involvement=asked.pk, **kept)
    Characteristics.objects.create(key="b", **kept)
    Characteristics.objects.create(key="c", **(kept | {"month": date(2026, 4, 1)}))

    import_module("edau.listen.migrations.0004_no_day_of_speaking").forget_the_day(apps, None)

    assert dict(Characteristics.objects.values_list("key", "delete_on")) == {
        "a": asked.answer_by + timedelta(days=365),
        "b": date(2026, 3, 1) + timedelta(days=455),
        "c": date(2026, 4, 1) + timedelta(days=455),
    }


def test_the_table_shares_nothing_with_any_other_by_which_a_person_could_be_found(mine):
    """No foreign key either way, and no value of a row stands in any other table but the involvement's id, which a hundred
    others share. A place, a month, a day of deletion and a band are no one's own."""
    row = note_characteristics(receipt=mine.receipt, given=SAID)
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and Characteristics in (model, field.related_model)
    ]
    assert pointing == []
    assert {
        f.name for f in Characteristics._meta.concrete_fields if isinstance(f, models.DateTimeField)
    } == set()
    assert (row.month.day, row.place) == (1, "")

    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model is Characteristics:
                continue
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            assert row.key not in repr(cursor.fetchall()), model
    for one in (
        mine.receipt.pk,
        mine.receipt.person_id,
        Contribution.objects.get().pk,
        mine.receipt.link_hash,
    ):
        assert one not in repr(Characteristics.objects.values().get())


def test_the_key_is_of_this_installation_and_of_this_table_alone(mine, settings):
    before = key_of(mine.receipt.pk)
    settings.SECRET_KEY = "another"

    assert key_of(mine.receipt.pk) != before
    assert len(before) == 64


def test_the_rows_do_not_stand_in_the_order_in_which_people_spoke():
    asked, issued = involvement(), []
    for _number in range(12):
        one = receipt()
        story(held_by=one, within=asked)
        note_characteristics(receipt=one.receipt, given=SAID)
        issued.append(key_of(one.receipt.pk))

    if connection.vendor != "sqlite":
        pytest.skip("what order rows lie in is SQLite's rowid")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM listen_characteristics ORDER BY rowid")
        lying = [row[0] for row in cursor.fetchall()]
    assert sorted(lying) == sorted(issued)
    assert lying != issued  # by chance alike once in 479,001,600


def test_the_place_is_a_place_or_an_authority_and_never_a_small_area():
    one = receipt()
    story(held_by=one, place="W01001250")  # a small area

    row = note_characteristics(receipt=one.receipt, given=SAID)

    assert row.involvement == ""
    assert row.place[:3] in ("W37", "W38", "K05", "W06")


def test_said_again_it_takes_the_place_of_what_was_said(mine):
    note_characteristics(receipt=mine.receipt, given=SAID)
    note_characteristics(receipt=mine.receipt, given={"age": NOT_SAID})

    row = Characteristics.objects.get()
    assert (row.age, row.sex) == (NOT_SAID, "")
    assert Consent.objects.filter(purpose="equality_monitoring").count() == 1


def test_a_band_that_there_is_none_of_is_refused_and_so_is_a_receipt_with_nothing(mine):
    with pytest.raises(ValueError, match="99"):
        note_characteristics(receipt=mine.receipt, given={"age": "99"})
    with pytest.raises(NothingSaid):
        note_characteristics(receipt=receipt().receipt, given=SAID)


def test_deleting_takes_the_consent_back_and_neither_leaves_a_band_in_the_trail(mine):
    note_characteristics(receipt=mine.receipt, given=SAID)
    assert forget_characteristics(receipt=mine.receipt, by="visitor")

    assert not Characteristics.objects.exists()
    assert Consent.objects.get(purpose="equality_monitoring").withdrawn is not None
    lines = AuditLine.objects.filter(label="listen.Characteristics")
    assert [(line.deed, line.object_id, line.codes) for line in lines.order_by("number")] == [
        ("note_characteristics", "", {}),
        ("forget_characteristics", "", {}),
    ]


def test_withdrawing_the_words_deletes_it_and_withdrawing_some_of_them_does_not(mine):
    asked = Contribution.objects.get().involvement
    other = story(held_by=mine, within=asked)
    note_characteristics(receipt=mine.receipt, given=SAID)

    withdraw(contribution=other, by="visitor")
    assert kept_for(mine.receipt) is not None
    withdraw(contribution=Contribution.objects.get(withdrawn=None), by="visitor")
    assert kept_for(mine.receipt) is None


def test_it_goes_on_its_day_a_year_after_the_answer_was_owed(mine):
    note_characteristics(receipt=mine.receipt, given=SAID)
    due = Contribution.objects.get().due

    assert forget_expired(due + timedelta(days=365)) == 0
    with clock.at(timezone.now() + timedelta(days=60 + 366)):
        assert tick().done["characteristics_forgotten"] == 1


@pytest.mark.parametrize("within", [True, False])
def test_neither_when_it_goes_nor_anything_else_in_a_row_tells_the_day_on_which_somebody_spoke(within):
    asked, rows = involvement() if within else None, []
    if asked is not None:
        asked.opens, asked.closes, asked.answer_by = date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 30)
        asked.save()
    for day in (1, 17, 31):
        with clock.at(datetime(2026, 3, day, 12, tzinfo=UTC)):
            one = receipt()
            story(within=asked, held_by=one)
            rows.append(note_characteristics(receipt=one.receipt, given={"age": "25-34"}))

    kept = Characteristics.objects.values_list("month", "delete_on", "involvement", "place")
    assert len(set(kept)) == 1
    for row, said in zip(rows, Contribution.objects.order_by("made"), strict=True):
        assert row.delete_on <= said.due + timedelta(days=365)


def test_an_account_holder_sees_it_and_erasing_the_account_deletes_it():
    user = account("sian")
    person = Person.objects.create(user=user)
    issued = receipt(person=person)
    story(held_by=issued, within=involvement())
    note_characteristics(receipt=issued.receipt, given=SAID)

    shown = my_data_page(everything_about(user), user, "en")
    section = next(one for one in shown.sections if one.key == "listen-characteristics")
    assert "Age: 25 to 34" in section.lines[0].text

    erase_account(user=user)
    assert not Characteristics.objects.exists()


def test_the_page_asks_keeps_and_deletes(client: Client, mine):
    assert "I would rather not say" in client.get(page(mine)).content.decode()

    answer = client.post(page(mine), {"age": "25-34", "sex": NOT_SAID})
    assert answer.status_code == 302
    assert kept_for(mine.receipt).sex == NOT_SAID
    client.post(page(mine), {"delete": "1"})
    assert kept_for(mine.receipt) is None


def test_nothing_need_be_answered(client: Client, mine):
    assert client.post(page(mine), {}).status_code == 302
    assert {getattr(kept_for(mine.receipt), key) for key in KEYS} == {""}


def test_under_thirteen_a_grown_up_must_agree(client: Client, mine):
    assert client.post(page(mine), {"age": "0-15"}).status_code == 422
    assert client.post(page(mine), {"age": "0-15", "grown_up": "on"}).status_code == 302


def test_the_postcode_becomes_a_band_and_stands_nowhere_not_even_in_a_log(client: Client, mine):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    logging.getLogger("django").addHandler(handler)
    try:
        client.post(page(mine), {"postcode": "CF37 1TW"})
        wrong = client.post(page(mine), {"postcode": "ZZ99 9ZZ"})
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger("django").removeHandler(handler)

    assert kept_for(mine.receipt).deprivation in {band.key for band in characteristics()["deprivation"].bands}
    assert wrong.status_code == 422
    assert "CF37" not in log.getvalue() + repr(AuditLine.objects.values_list()) + repr(
        Characteristics.objects.values()
    )
    assert "CF37" not in repr(list(client.session.items()))


def test_the_band_kept_stays_when_the_postcode_is_not_typed_again(client: Client, mine):
    client.post(page(mine), {"postcode": "CF37 1TW"})
    before = kept_for(mine.receipt).deprivation
    client.post(page(mine), {"age": "25-34"})
    assert kept_for(mine.receipt).deprivation == before
    client.post(page(mine), {"no_postcode": "on"})
    assert kept_for(mine.receipt).deprivation == NOT_SAID


@pytest.mark.parametrize(
    ("rank", "band"), [(1, "first-20"), (383, "first-20"), (384, "to-50"), (958, "to-50"), (1917, "last-50")]
)
def test_the_rank_of_a_small_area_falls_into_the_release_s_own_bands(rank, band):
    assert band_of_rank(characteristics()["deprivation"], rank, 1917) == band


def test_every_column_has_its_question_and_no_welsh_counts_as_checked():
    assert tuple(characteristics()) == KEYS
    assert {one.checked for one in characteristics().values()} == {False}
    assert {f.name for f in Characteristics._meta.concrete_fields} >= set(KEYS)
