"""What stands about somebody beside their own offers and needs: who acts for them, which checks were seen, their code."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edau.connect.models import Party
from edau.connect.proposal_rules import acts_with_consent
from edau.connect.queries.parties import checks_of, party_here
from edau.connect.skills import check_kinds
from edau.core import clock
from edau.language.numbers import day


@dataclass(frozen=True)
class AboutYou:
    """`acted`: since when a connector may act for them, empty where nobody may; `by`: who, by their e-mail address."""

    code: str
    acted: str
    by: str
    checks: tuple[str, ...]


def about_you(party: Party, language: str) -> AboutYou | None:
    """What its own page says of a party; None once it has left. Two queries."""
    whole = party_here(party.pk)
    if whole is None:
        return None
    consent = whole.consent if acts_with_consent(whole) else None
    return AboutYou(
        code=whole.pk,
        acted=day(localtime(consent.given).date(), language) if consent is not None else "",
        by=whole.broker.email if consent is not None and whole.broker is not None else "",
        checks=tuple(
            _("%(check)s, seen for %(body)s; look again by %(day)s")
            % {
                "check": check_kinds()[one.kind].name.say(language)
                if one.kind in check_kinds()
                else one.kind,
                "body": one.seen_for.name(language),
                "day": day(one.until, language),
            }
            for one in checks_of(whole, clock.today())
        ),
    )
