"""Letters about reports: to the author when an item goes out of sight and when it is decided, to who reported it when it is
decided, to moderators when nobody has decided in time. Each says who did what: a reader's report, or a moderator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.accounts.models import User
from edau.core.mail import send
from edau.core.mail.addresses import origin
from edau.moderation import announcements, limits
from edau.moderation.models import Case
from edau.people.choices import Part
from edau.people.queries import roles_held
from edau.portal.pages.reporting import public_page
from edau.portal.words.reporting import decision_words, hours
from edau.thread.models import Contact
from edau.ui.links import address_in

PURPOSE = "moderation"


@dataclass(frozen=True)
class _Reached:
    """Somebody who can be written to; `receipt` is the secret of theirs, for the link in the letter."""

    address: str
    language: str
    receipt: str = ""


@receiver(announcements.held)
def tell_author(sender: Any, case: Case, **kept: Any) -> None:
    """Why it is out of sight, and how to answer."""
    for one in _reached([case.author]):
        with override(one.language):
            reasons = dict.fromkeys(
                str(report.get_reason_display()) for report in case.reports.filter(withdrawn=None)
            )
            text = _(
                "A reader has reported something of yours. It has gone out of sight; no moderator has judged it yet.\n\n"
                "The reason given: %(reasons)s\n\n"
                "A moderator owes a decision within %(time)s. You can answer here; only moderators read it:\n%(link)s"
            ) % {
                "reasons": "; ".join(reasons),
                "time": hours(limits.DECIDE_WITHIN),
                "link": _link(case, one),
            }
            subject = _("Something of yours is out of sight for now")
        send(to=one.address, subject=subject, text=text, purpose=PURPOSE, language=one.language)


@receiver(announcements.decided)
def tell_parties(sender: Any, case: Case, **kept: Any) -> None:
    """What a moderator decided and why, to the author and to those who reported it."""
    reporters = list(case.reports.filter(withdrawn=None).values_list("reporter", flat=True))
    appeal = getattr(case, "appeal", None)
    for one in _reached([case.author, *reporters]):
        with override(one.language):
            page = public_page(case, one.language)
            why = page.appeal_why if appeal is not None and appeal.decided else page.why
            begins = (
                _("A moderator has decided about something that was reported.")
                if page.reported
                else _(
                    "Many people were writing at once, so a moderator looked at your words before everyone could read them."
                )
            )
            text = f"{begins}\n\n" + _(
                "Decision: %(decision)s\nRule: %(rule)s\nReason: %(why)s\n\n"
                "The whole of it, and what you can do now:\n%(link)s"
            ) % {
                "decision": decision_words(case.outcome),
                "rule": page.rule,
                "why": why,
                "link": _link(case, one),
            }
            subject = _("Decided: %(decision)s") % {"decision": decision_words(case.outcome)}
        send(to=one.address, subject=subject, text=text, purpose=PURPOSE, language=one.language)


@receiver(announcements.escalated)
def tell_moderators(sender: Any, case: Case, **kept: Any) -> None:
    """Nobody has decided in time: now every moderator can, and administrators know."""
    holders = [role.user for part in (Part.MODERATOR, Part.ADMINISTRATOR) for role in roles_held(part)]
    for user in dict.fromkeys(user for user in holders if user.is_active):
        with override(user.language):
            text = _(
                "A reported item has waited longer than %(time)s for a decision. Every moderator can decide it now:\n%(link)s"
            ) % {
                "time": hours(limits.DECIDE_WITHIN),
                "link": origin() + address_in(user.language, "portal:case", case.pk),
            }
            subject = _("A decision is overdue")
        send(to=user.email, subject=subject, text=text, purpose=PURPOSE, language=user.language)


def _link(case: Case, one: _Reached) -> str:
    if one.receipt:
        return origin() + address_in(one.language, "portal:appeal_with_receipt", one.receipt, case.pk)
    return origin() + address_in(one.language, "portal:appeal", case.pk)


def _reached(names: Iterable[str]) -> list[_Reached]:
    """Those of the names in the trail that can be written to, each once. Two queries."""
    keys: dict[str, list[str]] = {"user": [], "receipt": []}
    for name in names:
        sort, _space, key = name.partition(" ")
        keys.get(sort, []).append(key)
    users = User.objects.filter(pk__in=[int(key) for key in keys["user"] if key.isdigit()], is_active=True)
    found = [_Reached(user.email, user.language) for user in users.order_by("pk")]
    contacts = Contact.objects.select_related("receipt").filter(receipt__in=keys["receipt"], route="email")
    found += [
        _Reached(contact.email, contact.receipt.language, contact.link)
        for contact in contacts.order_by("pk")
        if contact.email and contact.link
    ]
    return list({one.address.lower(): one for one in found}.values())
