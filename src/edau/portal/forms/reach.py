"""Whom an organisation reaches: the form of whoever notes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.language.alphabet import sort_names
from edau.listen.actions.reaching import LONGEST, Reached
from edau.listen.characteristics import characteristics
from edau.people.models import Organisation
from edau.people.queries import organisations
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import text_in_language
from edau.portal.forms.place_field import NamedPlace


class ReachForm(NamedPlace):
    """An organisation, a group, a place, and how they are reached, in one language at least."""

    use_required_attribute = False
    place_needed = True
    field_order = ("organisation", "group", "place_name", "place", "how_cy", "how_en")

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        error_messages=errors(gettext_lazy("Choose the organisation.")),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Whom they reach"),
        error_messages=errors(gettext_lazy("Choose whom they reach.")),
    )
    how_cy = text_in_language("cy", gettext_lazy("How, in Welsh"), LONGEST, rows=3)
    how_en = text_in_language(
        "en",
        gettext_lazy("How, in English"),
        LONGEST,
        rows=3,
        hint=gettext_lazy("What they do, and how to ask them. Name no person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.bodies: dict[str, Organisation] = organisations()
        named = [(key, one.name(language)) for key, one in self.bodies.items()]
        choices = sort_names(named, language=language, name=lambda pair: pair[1])
        self.fields["organisation"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("Choose"))] + [  # type: ignore[attr-defined]
            (one.name.say(language), [(f"{key}/{band.key}", band.name.say(language)) for band in one.bands])
            for key, one in characteristics().items()
        ]
        self.fields["place_name"].label = _("Where they reach them")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not (given.get("how_cy") or given.get("how_en")) and not {"how_cy", "how_en"} & self.errors.keys():
            self.add_error("how_cy", _("Say how they reach them, in Welsh or in English."))
        return given

    def reached(self) -> Reached:
        """What was filled in, once it is right."""
        given = self.cleaned_data
        characteristic, band = given["group"].split("/", 1)
        return Reached(
            organisation=self.bodies[given["organisation"]],
            characteristic=characteristic,
            band=band,
            area=given["place"],
            how_cy=given["how_cy"],
            how_en=given["how_en"],
        )
