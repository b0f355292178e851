"""Receipts: what their holder reads, and that nobody else does."""

from __future__ import annotations

import logging
import re
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from edau.answer.choices import Outcome
from edau.answer.models import Answered, Passage, Reply
from edau.core import audit, visibility
from edau.core.discretion import Discreet
from edau.core.models import AuditLine, Hold, Try
from edau.listen.actions.contributions import add_words
from edau.listen.choices import Kind, State
from edau.listen.models import Contribution
from edau.listen.queries.contributions import readable
from edau.people.models import Consent, Person
from edau.portal.doors.receipts import NEW, SHOWN_FOR, remember_new
from edau.thread.actions import Issued
from edau.thread.codes import aloud, check_sign, spaced
from edau.thread.models import Contact, Receipt
from tests.cast import account, body, involvement, receipt, stamped, story

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
WORDS = "Mae’r neuadd yn dywyll bob nos."


@pytest.fixture
def mine() -> Issued:
    return receipt("cy")


@pytest.fixture
def words(mine) -> Contribution:
    return story(WORDS, held_by=mine)


def at(name: str, *args: str, language: str = "en") -> str:
    with override(language):
        return reverse(f"portal:{name}", args=args)


def page(client: Client, name: str, *args: str, language: str = "en") -> str:
    response = client.get(at(name, *args, language=language))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def new_in(client: Client, issued: Issued) -> None:
    """This browser has just sent its words."""
    request = type("Sent", (), {"session": client.session})()
    remember_new(request, issued)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key


def opened_by_code(client: Client, issued: Issued, word: str = "afal") -> Client:
    response = client.post(at("receipt_find"), {"code": issued.code, "word": word})
    assert response.headers["Location"] == at("receipt", issued.receipt.pk)
    return client


# What its holder reads


@LANGUAGES
def test_the_receipt_has_the_words_and_what_is_owed(client, mine, words, language):
    html = page(client, "receipt", mine.link, language=language)

    assert f'<html lang="{language}">' in html
    assert WORDS in html
    assert ('<blockquote lang="cy">' in html) is (language == "en")
    assert f"{words.due.day} " in html
    assert html.count("<h1") == 1
    assert (
        html.count('<li class="before-open">') == 1
    )  # received, and a dashed thread to what is still to come
    assert html.count('class="open') == 3


def test_the_code_is_shown_to_the_browser_that_sent_the_words_and_to_no_other(client, mine, words):
    new_in(client, mine)
    first = page(client, "receipt", mine.link)

    assert "Thank you. We have your words." in first
    assert spaced(mine.code) in first
    assert aloud(mine.code, "en") in first
    assert spaced(mine.code) in page(client, "receipt_print", mine.link)
    assert aloud(mine.code, "cy") in page(client, "receipt", mine.link, language="cy")
    later = page(Client(), "receipt", mine.link)
    assert spaced(mine.code) not in later
    assert "It was shown when you sent your words. We keep no copy of it." in later


def test_half_an_hour_later_the_code_is_gone_from_that_browser_too(client, mine, words, monkeypatch):
    new_in(client, mine)
    page(client, "receipt", mine.link)
    assert NEW not in client.session

    soon = time.time() + SHOWN_FOR + 1
    monkeypatch.setattr("edau.portal.doors.receipts.time.time", lambda: soon)
    assert spaced(mine.code) not in page(client, "receipt", mine.link)


def test_the_picture_leads_to_the_link_and_needs_no_style(client, mine, words):
    html = page(client, "receipt", mine.link)

    picture = re.search(r'<div class="qr">(<svg.*?</svg>)</div>', html, re.DOTALL).group(1)
    assert 'aria-label="QR code that leads to this receipt"' in picture
    assert " style=" not in html
    assert f"http://testserver{at('receipt', mine.link)}" in page(client, "receipt_print", mine.link)


