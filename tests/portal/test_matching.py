"""The pages of matching: my suggestions, one suggestion from yes to thanks, the connector's queue, how matching works."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from edau.connect.actions.hours import open_account
from edau.connect.actions.matching import match_all
from edau.connect.choices import Stage, Why
from edau.connect.models import Matching, Party, Proposal
from edau.connect.stamps import changed
from edau.connect.wording import not_counted
from edau.core import clock
from edau.people.choices import Part
from edau.people.queries import roles_of
from edau.portal.pages.connector import queue_of
from edau.portal.pages.need_help import help_of
from edau.thread.actions import issue_receipt
from edau.thread.provenance import whole_thread
from edau.ui.links import address_in
from tests.cast import account, holder
from tests.connect.cast import (
    EVENINGS,
    agreed_to_be_acted_for,
    capability,
    check,
    connector,
    free,
    need,
    party,
)

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
WORD = "afal"
EXPORTS = (
    "connect",
    "services",
    "organizations",
    "at_locations",
    "facility_uses",
    "slots",
)  # of the open interface


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def with_receipt(of: Party) -> Client:
    """A browser in which this person's receipt has just been opened from its link."""
    issued = issue_receipt(person=of.person, language="en", by="visitor", word=WORD)
    client = Client()
    assert client.get(address("suggestions_of", issued.link)).status_code == 302
    return client


def proposed() -> Proposal:
    capability(of=party(reach="mair"))
    need(of=party(reach="tom"))
    match_all()
    return Proposal.objects.get()


def page_of(made: Proposal, side: str, language: str = "en") -> str:
    return f"{address('suggestion', made.pk, language=language)}?side={side}"


class TestMySuggestions:
    @LANGUAGES
    def test_who_is_not_known_is_told_how_to_come_in(self, language):
        page = Client().get(address("suggestions", language=language))

        assert page.status_code == 200
        assert address("receipt_find", language=language) in page.content.decode()

    @LANGUAGES
    def test_each_side_sees_what_it_is_and_why_without_points_or_names(self, language):
        made = proposed()

        for side, whose in (("giver", made.capability.party), ("seeker", made.need.party)):
            client = with_receipt(whose)
            shown = text_of(client.get(address("suggestions", language=language)))
            one = text_of(client.get(page_of(made, side, language)))
            for text in (shown, one):
                assert not re.search(r"\b(500|1000|1[5-9]\d\d)\b", text)
                assert not any(marker in text for marker in ("01443", "Name ", "@example.org"))

    def test_by_account_too_and_nobody_else_finds_it(self):
        made = proposed()
        sian = account("sian")
        made.need.party.person.user = sian
        made.need.party.person.save()

        assert "For you" in text_of(signed_in(sian).get(address("suggestions")))
        assert signed_in(sian).get(address("suggestion", made.pk)).status_code == 200
        for client in (Client(), signed_in(account("other")), with_receipt(party())):
            assert client.get(address("suggestion", made.pk)).status_code == 404

    def test_what_a_connector_must_introduce_is_not_shown_before(self):
        can, _wants = capability(skill="have-cuppa"), need(skill="have-cuppa")
        match_all()
        made = Proposal.objects.get()
        client = with_receipt(can.party)

        assert "You could help" not in text_of(client.get(address("suggestions")))
        assert client.get(address("suggestion", made.pk)).status_code == 404

    def test_a_constant_number_of_queries(self):
        giver = party(asks_a_week=20)
        capability(of=giver, capacity=20)
        client, counts = with_receipt(giver), []
        for _round in range(2):
            need(), need(), need()
            match_all()
            client.get(address("suggestions"))
            with CaptureQueriesContext(connection) as asked:
                client.get(address("suggestions"))
            counts.append(len(asked))

        assert counts[0] == counts[1] <= 20


