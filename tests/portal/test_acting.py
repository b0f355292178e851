"""A connector writes down what people who are off-line offer and need: with their word alone, and only where they connect."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.connect.actions.acting import take_back_consent
from edau.connect.models import Capability, Need, Party
from edau.connect.proposal_rules import acts_with_consent
from edau.connect.skills import skills
from edau.core.models import AuditLine
from edau.listen.choices import Audience, Kind
from edau.people.choices import Part
from edau.people.models import Consent
from edau.thread.models import Receipt
from edau.ui.links import address_in
from tests.cast import account, holder, story
from tests.portal.test_offering import SKILL, a_need, needing, offering

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
HERE, ELSEWHERE = "W06000016", "W06000001"  # Rhondda Cynon Taf, Ynys Môn
AGREED = {"agreed": "on", "spoken": "cy"}
REACH = {"contact_name": "Marcmarc", "telephone": "01443 731773"}


def at(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def gwen() -> Client:
    """A connector of Rhondda Cynon Taf, signed in."""
    client = Client()
    client.force_login(holder(Part.BROKER, area=HERE, name="gwen"))
    return client


def written(client: Client, **changes: object):
    return client.post(at("acting_need"), needing(**{**AGREED, **REACH, **changes}), follow=True)


@LANGUAGES
def test_the_words_to_read_aloud_come_first_and_without_a_yes_nothing_goes_on(gwen, language):
    for name in ("acting_need", "acting_offer"):
        page = at(name, language=language)
        assert "<blockquote>" in gwen.get(page).content.decode()

        silent = gwen.post(page, {"look": "1", "words": "Trwsio fy meic", "language": "cy"})
        spoken = gwen.post(page, {"look": "1", "words": "Trwsio fy meic", "language": "cy", **AGREED})

        assert silent.status_code == 422
        assert "Trwsio fy meic" in silent.content.decode()
        assert spoken.status_code == 200
        assert re.search(r'name="agreed"[^>]*checked', spoken.content.decode())


def test_what_is_written_down_is_theirs_with_a_receipt_and_their_spoken_consent(gwen):
    answer = written(gwen)

    need, receipt = Need.objects.get(), Receipt.objects.get()
    assert need.party.person.user is None
    assert need.receipt == receipt
    assert acts_with_consent(need.party)
    consent = Consent.objects.get(pk=need.party.consent_id)
    assert (consent.spoken, consent.language) == (True, "cy")
    assert need.party.broker.email.startswith("gwen")
    assert "The code of your receipt" in text_of(answer)
    deeds = list(AuditLine.objects.order_by("number").values_list("deed", flat=True))
    assert deeds.index("take_part") < deeds.index("note_consent")
    assert not any("731773" in str(line.codes) for line in AuditLine.objects.all())


def test_an_offer_is_written_down_in_the_same_way(gwen):
    gwen.post(at("acting_offer"), offering(**AGREED))

    assert acts_with_consent(Capability.objects.get().party)


@pytest.mark.parametrize("missing", ["agreed", "spoken", "place_name"])
def test_without_their_yes_or_their_place_nothing_is_kept_and_nothing_typed_is_lost(gwen, missing):
    answer = written(gwen, **{missing: ""})

    assert answer.status_code == 422
    assert "Marcmarc" in answer.content.decode()
    assert not Party.objects.exists()


def test_nobody_is_written_down_by_a_connector_of_elsewhere():
    far = Client()
    far.force_login(holder(Part.BROKER, area=ELSEWHERE, name="far"))

    answer = written(far)

    assert answer.status_code == 422
    assert "Your role is for another organisation or another area." in text_of(answer)
    assert "Marcmarc" in answer.content.decode()
    assert not Party.objects.exists()
    assert not Receipt.objects.exists()


def test_who_is_no_connector_is_told_so(client: Client):
    client.force_login(account("someone"))
    for name in ("acting", "acting_need", "acting_offer"):
        assert client.get(at(name)).status_code == 403
    assert client.post(at("acting_need"), needing(**AGREED)).status_code == 403
    assert not Party.objects.exists()


@LANGUAGES
def test_the_list_says_where_and_what_and_never_who(gwen, language):
    written(gwen)
    text = text_of(gwen.get(at("acting", language=language)))

    assert skills()[SKILL].name.say(language) in text
    assert "Marcmarc" not in text
    assert "731773" not in text


def test_a_second_need_of_somebody_hangs_on_the_same_receipt_and_asks_for_no_yes_again(gwen):
    written(gwen)
    party = Party.objects.get()
    page = gwen.get(at("acting_offer_of", party.pk))
    assert 'name="agreed"' not in page.content.decode()

    again = gwen.post(at("acting_offer_of", party.pk), offering(place_name="", languages=[]), follow=True)

    assert "Written down." in text_of(again)
    assert Capability.objects.get().party == party
    assert Receipt.objects.count() == Consent.objects.count() == 1


def test_who_has_not_agreed_or_no_longer_agrees_is_written_for_by_nobody(gwen):
    a_need()
    party = Party.objects.get()
    assert gwen.get(at("acting_need_of", party.pk)).status_code == 404
    written(gwen)
    theirs = Party.objects.exclude(pk=party.pk).get()

    done = gwen.post(at("acting"), {"party": theirs.pk}, follow=True)

    assert "Nobody answers for them any more." in text_of(done)
    theirs.refresh_from_db()
    assert not acts_with_consent(theirs)
    assert gwen.get(at("acting_need_of", theirs.pk)).status_code == 404
    assert gwen.post(at("acting"), {"party": theirs.pk}).status_code == 404
    assert take_back_consent(party=theirs, by="tests") is False


def test_a_connector_of_elsewhere_sees_nobody_of_here(gwen):
    written(gwen)
    far = Client()
    far.force_login(holder(Part.BROKER, area=ELSEWHERE, name="far"))

    assert "Nobody yet." in text_of(far.get(at("acting")))
    assert far.post(at("acting"), {"party": Party.objects.get().pk}).status_code == 404


def test_the_same_form_sent_twice_makes_one(gwen):
    given = needing(**AGREED)

    first = gwen.post(at("acting_need"), given)
    second = gwen.post(at("acting_need"), given)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Need.objects.count() == 1


def test_the_list_asks_as_many_questions_of_one_as_of_three(gwen):
    counts = []
    for _each in range(2):
        written(gwen)
        gwen.get(at("acting"))
        with CaptureQueriesContext(connection) as asked:
            gwen.get(at("acting"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_conversation_of_theirs_is_not_the_connectors_to_read(gwen):
    written(gwen)
    party = Party.objects.get()
    told = story(kind=Kind.CONVERSATION, words="Marcgair", audience=Audience.ANSWERERS)
    told.receipt = Receipt.objects.get(person=party.person)
    told.save(update_fields=["receipt"])

    page = gwen.get(at("acting_need_of", party.pk), {"from": told.pk, "part": "words"})

    assert page.status_code == 200
    assert "Marcgair" not in page.content.decode()
