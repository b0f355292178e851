"""The skills and kinds of asset that a text may mean, for a person to confirm: a few suggested, and the whole list."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from edau.connect.skills import asset_kinds, groups, skills
from edau.connect.suggesting import Kind, suggest
from edau.portal.forms.errors import errors

MOST = 6


class GroupedSelect(forms.Select):
    """A list of hundreds under their groups. Its options are written by Python: by templates they take most of the time of a
    page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        parts = []
        for label, options in self.choices:
            if not isinstance(options, list):
                parts.append(_option(label, options, chosen))
                continue
            inside = "".join(_option(key, text, chosen) for key, text in options)
            parts.append(f'<optgroup label="{escape(str(label))}">{inside}</optgroup>')
        attributes = flatatt({**self.attrs, **(attrs or {})})
        return mark_safe(f'<select name="{escape(name)}"{attributes}>{"".join(parts)}</select>')  # noqa: S308


def _option(key: Any, text: Any, chosen: str) -> str:
    marked = " selected" if str(key) == chosen else ""
    return f'<option value="{escape(str(key))}"{marked}>{escape(str(text))}</option>'


def every_skill(language: str) -> list[tuple[Any, Any]]:
    """All skills for a select, under the names of their groups."""
    under: dict[str, list[tuple[str, str]]] = {key: [] for key in groups()}
    for key, skill in skills().items():
        under[skill.group].append((key, skill.name.say(language)))
    return [(groups()[key].name.say(language), options) for key, options in under.items()]


def every_kind(language: str) -> list[tuple[str, str]]:
    """All kinds of asset for a select."""
    return [(key, kind.name.say(language)) for key, kind in asset_kinds().items()]


def name_of(key: str, language: str) -> str:
    """What a skill or a kind of asset is called; empty for neither."""
    one = skills().get(key) or asset_kinds().get(key)
    return one.name.say(language) if one is not None else ""


def suggested(text: str, spoken: str, *, assets: bool) -> list[str]:
    """The keys that a text may mean, the likeliest first."""
    kinds = (Kind.SKILL, Kind.ASSET) if assets else (Kind.SKILL,)
    return [one.key for one in suggest(text, language=spoken, most=MOST, kinds=kinds)]


def tags_field(keys: list[str], language: str, *, ticked: bool = False) -> forms.MultipleChoiceField:
    """Boxes for these keys."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Is it one of these?"),
        help_text=gettext_lazy("We looked for it in your words. Tick what is right."),
        choices=[(key, name_of(key, language)) for key in keys],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )


def other_skill_field(language: str) -> forms.ChoiceField:
    """The whole list of skills."""
    return forms.ChoiceField(
        label=gettext_lazy("Something else"),
        choices=[("", gettext_lazy("nothing else")), *every_skill(language)],
        required=False,
        widget=GroupedSelect,
        error_messages=errors(),
    )


def spoken_here() -> str:
    return get_language() or "cy"