class TestFromYesToThanks:
    def press(self, client: Client, made: Proposal, side: str, status: int = 302, **fields: object):
        answer = client.post(page_of(made, side), fields)
        assert answer.status_code == status
        made.refresh_from_db()
        return answer

    def test_all_the_way_and_how_to_reach_one_another_only_after_both_yes(self):
        made = proposed()
        mair, tom = with_receipt(made.capability.party), with_receipt(made.need.party)

        self.press(mair, made, "giver", do="yes")
        assert "01443 tom" not in text_of(mair.get(page_of(made, "giver")))
        self.press(tom, made, "seeker", do="yes")
        assert made.stage == Stage.CONSENTED
        assert "01443 tom" in text_of(mair.get(page_of(made, "giver")))
        assert "01443 mair" in text_of(tom.get(page_of(made, "seeker")))

        # Who connects near by, and acts for neither, reads the page without it.
        gwen = signed_in(connector())
        for side in ("giver", "seeker"):
            page = gwen.get(page_of(made, side))
            assert page.status_code == 200
            assert not re.search(r"01443|@example\.org|Name (tom|mair)", page.content.decode())

        when = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%d 10:30")
        self.press(tom, made, "seeker", do="time", other=when)
        early = self.press(mair, made, "giver", status=403, do="done", minutes="60")
        assert "The day you agreed on has not come yet." in text_of(early)
        Proposal.objects.filter(pk=made.pk).update(when=clock.now())
        self.press(mair, made, "giver", do="done", minutes="60")
        self.press(tom, made, "seeker", status=422, do="thanks", words="Diolch o galon.", language="la")
        self.press(tom, made, "seeker", do="thanks", words="Diolch o galon.", language="cy")

        assert (made.stage, made.need.language, made.thanks_language) == (Stage.THANKED, "en", "cy")
        said = re.compile(r'lang="cy">\s*(?:<p>)?Diolch o galon\.')
        for where in (page_of(made, "giver"), address("exchanges")):
            assert len(said.findall(mair.get(where).content.decode())) == 1
        page = text_of(mair.get(page_of(made, "giver")))
        assert "Diolch o galon." in page
        assert "01443 tom" not in page
        given = text_of(mair.get(address("exchanges")))
        assert "Diolch o galon." in given
        assert [text.count("You helped: walk a dog") for text in (page, given)] == [2, 1]
        assert "You could help" not in page + given

    @LANGUAGES
    def test_hours_that_were_not_counted_are_said_so_without_saying_whose_limit_it_is(self, language):
        made = proposed()
        tom = open_account(party=made.need.party, by="tests")
        tom.soft = tom.hard = 0
        tom.save()
        mair, now = with_receipt(made.capability.party), clock.now()
        Proposal.objects.update(stage=Stage.AGREED, giver_yes=now, seeker_yes=now, when=now)

        where = page_of(made, "giver", language)
        after = mair.post(where, {"do": "done", "minutes": "60"}, follow=True)

        with override(language):
            assert not_counted() in text_of(after)

    def test_a_child_or_adult_at_risk_reaches_the_other_side_through_their_connector_alone(self):
        made, gwen = proposed(), connector()
        mair, tom = with_receipt(made.capability.party), with_receipt(made.need.party)
        self.press(mair, made, "giver", do="yes")
        self.press(tom, made, "seeker", do="yes")
        Party.objects.filter(pk=made.need.party_id).update(at_risk=True, broker=gwen)

        assert "01443 mair" not in tom.get(page_of(made, "seeker")).content.decode()
        assert "01443 mair" in text_of(signed_in(gwen).get(page_of(made, "seeker")))

    def test_no_with_a_reason_that_the_other_side_is_not_told(self):
        made = proposed()
        mair, tom = with_receipt(made.capability.party), with_receipt(made.need.party)

        self.press(mair, made, "giver", do="no", why=Why.NOT_THEM)

        assert (made.stage, made.why) == (Stage.DECLINED, Why.NOT_THEM)
        assert "somebody else" not in text_of(tom.get(page_of(made, "seeker")))

    @pytest.mark.parametrize(
        ("stage", "fields"),
        [
            (Stage.CONSENTED, {"do": "time", "other": "yesterday"}),
            (Stage.CONSENTED, {"do": "time", "other": "2020-01-01 10:00"}),
            (Stage.AGREED, {"do": "done", "minutes": "0"}),
            (Stage.PROPOSED, {"do": "no", "why": "because"}),
        ],
        ids=str,
    )
    def test_what_is_not_right_stays_in_its_form(self, stage, fields):
        made = proposed()
        now = clock.now()
        Proposal.objects.update(stage=stage, giver_yes=now, seeker_yes=None if stage == "proposed" else now)

        self.press(with_receipt(made.need.party), made, "seeker", 422, **fields)

        assert made.stage == stage

    def test_what_is_over_meanwhile_is_said(self):
        made = proposed()
        client = with_receipt(made.need.party)
        Proposal.objects.update(stage=Stage.LAPSED)

        answer = self.press(client, made, "seeker", 409, do="yes")

        assert "This has changed meanwhile" in text_of(answer)

    def test_only_with_the_token_of_the_form(self):
        made = proposed()
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = with_receipt(made.need.party).cookies

        assert strict.post(page_of(made, "seeker"), {"do": "yes"}).status_code == 403
        assert Proposal.objects.get().seeker_yes is None


