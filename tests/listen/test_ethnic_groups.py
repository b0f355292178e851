"""Ethnic group was asked in two bands and is asked in five: what was answered in two is compared in two."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from edau.catalogue import CatalogueError, root
from edau.core import clock, stamps
from edau.listen.actions.characteristics import note_characteristics
from edau.listen.actions.voices import STAMP, publish_voices
from edau.listen.analysis.voices import HIDDEN
from edau.listen.characteristics import characteristics, read_characteristics
from edau.listen.models import Characteristics, Involvement, PublishedVoices
from edau.listen.queries.characteristics import kept_for
from edau.listen.queries.voices import Scope
from edau.portal.forms.characteristics import CharacteristicsForm
from edau.portal.pages.voices import areas_of, told_of
from edau.ui.links import address_in
from tests.cast import PONTYPRIDD, involvement, receipt, story
from tests.listen.voices_cast import heard

pytestmark = pytest.mark.django_db
OLD, NEW = ("minority", "white"), ("white", "mixed", "asian", "black", "other")


def said(**numbers: int) -> list[dict[str, str]]:
    return [{"ethnic_group": band} for band, number in numbers.items() for _each in range(number)]


def published(asked):
    """The one table of ethnic group that stands of an involvement, told against the people of its place."""
    stamps.set_stamp(STAMP, "")
    publish_voices()
    told = told_of(Scope(involvement=asked.pk), areas_of(asked))
    return next(one for one in told if one.characteristic.key == "ethnic_group")


def test_five_groups_are_held_against_the_five_groups_of_the_place():
    asked = involvement()
    heard([*said(asian=20, black=10, mixed=15, white=200, other=5), *[None] * 10], within=asked)
    told = published(asked)

    assert tuple(band.key for band in told.characteristic.bands) == NEW
    assert [band.count for band in told.found.bands] == [200, 15, 20, 10, 5]
    assert sum(told.population.shares) == pytest.approx(100, abs=0.3)
    assert told.population.shares[0] == max(told.population.shares)
    assert told.population.sources == ("census2021_ts021",)


def test_the_few_stay_shown_where_one_of_the_groups_must_be_hidden():
    asked = involvement()
    heard(said(asian=20, black=10, mixed=15, white=200, other=5), within=asked)

    assert [band.count for band in published(asked).found.bands] == [HIDDEN, 15, 20, 10, 5]


def test_where_somebody_answered_in_two_everybody_is_compared_in_two(client: Client):
    asked = involvement()
    heard([*said(minority=20, asian=10, other=5, white=100), *[None] * 10], within=asked)
    told = published(asked)

    assert tuple(band.key for band in told.characteristic.bands) == OLD
    assert [band.count for band in told.found.bands] == [35, 100]
    shown = client.get(address_in("en", "portal:involvement_voices", asked.pk)).content.decode()
    assert "When this was asked there were two answers to choose from" in shown
    shown = client.get(address_in("cy", "portal:involvement_voices", asked.pk)).content.decode()
    assert "Pan ofynnwyd hyn, dau ateb oedd i’w dewis" in shown


def test_what_was_published_in_two_stays_in_two_when_the_old_answers_are_gone():
    asked = involvement()
    heard(said(minority=20, white=100), within=asked)
    published(asked)
    PublishedVoices.objects.update(at=clock.today() - timedelta(days=1))
    Characteristics.objects.filter(ethnic_group="minority").delete()
    heard(said(asian=60, black=40, white=50), within=asked)
    told = published(asked)

    assert {len(row.counts["bands"]) for row in PublishedVoices.objects.all()} == {3}
    assert [band.count for band in told.found.bands] == [100, 150]


def test_a_place_with_tables_in_five_and_answers_in_two_has_no_table_of_ethnic_group():
    women = {"sex": "female"}
    asked, days = involvement(), {"opens": date(2025, 10, 1), "closes": date(2025, 11, 1)}
    Involvement.objects.filter(pk=asked.pk).update(**days, answer_by=date(2025, 11, 20))
    with clock.at(datetime(2025, 10, 15, 12, tzinfo=UTC)):
        heard([women | one for one in said(asian=20, black=30, white=50)] + [None] * 10, within=asked)
        publish_voices()
    heard([women | one for one in said(minority=20, white=50)], made=datetime(2025, 11, 3, 12, tzinfo=UTC))
    with clock.at(datetime(2026, 1, 12, 12, tzinfo=UTC)):
        publish_voices()

    tables = PublishedVoices.objects.values_list("place", "period", "characteristic")
    assert {row for row in tables if row[2] == "ethnic_group"} == {("", "", "ethnic_group")}
    assert (PONTYPRIDD, "2025-Q4", "sex") in tables


def test_an_old_answer_is_offered_to_whoever_gave_it_and_to_nobody_else():
    issued = receipt()
    mine = issued.receipt
    story(held_by=issued)
    note_characteristics(receipt=mine, given={"ethnic_group": "minority"})

    def offered(kept):
        return [key for key, _words in CharacteristicsForm(kept=kept).fields["ethnic_group"].choices]

    assert offered(None) == [*NEW, "not_said"]
    assert offered(kept_for(mine)) == [*NEW, "minority", "not_said"]
    form = CharacteristicsForm({"ethnic_group": "minority"}, kept=kept_for(mine))
    assert form.is_valid()
    assert form.bands()["ethnic_group"] == "minority"


def test_no_answer_is_counted_in_another_group_of_today():
    one = characteristics()["ethnic_group"]
    assert one.tallied({"asian": 1, "black": 2, "mixed": 3, "white": 4, "other": 5, "not_said": 6}) == (
        4,
        3,
        1,
        2,
        5,
    )
    assert one.tallied({"minority": 1, "black": 2, "white": 4}) == (3, 4)
    assert one.tallied({"black": 2, "white": 4}, as_before=True) == (2, 4)
    assert [band.key for band in one.every_band] == [*NEW, "minority"]


@pytest.mark.parametrize(
    ("whole", "instead", "field"),
    [
        ("holds: [asian, black, mixed, other]", "holds: [asian, black, mixed]", "bands"),
        ("holds: [asian, black, mixed, other]", "holds: [asian, black, mixed, others]", "holds"),
    ],
)
def test_bands_of_before_must_hold_each_band_of_today_once(tmp_path, whole, instead, field):
    text = (root() / "characteristics.yaml").read_text(encoding="utf-8")
    (tmp_path / "characteristics.yaml").write_text(text.replace(whole, instead), encoding="utf-8")
    with pytest.raises(CatalogueError, match=field):
        read_characteristics(tmp_path)
