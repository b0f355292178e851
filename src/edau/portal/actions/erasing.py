"""Erasing an account: what its holder said is withdrawn, and how to reach them, their person and the account are gone.

What is left: that a voice was withdrawn, answers that public bodies gave, and the lines of the audit trail, which name an
account by a number that leads to nobody any more. The trail still verifies.
"""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.accounts.printed import spend
from edau.connect.actions.leaving import let_go
from edau.connect.models import Party
from edau.core import audit
from edau.core.answers import YES, Answer, insist
from edau.core.mail.addresses import hash_of
from edau.core.models import Letter, MailStop
from edau.listen.actions.contributions import withdraw
from edau.listen.models import Contribution
from edau.moderation.models import Appeal, Case, Report
from edau.people.actions.roles import is_last_administrator
from edau.people.models import Person
from edau.portal.queries.held_data import receipts_of, sessions_of
from edau.thread.codes import code_hash, link_hash, new_code, new_link
from edau.thread.models import Contact, Receipt

LABEL = "accounts.User"
SALT, MINUTES = "edau.erase", 10
LAST = Answer(
    False,
    _(
        "You are the only administrator here. Give the role to somebody else first; then you can erase your account."
    ),
)


def may_erase(user: User) -> Answer:
    """Anybody may erase their own account, but not the last one that can give roles."""
    return LAST if is_last_administrator(user) else YES


def first_step(user: User) -> str:
    """What the second step must bring: good for ten minutes, for this account alone."""
    return signing.dumps(user.pk, salt=SALT)


def is_second_step(user: User, token: str) -> bool:
    """Whether the first step was taken a short while ago."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=MINUTES * 60) == user.pk)
    except signing.BadSignature:
        return False


@transaction.atomic
def erase_account(*, user: User) -> int:
    """Erases the account and everything held about its holder; returns how many contributions were withdrawn.

    Raises NotAllowed for the only administrator.
    """
    insist(may_erase(user))
    by, receipts = str(user), receipts_of(user)
    said = Contribution.objects.filter(receipt__in=receipts)
    withdrawn = sum(withdraw(contribution=one, by=by) for one in said.order_by("pk"))
    names = [by, *(f"receipt {receipt.id}" for receipt in receipts)]
    Report.objects.filter(reporter__in=names).update(words="")
    Appeal.objects.filter(by__in=names).update(words="")
    Case.objects.filter(author__in=names).update(answer="")
    for party in Party.objects.filter(person__user=user):
        let_go(party=party, by=by)
    _let_go_of(receipts)
    Person.objects.filter(user=user).delete()
    address = hash_of(user.email)
    Letter.objects.filter(address=address, state=Letter.State.WAITING).update(
        state=Letter.State.STOPPED, next_try=None
    )
    Letter.objects.filter(address=address).update(to="", subject="", text="")
    MailStop.objects.filter(address=address).delete()
    spend(user.email)
    for session in sessions_of(user):
        session.delete()
    number = user.pk
    audit.record(
        deed="erase_account", by=by, label=LABEL, object_id=str(number), codes={"withdrawn": withdrawn}
    )
    user.delete()
    return withdrawn


def _let_go_of(receipts: list[Receipt]) -> None:
    """Receipts of what was withdrawn hold its count, so they stay: each with a new, empty person of its own, so that not even
    the empty rows tell that one person said them, and with secrets that nobody was ever given."""
    Contact.objects.filter(receipt__in=receipts).delete()
    for receipt in receipts:
        if not receipt.contributions.exists():
            receipt.delete()
            continue
        receipt.person = Person.objects.create(language=receipt.language)
        receipt.link_hash, receipt.code_hash, receipt.word_hash = (
            link_hash(new_link()),
            code_hash(new_code()),
            "",
        )
        receipt.save(update_fields=["person", "link_hash", "code_hash", "word_hash"])
