"""Who may read what is not for everyone: what tellers say of an answer, and the words on the other side of a suggestion.

A reader is named as in the audit trail: "user 12" or "receipt h7k2m9qwx4tp".
"""

from __future__ import annotations

from edau.accounts.models import User
from edau.answer.models import Felt
from edau.answer.queries.sending import replies_of
from edau.connect.choices import HELPED, OPEN
from edau.connect.queries.proposals import of_parties
from edau.connect.queries.speaking import Speaker, parties_of
from edau.core.models import Hold
from edau.people.queries import roles_of
from edau.people.rules import Deed
from edau.thread.queries import receipt_of_id

FELT = "answer.Felt"


def answers_for_felt(key: str, reader: str) -> bool:
    """Whether a reader answers for the body that gave the reply which somebody said something of."""
    account = _speaker(reader).account
    if not isinstance(account, User) or not _number(key):
        return False
    if Hold.objects.filter(label=FELT, object_id=key, lifted=None).exists():
        return False
    felt = Felt.objects.filter(pk=key, contribution__withdrawn=None).exclude(words="")
    return felt.filter(contribution__answers__reply__in=replies_of(roles_of(account), Deed.REPLY)).exists()


def is_suggested_capability(key: str, reader: str) -> bool:
    """Whether a capability was suggested for what a reader needs."""
    return _on_a_side(reader, capability=key)


def is_suggested_need(key: str, reader: str) -> bool:
    """Whether a need was suggested to a reader, who could help."""
    return _on_a_side(reader, need=key)


def _on_a_side(reader: str, **of_proposal: str) -> bool:
    parties = parties_of(_speaker(reader))
    suggested = of_parties(parties).filter(stage__in=(*OPEN, *HELPED)).exclude(giver_asked=None)
    return suggested.filter(**of_proposal).exists()


def _speaker(reader: str) -> Speaker:
    kind, _space, key = reader.partition(" ")
    if kind == "user" and _number(key):
        return Speaker(account=User.objects.filter(pk=key, is_active=True).first())
    return Speaker(receipt=receipt_of_id(key) if kind == "receipt" else None)


def _number(key: str) -> bool:
    return key.isascii() and key.isdigit()
