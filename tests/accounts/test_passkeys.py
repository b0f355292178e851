"""Passkeys: a way in beside the code, that strangers' bytes do not break and that never stands in its owner's way."""

from __future__ import annotations

import json
import time

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from edau.accounts.models import User
from edau.core.models import AuditLine
from tests.cast import account

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not apps.is_installed("allauth.mfa"), reason="skipped: the settings have no passkeys"),
]


def passkey_of(user: User, name: str = "my telephone") -> int:
    from edau.accounts.actions import add_passkey
    from edau.accounts.passkeys import passkeys_of

    add_passkey(user=user, name=name, credential={})
    return passkeys_of(user)[-1].pk


def signed_in(user: User, *, seconds: int = 10) -> Client:
    """Somebody who typed the code from the e-mail so many seconds ago."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - seconds}]
    session.save()
    return client


def test_the_device_is_asked_for_what_only_its_owner_can_do(client):
    options = client.get(reverse("passkey_sign_in")).json()["publicKey"]

    assert (options["rpId"], options["userVerification"]) == ("testserver", "required")
    assert options.get("allowCredentials", []) == []  # nobody learns which accounts have one


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "nonsense",
        "null",
        "[]",
        "{}",
        '{"response": null}',
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "MQ"}}),
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": {
                    "userHandle": "MQ",
                    "clientDataJSON": "e30",
                    "authenticatorData": "AA",
                    "signature": "AA",
                },
            }
        ),
    ],
)
def test_what_no_device_signed_lets_nobody_in(client, credential):
    account("sian")
    client.get(reverse("passkey_sign_in"))
    response = client.post(reverse("passkey_sign_in"), {"credential": credential})

    assert response.headers["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    told = client.get(reverse("account_login")).content.decode()
    assert "That passkey was not accepted. Try again, or ask for a code by e-mail." in told


@pytest.mark.parametrize(
    "credential", ["", "null", "{}", '{"id": 1, "response": {"attestationObject": "AA"}}']
)
def test_what_no_device_made_is_not_kept(credential):
    from edau.accounts.passkeys import passkeys_of

    sian = account("sian")
    client = signed_in(sian)
    client.get(reverse("my_passkeys"))
    response = client.post(reverse("my_passkeys"), {"name": "my telephone", "credential": credential})

    assert response.status_code == 422
    assert 'value="my telephone"' in response.content.decode()
    assert passkeys_of(sian) == []


def test_nobody_adds_one_on_a_device_that_was_left_open():
    client = signed_in(account("sian"), seconds=3600)

    html = client.get(reverse("my_passkeys")).content.decode()
    assert "To add a passkey, sign out, sign in again" in html
    assert 'data-passkey="create"' not in html


def test_who_has_a_passkey_still_comes_in_by_the_code():
    from allauth.mfa.utils import is_mfa_enabled

    sian = account("sian")
    passkey_of(sian)

    assert not is_mfa_enabled(sian)  # no second step stands in the way of who lost the device


def test_one_is_removed_by_its_owner_alone_and_the_trail_has_no_name():
    sian = account("sian")
    key = passkey_of(sian)
    signed_in(account("aled")).post(reverse("my_passkeys"), {"remove": key})
    client = signed_in(sian, seconds=3600)  # to take one away needs no fresh sign-in
    assert "my telephone" in client.get(reverse("my_passkeys")).content.decode()
    client.post(reverse("my_passkeys"), {"remove": key})
    client.post(reverse("my_passkeys"), {"remove": "x"})

    assert "You have none yet." in client.get(reverse("my_passkeys")).content.decode()
    lines = AuditLine.objects.filter(deed__endswith="passkey").values_list("deed", "by", "codes")
    assert list(lines) == [
        ("add_passkey", str(sian), {"passkey": key}),
        ("remove_passkey", str(sian), {"passkey": key}),
    ]