def test_a_conversation_is_shown_in_its_four_parts(client, mine):
    from edau.listen.actions.contributions import Words, contribute

    said = Words("en", words="Friends", can_do="I drive", others_can="A hall", only_services="A bus")
    contribute(kind=Kind.CONVERSATION, words=said, receipt=mine.receipt, by="visitor")
    html = page(client, "receipt", mine.link)

    parts = [
        "What matters",
        "What I can do",
        "What friends and this place can do",
        "What only a service can do",
    ]
    assert [html.count(part) for part in parts] == [1, 1, 1, 1]


def test_each_step_has_its_day_and_the_answer_its_words(client, mine):
    council = body()
    words = story(WORDS, held_by=mine, within=involvement(organisation=council))
    add_words(contribution=words, words="A’r gegin hefyd.", language="cy", by=str(mine.receipt))
    for state in (State.HEARD, State.ADAPTED):
        Passage.objects.create(contribution=words, state=state, by="user 1")
    Contribution.objects.filter(pk=words.pk).update(state=State.ADAPTED, answered=timezone.now())
    reply = Reply.objects.create(
        organisation=council,
        outcome=Outcome.ADAPTED,
        words_en="We will open it twice a week.",
        written_by="user 1",
    )
    Answered.objects.create(reply=reply, contribution=words, quote="yn dywyll bob nos")
    html = page(client, "receipt", mine.link)

    assert "You have been answered. The answer is below." in html
    assert "The answer: Adopted in part" in html
    assert "We will open it twice a week." in html
    assert "“yn dywyll bob nos”" in html
    assert "The answer in Welsh is still owed" in html  # its teller speaks Welsh
    assert "A’r gegin hefyd." in html
    assert html.count('<li class="open') == 1  # only: what was promised is done

    visibility.hold(label="answer.Reply", object_id=reply.pk, reason="personal", by="tests")
    assert "We will open it twice a week." not in page(client, "receipt", mine.link)


def test_who_is_held_reads_why_and_their_own_words(client, mine, words):
    visibility.hold(label="listen.Contribution", object_id=words.pk, reason="personal", by="tests")
    html = page(client, "receipt", mine.link)

    assert "Out of sight for now." in html
    assert "It tells something private about a person" in html
    assert WORDS in html


def test_a_late_answer_is_called_late(client, mine, words):
    Contribution.objects.update(due=timezone.localdate() - timedelta(days=1))

    assert "It is late, and everyone can see that." in page(client, "receipt", mine.link)


def test_the_number_of_questions_does_not_grow_with_what_was_said(
    client, mine, words, django_assert_max_num_queries
):
    page(client, "receipt", mine.link)
    for each in range(5):
        said = story(f"Stori {each}", held_by=mine)
        add_words(contribution=said, words="A mwy.", language="cy", by="visitor")
    with django_assert_max_num_queries(14):
        page(client, "receipt", mine.link)


# Nobody else


@pytest.mark.parametrize(
    "name", ["receipt", "receipt_print", "receipt_add", "receipt_withdraw", "receipt_reach"]
)
def test_no_search_engine_no_cache_and_no_other_site_learns_of_it(client, mine, words, name):
    response = client.get(at(name, mine.link))

    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response.headers["Cache-Control"]
    policy = "no-referrer" if name in ("receipt", "receipt_print") else "strict-origin"
    assert response.headers["Referrer-Policy"] == policy


def test_a_link_that_is_not_there_is_as_private(client, mine):
    response = client.get(at("receipt", "A" * 22))

    assert response.status_code == 404
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_id_of_a_receipt_opens_nothing(client, mine, words):
    assert client.get(at("receipt", mine.receipt.pk)).status_code == 404


def test_logs_do_not_have_the_secret(mine):
    line = logging.LogRecord(
        "django.request", 30, "", 0, "%s: %s", ("Not Found", f"/cy/derbynneb/{mine.link}/ychwanegu/"), None
    )
    assert Discreet().format(line) == "Not Found: /cy/derbynneb/…/ychwanegu/"


