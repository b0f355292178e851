"""What the parts of an item are called, in forms, tables, pictures and files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from edau.listen.analysis.signs import NOT_APPLICABLE, STEPS, bands_of
from edau.listen.frameworks import Item, ItemKind

_CORNERS = {"a": 0, "b": 1, "c": 2}


def band_name(item: Item, band: str, language: str) -> str:
    """One part of an item in words, for the language that is active. ValueError for a part that the item does not have."""
    if band not in bands_of(item):
        raise ValueError(f"no such part: {band}")
    if band == NOT_APPLICABLE:
        return _("It does not apply")
    if item.kind == ItemKind.CHOICE:
        return next(option.name.say(language) for option in item.options if option.key == band)
    ends = [end.say(language) for end in item.ends]
    if item.kind == ItemKind.DYAD:
        return {"left": ends[0], "right": ends[1]}.get(band) or _("Between the two")
    if band == "centre":
        return _("All three alike")
    if band in _CORNERS:
        return _("Mostly “%(name)s”") % {"name": ends[_CORNERS[band]]}
    one, other = (ends[_CORNERS[letter]] for letter in band)
    return _("“%(one)s” and “%(other)s” alike") % {"one": one, "other": other}


def step_names(item: Item, language: str) -> list[tuple[str, str]]:
    """The five steps of a dyad as choices, from left to right."""
    left, right = (end.say(language) for end in item.ends)
    words = (
        left,
        _("More “%(name)s”") % {"name": left},
        _("Between the two"),
        _("More “%(name)s”") % {"name": right},
        right,
    )
    return [(str(step), name) for step, name in zip(STEPS, words, strict=True)]
