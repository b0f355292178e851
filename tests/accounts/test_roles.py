"""Roles: given and taken back by an operator, each time with a line that names no address."""

from __future__ import annotations

import pytest

from edau.accounts.actions import NoSuchAccount, grant_role, take_role
from edau.accounts.models import User
from edau.accounts.queries import account_of, holders_of, holds_role
from edau.core.models import AuditLine

pytestmark = pytest.mark.django_db


def lines() -> list[tuple[str, str, str, str, dict]]:
    rows = AuditLine.objects.filter(deed__in=("grant_role", "take_role")).order_by("number")
    return [(line.deed, line.by, line.label, line.object_id, line.codes) for line in rows]


@pytest.fixture
def sian() -> User:
    return User.objects.create_user("sian@example.org")


def test_a_role_is_given_and_taken_back_with_a_line_each(sian):
    assert grant_role(email="Sian@Example.org", role="signals", by="edau role") is True
    assert (holds_role(sian, "signals"), holders_of("signals")) == (True, [sian])

    assert take_role(email="sian@example.org", role="signals", by="edau role") is True
    assert (holds_role(sian, "signals"), holders_of("signals")) == (False, [])

    about = ("edau role", "accounts.User", str(sian.pk), {"role": "signals"})
    assert lines() == [("grant_role", *about), ("take_role", *about)]


def test_what_is_so_already_is_no_deed(sian):
    assert take_role(email=sian.email, role="signals", by="tests") is False
    grant_role(email=sian.email, role="signals", by="tests")
    assert grant_role(email=sian.email, role="signals", by="tests") is False

    assert len(lines()) == 1


@pytest.mark.parametrize("deed", [grant_role, take_role])
def test_nobody_gets_a_role_before_they_have_an_account(deed):
    with pytest.raises(NoSuchAccount):
        deed(email="nobody@example.org", role="signals", by="tests")

    assert (User.objects.count(), lines()) == (0, [])


def test_an_account_is_found_whatever_the_case_but_not_by_letters_that_only_look_alike(sian):
    assert account_of("SIAN@example.org") == sian
    assert account_of("sıan@example.org") is None


def test_one_role_is_not_another(sian):
    grant_role(email=sian.email, role="signals", by="tests")

    assert holds_role(sian, "something else") is False