class TestTheQueue:
    @LANGUAGES
    def test_only_for_connectors(self, language):
        for name, args in (
            ("connector_queue", ()),
            ("connector_queue_print", ()),
            ("connector_need", ("x",)),
        ):
            where = address(name, *args, language=language)
            assert Client().get(where).status_code == 302
            for user in (account("nobody"), holder(Part.OFFICER), holder(Part.AUDITOR)):
                assert signed_in(user).get(where).status_code == 403

    def test_people_who_see_few_others_first_then_those_that_waited_longest(self):
        now = clock.now()
        late = need(made=now - timedelta(days=2))
        early = need(made=now - timedelta(days=30))
        alone = need(of=party(alone=True), made=now)

        html = signed_in(connector()).get(address("connector_queue")).content.decode()

        order = sorted((alone.pk, early.pk, late.pk), key=html.index)
        assert order == [alone.pk, early.pk, late.pk]

    def test_only_those_of_ones_own_area(self):
        need()
        near, far = connector("W06000016", "near"), connector("W06000015", "far")

        assert "since" in text_of(signed_in(near).get(address("connector_queue")))
        assert "Nothing waits." in text_of(signed_in(far).get(address("connector_queue")))

    @LANGUAGES
    def test_a_matching_that_failed_is_said(self, language):
        Matching.objects.create(weights="1", by="edau", ended=clock.now(), failed="too_long")

        page = signed_in(connector()).get(address("connector_queue", language=language))

        assert 'class="note careful mt4"' in page.content.decode()

    def test_everybody_is_matched_when_a_connector_asks(self):
        capability(), need()
        client = signed_in(connector())

        assert client.post(address("connector_queue")).status_code == 302
        assert Proposal.objects.count() == 1
        assert "1 new suggestion." in text_of(client.get(address("connector_queue")))

    def test_on_paper_with_the_reason_and_nobodys_name(self):
        capability(week=free(EVENINGS))
        wants = need(of=party(reach="tom"))
        match_all()

        text = text_of(signed_in(connector()).get(address("connector_queue_print")))

        assert wants.pk in text
        assert "1 could, at other times." in text
        assert "tom" not in text.replace("telephone", "").lower().split()

    def test_one_is_proposed_in_the_order_and_another_only_with_a_reason(self):
        first, second = capability(of=party(area="W01001228")), capability()  # the one nearer, in the town
        one, two = need(), need()
        client = signed_in(connector())
        page = client.get(address("connector_need", one.pk))
        assert page.content.decode().index(first.pk) < page.content.decode().index(second.pk)

        asked = {"do": "propose", "offer": f"capability-{first.pk}"}
        assert client.post(address("connector_need", one.pk), asked).status_code == 302
        against = {"do": "propose", "offer": f"capability-{second.pk}"}
        assert client.post(address("connector_need", two.pk), against).status_code == 422
        against["because"] = "They are cousins."
        assert client.post(address("connector_need", two.pk), against).status_code == 302

        assert {(made.need_id, made.because) for made in Proposal.objects.all()} == {
            (one.pk, ""),
            (two.pk, "They are cousins."),
        }

    def test_introduces_people_where_somebody_at_risk_may_be_involved(self):
        capability(skill="have-cuppa")
        wants = need(skill="have-cuppa")
        match_all()
        client, made = signed_in(connector()), Proposal.objects.get()
        assert "To introduce" in text_of(client.get(address("connector_queue")))

        sent = {"do": "introduce", "proposal": made.pk}
        assert client.post(address("connector_need", wants.pk), sent).status_code == 302

        made.refresh_from_db()
        assert made.giver_asked is not None

    def test_acts_for_somebody_off_line_once_their_consent_is_noted(self):
        made = proposed()
        gwen = connector()
        client = signed_in(gwen)
        refused = client.post(page_of(made, "seeker"), {"do": "yes"})
        assert refused.status_code == 403

        other = need(of=made.need.party, skill="mow-lawn")
        where = address("connector_need", other.pk)
        assert client.post(where, {"do": "consent", "language": "cy"}).status_code == 422
        agreed = {"do": "consent", "language": "cy", "agreed": "on"}
        assert client.post(where, agreed).status_code == 302
        assert "To answer for somebody" in text_of(client.get(address("connector_queue")))
        assert client.post(page_of(made, "seeker"), {"do": "yes"}).status_code == 422
        heard = {"said-how": "telephone", "said-on": clock.today().isoformat()}
        assert client.post(page_of(made, "seeker"), {"do": "yes", **heard}).status_code == 302

        made.refresh_from_db()
        assert made.seeker_yes is not None


