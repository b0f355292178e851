"""Which stories to see: a plain form whose answer is an address."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.listen.choices import Kind
from edau.portal.pages.stories import involvement_choices, place_choices, theme_choices
from edau.portal.queries.stories import LONGEST_QUESTION, Filters


class LongSelect(forms.Select):
    """A list of hundreds. Its options are written by Python: by Django's templates they took three quarters of the page's
    time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = "".join(
            f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(str(text))}</option>'
            for key, text in self.choices
        )
        attributes = flatatt({**self.attrs, **(attrs or {})})
        return mark_safe(f'<select name="{escape(name)}"{attributes}>{options}</select>')  # noqa: S308  # escaped above


class FilterForm(forms.Form):
    """It is only shown; `Filters` reads the answer."""

    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("In Welsh or English, in any form: “bont” finds “pont”."),
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    place = forms.ChoiceField(label=gettext_lazy("Place"), widget=LongSelect)
    involvement = forms.ChoiceField(label=gettext_lazy("Involvement"), widget=LongSelect)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    kind = forms.ChoiceField(label=gettext_lazy("How it was said"))
    spoken = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, chosen: Filters, language: str) -> None:
        super().__init__(initial=vars(chosen), auto_id="f-%s")
        themes = theme_choices(chosen.involvement, language)
        choices: dict[str, tuple[str, list[tuple[str, Any]]]] = {
            "place": (_("All places"), place_choices(language)),
            "involvement": (_("All involvements"), involvement_choices(language)),
            "theme": (_("All themes"), themes),
            "kind": (_("All kinds"), list(Kind.choices)),
            "spoken": (_("Both languages"), [("cy", _("Welsh")), ("en", _("English"))]),
        }
        for name, (everything, some) in choices.items():
            self.fields[name].choices = [("", everything), *some]  # type: ignore[attr-defined]
        if not themes:
            del self.fields["theme"]
