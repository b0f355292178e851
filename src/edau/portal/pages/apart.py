"""With whom somebody does not want to meet, in words by which they know them again, and which name nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edau.connect.models import Party
from edau.connect.queries.kept_apart import KeptApart
from edau.language.numbers import day
from edau.portal.words.matching import need_in_words


@dataclass(frozen=True)
class ApartRow:
    """One of them: what brought the two together, since when they are kept apart, and what takes it back."""

    key: str
    who: str
    since: str


def apart_rows(found: Sequence[KeptApart], party: Party, language: str) -> list[ApartRow]:
    """A row for each."""
    return [
        ApartRow(
            key=str(one.block.pk),
            who=_who(one, party, language),
            since=_("Since %(day)s.") % {"day": day(localtime(one.block.at).date(), language)},
        )
        for one in found
    ]


def _who(one: KeptApart, party: Party, language: str) -> str:
    if one.last is None:
        return _("Somebody you were in touch with")
    what = {"what": need_in_words(one.last.need, language)}
    if one.last.need.party_id == party.pk:
        return _("Whoever was suggested to you for: %(what)s") % what
    return _("Whoever needed: %(what)s") % what