def test_a_traceback_has_neither_the_secret_nor_an_address_nor_the_row_that_was_refused(mine):
    row = f"(id, Geiriau Mair\nar ddwy linell, mair@example.org, {mine.link})"
    try:
        raise ValueError(f"no such thing: /en/receipt/{mine.link}/\nDETAIL:  Failing row contains {row}.")
    except ValueError:
        line = logging.LogRecord("django.request", 40, "", 0, "to mair@example.org", (), sys.exc_info())

    written = Discreet().format(line)

    assert "ValueError: no such thing: /en/receipt/…/" in written
    assert written.endswith("DETAIL: …")
    assert not any(secret in written for secret in (mine.link, "mair@", "Geiriau", "linell"))


def test_what_the_console_is_given_goes_through_the_discreet_formatter():
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "discreet"
    assert settings.LOGGING["formatters"]["discreet"]["()"] == f"{Discreet.__module__}.{Discreet.__name__}"


# By code


def test_code_and_word_open_one_receipt_for_an_hour(client, mine, words, monkeypatch):
    other = receipt("cy")
    opened_by_code(client, mine)

    html = page(client, "receipt", mine.receipt.pk)
    assert WORDS in html
    assert mine.link not in html
    assert client.get(at("receipt", other.receipt.pk)).status_code == 404
    client.post(at("receipt_find"), {"close": "1"})
    assert client.get(at("receipt", mine.receipt.pk)).status_code == 404

    opened_by_code(client, mine)
    soon = time.time() + 3601
    monkeypatch.setattr("edau.portal.doors.receipts.time.time", lambda: soon)
    assert client.get(at("receipt", mine.receipt.pk)).status_code == 404


def test_a_wrong_word_a_wrong_code_and_a_receipt_without_a_word_sound_alike(client, mine):
    wordless = receipt("cy", word="")
    nobody = "222222222" + check_sign("222222222")

    def said(code: str, word: str) -> tuple[int, str]:
        response = client.post(at("receipt_find"), {"code": code, "word": word})
        html = response.content.decode()
        return response.status_code, re.search(r'error-summary__list">\s*<li>(.*?)</li>', html).group(1)

    answers = {said(mine.code, "gellyg"), said(nobody, "afal"), said(wordless.code, "afal")}
    assert answers == {(422, "That code and that word do not belong together. Look at both again.")}


def test_each_of_these_checks_one_hash(client, mine, monkeypatch):
    checked: list[str] = []
    monkeypatch.setattr(
        "edau.thread.codes.check_password", lambda word, kept: checked.append(kept[:10]) or False
    )
    nobody = "222222222" + check_sign("222222222")
    for code, word in ((mine.code, "gellyg"), (nobody, "afal"), (receipt("cy", word="").code, "afal")):
        client.post(at("receipt_find"), {"code": code, "word": word})

    assert checked == ["argon2$arg"] * 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("7H4K TM9 2R", "A code has ten letters and figures."),
        ("7H4K TM9 2RO", "No code has this in it: O."),
        ("7H4K TM9 2RW", "One sign is wrong, or two have changed places."),
        ("", "Type the code of your receipt"),
    ],
)
def test_slips_of_the_finger_are_told_kindly_and_nothing_is_lost(client, typed, told):
    response = client.post(at("receipt_find"), {"code": typed, "word": "afal"})

    assert response.status_code == 422
    html = response.content.decode()
    assert told in html
    assert 'value="afal"' in html
    assert Try.objects.count() == 0  # no try: it could be nobody's code


def test_guessing_a_word_is_over_after_six_tries(client, mine):
    guesses = [
        client.post(at("receipt_find"), {"code": mine.code, "word": f"gair{n}"}).status_code for n in range(7)
    ]
    assert guesses == [422] * 6 + [429]
    late = client.post(at("receipt_find"), {"code": mine.code, "word": "afal"}, REMOTE_ADDR="192.0.2.77")
    assert late.status_code == 429  # from another address, too

    Try.objects.update(at=timezone.now() - timedelta(minutes=61))
    opened_by_code(client, mine)


