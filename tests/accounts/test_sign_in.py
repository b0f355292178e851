"""Signing in by a code: what a person sees, what is kept, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client, override_settings
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.utils.translation import gettext, override

from edau.accounts.actions import join
from edau.accounts.models import User
from edau.core.models import AuditLine

LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    """allauth counts requests in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def reader(db) -> Client:
    return Client()


def address(name: str, language: str = "en") -> str:
    with override(language):
        return reverse(name)


def ask(reader: Client, email: str = "sian@example.org", language: str = "en", **more: str):
    return reader.post(address("account_login", language), {"email": email, **more})


def code_in_the_last_letter() -> str:
    return re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE).group()


def answer(reader: Client, code: str, language: str = "en", **more: str):
    return reader.post(address("account_confirm_login_code", language), {"code": code, **more})


def sign_in(reader: Client, email: str = "sian@example.org", language: str = "en"):
    ask(reader, email, language)
    return answer(reader, code_in_the_last_letter(), language)


def signed_in(reader: Client) -> bool:
    return "_auth_user_id" in reader.session


def text_of(response) -> str:
    return response.content.decode()


# The way in


@LANGUAGES
def test_a_new_address_gets_an_account_by_its_first_code(reader, language):
    assert ask(reader, language=language).headers["Location"] == address(
        "account_confirm_login_code", language
    )
    response = answer(reader, code_in_the_last_letter(), language)

    user = User.objects.get()
    assert response.headers["Location"] == address("my_account", language)
    assert (user.email, user.language, user.has_usable_password()) == ("sian@example.org", language, False)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("sian@example.org", True, True)
    ]
    assert signed_in(reader)


def test_nothing_is_kept_about_an_address_until_its_code_has_come_back(reader):
    ask(reader)

    assert User.objects.count() == EmailAddress.objects.count() == 0


def test_an_address_that_never_answered_is_cleared_away_when_the_next_one_asks(reader, settings):
    settings.ACCOUNT_LOGIN_TIMEOUT = -1
    ask(reader)
    settings.ACCOUNT_LOGIN_TIMEOUT = 900
    ask(Client(), "aled@example.org")

    waiting = Session.objects.get().get_decoded()
    assert waiting["account_login"]["email"] == "aled@example.org"


def test_once_signed_in_a_session_lasts_as_long_as_the_settings_say(reader, settings):
    ask(reader)
    assert reader.session.get_expiry_age() == 900
    answer(reader, code_in_the_last_letter())

    assert reader.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_a_known_person_comes_back_to_the_same_account_and_keeps_their_language(reader):
    sign_in(reader, language="cy")
    first = User.objects.get().pk
    reader.post(address("account_logout"))
    sign_in(reader, "SIAN@example.org", language="en")

    assert (User.objects.get().pk, User.objects.get().language) == (first, "cy")
    assert reader.session["_auth_user_id"] == str(first)


def test_a_user_made_on_the_command_line_signs_in_at_once(reader):
    User.objects.create_user("Operator@example.org")
    response = sign_in(reader, "operator@example.org")

    assert response.headers["Location"] == address("my_account")
    assert len(mail.outbox) == 1
    assert User.objects.count() == 1


def test_making_an_account_leaves_a_line_with_no_address_in_it(reader):
    before = AuditLine.objects.count()
    sign_in(reader)
    sign_in(Client())

    line = AuditLine.objects.order_by("-number").first()
    assert AuditLine.objects.count() == before + 1
    assert (line.deed, line.label, line.object_id) == ("join", "accounts.User", str(User.objects.get().pk))
    assert "sian" not in f"{line.by}{line.codes}"


def test_the_code_may_be_typed_with_spaces_or_without_its_dash(reader):
    ask(reader)
    answer(reader, " " + code_in_the_last_letter().replace("-", " "))

    assert signed_in(reader)