class TestTheNeedPage:
    def test_how_many_could_without_saying_who(self):
        for _each in range(3):
            capability(of=party(reach="mair"))

        found = help_of(need(), "en")

        assert found.could.startswith("3 could help with this.")
        assert (found.why_nobody, found.changes) == ("", ())

    def test_why_nobody_and_what_would_change_it(self):
        for _each in range(3):
            capability(week=free(EVENINGS))
        wants = need()

        at_once = help_of(wants, "en")
        match_all()

        assert at_once == help_of(wants, "en")
        assert at_once.why_nobody == "3 could, at other times."
        assert at_once.changes[0] == "With evenings, 3 could."

    def test_of_a_need_that_is_met_in_part_who_was_asked_and_why_nobody_further(self):
        capability()
        capability(week=free(EVENINGS))
        wants = need(units=2)
        match_all()

        found = help_of(wants, "en")
        assert found.going == ("1 has been asked.",)
        assert found.why_nobody == (
            "1 of the 2 who are needed has said yes or has been asked. Besides them: 1 could, at other times."
        )
        assert found.changes[0] == "With evenings, 1 could."
        queue = queue_of(roles_of(holder(Part.BROKER, name="connects")), "1", "en")
        assert [row.why for row in queue.needs] == [found.why_nobody]

        Proposal.objects.update(stage=Stage.DECLINED)  # what was kept is of last night
        assert help_of(wants, "en").why_nobody == "Nobody can be asked for this just now."

    def test_how_many_have_been_asked(self):
        made = proposed()

        assert help_of(made.need, "en").going == ("1 has been asked.",)

    @LANGUAGES
    def test_it_speaks_to_everybody_and_not_to_the_one_who_needs_it(self, language):
        made = proposed()
        where = address("need", made.need_id, language=language)
        suggestions = f'href="{address("suggestions", language=language)}"'
        needy, anybody = with_receipt(made.need.party), Client()
        asked = anybody.get(where)
        assert asked.status_code == 200
        assert suggestions not in asked.content.decode()

        Proposal.objects.update(stage=Stage.CONSENTED, giver_yes=clock.now(), seeker_yes=clock.now())
        changed()

        with override("en"):
            assert help_of(made.need, "en").going == ("1 has said yes.",)
        assert needy.get(where).content == anybody.get(where).content
        assert "and so have you" not in text_of(anybody.get(where))


class TestHowMatchingWorks:
    @LANGUAGES
    def test_every_weight_is_there_and_the_example_adds_up(self, language):
        from edau.connect.matching_weights import matching_weights

        page = Client().get(address("how_matching_works", language=language))

        text = text_of(page)
        for weight in matching_weights().weights:
            assert weight.name.say(language).replace("’", "’") in text
        assert page.headers["Cache-Control"] != "no-store"
        assert "3,220" in text

    def test_the_same_for_everybody(self):
        where = address("how_matching_works")
        assert Client().get(where).content == signed_in(account("sian")).get(where).content


class TestNobodyIsToldWithoutConsent:
    MARKERS = ("mair@example.org", "tom@example.org", "01443 mair", "01443 tom", "Name mair", "Name tom")

    def test_no_page_no_letter_no_line_and_no_log_has_how_to_reach_anybody(
        self, caplog, mailoutbox, django_capture_on_commit_callbacks
    ):
        from edau.core.models import AuditLine

        caplog.set_level("DEBUG")
        with django_capture_on_commit_callbacks(execute=True):
            made = proposed()
            made.capability.party.checks.all()
            check(made.capability.party)
            need(of=agreed_to_be_acted_for(party(reach="tom2")))
        gwen, stranger = signed_in(connector()), Client()
        clients = [
            *(with_receipt(made.capability.party), with_receipt(made.need.party), gwen, stranger),
        ]
        clients[0].post(page_of(made, "giver"), {"do": "yes"})
        pages = []
        for client in clients:
            for language in ("cy", "en"):
                for name, args in (
                    *(("suggestions", ()), ("exchanges", ()), ("how_matching_works", ())),
                    *(("suggestion", (made.pk,)), ("connector_queue", ()), ("connector_queue_print", ())),
                    ("connector_need", (made.need_id,)),
                ):
                    pages.append(client.get(address(name, *args, language=language)).content.decode())
        for name in EXPORTS:
            answer = stranger.get(reverse(f"api:{name}"))
            assert answer.status_code == 200, name
            pages.append(answer.content.decode())
        prov = json.dumps(whole_thread("en"))
        assert made.pk not in prov  # who was brought together is nobody else's to read
        pages.append(prov)
        kept = [str(line.codes) for line in AuditLine.objects.all()]
        letters = [f"{letter.subject} {letter.body}" for letter in mailoutbox]
        assert letters

        for text in (*pages, *kept, *letters, caplog.text):
            assert not any(marker in text for marker in self.MARKERS)
