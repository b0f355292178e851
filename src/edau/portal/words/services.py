"""What the services of an area are called."""

from __future__ import annotations

from django.utils.translation import ngettext

from edau.language.numbers import number


def service_words(kind: str, count: int) -> str:
    """ "12 schools": each kind counted in the words of the language."""
    words = {"count": number(count)}
    if kind == "school":
        return ngettext("%(count)s school", "%(count)s schools", count) % words
    if kind == "gp_practice_2022":
        return ngettext("%(count)s GP surgery", "%(count)s GP surgeries", count) % words
    if kind == "library":
        return ngettext("%(count)s library", "%(count)s libraries", count) % words
    if kind == "nhs_hospital_site":
        return ngettext("%(count)s hospital", "%(count)s hospitals", count) % words
    return ngettext("%(count)s railway station", "%(count)s railway stations", count) % words
