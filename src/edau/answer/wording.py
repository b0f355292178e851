"""What goes with an answer: the words of its e-mail, its letter and its call, in the language of who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.answer.models import Answered, Reply
from edau.answer.queries.words import is_theirs
from edau.core.mail.addresses import origin
from edau.language.numbers import day
from edau.listen.choices import PARTS, WELSH
from edau.listen.models import Contribution
from edau.thread.models import Contact
from edau.ui.links import address_in


@dataclass(frozen=True)
class Letter:
    """An answer as it is sent, with the whole address of the receipt (empty where its secret is not kept)."""

    subject: str
    text: str
    link: str


@dataclass(frozen=True)
class Said:
    """Words of a teller that are answered, and the day on which they said them."""

    words: str
    language: str
    day: str


def link_of(contact: Contact | None, language: str) -> str:
    """The whole address of a receipt, from the secret that is kept beside how to reach its holder."""
    if contact is None or not contact.link:
        return ""
    return origin() + address_in(language, "portal:receipt", contact.link)


def said_of(answered: Answered, language: str) -> Said:
    """The words that are answered: those that were chosen and are in sight still, else what was said first, else its
    title."""
    told = answered.contribution
    quote = answered.quote if answered.quote and is_theirs(answered.quote, told) else ""
    made = day(localdate(told.made), language)
    return Said(quote or first_words(told), told.language, made)


def first_words(contribution: Contribution) -> str:
    """The text that stands for all that somebody said; empty for a recording that nobody has typed."""
    texts = (getattr(contribution, name) for name in (*PARTS, *WELSH))
    return next((text for text in texts if text), contribution.title)


def letter_of(reply: Reply, together: Sequence[Answered], contact: Contact | None, language: str) -> Letter:
    """The e-mail that brings an answer: what they said, the answer with its reason, and where to follow it."""
    link = link_of(contact, language)
    with override(language):
        outcome = reply.get_outcome_display()
        named = {"body": reply.organisation.name(language)}
        parts = [_("Made-up example.")] if reply.synthetic else []
        parts.append(_("You said something to us. This is the answer of %(body)s.") % named)
        for one in together:
            said = said_of(one, language)
            parts.append(_("What you said on %(day)s:") % {"day": said.day} + f"\n“{said.words}”")
        parts.append(_("What came of it: %(outcome)s.") % {"outcome": outcome})
        parts.append(reply.said("words", language)[0])
        if link:
            parts.append(
                _("Read it again, see what comes of it, or tell us whether this mattered to you:")
                + f"\n{link}"
            )
        parts.append(_("A month after all your words have been answered, we erase this address."))
        subject = _("An answer to what you said")
    return Letter(subject, "\n\n".join(parts), link)
