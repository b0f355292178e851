"""What a person fills in who would lend a thing or a space of theirs: what, on what conditions, when. Where they live is
asked as for any offer, and is told to nobody."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.connect.actions.offers import LONGEST_NAME, MOST_PERSONS, Thing
from edau.connect.actions.parties import Where
from edau.connect.models import Asset
from edau.connect.skills import lendable_kinds
from edau.core.abuse import Guard
from edau.portal.forms.careful import Careful
from edau.portal.forms.errors import errors
from edau.portal.forms.offering import (
    WRITE,
    WhoForm,
    WordsForm,
    language_field,
    spoken_in,
    suggested_keys,
    whole_field,
    words_field,
)
from edau.portal.forms.saying import plain_lines
from edau.portal.forms.tag_fields import name_of, suggested
from edau.portal.forms.week_fields import WeekForm


def thing_field(label: Any, hint: Any = "") -> forms.CharField:
    """What it is, in a line of somebody's own."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(),
        error_messages=errors(WRITE),
    )


class LendWordsForm(WordsForm):
    """The first step: what it is, in a line."""

    words = thing_field(
        gettext_lazy("What would you lend?"),
        gettext_lazy("Such as: a cargo bike, a projector, a dry garage. Please do not give an address."),
    )


class LendForm(Guard, Careful, WeekForm, WhoForm):
    """The second step: which kind of thing it is, on what conditions, when, and who lends it."""

    purpose = "connect_lend"
    careful = ("words", "conditions")

    words = thing_field(gettext_lazy("What would you lend?"))
    language = language_field()
    conditions = words_field(
        gettext_lazy("On what conditions?"),
        gettext_lazy("Whoever is asked to use it reads this. Please do not give an address."),
        rows=3,
    )
    persons = whole_field(
        gettext_lazy("For how many people is there room, if it is a room or has seats?"),
        1,
        MOST_PERSONS,
        required=False,
    )

    def __init__(self, *args: Any, request: HttpRequest, asset: Asset | None = None, **kwargs: Any) -> None:
        language = get_language() or "cy"
        initial: dict[str, Any] = {"language": language, **kwargs.pop("initial", {})}
        if asset is not None:
            (words, spoken), (conditions, _spoken) = (
                asset.said(field, language) for field in ("name", "conditions")
            )
            initial |= {"words": words, "language": spoken, "conditions": conditions}
            initial |= {"persons": asset.persons, "tag": asset.kind}
        self.asset = asset
        super().__init__(*args, request=request, initial=initial, keeps=asset is not None, **kwargs)
        given = self.data if self.is_bound else initial
        found = suggested(str(given.get("words") or ""), spoken_in(given), assets=True)
        kinds = lendable_kinds()
        keys = [key for key in suggested_keys(self, initial, found, "tag") if key in kinds]
        self.fields["tag"] = forms.ChoiceField(
            label=gettext_lazy("Is it one of these?"),
            help_text=gettext_lazy("We looked for it in your words. Choose what is right."),
            choices=[(key, name_of(key, language)) for key in keys],
            required=False,
            widget=forms.RadioSelect,
            error_messages=errors(),
        )
        self.fields["other_asset"] = forms.ChoiceField(
            label=gettext_lazy("Something else"),
            choices=[("", gettext_lazy("nothing else")), *((key, name_of(key, language)) for key in kinds)],
            required=False,
            error_messages=errors(),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        # What is picked from the whole list is meant, even where one of those suggested is chosen, too.
        self.kind = str(given.get("other_asset") or given.get("tag") or "")
        if not self.kind and not {"tag", "other_asset"} & self.errors.keys():
            self.add_error(
                "tag" if self.fields["tag"].choices else "other_asset",  # type: ignore[attr-defined]
                _("Choose what it is, so that it can be found."),
            )
        return given

    def thing(self) -> Thing:
        """What is lent, once the form is right: in the small area of whoever lends it, and no nearer."""
        given, spoken = self.cleaned_data, self.cleaned_data["language"]
        return Thing(
            kind=self.kind,
            area=self.party.area if self.party is not None else cast(Where, self.where()).area,
            persons=given["persons"],
            **{f"name_{spoken}": given["words"], f"conditions_{spoken}": plain_lines(given["conditions"])},
        )
