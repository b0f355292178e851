"""Who may keep the register: yes, or no with a reason that can be read aloud."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from edau.accounts.actions import take_role
from edau.understand.actions.signals import add_signal, load_starters
from edau.understand.models import Signal
from edau.understand.rules import NO_ROLE, NOT_SIGNED_IN, OF_THE_CATALOGUE, YES, may_add, may_edit, may_rate
from tests.understand.cast import entry, keeper, member

pytestmark = pytest.mark.django_db


def closed():
    user = keeper("closed")
    user.is_active = False
    user.save()
    return user


@pytest.mark.parametrize(
    ("who", "answer"),
    [(keeper, YES), (member, NO_ROLE), (closed, NOT_SIGNED_IN), (AnonymousUser, NOT_SIGNED_IN)],
    ids=["keeper", "member", "closed account", "nobody"],
)
def test_only_those_who_hold_the_role_may_add_change_and_rate(who, answer):
    signal = add_signal(entry=entry(), by=keeper("alys"))
    account = who()

    assert [may_add(account), may_edit(account, signal), may_rate(account)] == [answer] * 3


def test_the_text_of_an_entry_that_ships_is_changed_in_the_catalogue():
    load_starters(by="tests")
    shipped, account = Signal.objects.get(key="traffic"), keeper()

    assert may_edit(account, shipped) == OF_THE_CATALOGUE
    assert may_rate(account) == YES


def test_somebody_without_the_role_is_told_about_the_role_first():
    load_starters(by="tests")

    assert may_edit(member(), Signal.objects.get(key="traffic")) == NO_ROLE


def test_a_role_that_was_taken_back_is_gone_at_once():
    account = keeper()
    assert may_add(account)

    take_role(email=account.email, role="signals", by="tests")

    assert may_add(account) == NO_ROLE


def test_a_no_says_why():
    assert all(str(answer.reason).endswith(".") for answer in (NOT_SIGNED_IN, NO_ROLE, OF_THE_CATALOGUE))
    assert YES.reason == ""
