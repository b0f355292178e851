"""The pages of keeping apart: said in two steps from a suggestion, read and taken back among one's own."""

import pytest
from django.test import Client

from edau.connect.models import Block, Proposal
from tests.cast import account
from tests.connect.cast import party
from tests.portal.test_matching import address, page_of, proposed, signed_in, text_of, with_receipt

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


def apart_of(made: Proposal, side: str, language: str = "en") -> str:
    return f"{address('apart', made.pk, language=language)}?side={side}"


@LANGUAGES
def test_it_is_said_in_two_steps_with_a_receipt_alone(language):
    made = proposed()
    client = with_receipt(made.need.party)
    there = apart_of(made, "seeker", language)

    assert there.replace("&", "&amp;") in client.get(page_of(made, "seeker", language)).content.decode()
    first = client.get(there)
    assert (first.status_code, Block.objects.count()) == (200, 0)
    assert "999" in text_of(first)
    second = client.post(there)
    assert (second.status_code, second["Location"]) == (302, address("suggestions", language=language))
    assert list(Block.objects.values_list("party", "other")) == [
        (made.need.party_id, made.capability.party_id)
    ]


def test_a_stranger_and_the_other_side_s_browser_find_nothing_to_say():
    made = proposed()

    assert Client().get(apart_of(made, "seeker")).status_code == 404
    assert with_receipt(party()).post(apart_of(made, "seeker")).status_code == 404
    mine = with_receipt(made.capability.party)
    mine.post(apart_of(made, "seeker"))
    assert list(Block.objects.values_list("party", flat=True)) == [made.capability.party_id]


@LANGUAGES
def test_ones_own_list_names_nobody_and_takes_it_back(language):
    made = proposed()
    own = made.need.party
    own.person.user = account("mair")
    own.person.save()
    client = signed_in(own.person.user)
    client.post(apart_of(made, "seeker", language))
    mine = address("own_apart", language=language)

    page = client.get(mine)
    assert page.status_code == 200
    assert not any(
        marker in text_of(page) for marker in ("01443", "Name ", "@example.org", made.capability.party_id)
    )
    assert mine in client.get(address("own_settings", language=language)).content.decode()
    assert client.post(mine, {"block": "no such"}).status_code == 302
    assert Block.objects.count() == 1
    assert client.post(mine, {"block": str(Block.objects.get().pk)}).status_code == 302
    assert not Block.objects.exists()


def test_nobody_takes_back_what_another_said():
    made = proposed()
    with_receipt(made.need.party).post(apart_of(made, "seeker"))
    other = made.capability.party
    other.person.user = account("mair")
    other.person.save()
    client = signed_in(other.person.user)

    client.post(address("own_apart"), {"block": str(Block.objects.get().pk)})
    assert Block.objects.count() == 1
    assert "Nobody." in text_of(client.get(address("own_apart")))


def test_what_was_made_up_says_so_on_the_list_too():
    made = proposed()
    Proposal.objects.update(synthetic=True)
    client = with_receipt(made.need.party)
    client.post(apart_of(made, "seeker"))
    made.need.party.person.user = account("mair")
    made.need.party.person.save()

    assert "Example data." in text_of(signed_in(made.need.party.person.user).get(address("own_apart")))
