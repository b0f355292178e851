"""A letter or a call with an answer: its words in the language of who gets it, on a page in the language of who brings it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.answer.models import Answered
from edau.answer.queries.words import language_of
from edau.answer.wording import link_of, said_of
from edau.core import clock
from edau.language.numbers import day
from edau.portal.words.texts import lang_of
from edau.thread.models import Contact
from edau.ui.qr import qr_code


@dataclass(frozen=True)
class Lines:
    """What is printed or said, in the language of who gets it."""

    language: str
    made_up: str  # that it is an example, where it is one: on paper there is no banner
    greeting: str
    opening: str
    you_said: str
    quote: str
    quote_lang: str  # where it is not that of the letter
    outcome: str
    words: tuple[str, ...]
    reading: str
    asking: str
    farewell: str


@dataclass(frozen=True)
class Brought:
    """A letter or a call: to whom, and what. `lang` is empty where it is in the language of the page."""

    answered: Answered
    contact: Contact | None
    address: tuple[str, ...]
    day: str
    link: str
    qr: (
        SafeString | str
    )  # of the link, where its secret is still kept beside the address; of a code only hashes are kept
    body: str
    lines: Lines
    lang: str
    done: bool


def brought(answered: Answered, language: str) -> Brought:
    """The letter or the call that brings an answer. No query where everything has been fetched with it."""
    spoken = language_of(answered.contribution)
    contact = getattr(answered.contribution.receipt, "contact", None)
    body = answered.reply.organisation.name(spoken)
    link = link_of(contact, spoken)
    return Brought(
        answered=answered,
        contact=contact,
        address=tuple(_address(contact)),
        day=day(clock.today(), spoken),
        link=link,
        qr=_qr(link, spoken) if link else "",
        body=body,
        lines=_lines(answered, spoken, body, contact),
        lang=lang_of(spoken, language),
        done=answered.sent_at is not None,
    )


def _qr(link: str, language: str) -> SafeString:
    with override(language):
        return qr_code(link, _("QR code that leads to this receipt"))


def _address(contact: Contact | None) -> list[str]:
    lines = [contact.name, *contact.address.splitlines()] if contact is not None else []
    return [line.strip() for line in lines if line.strip()]


def _lines(answered: Answered, language: str, body: str, contact: Contact | None) -> Lines:
    said = said_of(answered, language)
    words = answered.reply.said("words", language)[0]
    with override(language):
        named = {"name": contact.name} if contact is not None and contact.name else None
        return Lines(
            language=language,
            made_up=_("Made-up example.") if answered.reply.synthetic else "",
            greeting=_("Hello, %(name)s.") % named if named else _("Hello."),
            opening=_("You said something to us. This is the answer of %(body)s.") % {"body": body},
            you_said=_("What you said on %(day)s:") % {"day": said.day},
            quote=said.words,
            quote_lang=lang_of(said.language, language),
            outcome=_("What came of it: %(outcome)s.") % {"outcome": answered.reply.get_outcome_display()},
            words=tuple(line for line in words.splitlines() if line.strip()),
            reading=_("Read it again, see what comes of it, or tell us whether this mattered to you:"),
            asking=_("Did this matter?"),
            farewell=_("Thank you for telling us."),
        )