def test_a_known_and_an_unknown_address_are_answered_alike(db):
    User.objects.create_user("known@example.org")
    answers = []
    for email in ("known@example.org", "nobody@example.org"):
        reader = Client()
        response = ask(reader, email)
        page = text_of(reader.get(address("account_confirm_login_code")))
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "…")
        letter = mail.outbox[-1].body.replace(code_in_the_last_letter(), "…")
        answers.append(
            (response.status_code, response.headers["Location"], page, mail.outbox[-1].subject, letter)
        )

    assert answers[0] == answers[1]


def test_after_signing_in_the_reader_is_back_where_they_were(reader):
    there = address("portal:privacy")
    response = ask(reader, next=there)
    assert response.headers["Location"].endswith(f"?next={there.replace('/', '%2F')}")
    response = answer(reader, code_in_the_last_letter(), next=there)

    assert response.headers["Location"] == there


def test_nobody_is_sent_to_another_site(reader):
    ask(reader, next="https://elsewhere.example/")
    response = answer(reader, code_in_the_last_letter(), next="https://elsewhere.example/")

    assert response.headers["Location"] == address("my_account")


# The letter


@LANGUAGES
def test_the_letter_is_in_the_language_of_the_page_that_asked(reader, language):
    ask(reader, language=language)
    letter = mail.outbox[0]

    with override(language):
        assert letter.subject == gettext("Your code for Edau")
        assert letter.body.splitlines()[0] == gettext("Your code for signing in to Edau is:")
    assert letter.to == ["sian@example.org"]
    assert letter.body.splitlines()[-1] == f"http://testserver/{language}/"


def test_the_letter_names_the_minutes_that_the_code_is_good_for(reader, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60
    ask(reader)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
    ask(reader)

    assert "within 1 minute." in mail.outbox[0].body
    assert "within 15 minutes." in mail.outbox[1].body


def test_nothing_in_a_letter_is_escaped_for_html(reader):
    ask(reader, "o'neill&co@example.org")

    assert "&amp;" not in mail.outbox[0].body
    assert "&#x27;" not in mail.outbox[0].body


# What is refused


@pytest.mark.parametrize("typed", ["", "sian", "sian@", "a" * 250 + "@example.org", "sian@\0"])
def test_something_that_is_no_address_is_said_in_our_own_words(reader, typed):
    response = ask(reader, typed)

    errors = response.context["form"].errors
    assert {name: set(said) for name, said in errors.items()} == {
        "email": {"Type an e-mail address, such as enw@example.org."}
    }
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["", "   ", "9" * 50, "1\0"])
def test_a_code_that_cannot_be_one_is_said_in_our_own_words(reader, typed):
    ask(reader)
    response = answer(reader, typed)

    assert response.context["form"].errors == {"code": ["Type the eight figures from the e-mail."]}


def test_a_wrong_code_is_said_and_the_right_one_still_works(reader):
    ask(reader)
    right = code_in_the_last_letter()
    wrong = "0000-0000" if right != "0000-0000" else "1111-1111"
    response = answer(reader, wrong)

    said = "That is not the code we sent. Check the e-mail and type the eight figures again."
    assert response.context["form"].errors == {"code": [said]}
    answer(reader, right)
    assert signed_in(reader)


def test_the_third_wrong_code_ends_it_and_says_so(reader):
    ask(reader)
    right = code_in_the_last_letter()
    for _try in range(3):
        response = answer(reader, "x")

    assert response.headers["Location"] == address("account_login")
    page = text_of(reader.get(address("account_login")))
    assert page.count("That was one try too many. Wait a minute, then ask for a new code.") == 1
    assert answer(reader, right).headers["Location"] == address("account_login")
    assert not signed_in(reader)


def test_a_code_works_once_and_only_in_the_browser_that_asked(reader):
    ask(reader)
    code = code_in_the_last_letter()
    stranger = Client()
    answer(stranger, code)
    answer(reader, code)
    again = Client()
    again.cookies = stranger.cookies
    answer(again, code)

    assert (signed_in(stranger), signed_in(reader), signed_in(again)) == (False, True, False)


