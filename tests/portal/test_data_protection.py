"""The register of purposes says why everything is kept that is kept about somebody, and every consent is to one of them."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

import edau
from edau.connect.actions.hours import open_account
from edau.connect.actions.leaving import leave, withdraw
from edau.connect.models import Account, Block, Check, Doorstep, FreeWeek, Offered, Party, Reaching
from edau.connect.skills import skills
from edau.people.choices import Part
from edau.people.models import Consent, Person
from edau.people.purposes import purposes
from edau.portal.queries.held_data import OTHERS, THEIRS, everything_about
from edau.ui.links import address_in
from tests.cast import account, holder
from tests.connect.cast import SKILL, asset, capability, check, need, party

PACKAGE = Path(edau.__file__).parent
REGISTER = {one.key: one for one in purposes()}
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])

# Every table with something about somebody, and the purpose it is kept for first.
PURPOSE_OF = {
    "account.EmailAddress": "account",
    "accounts.User": "account",
    "accounts.User_groups": "account",
    "accounts.User_user_permissions": "account",
    "answer.Answered": "listening",
    "answer.Felt": "listening",
    "answer.Passage": "listening",
    "connect.Account": "hours",
    "connect.Asset": "connecting",
    "connect.Block": "taking_care",
    "connect.Capability": "connecting",
    "connect.Check": "checks",
    "connect.Doorstep": "finding_each_other",
    "connect.Entry": "hours",
    "connect.FreeWeek": "connecting",
    "connect.Need": "connecting",
    "connect.Offered": "connecting",
    "connect.Party": "connecting",
    "connect.Reaching": "finding_each_other",
    "connect.SeasonRequest": "seasons",
    "connect.SpokenWord": "acted_for",
    "core.Letter": "letters",
    "core.MailStop": "letters",
    "listen.Addition": "listening",
    "listen.Characteristics": "equality_monitoring",
    "listen.Contribution": "listening",
    "listen.Involvement": "listening",
    "listen.PrincipleRating": "listening",
    "listen.Recording": "listening",
    "listen.Sign": "listening",
    "listen.Witness": "listening",
    "mfa.Authenticator": "account",
    "moderation.Appeal": "safety",
    "moderation.Report": "safety",
    "people.Consent": "spoken_for_others",  # and whatever else somebody consents to: its own key says which
    "people.Person": "listening",
    "people.Role": "account",
    "thread.Contact": "answering",
    "thread.Receipt": "answering",
    "understand.Signal": "looking_ahead",
    "understand.SignalRating": "looking_ahead",
}
# What is not found by a key, but from what is: letters, and what belongs to an offer or a need.
FOUND_FROM_THEM = {"core.Letter", "core.MailStop", "listen.Characteristics"}
FOUND_FROM_THEM |= {"moderation.Report", "moderation.Appeal", "connect.Offered", "connect.FreeWeek"}


def tables() -> set[str]:
    """The labels of every table that can hold something about somebody."""
    pointing = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model._meta.label in THEIRS
        if (model._meta.label, field.name) not in OTHERS
    }
    return THEIRS | pointing | FOUND_FROM_THEM


def test_every_table_with_something_about_somebody_has_a_purpose_in_the_register():
    assert sorted(tables() ^ set(PURPOSE_OF)) == []
    assert set(PURPOSE_OF.values()) - set(REGISTER) == set()


@pytest.mark.django_db
def test_leaving_connect_erases_at_once_what_the_register_says_it_does():
    whose, other = party(reach="sian"), party()
    Block.objects.create(party=whose, other=other)
    given = [make(of=whose) for make in (capability, need, asset)]
    check(whose)
    Party.objects.filter(pk=whose.pk).update(alone=True, at_risk=True)
    open_account(party=whose, by="visitor")

    leave(party=whose, by=holder(Part.ADMINISTRATOR))

    tables = (Doorstep, Reaching, Block, Check)
    assert [one.objects.filter(party=whose).count() for one in tables] == [0] * 4
    assert FreeWeek.objects.count() == Offered.objects.count() == 0
    assert [getattr(type(one).objects.get(pk=one.pk), "words", "") for one in given] == [""] * 3
    whose.refresh_from_db()
    assert (whose.alone, whose.at_risk, whose.broker) == (False, False, None)
    assert Account.objects.get(holder="member").party is None


def consents_made() -> dict[str, str]:
    """To what each consent is made, by the file and line that makes it."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text()
        if "Consent.objects.create(" not in text:
            continue
        module = import_module(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
        for call in ast.walk(ast.parse(text)):
            if not (isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Consent.objects.create")):
                continue
            given = next(one.value for one in call.keywords if one.arg == "purpose")
            key = given.value if isinstance(given, ast.Constant) else getattr(module, ast.unparse(given))
            found[f"{file.name}:{call.lineno}"] = key
    return found


def test_every_consent_is_to_a_purpose_of_the_register():
    made = consents_made()

    assert set(made.values()) == {"spoken_for_others", "acted_for", "equality_monitoring"}
    assert {key: REGISTER[key].basis for key in made.values()} == dict.fromkeys(made.values(), "consent")


@pytest.mark.django_db
def test_consents_under_the_key_of_before_are_renamed_and_back_again():
    person = Person.objects.create(language="cy")
    for key in ("written_for", "acted_for"):
        Consent.objects.create(person=person, purpose=key, wording="2026-11", language="cy")
    change = import_module("edau.people.migrations.0003_one_key_of_a_purpose")

    editor = SimpleNamespace(connection=connection)  # rows alone are changed, so no schema is opened

    change.to_the_register(apps, editor)
    after = sorted(Consent.objects.values_list("purpose", flat=True))
    change.back(apps, editor)

    assert after == ["acted_for", "spoken_for_others"]
    assert sorted(Consent.objects.values_list("purpose", flat=True)) == ["acted_for", "written_for"]


@pytest.mark.django_db
@LANGUAGES
def test_the_notice_and_the_assessment_say_each_purpose_and_what_is_done_in_connect(client, language):
    pages = {
        name: client.get(address_in(language, f"portal:{name}")).content.decode()
        for name in ("data_protection", "dpia", "privacy")
    }

    for one in purposes():
        assert all(str(one.what_for.say(language)) in pages[name] for name in ("data_protection", "dpia"))
    exactly = {"cy": "union le", "en": "exact place"}[language]
    assert all(exactly in page for page in pages.values())


# The page of what is held about somebody


def page_of(whose: Party, language: str) -> str:
    sian = account("sian", language=language)
    Person.objects.filter(pk=whose.person_id).update(user=sian)
    client = Client()
    client.force_login(sian)
    return client.get(address_in(language, "portal:my_data")).content.decode()


@pytest.mark.django_db
@LANGUAGES
def test_offers_and_needs_stand_there_in_words(language):
    whose = party()
    capability(of=whose)
    need(of=whose)
    asset(of=whose)

    page = page_of(whose, language)

    headings = re.findall(r'<h2 id="(connect-\w+)">', page)
    assert headings == ["connect-capability", "connect-asset", "connect-need"]
    walking = skills()[SKILL].name.say(language)
    room = {"cy": "Yr ystafell gefn", "en": "The back room"}[language]
    for words in ("I like walking", "Somebody to take the dog out", walking, room):
        assert words in page, words
    for label in ("Capability", "Asset", "Need", "Offered"):
        assert f"<code>connect.{label}</code>" not in page
    assert page.count(address_in(language, "portal:own_offers")) >= 3


@pytest.mark.django_db
@LANGUAGES
def test_what_was_agreed_to_stands_there_in_words(language):
    whose = party()
    Consent.objects.create(
        person=whose.person, purpose="spoken_for_others", wording="2026-11", language=language
    )

    page = page_of(whose, language)

    assert REGISTER["spoken_for_others"].what_for.say(language).rstrip(".") in page
    assert "spoken_for_others" not in page


@pytest.mark.django_db
def test_a_withdrawn_offer_is_said_to_be_withdrawn_and_leads_nowhere():
    whose = party()
    given = capability(of=whose)
    withdraw(record=given, by="visitor")

    page = page_of(whose, "en")

    assert ": withdrawn</li>" in page
    assert everything_about(Person.objects.get(pk=whose.person_id).user).of("connect.Offered") == ()
