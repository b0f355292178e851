"""Reporting words that do not stand alone, or that only some read: additions, what tellers say of an answer, and the words on
the other side of a suggestion. Each is reported from where it is read."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.answer.actions.feeling import feel
from edau.answer.choices import Mattered
from edau.connect.actions.matching import match_all
from edau.connect.models import Capability, Need, Party, Proposal
from edau.listen.actions.contributions import add_words
from edau.listen.choices import Audience
from edau.moderation.choices import Effect, Reason
from edau.moderation.models import Case, Report
from edau.people.choices import Part
from edau.thread.actions import issue_receipt
from edau.ui.links import address_in
from tests.answer.cast import answered, officer
from tests.cast import body, holder, involvement, stamped, story
from tests.connect.cast import capability, connector, need, party
from tests.moderation.cast import is_held

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reports_on(client: Client, page: str) -> list[str]:
    """The addresses of the report pages that a page leads to."""
    html = client.get(page).content.decode()
    return re.findall(r'href="([^"]*/(?:report|adrodd|rhoi-gwybod)[^"]*\.[^"]*/[^"]+)"', html)


def report_from(client: Client, page: str, label: str) -> Report:
    """Follows the link of a page to the report of a kind of record, and sends it."""
    (where,) = [one for one in reports_on(client, page) if f"/{label}/" in one]
    assert client.get(where).status_code == 200
    assert client.post(where, stamped("report", reason=Reason.PERSONAL, words="")).status_code == 302
    return Report.objects.latest("at")


@LANGUAGES
def test_what_was_added_is_reported_alone_from_the_story_and_is_gone_from_it_at_once(
    client: Client, language
):
    said = story()
    added = add_words(contribution=said, words="Rhif Mair yw 01685.", language="cy", by="visitor")
    page = address("story", said.pk, language=language)
    owen = signed_in(holder(Part.LISTENER))

    made = report_from(owen, page, "listen.Addition")

    assert (made.effect, made.case.object_id) == (Effect.HELD, added.pk)
    after = client.get(page).content.decode()
    assert "01685" not in after
    assert "neuadd" in after


def test_what_a_teller_says_of_an_answer_is_reported_by_who_answers_and_read_by_no_one_then():
    told, cerys = story(within=involvement(), audience=Audience.ANSWERERS), officer()
    made = answered(told, by=cerys)
    felt = feel(contribution=told.pk, mattered=Mattered.NO, words="Twpsyn.", language="cy", by="receipt x")
    page, client = address("reply_kept", made.pk), signed_in(cerys)
    assert "Twpsyn." in client.get(page).content.decode()
    where = address("report", "answer.Felt", str(felt.pk))
    for stranger in (Client(), signed_in(officer(body("iechyd-cwm", "health"), name="ann"))):
        assert stranger.get(where).status_code == 404

    report = report_from(client, page, "answer.Felt")

    assert (report.effect, report.reporter) == (Effect.HELD, str(cerys))
    assert "Twpsyn." not in client.get(page).content.decode()


def with_receipt(of: Party) -> Client:
    issued = issue_receipt(person=of.person, language="en", by="visitor", word="afal")
    client = Client()
    client.get(address("suggestions_of", issued.link))
    return client


@pytest.mark.parametrize(("side", "label"), [("giver", "connect.Need"), ("seeker", "connect.Capability")])
def test_each_side_of_a_suggestion_reports_the_words_of_the_other_with_a_receipt(side, label):
    mair, tom = party(reach="mair"), party(reach="tom")
    capability(of=mair)
    need(of=tom, open_to_all=False)
    match_all()
    made = Proposal.objects.get()
    page = f"{address('suggestion', made.pk)}?side={side}"
    reader = with_receipt(mair if side == "giver" else tom)
    record = made.need if label == "connect.Need" else made.capability
    for stranger in (Client(), with_receipt(party(reach="siân"))):
        assert stranger.get(address("report", label, record.pk)).status_code == 404

    report = report_from(reader, page, label)

    assert (report.effect, report.case.label, report.case.object_id) == (Effect.HELD, label, record.pk)
    assert report.reporter.startswith("receipt ")
    assert is_held(record)
    assert reader.get(page).status_code == 404


def test_who_connects_near_by_is_on_no_side_and_is_led_to_no_report():
    capability(of=party(reach="mair"))
    need(of=party(reach="tom"))
    match_all()
    made = Proposal.objects.get()
    gwen = signed_in(connector())
    for side in ("giver", "seeker"):
        assert reports_on(gwen, f"{address('suggestion', made.pk)}?side={side}") == []
    assert (Case.objects.count(), Capability.objects.count(), Need.objects.count()) == (0, 1, 1)
