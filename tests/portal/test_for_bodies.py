"""An officer states what their organisation needs and what its people can do: matched, consented to, reached."""

from __future__ import annotations

import pytest
from django.test import Client

from edau.connect.actions.offers import Ability, Thing, offer, offer_asset
from edau.connect.actions.parties import Somebody, Where
from edau.connect.models import Capability, Need, Party, Reaching
from edau.connect.proposal_rules import is_own
from edau.connect.queries.matchable import matchable
from edau.connect.queries.reaching import letterbox
from edau.connect.queries.speaking import Speaker, parties_of
from edau.connect.wording import language_of
from edau.people.choices import Part
from edau.portal.forms.body import NeedOfBody, OfferOfBody
from tests import cast
from tests.cast import PONTYPRIDD, stamped
from tests.portal.test_offering import SKILL, address, html_of, needing, offering, signed_in

pytestmark = pytest.mark.django_db
WORK = {"contact_name": "Desg", "email": "desg@example.org", "telephone": ""}


def asking(**fields: object) -> dict[str, object]:
    return needing(**stamped(NeedOfBody.purpose, **WORK, **fields))


def giving(**fields: object) -> dict[str, object]:
    return offering(**stamped(OfferOfBody.purpose, **WORK, **fields))


def test_an_officer_states_a_need_and_what_their_people_can_do_for_the_organisation():
    body = cast.body()
    officer = cast.holder(Part.OFFICER, body)
    client = signed_in(officer)
    page = address("need_new_for", body.pk)
    look = {"look": "1", "words": "Help with the garden", "language": "en"}
    assert client.get(page).status_code == 200
    form = client.post(page, look).context["form"]
    assert not {"alone", "at_risk", "bring", "word"} & set(form.fields)
    assert client.post(page, asking()).status_code == 302
    assert client.post(address("offer_new_for", body.pk), giving()).status_code == 302

    party = Party.objects.get()
    assert (party.organisation, party.person, party.at_risk) == (body, None, False)
    assert (Need.objects.get().party, Capability.objects.get().party) == (party, party)
    assert Reaching.objects.get().email == "desg@example.org"
    listed = html_of(client.get(address("shared_assets", body.pk)))
    assert "I can mend bicycles." in listed
    assert "carry my shopping" in listed


def test_it_is_matched_across_sectors_and_whoever_may_speak_for_it_answers():
    body = cast.body()
    officer = cast.holder(Part.OFFICER, body)
    signed_in(officer).post(address("need_new_for", body.pk), asking())
    ability = Ability(words="I mend.", language="en", skills=[SKILL])
    other = Somebody(where=Where(PONTYPRIDD), languages=["en"])
    given = offer(ability=ability, times=None, who=other, by="visitor").record
    need = Need.objects.get()

    found = matchable(need.pk)
    assert [one.key for one in found.offers] == [given.pk]
    assert (found.needs[0].sector, found.offers[0].sector) == (body.sector, "")
    assert parties_of(Speaker(account=officer)) == [need.party]
    assert is_own(Speaker(account=officer), need.party)
    assert not is_own(Speaker(account=cast.account("rhywun")), need.party)


def test_how_to_reach_it_is_asked_where_it_only_shared_a_room_before():
    body = cast.body()
    officer = cast.holder(Part.OFFICER, body)
    who = Somebody(where=Where(PONTYPRIDD), languages=["cy"], organisation=body)
    thing = Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry")
    offer_asset(thing=thing, times=None, who=who, by=officer)
    assert not Reaching.objects.exists()
    look = {"look": "1", "words": "Help with the garden", "language": "en"}
    form = signed_in(officer).post(address("need_new_for", body.pk), look).context["form"]
    assert {"contact_name", "email", "telephone"} <= set(form.fields)
    signed_in(officer).post(address("need_new_for", body.pk), asking(place_name="", languages=[]))
    assert (Reaching.objects.get().name, Need.objects.get().party) == ("Desg", Party.objects.get())


def test_it_is_changed_confirmed_and_withdrawn_by_the_organisation_alone(client: Client):
    body = cast.body()
    officer = signed_in(cast.holder(Part.OFFICER, body))
    officer.post(address("offer_new_for", body.pk), giving())
    made = Capability.objects.get()
    named = (body.pk, "capability", made.pk)
    stranger = signed_in(cast.account("rhywun"))
    for page in ("own_change_for", "own_withdraw_for"):
        assert stranger.get(address(page, *named)).status_code == 403
        assert client.get(address(page, *named)).status_code == 302
        assert officer.get(address(page, *named)).status_code == 200
    assert stranger.post(address("own_confirm_for", *named)).status_code == 403
    for page in ("need_new_for", "offer_new_for"):
        assert stranger.get(address(page, body.pk)).status_code == 403

    officer.post(address("own_change_for", *named), offering(words="Digging.", how="keep"))
    made.refresh_from_db()
    assert made.words == "Digging."
    officer.post(address("own_confirm_for", *named))
    officer.post(address("own_withdraw_for", *named))
    made.refresh_from_db()
    assert (made.words, made.withdrawn is not None) == ("", True)


def test_what_holds_for_an_organisation_is_changed_by_whoever_speaks_for_it_and_by_nobody_else():
    body = cast.body()
    officer = signed_in(cast.holder(Part.OFFICER, body))
    where = address("own_settings_for", body.pk)
    assert officer.get(where).status_code == 404  # it takes no part yet
    officer.post(address("offer_new_for", body.pk), giving())
    assert where in html_of(officer.get(address("shared_assets", body.pk)))
    page = html_of(officer.get(where))
    assert ("I see few people" in page, "Leave Connect" in page) == (False, False)

    kept = {"languages": ["cy", "en"], "letters": "cy", "asks_a_week": "1", "reaching": "keep"}
    assert officer.post(where, {**kept, "paused_until": "2020-01-01"}).status_code == 422
    assert officer.post(where, {**kept, "paused_until": "2030-01-01"}).status_code == 302
    party = Party.objects.get()
    assert (party.asks_a_week, party.languages, str(party.paused_until)) == (1, ["cy", "en"], "2030-01-01")
    assert Reaching.objects.get().email == "desg@example.org"
    assert "nobody is told of a suggestion" not in html_of(officer.get(where))

    asked = {**kept, "letters": "en", "languages": ["cy", "pl"], "reaching": "replace"}
    post = {"contact_name": "The bookings officer", "email": "llogi@example.org"}
    assert officer.post(where, {**asked, **post, "letters": "pl"}).status_code == 422
    assert officer.post(where, {**asked, **post}).status_code == 302
    party.refresh_from_db()
    assert (party.languages, language_of(party)) == (["en", "cy", "pl"], "en")
    assert (party.reaching.name, party.reaching.email) == ("The bookings officer", "llogi@example.org")
    assert letterbox(party) == "llogi@example.org"
    officer.post(where, {**kept, "reaching": "remove"})
    assert "nobody is told of a suggestion" in html_of(officer.get(where))

    stranger = signed_in(cast.holder(Part.OFFICER, cast.body("arall"), name="stranger"))
    assert stranger.post(where, kept).status_code == 403
