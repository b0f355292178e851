"""Boards and bodies, roles, and outgoing mail: what the pages say, and to whom."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from edau.answer.actions import sending as answers
from edau.connect.actions import reminding as still_true_letters
from edau.connect.actions import season_letters
from edau.connect.actions import telling as proposal_letters
from edau.connect.actions.leaving import withdraw
from edau.core.mail import send
from edau.core.mail.addresses import hash_of, stop_token
from edau.core.models import AuditLine, Letter, MailStop
from edau.core.visibility import hold
from edau.listen.models import Contribution
from edau.people.actions.loading import load_organisations
from edau.people.choices import Part
from edau.people.models import Organisation, Role
from edau.people.rules import ELSEWHERE, NO_ROLE
from edau.portal.receivers import reporting_letters
from edau.portal.views.mail import PURPOSES
from edau.ui.links import address_in
from tests.cast import account, body, holder, involvement, story
from tests.connect.cast import asset, party

pytestmark = pytest.mark.django_db
BOARD = "psb-cwm-taf-morgannwg"


def at(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(answer) -> str:
    html = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Boards


@pytest.fixture
def loaded():
    load_organisations(by="tests")


def test_every_board_is_listed_with_the_number_of_its_members(loaded, client):
    page = client.get(at("boards"))

    assert page.content.decode().count('<a href="/en/board/') == 13
    assert "Cwm Taf Morgannwg Public Services Board 6 statutory members" in text_of(page)


def test_a_board_says_who_sits_there_by_which_section(loaded, client, django_assert_max_num_queries):
    client.get(at("board", BOARD))
    with django_assert_max_num_queries(4):
        page = text_of(client.get(at("board", BOARD)))

    assert "Statutory members section 29(2)" in page
    assert "Invited participants section 30(1)" in page
    assert "Other partners section 32(1)" in page
    assert "Natural Resources Wales" in page
    assert "Chief Constable of South Wales Police Police not checked yet" in page


def test_a_board_or_body_that_is_not_there_is_not_found(loaded, client):
    wrong = [at("board", "psb-nowhere"), at("board", "gwent"), at("organisation", "nobody")]

    assert [client.get(address).status_code for address in wrong] == [404, 404, 404]


def test_a_body_says_what_it_asks_and_what_it_owes(client):
    asked = involvement()
    for _n in range(2):
        story(within=asked)
    Contribution.objects.filter(pk=Contribution.objects.first().pk).update(
        due=timezone.localdate() - timedelta(days=1)
    )

    page = text_of(client.get(at("organisation", "cyngor-cwm")))

    assert "What would make life better here? It asks and answers." in page
    assert "It owes 2 answers; 1 of them is overdue." in page


def test_a_body_that_nobody_has_spoken_to_owes_nothing(loaded, client):
    page = text_of(client.get(at("organisation", "natural-resources-wales")))

    assert "Nobody waits for an answer from it here" in page
    assert "Cwm Taf Morgannwg Public Services Board Statutory member, section 29(2)" in page


def test_a_body_shows_what_it_shares_and_nothing_that_was_withdrawn_or_is_out_of_sight(client):
    council = party(organisation=body())
    rooms = [asset(of=council, name_en=f"Room {number}", name_cy=f"Ystafell {number}") for number in range(3)]
    asset(of=party(organisation=body("hwb-cwm", "voluntary")), name_en="The hub", name_cy="Yr hwb")
    hold(label="connect.Asset", object_id=rooms[1].pk, reason="personal", by="user 1")
    withdraw(record=rooms[2], by=holder(Part.OFFICER, body()))

    page = text_of(client.get(at("organisation", "cyngor-cwm")))

    assert "What it shares Room 0" in page
    assert [name for name in ("Room 1", "Room 2", "The hub") if name in page] == []


# Roles


def test_only_administrators_see_who_holds_what(client):
    address = at("roles")
    strangers = [signed_in(holder(part)) for part in Part if part != Part.ADMINISTRATOR]

    assert client.get(address).status_code == 302
    assert {one.get(address).status_code for one in strangers} == {403}
    assert str(NO_ROLE[Part.ADMINISTRATOR]) in text_of(strangers[0].get(address))


def test_an_administrator_gives_a_role_and_takes_it_back_on_the_page():
    boss, sian = holder(Part.ADMINISTRATOR), account("sian")
    body()
    reader = signed_in(boss)

    given = {"email": "sian@example.org", "part": "officer", "organisation": "cyngor-cwm", "area": ""}
    assert reader.post(at("roles"), given).status_code == 302
    role = Role.objects.get(user=sian)
    page = text_of(reader.get(at("roles")))
    assert "The role has been given." in page
    assert "sian@example.org officer Example Valley Council" in page

    assert reader.post(at("role_take", role.pk)).status_code == 302
    assert Role.objects.get(pk=role.pk).until is not None
    deeds = AuditLine.objects.filter(by=str(boss)).order_by("number").values_list("deed", "object_id")
    assert list(deeds) == [("grant_role", str(sian.pk)), ("take_role", str(sian.pk))]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "nobody@example.org"}, "Nobody has an account with nobody@example.org."),
        ({"email": "x"}, "Type an e-mail address"),
        ({"part": ""}, "Choose a role."),
        ({"part": "king"}, "Choose one of those on the list."),
        ({"organisation": "nowhere"}, "Choose one of those on the list."),
        ({"area": "W06000016"}, "A role is for an organisation or for an area, not for both."),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_typed_is_lost(change, error):
    account("sian")
    body()
    reader = signed_in(holder(Part.ADMINISTRATOR))
    typed = {
        "email": "sian@example.org",
        "part": "officer",
        "organisation": "cyngor-cwm",
        "area": "",
        **change,
    }

    answer = reader.post(at("roles"), typed)

    assert answer.status_code == 422
    assert error in text_of(answer)
    assert f'value="{typed["email"]}"' in answer.content.decode()
    assert Role.objects.exclude(part="administrator").count() == 0


def test_an_administrator_of_one_body_reads_no_address_letter_or_line_of_the_rest_of_the_site():
    cyngor = body()
    own = holder(Part.OFFICER, cyngor, name="own")
    holder(Part.OFFICER, body("cyngor-arall"), name="other")
    page = signed_in(holder(Part.ADMINISTRATOR, cyngor, name="gweinyddwr"))

    shown = page.get(at("roles")).content.decode()

    assert (own.email in shown, "other@example.org" in shown) == (True, False)
    assert [page.get(at(name)).status_code for name in ("trail", "outbox", "mail_test")] == [403, 403, 403]


def test_an_administrator_of_one_body_gives_no_role_elsewhere():
    account("sian")
    reader = signed_in(holder(Part.ADMINISTRATOR, body()))

    answer = reader.post(
        at("roles"), {"email": "sian@example.org", "part": "officer", "organisation": "", "area": ""}
    )

    assert (answer.status_code, str(ELSEWHERE.reason) in text_of(answer)) == (403, True)
    assert Role.objects.exclude(part="administrator").count() == 0


# Mail


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionRefusedError(111, "refused")


def test_the_test_letter_says_in_plain_words_why_it_did_not_leave(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    reader = signed_in(holder(Part.ADMINISTRATOR))

    page = text_of(reader.post(at("mail_test"), {"email": "sian@example.org"}))

    assert "The mail server refused the connection. It may be switched off" in page
    assert Letter.objects.get().state == "failed"


def test_the_test_letter_says_that_it_left(mailoutbox):
    reader = signed_in(holder(Part.ADMINISTRATOR))

    assert "The letter has left." in text_of(reader.post(at("mail_test"), {"email": "sian@example.org"}))
    assert [letter.to for letter in mailoutbox] == [["sian@example.org"]]


def test_a_wrong_address_is_said_so():
    reader = signed_in(holder(Part.ADMINISTRATOR))

    assert reader.post(at("mail_test"), {"email": "sian"}).status_code == 422
    assert Letter.objects.count() == 0


def test_the_outbox_shows_states_and_neither_addresses_nor_words():
    send(to="sian@example.org", subject="Secret", text="Words", purpose="answer", language="en")
    reader = signed_in(holder(Part.ADMINISTRATOR))

    page = reader.get(at("outbox")).content.decode()

    assert "Waiting: 1" in page
    assert [word for word in ("sian@example.org", "Secret", "Words") if word in page] == []


@pytest.mark.parametrize("name", ["outbox", "mail_test"])
def test_mail_is_for_administrators(name, client):
    assert client.get(at(name)).status_code == 302
    assert signed_in(holder(Part.AUDITOR)).get(at(name)).status_code == 403


@pytest.mark.parametrize("language", ["cy", "en"])
def test_opening_an_unsubscribe_link_does_nothing_and_its_button_does(language):
    reader = Client(enforce_csrf_checks=True)  # as a mail program: without a cookie
    address = at("mail_stop", stop_token(hash_of("sian@example.org"), "answer"), language=language)

    assert reader.get(address).status_code == 200
    assert MailStop.objects.count() == 0

    assert reader.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailStop.objects.values_list("address", "purpose").get() == (hash_of("sian@example.org"), "answer")


def test_a_false_link_and_one_for_codes_are_not_found(client):
    links = ["x", stop_token("h", "answer") + "x", stop_token("h", "sign_in")]

    assert [client.post(at("mail_stop", link)).status_code for link in links] == [404, 404, 404]
    assert MailStop.objects.count() == 0


def test_names_of_bodies_are_shown_as_text(client):
    Organisation.objects.create(key="x", name_cy="<b>X</b>", name_en="<script>x</script>", sector="other")

    page = client.get(at("organisation", "x")).content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_every_kind_of_letter_has_a_name_by_which_it_can_be_stopped():
    kinds = {
        *(
            proposal_letters.PURPOSE,
            proposal_letters.ACTING,
            still_true_letters.PURPOSE,
            season_letters.PURPOSE,
        ),
        *(answers.PURPOSE, reporting_letters.PURPOSE),
    }

    assert kinds <= set(PURPOSES)
    for kind in kinds:
        page = Client().get(at("mail_stop", stop_token(hash_of("sian@example.org"), kind)))
        assert str(PURPOSES[kind]()) in page.content.decode()