def test_one_address_tries_thirty_codes_an_hour(client, monkeypatch):
    monkeypatch.setattr("edau.thread.codes.check_password", lambda word, kept: False)
    codes = [receipt("cy", word="").code for _ in range(31)]
    guesses = [client.post(at("receipt_find"), {"code": code, "word": "afal"}).status_code for code in codes]

    assert guesses == [422] * 30 + [429]


# Add, withdraw, change


def test_words_are_added_once_however_often_the_form_is_sent(client, mine, words):
    page(client, "receipt_add", mine.link)
    form = stamped("receipt_add", to=words.pk, words="A’r gegin hefyd.", language="cy")
    first, again = (client.post(at("receipt_add", mine.link), form) for _ in range(2))

    assert (first.status_code, again.status_code) == (302, 422)
    assert "This has arrived already, and counts once." in again.content.decode()
    assert list(words.additions.values_list("words", "language")) == [("A’r gegin hefyd.", "cy")]
    assert "A’r gegin hefyd." in page(client, "receipt", mine.link)


def test_nothing_is_added_to_somebody_else_s_words(client, mine, words):
    theirs = story("Stori rhywun arall.")
    form = stamped("receipt_add", to=theirs.pk, words="Ymyrryd", language="cy")

    assert client.post(at("receipt_add", mine.link), form).status_code == 422
    assert theirs.additions.count() == 0


def test_script_in_words_is_words(client, mine, words):
    form = stamped("receipt_add", to=words.pk, words="<script>alert(1)</script>", language="en")
    client.post(at("receipt_add", mine.link), form)

    html = page(client, "receipt", mine.link)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_withdrawing_takes_two_steps_and_leaves_no_word(client, mine, words):
    add_words(contribution=words, words="A’r gegin hefyd.", language="cy", by=str(mine.receipt))
    reply = Reply.objects.create(
        organisation=body(), outcome=Outcome.ADOPTED, words_cy="Gwnawn.", written_by="user 1"
    )
    Answered.objects.create(reply=reply, contribution=words, quote="yn dywyll bob nos")
    Contact.objects.create(receipt=mine.receipt, route="email", email="sian@example.org")
    asked = page(client, "receipt_withdraw", mine.link)
    assert "This cannot be undone." in asked
    assert Contribution.objects.get().words == WORDS  # the first step does nothing

    client.post(at("receipt_withdraw", mine.link), {"what": [words.pk]})

    html = page(client, "receipt", mine.link)
    assert [text in html for text in ("dywyll", "gegin", "Gwnawn.")] == [False, False, True]
    assert "You withdrew this on" in html
    left = Contribution.objects.get()
    assert (left.words, left.salt, left.place) == ("", "", "")
    assert left.additions.count() == readable().count() == Contact.objects.count() == 0
    assert Answered.objects.get().quote == ""
    assert audit.first_broken_line() is None
    assert AuditLine.objects.filter(deed="withdraw").count() == 1


def test_of_several_things_those_that_were_ticked_are_withdrawn(client, mine, words):
    other = story("Stori arall.", held_by=mine)
    Contact.objects.create(receipt=mine.receipt, route="email", email="sian@example.org")
    nothing = client.post(at("receipt_withdraw", mine.link), {})
    assert (nothing.status_code, readable().count()) == (422, 2)

    client.post(at("receipt_withdraw", mine.link), {"what": [words.pk]})
    assert [one.pk for one in readable()] == [other.pk]
    assert Contact.objects.count() == 1  # there is still something to answer


def test_somebody_else_s_words_cannot_be_withdrawn(client, mine, words):
    theirs = story("Stori rhywun arall.")

    assert client.post(at("receipt_withdraw", mine.link), {"what": [theirs.pk]}).status_code == 422
    assert readable().count() == 2


