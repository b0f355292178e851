"""What a type of places is called, and how it is described, until communities have named it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.understand.analysis.types import Profile
from edau.understand.catalogue import catalogue


def name_of_type(letter: str, language: str) -> str:
    """ "Type A": a letter says nothing about the people who live there."""
    with override(language):
        return _("Type %(letter)s") % {"letter": letter}


def describe(profile: Profile, language: str) -> str:
    """What sets a type apart, in one or two sentences: the figures that are higher and lower there than in most places."""
    with override(language):
        sentences = [
            sentence % {"figures": _listed(keys, language)}
            for keys, sentence in (
                (profile.above, _("Higher here than in most places: %(figures)s.")),
                (profile.below, _("Lower here than in most places: %(figures)s.")),
            )
            if keys
        ]
        return " ".join(sentences) or _("In the middle in every figure that is compared.")


def _listed(keys: Sequence[str], language: str) -> str:
    known = catalogue().indicators
    return "; ".join(known[key].short.say(language) for key in keys)
