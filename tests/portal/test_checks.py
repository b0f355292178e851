"""The pages on which checks are noted and taken back, and what a connector puts right of somebody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.accounts.models import User
from edau.connect.actions.acting import no_longer_at_risk, stand_between
from edau.connect.models import Check, Party
from edau.connect.skills import check_kinds
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.people.rules import ELSEWHERE
from edau.ui.links import address_in
from tests.cast import account, body, holder
from tests.connect.cast import agreed_to_be_acted_for, capability, check, connector, need, party

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
HERE, ELSEWHERE_CODE = "W06000016", "W06000001"  # Rhondda Cynon Taf, Ynys Môn
TODAY = clock.today()


def at(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def council(key: str = "cyngor-cwm", area: str = HERE) -> Organisation:
    made = body(key)
    made.area = area
    made.save()
    return made


def noting(**changes: object) -> dict[str, object]:
    given = {
        "do": "note",
        "kind": "dbs_basic",
        "seen": TODAY.isoformat(),
        "organisation": "cyngor-cwm",
        "until": "",
    }
    return given | changes


@LANGUAGES
def test_an_officer_finds_somebody_by_their_code_and_notes_a_check(language):
    whose, officer = party(reach="mair"), signed_in(holder(Part.OFFICER, council()))
    spaced = f" {whose.pk[:4].upper()} {whose.pk[4:8]} {whose.pk[8:]} "

    found = officer.post(at("checks", language=language), {"code": spaced})
    page = at("connector_party", whose.pk, language=language)
    assert (found.status_code, found.url) == (302, page)
    assert officer.post(page, noting()).status_code == 302

    kept = Check.objects.get()
    assert (kept.party, kept.kind, kept.seen, kept.seen_for_id) == (whose, "dbs_basic", TODAY, "cyngor-cwm")
    assert kept.until.year == TODAY.year + 3
    shown = text_of(officer.get(page))
    assert check_kinds()["dbs_basic"].name.say(language) in shown
    assert not any(marker in shown for marker in ("Name mair", "mair@example.org", "01443"))
    assert AuditLine.objects.filter(deed="note_check", object_id=kept.pk).exists()


def test_the_organisation_may_set_its_own_day_and_the_same_twice_is_noted_once():
    whose, officer = party(), signed_in(holder(Part.OFFICER, council()))
    until = (TODAY + timedelta(days=200)).isoformat()

    for _time in range(2):
        assert officer.post(at("connector_party", whose.pk), noting(until=until)).status_code == 302

    assert Check.objects.get().until.isoformat() == until


@LANGUAGES
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "blood_test"}, "kind"),
        ({"seen": "yesterday"}, "seen"),
        ({"seen": (TODAY + timedelta(days=1)).isoformat()}, "seen"),
        ({"seen": "2015-01-01"}, "seen"),
        ({"organisation": "cyngor-arall"}, "organisation"),
        ({"until": (TODAY - timedelta(days=1)).isoformat()}, "until"),
        ({"until": (TODAY + timedelta(days=4_000)).isoformat()}, "until"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(changes, field, language):
    whose, officer = party(), signed_in(holder(Part.OFFICER, council()))
    body("cyngor-arall")
    until = (TODAY + timedelta(days=77)).isoformat()
    sent = noting(**({"until": until} if field != "seen" else {}) | changes)

    answer = officer.post(at("connector_party", whose.pk, language=language), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'value="{sent["until"]}"' in answer.content.decode() or not sent["until"]
    assert not Check.objects.exists()


def test_an_officer_sees_what_their_organisation_saw_and_nothing_else_of_the_person():
    whose = party()
    capability(of=whose)
    check(whose, "dbs_enhanced")  # for cyngor-cwm
    theirs = check(whose, "driving")
    Check.objects.filter(pk=theirs.pk).update(seen_for=body("cyngor-arall"))
    officer = signed_in(holder(Part.OFFICER, body("cyngor-arall")))

    page = officer.get(at("connector_party", whose.pk)).context["page"]

    assert [row.key for row in page.rows] == [theirs.pk]
    assert (page.connects, page.offers, page.needs) == (False, (), ())
    hidden = officer.post(
        at("connector_party", whose.pk),
        {"do": "withdraw", "check": Check.objects.get(kind="dbs_enhanced").pk},
    )
    assert hidden.status_code == 404


def test_a_connector_of_the_area_sees_every_check_what_is_offered_and_what_is_needed():
    whose = party()
    capability(of=whose), need(of=whose, skill="have-cuppa"), check(whose)
    gwen = signed_in(connector(area=HERE))

    shown = gwen.get(at("connector_party", whose.pk))

    page = shown.context["page"]
    assert ([row.mine for row in page.rows], len(page.offers), len(page.needs)) == ([False], 1, 1)
    assert at("connector_need", page.needs[0][0]) in shown.content.decode()


def test_a_connector_notes_for_the_bodies_of_their_area():
    whose = party()
    council(), council("cyngor-mon", ELSEWHERE_CODE)
    gwen = signed_in(connector(area=HERE))
    page = gwen.get(at("connector_party", whose.pk)).context["page"]

    assert "cyngor-cwm" in page.form.bodies
    assert "cyngor-mon" not in page.form.bodies
    assert gwen.post(at("connector_party", whose.pk), noting()).status_code == 302
    assert gwen.post(at("connector_party", whose.pk), noting(organisation="cyngor-mon")).status_code == 422


def test_what_may_be_asked_for_stands_first_by_what_they_offer():
    whose = party()
    capability(of=whose, skill="have-cuppa")
    gwen = signed_in(connector())
    council()

    first = gwen.get(at("connector_party", whose.pk)).context["form"].fields["kind"].choices[1]
    codes = [code for code, _name in first[1]]

    assert "dbs_enhanced" in codes
    assert "dbs_standard" not in codes


def test_the_welsh_of_the_checks_is_marked_as_not_checked_yet():
    whose = party()
    check(whose)
    gwen = signed_in(connector())

    welsh, english = (
        gwen.get(at("connector_party", whose.pk, language=language)).context["page"]
        for language in ("cy", "en")
    )

    assert (welsh.rows[0].unread, english.rows[0].unread) == (True, False)
    assert all(one.unread for one in welsh.kinds)


def test_one_is_taken_back_and_counts_for_nothing():
    whose, officer = party(), signed_in(holder(Part.OFFICER, council()))
    made = check(whose)

    answer = officer.post(at("connector_party", whose.pk), {"do": "withdraw", "check": made.pk})

    made.refresh_from_db()
    assert answer.status_code == 302
    assert made.withdrawn is not None
    assert AuditLine.objects.filter(deed="withdraw_check", object_id=made.pk).exists()
    again = officer.post(at("connector_party", whose.pk), {"do": "withdraw", "check": made.pk})
    assert again.status_code == 404


@LANGUAGES
def test_what_soon_needs_looking_at_again_without_what_a_later_one_replaced(language):
    soon, past, later, gone = (party() for _n in range(4))
    check(soon, days=50), check(past, days=-20)
    check(later, days=10), check(later, days=400), check(gone, days=30)
    check(party(), days=70), check(party(), days=-500)
    Party.objects.filter(pk=gone.pk).update(gone=clock.now())
    officer = signed_in(holder(Part.OFFICER, council()))
    stranger = signed_in(holder(Part.OFFICER, body("cyngor-arall"), name="stranger"))

    rows = officer.get(at("checks", language=language)).context["rows"]

    assert [(row.party, row.state) for row in rows] == [(past.pk, "past"), (soon.pk, "soon")]
    assert stranger.get(at("checks")).context["rows"] == []
    near, far = (signed_in(connector(area=area, name=area)) for area in (HERE, ELSEWHERE_CODE))
    assert len(near.get(at("checks")).context["rows"]) == 2
    assert far.get(at("checks")).context["rows"] == []


@LANGUAGES
@pytest.mark.parametrize("code", ["", "zzz", "zzzzzzzzzzzz", "gone"])
def test_a_code_that_leads_to_nobody_is_kept_and_says_why(code, language):
    left = party()
    Party.objects.filter(pk=left.pk).update(gone=clock.now())
    officer = signed_in(holder(Part.OFFICER, council()))

    answer = officer.post(at("checks", language=language), {"code": left.pk if code == "gone" else code})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["code"]
    assert f'value="{left.pk if code == "gone" else code}"' in answer.content.decode() or not code


def test_only_those_who_note_checks_or_connect_and_only_where_they_connect():
    whose = party()
    for part in (Part.LISTENER, Part.MODERATOR, Part.AUDITOR, Part.ADMINISTRATOR):
        client = signed_in(holder(part, name=str(part)))
        assert client.get(at("checks")).status_code == 403
        assert client.get(at("connector_party", whose.pk)).status_code == 403
    assert signed_in(account("nia")).get(at("checks")).status_code == 403
    for page in (at("checks"), at("connector_party", whose.pk)):
        assert Client().get(page).status_code == 302
    facilitators = [
        signed_in(holder(Part.FACILITATOR, area=area, name=f"f{area}")) for area in (HERE, ELSEWHERE_CODE)
    ]
    near, far = (client.get(at("connector_party", whose.pk)) for client in facilitators)
    assert (near.status_code, far.status_code) == (200, 404)
    assert near.context["page"].notes is False
    assert at("checks") not in near.content.decode()


def test_a_constant_number_of_queries():
    whose, counts = party(), []
    council()
    gwen = signed_in(connector())
    for _round in range(2):
        for _n in range(3):
            check(whose, days=20), check(party(), days=20)
            capability(of=whose), need(of=whose)
        for page in (at("checks"), at("connector_party", whose.pk)):
            gwen.get(page)
            with CaptureQueriesContext(connection) as asked:
                gwen.get(page)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 14


def test_the_queue_leads_to_the_checks_and_a_need_to_its_person_and_to_those_who_could_help():
    given, wants = capability(), need()
    gwen = signed_in(connector())

    assert at("checks") in gwen.get(at("connector_queue")).content.decode()
    page = gwen.get(at("connector_need", wants.pk)).content.decode()
    for whose in (given.party_id, wants.party_id):
        assert at("connector_party", whose) in page


class TestAtRisk:
    def test_a_connector_of_the_area_takes_it_off_with_a_line_in_the_trail(self):
        whose = party(at_risk=True)
        gwen = connector(area=HERE)
        stand_between(party=whose, by=gwen)

        answer = signed_in(gwen).post(at("connector_party", whose.pk), {"do": "answers_again"})

        whose.refresh_from_db()
        assert (answer.status_code, whose.at_risk, whose.broker) == (302, False, None)
        line = AuditLine.objects.get(deed="no_longer_at_risk")
        assert (line.by, line.object_id) == (str(gwen), whose.pk)
        assert no_longer_at_risk(party=whose, by=gwen) is False

    def test_who_agreed_to_be_acted_for_keeps_their_connector(self):
        gwen = connector()
        whose = agreed_to_be_acted_for(party(at_risk=True, broker=gwen))

        no_longer_at_risk(party=whose, by=gwen)

        whose.refresh_from_db()
        assert whose.broker == gwen

    def test_nobody_else_does(self):
        whose = party(at_risk=True)
        officer = holder(Part.OFFICER, council())

        assert (
            signed_in(officer).post(at("connector_party", whose.pk), {"do": "answers_again"}).status_code
            == 403
        )
        with pytest.raises(NotAllowed) as no:
            no_longer_at_risk(party=whose, by=connector(area=ELSEWHERE_CODE, name="far"))

        whose.refresh_from_db()
        assert (whose.at_risk, no.value.answer) == (True, ELSEWHERE)
