"""The words of letters about proposals, in the language of whoever gets them. No letter says who the other side is, or how
to reach them: that stands on the page of the proposal, for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from edau.connect.models import Party
from edau.core.mail.addresses import origin
from edau.ui.links import address_in


@dataclass(frozen=True)
class Words:
    """A letter before it is sent."""

    subject: str
    text: str


def language_of(party: Party) -> str:
    """In which language a party is written to: a person's own; an organisation's first of Welsh and English, else Welsh."""
    if party.person is not None:
        return party.person.language
    return next((one for one in party.languages if one in ("cy", "en")), "cy")


def asked_letter(many: int, language: str, synthetic: bool) -> Words:
    """Somebody's offer might suit a need, or somebody might be able to help them."""
    with override(language):
        first = ngettext(
            "There is %(count)s new suggestion for you: somebody whose need and somebody whose offer might suit.",
            "There are %(count)s new suggestions for you: somebody whose need and somebody whose offer might suit.",
            many,
        ) % {"count": many}
        parts = [
            first,
            _("Nothing happens unless you both say yes. You can say no without giving a reason."),
            _("Read it and answer here:") + f"\n{suggestions_page(language)}",
        ]
        return Words(_("A suggestion for you"), _joined(parts, synthetic))


def agreed_letter(language: str, synthetic: bool) -> Words:
    """Both said yes."""
    with override(language):
        parts = [
            _("You both said yes. How to reach one another is on the page of the suggestion now."),
            _("Agree a time that suits you both:") + f"\n{suggestions_page(language)}",
        ]
        return Words(_("You both said yes"), _joined(parts, synthetic))


def thanked_letter(language: str, synthetic: bool) -> Words:
    """The other side says thank you."""
    with override(language):
        parts = [
            _("Somebody you helped says thank you. Their words are on the page of what you did:")
            + f"\n{suggestions_page(language)}"
        ]
        return Words(_("Thank you"), _joined(parts, synthetic))


def taken_letter(language: str, synthetic: bool) -> Words:
    """Somebody else said yes first, or what it was for is no longer there."""
    with override(language):
        parts = [
            _(
                "A suggestion you had is no longer open: it has been filled, or taken back. You need do nothing."
            ),
            _("Thank you for being ready.") + f"\n{suggestions_page(language)}",
        ]
        return Words(_("A suggestion is no longer open"), _joined(parts, synthetic))


def done_letter(language: str, synthetic: bool, *, beyond_limit: bool = False) -> Words:
    """The other side has said that it is done; and, where `beyond_limit`, that the hours were not counted."""
    with override(language):
        parts = [
            _("The other side has noted that what you agreed on is done, and how long it took."),
            *([not_counted()] if beyond_limit else []),
            _("Is that not so? Tell your connector: they can put it right. What was noted stands here:")
            + f"\n{suggestions_page(language)}",
        ]
        return Words(_("Noted as done"), _joined(parts, synthetic))


def not_counted() -> str:
    """That hours were not counted, in the language that is active: to either side, without saying whose limit it is."""
    return _(
        "The hours were not counted, because one of you has reached the limit. A connector can put that right."
    )


def queue_letter(language: str, synthetic: bool) -> Words:
    """To a connector who stands between: something has come, or has changed, for somebody they answer for."""
    with override(language):
        queue = origin() + address_in(language, "portal:connector_queue")
        parts = [
            _("Something is new with a suggestion for somebody whom you answer for."),
            _("Look in your queue, and speak with them before you answer:") + f"\n{queue}",
        ]
        return Words(_("For somebody you answer for"), _joined(parts, synthetic))


def acting_letter(connector: str, asked: str, language: str, synthetic: bool) -> Words:
    """To somebody for whom a connector, known by their e-mail address, may act from now on: how to take that back."""
    with override(language):
        link = origin() + address_in(language, "portal:acted_for", asked)
        parts = [
            _(
                "You agreed that a connector, %(connector)s, may answer suggestions for you, and confirm, change or take"
                " back what you offer and need. They do so only as you say, and note when and how you said it."
            )
            % {"connector": connector},
            _("You can take this back at any time. Open this page and press the button:") + f"\n{link}",
            _(
                "It can also be taken back on the page of your own offers and needs, and by saying so to any connector. If"
                " you never agreed to this, take it back, and tell whoever runs this site."
            ),
        ]
        return Words(_("A connector may act for you"), _joined(parts, synthetic))


def suggestions_page(language: str) -> str:
    """The whole address of the page on which a party finds what was suggested to it."""
    return origin() + address_in(language, "portal:suggestions")


def _joined(parts: list[str], synthetic: bool) -> str:
    return "\n\n".join([_("Made-up example."), *parts] if synthetic else parts)
