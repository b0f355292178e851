"""The forms of the calendar of asks: what to see of it, and what a body asks elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.language.alphabet import sort_names
from edau.listen.actions.asks import LONGEST_LINK, LONGEST_TITLE, Noted
from edau.people.models import Organisation
from edau.people.queries import organisations
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field, line_in_language
from edau.portal.forms.place_field import codes_of_lines
from edau.portal.pages.asks import Chosen, places_to_choose

BOTH = ("cy", "en")
MOST_PLACES = 12


class ChooseForm(forms.Form):
    """An area and a body."""

    use_required_attribute = False

    place = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)

    def __init__(self, chosen: Chosen, bodies: list[Organisation], language: str) -> None:
        super().__init__(initial={"place": chosen.place, "body": chosen.body}, auto_id="f-%s")
        named = sort_names(
            [(one.key, one.name(language)) for one in bodies], language=language, name=lambda pair: pair[1]
        )
        self.fields["place"].choices = places_to_choose(language, chosen.place)  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("All bodies")), *named]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A survey, meeting or consultation that runs elsewhere."""

    use_required_attribute = False

    organisation = forms.ChoiceField(
        label=gettext_lazy("Who asks?"), error_messages=errors(gettext_lazy("Choose who asks."))
    )
    title_cy = line_in_language("cy", gettext_lazy("What is asked, in Welsh"), LONGEST_TITLE)
    title_en = line_in_language("en", gettext_lazy("What is asked, in English"), LONGEST_TITLE)
    places = forms.CharField(
        label=gettext_lazy("Places whose people are asked"),
        help_text=gettext_lazy("One on each line, by name in either language, or by its code."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=errors(gettext_lazy("Name at least one place; “Wales” for all of it.")),
    )
    opens = day_field(gettext_lazy("First day"))
    closes = day_field(gettext_lazy("Last day"))
    link = forms.URLField(
        label=gettext_lazy("Where it can be read"),
        help_text=gettext_lazy("A web address, such as https://www.gov.wales"),
        required=False,
        max_length=LONGEST_LINK,
        assume_scheme="https",
        error_messages={
            **errors(),
            "invalid": gettext_lazy("Type a web address that begins with https://, or leave this empty."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.known = organisations()
        named = sort_names(
            [(key, one.name(language)) for key, one in self.known.items()],
            language=language,
            name=lambda pair: pair[1],
        )
        self.fields["organisation"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def clean_places(self) -> list[str]:
        """The codes of the places that were named."""
        return codes_of_lines(str(self.cleaned_data["places"]), most=MOST_PLACES)

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError(self.fields["link"].error_messages["invalid"])
        return link

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"title_{one}") or f"title_{one}" in self.errors for one in BOTH):
            self.add_error(
                f"title_{get_language() or 'cy'}", _("Write what is asked in at least one language.")
            )
        opens, closes = given.get("opens"), given.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day cannot be before the first."))
        return given

    def noted(self) -> Noted:
        """What was filled in, once it is right."""
        given = self.cleaned_data
        return Noted(
            organisation=self.known[given["organisation"]],
            title_cy=given["title_cy"],
            title_en=given["title_en"],
            opens=given["opens"],
            closes=given["closes"],
            areas=tuple(given["places"]),
            link=given["link"],
        )
