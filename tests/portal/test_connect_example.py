"""The worked example of Connect: made by the real deeds, everything of it marked, and enough in it to see what Connect is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client

from edau.connect.choices import HELPED, Stage
from edau.connect.models import (
    Account,
    Asset,
    Capability,
    Entry,
    Matching,
    Need,
    Party,
    Proposal,
    Reaching,
    Transfer,
    Unmet,
)
from edau.connect.queries.reaching import giver_of
from edau.core.audit import first_broken_line
from edau.core.models import AuditLine
from edau.people.models import Organisation
from edau.places.queries import visible_area
from edau.portal.example.cycle import build_example
from edau.ui.links import address_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def built(made_once) -> Iterator[int]:
    with made_once():
        yield build_example()


@pytest.mark.slow
@pytest.mark.databases
class TestConnectExample:
    def test_everything_in_it_is_marked_and_made_by_the_deeds(self, built):
        for model in (Party, Asset, Capability, Need, Proposal, Account):
            assert set(model.objects.values_list("synthetic", flat=True)) == {True}, model
        deeds = Counter(AuditLine.objects.filter(label__startswith="connect.").values_list("deed", flat=True))
        assert deeds["offer"] == Capability.objects.count() == 31
        assert deeds["offer_asset"] == Asset.objects.count() == 13
        assert deeds["need"] == Need.objects.count() == 25
        assert deeds["done"] == Proposal.objects.filter(stage__in=HELPED).count()
        assert not Matching.objects.exclude(failed="").exists()
        assert first_broken_line() is None

    def test_people_are_shown_by_small_areas_of_three_authorities_and_nobody_can_be_reached(self, built):
        areas = {visible_area(code) for code in Party.objects.values_list("area", flat=True)}

        assert {area.kind for area in areas} == {"lsoa"}
        assert {area.authority_id for area in areas} == {"W06000013", "W06000016", "W06000024"}
        assert not Reaching.objects.exists()

    def test_much_is_done_and_thanked_and_some_is_at_every_other_step(self, built):
        stages = Counter(Proposal.objects.values_list("stage", flat=True))

        assert stages[Stage.THANKED] >= 10
        assert {Stage.PROPOSED, Stage.CONSENTED, Stage.AGREED, Stage.DONE, Stage.DECLINED} <= stages.keys()
        assert Need.objects.exclude(met=None).count() >= 10
        assert Proposal.objects.filter(first=True).count() >= 10
        assert not Proposal.objects.filter(stage=Stage.THANKED, thanks="").exists()

    def test_some_needs_are_not_met_each_for_another_reason(self, built):
        reasons = set(Unmet.objects.values_list("reason", flat=True))

        assert len(reasons) >= 3
        assert "checks" in reasons

    def test_a_need_in_welsh_was_met_in_welsh_with_a_connector_between(self, built):
        paned = Need.objects.get(title="Paned yn Gymraeg")

        one = paned.proposals.get(stage=Stage.THANKED)
        assert one.in_welsh
        assert paned.party.consent is not None
        assert AuditLine.objects.filter(deed="introduce", object_id=one.pk).exists()

    def test_a_firm_and_a_group_that_did_not_know_one_another_became_friends(self, built):
        one = Proposal.objects.get(need__title="A bus to the sea", stage=Stage.THANKED)

        sectors = {giver_of(one).organisation.sector, one.need.party.organisation.sector}
        assert sectors == {"firm", "voluntary"}
        assert "unexpected" in {code for code, *_amount in one.reasons}

    def test_hours_moved_and_come_to_nothing(self, built):
        assert Transfer.objects.count() >= 10
        assert sum(Entry.objects.values_list("minutes", flat=True)) == 0

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_pages_and_data_that_show_some_of_it_say_that_it_is_made_up(self, built, language):
        client = Client()
        said = {"cy": "Data enghreifftiol", "en": "Example data"}[language]
        body = Organisation.objects.get(key="enghraifft-hamdden")
        page = client.get(address_in(language, "portal:impact")).content.decode()

        assert f'class="banner" aria-label="{said}"' in page
        for address in ("hsds/services?per_page=200&", "openactive/facility-uses?"):
            answer = client.get(f"/api/v1/{address}lang={language}").json()
            made_up = {"cy": "Enghraifft ddychmygol", "en": "Made-up example"}[language]
            told = answer.get("contents") or [item["data"] for item in answer["items"]]
            assert len(told) >= 8
            assert all(made_up in (one.get("alert") or one["description"]) for one in told)
        names = {
            one["name"]
            for one in client.get(f"/api/v1/hsds/organizations?lang={language}").json()["contents"]
        }
        assert body.name(language) in names
        slots = client.get("/api/v1/openactive/slots").json()["items"]
        assert {one["data"]["remainingUses"] for one in slots} <= {0, 1}
        assert len(slots) >= 300
