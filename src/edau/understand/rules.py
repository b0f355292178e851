"""Who may do what with the register of trends and signals: yes, or no with a reason that a page can read aloud."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.accounts.queries import holds_role
from edau.core.answers import YES, Answer
from edau.understand.models import Signal

SIGNALS = "signals"  # the role of those who keep the register: a group of accounts
ROLES = (SIGNALS,)

Account = User | AnonymousUser

NOT_SIGNED_IN = Answer(False, _("Sign in first: what is written here must be answered for by somebody."))
NO_ROLE = Answer(
    False,
    _("This is for people who hold the role “signals”. Whoever runs this site can give it to your account."),
)
OF_THE_CATALOGUE = Answer(
    False,
    _(
        "This text ships with Edau and is the same on every site, so it is changed in the catalogue, not here."
        " You can rate it here, or add an entry of your own."
    ),
)


def may_add(account: Account) -> Answer:
    """May this account add an entry to the register?"""
    return _keeps_the_register(account)


def may_edit(account: Account, signal: Signal) -> Answer:
    """May this account change the text of this entry?"""
    answer = _keeps_the_register(account)
    if answer and signal.from_catalogue:
        return OF_THE_CATALOGUE
    return answer


def may_rate(account: Account) -> Answer:
    """May this account say how likely an entry is and how much it would change? Any entry, its own too."""
    return _keeps_the_register(account)


def _keeps_the_register(account: Account) -> Answer:
    if not isinstance(account, User) or not account.is_active:
        return NOT_SIGNED_IN
    return YES if holds_role(account, SIGNALS) else NO_ROLE
