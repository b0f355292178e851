"""A person lends a thing: said in two steps, matched with who needs it, counted in its place, and gone when withdrawn."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.connect.actions.needs import Wanted, need
from edau.connect.actions.offers import Thing, offer_asset
from edau.connect.actions.parties import Somebody, Where, change_party
from edau.connect.models import Asset, Capability, Doorstep, Need, Party
from edau.connect.proposal_rules import acts_with_consent
from edau.connect.queries.matchable import matchable
from edau.connect.refusals import Refusal, Refused
from edau.people.choices import Part
from edau.portal.forms.lending import LendForm
from edau.portal.queries.held_data import everything_about
from edau.thread.models import Receipt
from tests import cast
from tests.cast import PONTYPRIDD, stamped
from tests.portal.test_offering import (
    LANGUAGES,
    LSOA,
    MARKED,
    MARKS,
    POSTCODE,
    address,
    html_of,
    offering,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db
STRENGTHS = ("place_strengths", "W38000081-pontypridd")


def lending(**fields: object) -> dict[str, object]:
    """A thing as somebody fills it in who says only what has to be said."""
    given = {
        "words": "Cargo bike",
        "language": "en",
        "other_asset": "vehicle",
        "conditions": "Bring it back dry.",
        "how": "ticks",
        "slots": ["TU-evening"],
        "place_name": "Pontypridd",
        "languages": ["en"],
        **fields,
    }
    return stamped(LendForm.purpose, **given)


def lent(who: Somebody = MARKED, **changes: object) -> tuple[Asset, str]:
    """Something that is lent, with the link of its receipt."""
    thing = Thing(**{"kind": "vehicle", "area": PONTYPRIDD, "name_en": "Marcbeic", **changes})  # type: ignore[arg-type]
    made = offer_asset(thing=thing, times=None, who=who, by="visitor")
    return made.record, made.issued.link if made.issued else ""


def wanting(kind: str = "vehicle") -> Need:
    wanted = Wanted(words="To fetch a sofa.", language="en", asset_kind=kind)
    other = Somebody(where=Where(PONTYPRIDD), languages=["cy"])
    return need(wanted=wanted, times=None, who=other, by="visitor").record


@LANGUAGES
def test_the_first_step_keeps_nothing_and_the_second_suggests_which_kind_it_is(client: Client, language):
    words = "Beic cludo" if language == "cy" else "minibus"
    page = address("lend_new", language=language)
    assert client.get(page).status_code == 200
    rest = client.post(page, {"look": "1", "words": words, "language": language})

    form = rest.context["form"]
    assert (rest.status_code, form["words"].value()) == (200, words)
    kinds = {key for key, _name in form.fields["other_asset"].choices}
    assert "vehicle" in kinds
    assert not {"staff-hours", "advice-surgery"} & kinds
    assert not Asset.objects.exists()


def test_what_a_person_lends_is_theirs_on_a_receipt_near_nobodys_door(client: Client):
    answer = client.post(address("lend_new"), lending(place_name=POSTCODE), follow=True)

    thing, party = Asset.objects.get(), Party.objects.get()
    assert (thing.owner, thing.receipt) == (party, Receipt.objects.get())
    assert (thing.kind, thing.name_en, thing.conditions_en) == ("vehicle", "Cargo bike", "Bring it back dry.")
    assert thing.area.startswith(LSOA)
    assert (thing.area, thing.latitude, thing.longitude) == (party.area, None, None)
    assert Doorstep.objects.get().party == party
    assert "Cargo bike" in text_of(answer)
    assert client.get(address("asset", thing.pk)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": ""}, "words"),
        ({"other_asset": ""}, "tag"),
        ({"other_asset": "staff-hours"}, "other_asset"),
        ({"place_name": ""}, "place_name"),
        ({"slots": []}, "slots"),
        ({"persons": "0"}, "persons"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, wrong, field):
    answer = client.post(address("lend_new"), lending(**{"words": "Old minibus", **wrong}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Asset.objects.exists()
    assert "Bring it back dry." in html_of(answer)


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        (Thing(kind="staff-hours", area=PONTYPRIDD, name_en="An hour"), Refusal.NO_SUCH_KIND),
        (
            Thing(kind="hall", area=PONTYPRIDD, name_en="Barn", latitude=51.6, longitude=-3.3),
            Refusal.NO_SUCH_PLACE,
        ),
    ],
)
def test_a_person_lends_neither_the_time_of_staff_nor_a_place_on_the_map(thing, code):
    with pytest.raises(Refused) as no:
        offer_asset(thing=thing, times=None, who=MARKED, by="visitor")
    assert no.value.code == code
    assert not Party.objects.exists()


def test_it_is_changed_confirmed_and_withdrawn_with_the_receipt_and_then_gone_everywhere(client: Client):
    thing, link = lent()
    asked = wanting()
    assert [one.key for one in matchable(asked.pk).offers] == [thing.pk]
    assert "a vehicle: a few" in text_of(client.get(address(*STRENGTHS)))

    form = client.get(address("own_change_of", link, "asset", thing.pk)).context["form"]
    assert (form["words"].value(), form["tag"].value()) == ("Marcbeic", "vehicle")
    given = lending(words="Van", other_asset="", tag="vehicle", how="keep")
    assert client.post(address("own_change_of", link, "asset", thing.pk), given).status_code == 302
    thing.refresh_from_db()
    assert (thing.name_en, thing.kind, thing.area) == ("Van", "vehicle", PONTYPRIDD)
    assert client.post(address("own_confirm_of", link, "asset", thing.pk)).status_code == 302

    client.post(address("own_withdraw_of", link, "asset", thing.pk))
    thing.refresh_from_db()
    assert (thing.name_en, thing.conditions_en, thing.withdrawn is not None) == ("", "", True)
    assert matchable(asked.pk).offers == []
    assert "What people would lend" not in text_of(client.get(address(*STRENGTHS)))


@LANGUAGES
def test_a_place_counts_who_lends_in_fives_and_tells_no_thing_and_no_one(client: Client, language):
    for _each in range(6):
        lent(conditions_en="Marcamod")
    box = address("place", STRENGTHS[1], language=language)
    for page in (address("connect", language=language), address(*STRENGTHS, language=language), box):
        html = html_of(client.get(page))
        lines = re.findall(r"<li>([^<]+): ([^<]+)</li>", html)
        kind = "cerbyd" if language == "cy" else "a vehicle"
        assert dict(lines)[kind] == ("5 neu fwy" if language == "cy" else "5 or more")
        assert not [mark for mark in (*MARKS, "Marcbeic", "Marcamod") if mark in html]


def test_who_moves_takes_along_where_their_things_are():
    thing, _link = lent()
    change_party(party=thing.owner, by="visitor", where=Where("W01000003"))
    thing.refresh_from_db()
    assert thing.area == "W01000003"


def test_what_came_in_a_burst_counts_once_a_moderator_has_looked():
    thing, _link = lent()
    Asset.objects.update(waiting=True)
    assert matchable(wanting().pk).offers == []
    moderator = signed_in(cast.holder(Part.MODERATOR))
    assert "Marcbeic" in html_of(moderator.get(address("offers_waiting")))
    assert moderator.post(address("offers_waiting"), {"key": [thing.pk]}).status_code == 302
    thing.refresh_from_db()
    assert thing.waiting is False


def test_who_asks_for_their_data_gets_what_they_lend():
    user = cast.account("mari")
    mine, _link = lent(Somebody(where=Where(PONTYPRIDD), languages=["cy"], account=user))
    lent()
    held = next(one for one in everything_about(user).theirs if one.label == "connect.Asset")
    assert [row["id"] for row in held.rows] == [mine.pk]


def test_a_connector_writes_down_what_somebody_would_lend():
    gwen = signed_in(cast.holder(Part.BROKER, name="gwen"))
    page = address("acting_lend")
    agreed = {"agreed": "on", "spoken": "cy"}
    assert "<blockquote>" in html_of(gwen.get(page))
    look = {"look": "1", "words": "Ysgol hir", "language": "cy"}
    assert gwen.post(page, look).status_code == 422
    assert gwen.post(page, {**look, **agreed}).status_code == 200
    assert gwen.post(page, lending(**agreed)).status_code == 302

    thing = Asset.objects.get()
    assert acts_with_consent(thing.owner)
    again = address("acting_lend_of", thing.owner.pk)
    gwen.post(again, lending(words="Ladder", other_asset="tools", place_name="", languages=[]))
    assert sorted(thing.owner.assets.values_list("kind", flat=True)) == ["tools", "vehicle"]


@LANGUAGES
def test_i_need_this_carries_the_kind_to_the_need_and_i_could_lend_that_to_the_loan(client: Client, language):
    council = cast.body()
    hall = offer_asset(
        thing=Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry"),
        times=None,
        who=Somebody(where=Where(PONTYPRIDD), languages=["cy"], organisation=council),
        by=cast.holder(Part.OFFICER, council),
    ).record
    look = {"look": "1", "words": "Dawnsio", "language": "cy"}
    for page, there, kind in (
        (address("asset", hall.pk, language=language), address("need_new", language=language), "hall"),
        (
            address("need", wanting().pk, language=language),
            address("lend_new", language=language),
            "vehicle",
        ),
    ):
        wanted = f"{there}?kind={kind}"
        assert f'href="{wanted}"' in html_of(client.get(page))
        assert 'class="note"' in html_of(client.get(wanted))
        assert f'action="?kind={kind}"' in html_of(client.get(wanted))
        form = client.post(wanted, look).context["form"]
        assert (form["tag"].value(), form.fields["tag"].choices[0][0]) == (kind, kind)
    for page in ("need_new", "offer_new", "lend_new"):
        assert 'class="note"' not in html_of(client.get(f"{address(page)}?kind=nothing"))


def test_a_skill_that_is_needed_is_ticked_in_the_offer(client: Client):
    form = client.post(
        f"{address('offer_new')}?kind=mend-bike", {"look": "1", "words": "Gallaf", "language": "cy"}
    ).context["form"]
    assert form["tags"].value() == ["mend-bike"]
    client.post(f"{address('offer_new')}?kind=mend-bike", offering(tags=["mend-bike"], other=""))
    assert [one.skill for one in Capability.objects.get().skills.all()] == ["mend-bike"]