def test_an_old_code_is_refused(reader, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    ask(reader)

    assert answer(reader, code_in_the_last_letter()).headers["Location"] == address("account_login")
    assert not signed_in(reader)


def test_asking_again_makes_the_first_code_worthless(reader):
    ask(reader)
    first = code_in_the_last_letter()
    ask(reader)
    if code_in_the_last_letter() != first:
        answer(reader, first)
    assert not signed_in(reader)

    answer(reader, code_in_the_last_letter())
    assert signed_in(reader)


def test_going_back_to_the_first_page_starts_again(reader):
    ask(reader, "mistyped@example.org")

    assert reader.get(address("account_login")).status_code == 200
    assert reader.get(address("account_confirm_login_code")).headers["Location"] == address("account_login")


def test_one_address_is_sent_three_letters_a_minute_at_most(db):
    for _time in range(3):
        ask(Client())
    response = ask(Client())

    assert len(mail.outbox) == 3
    said = "That was one try too many. Wait a minute, then ask for a new code."
    assert response.context["form"].errors == {"email": [said]}


def test_one_network_is_sent_twenty_letters_a_minute_at_most_and_told_so(db):
    answers = [ask(Client(), f"a{number}@example.org") for number in range(31)]

    assert len(mail.outbox) == 20
    assert [answer.status_code for answer in answers] == [302] * 20 + [200] * 10 + [429]
    said = "That was one try too many. Wait a minute, then ask for a new code."
    assert answers[20].context["form"].errors == {"email": [said]}
    assert "That was too often" in text_of(answers[30])


def test_a_closed_account_stays_closed(reader):
    User.objects.create_user("sian@example.org", is_active=False)
    response = sign_in(reader)

    assert response.headers["Location"] == address("account_inactive")
    assert "This account is closed" in text_of(reader.get(response.headers["Location"]))
    assert not signed_in(reader)


def test_a_form_from_another_site_is_refused(db):
    stranger = Client(enforce_csrf_checks=True)

    assert ask(stranger).status_code == 403
    assert mail.outbox == []


def test_the_right_code_sent_twice_makes_one_account(db, monkeypatch):
    """A button pressed twice: this request looked for an account just before the other one made it."""
    made = User.objects.create_user("sian@example.org")
    monkeypatch.setattr(QuerySet, "first", lambda found: None)

    assert join(email="sian@example.org", language="cy") == made
    assert User.objects.count() == 1


# My account


@LANGUAGES
def test_my_account_shows_the_address_and_the_language(reader, language):
    sign_in(reader, language=language)
    response = reader.get(address("my_account", language))

    assert "sian@example.org" in text_of(response)
    assert response.context["form"]["language"].value() == language


def test_each_language_is_named_in_itself_and_marked_so(reader):
    sign_in(reader)
    options = reader.get(address("my_account")).context["form"]["language"].subwidgets

    assert [(o.choice_label, o.data["attrs"]["lang"]) for o in options] == [
        ("Cymraeg", "cy"),
        ("English", "en"),
    ]


def test_choosing_a_language_is_kept_and_answered_in_that_language(reader):
    sign_in(reader, language="en")
    response = reader.post(address("my_account", "en"), {"language": "cy"})

    assert User.objects.get().language == "cy"
    assert response.headers["Location"] == address("my_account", "cy")
    shown = reader.get(response.headers["Location"]).context["messages"]
    with override("cy"):
        assert [str(message) for message in shown] == [gettext("Saved.")]


@pytest.mark.parametrize("chosen", ["", "fr", "cy\0"])
def test_a_language_that_is_not_ours_is_refused_in_our_own_words(reader, chosen):
    sign_in(reader)
    response = reader.post(address("my_account"), {"language": chosen})

    assert response.status_code == 422
    assert response.context["form"].errors == {"language": ["Choose Cymraeg or English."]}
    assert User.objects.get().language == "en"


def test_nothing_else_of_a_user_can_be_changed_by_the_form(reader):
    sign_in(reader)
    reader.post(address("my_account"), {"language": "cy", "is_superuser": "1", "email": "other@example.org"})

    user = User.objects.get()
    assert (user.is_superuser, user.email, user.language) == (False, "sian@example.org", "cy")


def test_my_account_asks_a_stranger_to_sign_in_and_brings_them_back(reader):
    response = reader.get(address("my_account", "cy"))

    assert (
        response.headers["Location"] == f"{address('account_login', 'cy')}?next={address('my_account', 'cy')}"
    )


def test_signing_out_ends_the_session_and_says_so(reader):
    sign_in(reader)
    assert reader.get(address("account_logout")).status_code == 200
    assert signed_in(reader)
    response = reader.post(address("account_logout"))

    assert not signed_in(reader)
    assert response.headers["Location"] == address("account_login")
    assert "You have signed out." in text_of(reader.get(response.headers["Location"]))


def test_who_is_signed_in_needs_no_sign_in_page(reader):
    sign_in(reader)

    assert reader.get(address("account_login")).headers["Location"] == address("my_account")
    assert reader.get(address("account_confirm_login_code")).headers["Location"] == address("my_account")


# What is there, and what is not


def test_these_are_all_the_pages_of_accounts():
    named = {pattern.name for pattern in get_resolver("edau.accounts.urls").url_patterns}

    assert named == {
        "my_account",
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_inactive",
        "account_logout",
    } | ({"my_passkeys", "passkey_sign_in"} if apps.is_installed("allauth.mfa") else set())


@LANGUAGES
def test_what_else_allauth_has_to_offer_is_not_there(reader, language):
    base = address("my_account", language)
    for path in ("signup/", "login/", "password/reset/", "password/change/", "email/", "confirm-email/"):
        with override(language), pytest.raises(Resolver404):
            resolve(base + path)
    for name in ("account_signup", "account_reset_password", "account_email", "account_change_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@LANGUAGES
def test_no_page_asks_for_a_password_or_is_kept_by_a_cache(reader, language):
    pages = [reader.get(address(name, language)) for name in ("account_login", "account_inactive")]
    ask(reader, language=language)
    pages.append(reader.get(address("account_confirm_login_code", language)))
    answer(reader, code_in_the_last_letter(), language)
    pages += [reader.get(address(name, language)) for name in ("my_account", "account_logout")]

    assert [page.status_code for page in pages] == [200] * 5
    assert ['type="password"' in text_of(page) for page in pages] == [False] * 5
    assert [f'lang="{language}"' in text_of(page) for page in pages] == [True] * 5
    kept = [page.headers.get("Cache-Control", "") for page in pages]
    assert ["no-store" in rule for rule in kept] == [True, True, True, True, True]


def test_answers_are_pages_even_for_a_program_that_asks_for_json(reader):
    response = reader.post(address("account_login"), {"email": ""}, headers={"accept": "application/json"})

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["account_login", "account_inactive", "account_logout", "my_account"])
def test_other_methods_are_refused_not_broken(reader, name):
    assert reader.delete(address(name)).status_code in (302, 405)


def test_neither_the_network_address_nor_the_e_mail_address_can_be_read_in_what_is_counted(reader):
    kept: list[bytes] = []
    with override_settings(CACHES=settings.SHARED_CACHES):
        ask(Client(REMOTE_ADDR="203.0.113.7"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM core_cache")
            kept = [key.encode() + base64.b64decode(value) for key, value in cursor.fetchall()]

    assert kept
    known = [b"203.0.113.7", b"sian@example.org", hashlib.sha256(b"sian@example.org").hexdigest().encode()]
    assert not any(secret in row for row in kept for secret in known)
