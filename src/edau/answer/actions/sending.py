"""Bringing an answer to its person: by e-mail, on the receipt page, by letter or by telephone; and when to forget how."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from edau.accounts.models import User
from edau.answer.choices import Sent
from edau.answer.models import Answered, Reply
from edau.answer.queries.sending import has_words_for
from edau.answer.queries.words import language_of
from edau.answer.rules import may_mark_done
from edau.answer.wording import letter_of
from edau.core import audit, clock, mail
from edau.core.answers import insist
from edau.core.visibility import held_ids
from edau.listen.actions.contributions import changed
from edau.listen.models import Contribution
from edau.listen.queries.contributions import with_additions
from edau.people.queries import roles_of
from edau.thread.models import Contact, Receipt

ANSWERED, REPLY = "answer.Answered", "answer.Reply"
PURPOSE = "answer"
KEEP_CONTACT = timedelta(days=30)  # after everything has been answered, in case a letter comes back
BY_HAND = (Sent.LETTER, Sent.CALL)
ROUTES = {"email": Sent.EMAIL, "letter": Sent.LETTER, "telephone": Sent.CALL}


def route_of(contribution: Contribution) -> Sent:
    """How an answer reaches this teller: as they asked, else on the page of their receipt."""
    contact = Contact.objects.filter(receipt=contribution.receipt_id).first()
    if contact is None or (contact.route == "email" and not contact.email):
        return Sent.PAGE
    return ROUTES[contact.route]


def send_what_can_be_read(reply: Reply, *, by: str) -> None:
    """Sends a reply to all who can read it in their own language and have not had it: on the page at once, by one e-mail
    for each receipt. Letters and calls wait for a person. Only inside a deed."""
    waiting = (
        reply.answered.filter(sent_at=None, contribution__withdrawn=None)
        .exclude(sent__in=BY_HAND)
        .select_related("contribution__receipt__person", "contribution__receipt__contact")
        .prefetch_related(with_additions("contribution__additions"))
        .order_by("pk")
    )
    ready = [one for one in waiting if has_words_for(reply, one)]
    by_receipt: dict[str, list[Answered]] = {}
    for one in ready:
        if one.sent == Sent.EMAIL:
            by_receipt.setdefault(one.contribution.receipt_id, []).append(one)
    for together in by_receipt.values():
        _send_email(reply, together)
    reply.answered.filter(pk__in=[one.pk for one in ready]).update(sent_at=clock.now(), sent_by=by)
    settle({one.contribution.receipt_id for one in ready})


def _send_email(reply: Reply, together: list[Answered]) -> None:
    contact = together[0].contribution.receipt.contact
    language = language_of(together[0].contribution)
    letter = letter_of(reply, together, contact, language)
    mail.send(to=contact.email, subject=letter.subject, text=letter.text, purpose=PURPOSE, language=language)


@transaction.atomic
def mark_done(*, answered: int, by: User) -> Answered:
    """Says that a letter has been posted or a call been made. Saying it twice changes nothing.

    Raises NotAllowed; ValueError for one that goes by itself; Answered.DoesNotExist, also where the reply is held.
    """
    one = (
        Answered.objects.select_related("reply__organisation", "contribution__receipt__person")
        .exclude(reply__in=held_ids(REPLY))
        .get(pk=answered, contribution__withdrawn=None)
    )
    insist(may_mark_done(roles_of(by), one))
    if one.sent not in BY_HAND or not has_words_for(one.reply, one):
        raise ValueError("There is nothing to post or to read out.")
    done = Answered.objects.filter(pk=one.pk, sent_at=None).update(sent_at=clock.now(), sent_by=str(by))
    if done:
        codes: audit.Codes = {"sent": str(one.sent), "reply": one.reply_id}
        audit.record(deed="bring_answer", by=str(by), label=ANSWERED, object_id=str(one.pk), codes=codes)
        settle([one.contribution.receipt_id])
        changed()
    one.refresh_from_db()
    return one


def settle(receipts: Iterable[str]) -> None:
    """Sets until when it is kept how to reach the holders of these receipts: a month from when all they said has been
    answered and every answer has reached them; for as long as something is open, no day is set."""
    for receipt in Receipt.objects.filter(pk__in=list(receipts)).exclude(contact=None):
        said = Contribution.objects.filter(receipt=receipt, withdrawn=None)
        on_its_way = Answered.objects.filter(contribution__in=said, sent_at=None)
        open_still = said.filter(answered=None).exists() or on_its_way.exists()
        contact = Contact.objects.filter(receipt=receipt)
        if open_still:
            contact.update(keep_until=None)
        else:  # the day it was first set on stays
            contact.filter(keep_until=None).update(keep_until=clock.today() + KEEP_CONTACT)
