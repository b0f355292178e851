"""Place and languages of a need of its own, where they are not those of whoever needs it; and what officers are asked."""

from __future__ import annotations

import pytest
from django.test import Client

from edau.connect.actions.proposals import propose
from edau.connect.models import Need, Party, Proposal
from edau.people.choices import Part
from edau.ui.links import address_in
from tests.cast import body, holder
from tests.connect.cast import asset, connector, need, party
from tests.portal.test_acting import at, text_of, written
from tests.portal.test_acting import gwen as gwen  # a fixture of another file
from tests.portal.test_acting_one import heard
from tests.portal.test_offering import needing

pytestmark = pytest.mark.django_db
ELSEWHERE = "Treorchy"


def places() -> list[tuple[str, list[str]]]:
    return list(Need.objects.order_by("made", "pk").values_list("area", "languages"))


def test_what_is_known_stands_in_the_form_and_holds_unless_it_is_changed_for_this_need(gwen):
    written(gwen)
    theirs = Party.objects.get()
    page = gwen.get(at("acting_need_of", theirs.pk)).content.decode()
    again = needing(place_name="", languages=theirs.languages)
    first = gwen.post(at("acting_need_of", theirs.pk), {**again, "look": "1"}).content.decode()

    gwen.post(at("acting_need_of", theirs.pk), again)
    gwen.post(at("acting_need_of", theirs.pk), needing(place_name=ELSEWHERE, languages=["pl"]))

    assert "as we know it" in page + first
    [known, same, other] = places()
    assert known == same == (theirs.area, theirs.languages)
    assert other[0] != theirs.area
    assert other[1] == ["pl"]
    theirs.refresh_from_db()
    assert (theirs.area, theirs.languages) == known


def test_a_change_of_its_words_leaves_a_need_where_it_is(gwen):
    written(gwen)
    theirs = Party.objects.get()
    gwen.post(at("acting_need_of", theirs.pk), needing(place_name=ELSEWHERE, languages=["pl"]))
    other = Need.objects.exclude(area=theirs.area).get()

    page = gwen.get(at("acting_change", theirs.pk, "need", other.pk))
    assert page.context["form"].initial["languages"] == ["pl"]
    changed = gwen.post(
        at("acting_change", theirs.pk, "need", other.pk),
        needing(words="Rhywbeth arall", place_name="", languages=["pl"], **heard()),
    )

    assert changed.status_code == 302
    after = Need.objects.get(pk=other.pk)
    assert (after.words, after.area, after.languages) == ("Rhywbeth arall", other.area, ["pl"])


def test_a_place_that_nobody_knows_is_said_and_nothing_typed_is_lost(gwen):
    written(gwen)
    theirs = Party.objects.get()

    answer = gwen.post(at("acting_need_of", theirs.pk), needing(place_name="Xyzzy", words="Cofiwch hyn"))

    assert answer.status_code == 422
    assert "Cofiwch hyn" in answer.content.decode()
    assert Need.objects.count() == 1


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_officer_finds_what_is_suggested_to_their_organisation_and_says_yes(language):
    hall = asset(of=party(organisation=body()))
    made = propose(need=need(skill="", asset_kind="meeting-room"), asset=hall, by=connector(), in_order=True)
    client, stranger = Client(), Client()
    client.force_login(holder(Part.OFFICER, body(), name="officer"))
    stranger.force_login(holder(Part.OFFICER, body("hwb-cwm", "voluntary"), name="stranger"))

    work = client.get(address_in(language, "portal:your_work")).content.decode()
    rows = client.get(address_in(language, "portal:suggestions"))

    assert {"cy": "Mae 1 awgrym yn aros am eich ateb.", "en": "1 suggestion waits for your answer."}[
        language
    ] in work
    assert body().name(language) in text_of(rows)
    where = f"{address_in(language, 'portal:suggestion', made.pk)}?side=giver"
    assert stranger.get(where).status_code == 404
    assert client.post(where, {"do": "yes"}).status_code == 302
    assert Proposal.objects.get().giver_yes is not None
