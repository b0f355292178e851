"""Whoever agreed to be acted for is told so, and takes it back; what somebody takes off again on their own page."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.connect.actions.acting import agreed_by, note_consent, token_of
from edau.connect.models import Party, Reaching
from edau.core.mail.addresses import origin
from edau.core.models import AuditLine
from edau.people.models import Consent
from edau.people.purposes import purposes, wording_of
from edau.ui.links import address_in
from tests.cast import account
from tests.connect.cast import check, connector, need, party
from tests.portal.test_matching import with_receipt

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


def at(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def owned(**fields: object) -> tuple[Party, Client]:
    """The party of an account, and a browser in which it is signed in."""
    whose, sian = party(**fields), account("sian")
    whose.person.user = sian
    whose.person.save()
    client = Client()
    client.force_login(sian)
    return whose, client


def agreed(whose: Party, language: str = "en") -> Party:
    return note_consent(party=whose, language=language, spoken=True, by=connector())


def settings(whose: Party, **changes: object) -> dict[str, object]:
    given = {"languages": ["en"], "asks_a_week": "2", "reaching": "keep", "place_name": ""}
    return given | changes


class TestTheLetter:
    @LANGUAGES
    def test_it_says_who_may_act_and_leads_to_the_page_that_takes_it_back(
        self, language, django_capture_on_commit_callbacks
    ):
        whose = party(reach="tom")
        with django_capture_on_commit_callbacks(execute=True):
            agreed(whose, language)

        (letter,) = mail.outbox
        whose.refresh_from_db()
        link = at("acted_for", token_of(whose), language=language)
        assert letter.to == ["tom@example.org"]
        assert "connector@example.org" in letter.body
        assert origin() + link in letter.body
        reader = Client()
        assert "<form" in reader.get(link).content.decode()
        assert Party.objects.get(pk=whose.pk).consent is not None  # who only looks changes nothing
        assert reader.post(link).status_code == 200
        whose.refresh_from_db()
        assert (whose.consent, whose.broker) == (None, None)
        assert Consent.objects.get().withdrawn is not None
        assert reader.post(link).status_code == 200  # once more says that it is done
        assert AuditLine.objects.filter(deed="take_back_consent").count() == 1

    def test_without_an_address_at_risk_or_twice_there_is_none(self, django_capture_on_commit_callbacks):
        whose = party(reach="tom")
        with django_capture_on_commit_callbacks(execute=True):
            agreed(party()), agreed(party(reach="cadi", at_risk=True))
        assert mail.outbox == []
        with django_capture_on_commit_callbacks(execute=True):
            agreed(whose), agreed(whose)
        assert len(mail.outbox) == 1

    def test_the_link_of_an_earlier_consent_does_not_take_back_a_later_one(self):
        whose = agreed(party())
        first = token_of(whose)
        Client().post(at("acted_for", first))
        whose = agreed(Party.objects.get(pk=whose.pk))

        Client().post(at("acted_for", first))

        whose.refresh_from_db()
        assert whose.consent is not None
        assert agreed_by(first) is None

    def test_other_links_and_old_ones_open_nothing(self):
        whose = agreed(party())
        token = token_of(whose)
        for wrong in ("x", token[:-1], f"{token}x"):
            assert Client().get(at("acted_for", wrong)).status_code == 404
        assert "connector" not in at("acted_for", token)

    def test_the_words_that_were_read_stand_in_both_languages_with_their_version(self):
        whose = agreed(party())
        wording = wording_of("acted_for")

        assert (
            (whose.consent.purpose, whose.consent.wording)
            == ("acted_for", wording.version)
            == (
                "acted_for",
                "acting-1",
            )
        )
        line = AuditLine.objects.get(deed="note_consent")
        assert line.codes["wording"] == "acted_for/acting-1"
        assert wording.words.cy != wording.words.en
        assert "acted_for" in {one.key for one in purposes() if one.basis == "consent"}
        with pytest.raises(KeyError):
            wording_of("listening")

    @LANGUAGES
    def test_a_connector_reads_them_on_the_page_of_the_need(self, language):
        client = Client()
        client.force_login(connector())
        wants = need()

        page = client.get(at("connector_need", wants.pk, language=language)).content.decode()

        words, other = wording_of("acted_for").words, "en" if language == "cy" else "cy"
        assert words.say(language) in page
        assert f'<blockquote lang="{other}"><p>{words.say(other)}' in page


class TestOnesOwnPage:
    @LANGUAGES
    def test_it_says_who_acts_and_takes_it_back(self, language):
        whose, client = owned()
        agreed(whose)

        page = client.get(at("own_offers", language=language))
        assert "connector@example.org" in text_of(page)
        button = at("own_not_acted", language=language)
        assert button in page.content.decode()
        assert client.post(button).status_code == 302

        whose.refresh_from_db()
        assert whose.consent is None
        assert "connector@example.org" not in text_of(client.get(at("own_offers", language=language)))
        assert client.post(button).status_code == 302  # twice changes nothing

    def test_with_a_receipt_too_and_nobody_else_can(self):
        whose = agreed(party())
        client = with_receipt(whose)
        key = whose.person.receipts.get().pk

        assert Client().post(at("own_not_acted_of", key)).status_code == 404
        assert Client().post(at("own_not_acted")).status_code == 302  # to the door
        assert client.post(at("own_not_acted_of", key)).status_code == 302

        whose.refresh_from_db()
        assert whose.consent is None

    @LANGUAGES
    def test_it_shows_their_code_and_the_checks_that_count(self, language):
        whose, client = owned()
        assert whose.pk in text_of(client.get(at("own_offers", language=language)))

        check(whose, "driving"), check(whose, "dbs_basic", days=-3)
        about = client.get(at("own_offers", language=language)).context["about"]

        assert len(about.checks) == 1

    def test_a_constant_number_of_queries(self):
        whose, client = owned()
        agreed(whose)
        counts = []
        for _round in range(2):
            check(whose), check(whose, "driving")
            client.get(at("own_offers"))
            with CaptureQueriesContext(connection) as asked:
                client.get(at("own_offers"))
            counts.append(len(asked))

        assert counts[0] == counts[1] <= 20

    @LANGUAGES
    def test_that_they_see_few_people_is_said_and_taken_off_again(self, language):
        whose, client = owned()
        page = at("own_settings", language=language)
        for sent, kept in (({"alone": "on"}, True), ({}, False)):
            assert client.post(page, settings(whose, **sent)).status_code == 302
            whose.refresh_from_db()
            assert whose.alone is kept

    @LANGUAGES
    def test_nobody_takes_off_themselves_that_they_are_at_risk(self, language):
        whose, client = owned(at_risk=True)
        page = at("own_settings", language=language)

        shown = client.get(page)
        assert shown.context["at_risk"] is True
        assert 'name="at_risk"' not in shown.content.decode()
        client.post(page, settings(whose, at_risk=""))

        whose.refresh_from_db()
        assert whose.at_risk is True

    def test_a_wrong_setting_keeps_what_was_ticked(self):
        whose, client = owned(reach="sian")

        answer = client.post(at("own_settings"), settings(whose, alone="on", asks_a_week="many"))

        whose.refresh_from_db()
        assert (answer.status_code, whose.alone) == (422, False)
        assert re.search(r'name="alone"[^>]* checked', answer.content.decode())
        assert Reaching.objects.filter(party=whose).exists()
