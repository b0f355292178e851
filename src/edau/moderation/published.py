"""The published rules and the reasons that stand ready for a decision, in both languages.

A reason is published with its decision, so it never repeats what the item said, nor anything about a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from edau.moderation.choices import Decision, Reason

RULES = {
    Reason.PERSONAL: _(
        "Do not tell anything private about another person, such as their health, address or troubles."
    ),
    Reason.HATE: _(
        "Do not attack people for their colour, faith, language, sex, disability, age, or whom they love."
    ),
    Reason.THREAT: _("Do not threaten, bully or hunt anybody."),
    Reason.SEXUAL: _("No sexual words or pictures, and no violence for its own sake."),
    Reason.UNTRUE: _(
        "Do not say as a fact about a person or a body what is untrue. An opinion may be harsh."
    ),
    Reason.SPAM: _("No advertisements, and nothing that has no bearing on what was asked."),
    Reason.OTHER: _("Anything else that harms somebody. The published reason then says what it was."),
}
BREAKS = {
    Reason.PERSONAL: _("It told something private about a person."),
    Reason.HATE: _("It attacked people for who they are."),
    Reason.THREAT: _("It threatened or bullied somebody."),
    Reason.SEXUAL: _("It was sexual or violent."),
    Reason.UNTRUE: _("It said as a fact what is untrue, about a person or a body."),
    Reason.SPAM: _("It was an advertisement, or had nothing to do with what was asked."),
    Reason.OTHER: _("It could harm somebody."),
}
KEEPS = _("A moderator has read it and found that it does not break the rule that was named.")


@dataclass(frozen=True)
class Why:
    """The published reason of a decision, in one language or both."""

    cy: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.cy.strip() or self.en.strip())


def ready_reason(decision: Decision, rule: Reason) -> Why:
    """The reason that stands ready for this decision, in both languages."""
    text = KEEPS if decision == Decision.RESTORED else BREAKS[rule]
    texts = {}
    for language in ("cy", "en"):
        with override(language):
            texts[language] = str(text)
    return Why(**texts)