def test_a_second_word_is_chosen_and_changed(client):
    issued = receipt("cy", word="")
    assert "The code opens nothing until you have chosen a second word." in page(
        client, "receipt", issued.link
    )
    assert client.post(at("receipt_word", issued.link), {"word": "a"}).status_code == 422
    client.post(at("receipt_word", issued.link), {"word": "Coed  Derw"})

    opened_by_code(Client(), issued, "coed derw")


def test_how_to_be_reached_is_kept_changed_and_removed(client, mine):
    address = at("receipt_reach", mine.link)
    wrong = client.post(address, {"route": "email", "email": "", "name": "Siân"})
    assert (wrong.status_code, 'value="Siân"' in wrong.content.decode()) == (422, True)

    client.post(address, {"route": "email", "email": "sian@example.org", "telephone": "029 2018 0000"})
    kept = Contact.objects.get()
    assert (kept.route, kept.email, kept.telephone, kept.link) == ("email", "sian@example.org", "", mine.link)
    client.post(address, {"route": "telephone", "telephone": "029 2018 0000"})
    kept.refresh_from_db()
    assert (kept.route, kept.email, kept.telephone, kept.link) == ("telephone", "", "029 2018 0000", "")
    client.post(address, {"route": "none"})
    assert Contact.objects.count() == 0
    assert "example.org" not in str(list(AuditLine.objects.values_list("codes", flat=True)))


# Claim


def test_a_signed_in_person_claims_a_receipt_and_finds_it_again(client, mine, words):
    sian = account("sian")
    Consent.objects.create(person=mine.receipt.person, purpose="spoken", wording="1", language="cy")
    before = mine.receipt.person_id
    client.force_login(sian)
    client.post(at("receipt_claim", mine.link))

    assert Receipt.objects.get().person.user == sian
    assert Consent.objects.get().person.user == sian
    assert not Person.objects.filter(pk=before).exists()  # the pseudonym goes with its last receipt
    assert beginning_of(WORDS) in page(client, "my_receipts")
    assert WORDS in page(client, "receipt", mine.receipt.pk)  # without link or code
    line = AuditLine.objects.get(deed="claim_receipt")
    assert (line.by, line.object_id) == (str(sian), mine.receipt.pk)


def test_a_second_receipt_joins_the_same_person_and_the_pseudonym_of_others_stays(client, mine):
    twin = receipt("cy", person=mine.receipt.person)
    sian = account("sian")
    client.force_login(sian)
    client.post(at("receipt_claim", mine.link))
    assert Person.objects.filter(pk=twin.receipt.person_id).count() == 1  # its other receipt was not shown
    client.post(at("receipt_claim", twin.link))
    client.post(at("receipt_claim", twin.link))

    assert Person.objects.count() == 1
    assert AuditLine.objects.filter(deed="claim_receipt").count() == 2


def test_nobody_claims_what_is_in_another_account(client, mine):
    client.force_login(account("sian"))
    client.post(at("receipt_claim", mine.link))
    client.force_login(account("aled"))
    response = client.post(at("receipt_claim", mine.link))

    assert response.status_code == 409
    assert Receipt.objects.get().person.user == account("sian")
    assert client.get(at("receipt", mine.receipt.pk)).status_code == 404


def test_the_way_through_sign_in_does_not_carry_the_secret(client, mine):
    html = page(client, "receipt_claim", mine.link)

    way = re.search(r'class="btn" href="([^"]+)"', html).group(1)
    assert mine.link not in way
    client.force_login(account("sian"))
    assert client.get(at("receipt_claim", mine.receipt.pk)).status_code == 200


def test_my_receipts_are_mine(client, mine):
    assert client.get(at("my_receipts")).status_code == 302
    client.force_login(account("sian"))
    assert "There are no receipts in your account yet." in page(client, "my_receipts")


def test_a_hold_of_another_kind_does_not_touch_it(client, mine, words):
    Hold.objects.create(label="answer.Reply", object_id=words.pk, reason="spam")

    assert "Out of sight for now." not in page(client, "receipt", mine.link)


def beginning_of(text: str) -> str:
    return text[:20]
