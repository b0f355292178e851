"""What an organisation says of something it would share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.connect.actions.offers import ACCESS as ACCESS_CODES
from edau.connect.actions.offers import LONGEST, LONGEST_NAME, MOST_PERSONS, Thing
from edau.connect.models import Asset, Party
from edau.core.abuse import Guard
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import line_in_language, text_in_language
from edau.portal.forms.offering import whole_field
from edau.portal.forms.place_field import name_to_type
from edau.portal.forms.tag_fields import every_kind
from edau.portal.forms.week_fields import WeekForm
from edau.portal.forms.where_field import WhereForm
from edau.portal.words.offering import ACCESS


def money_field(label: Any, hint: Any = "") -> forms.DecimalField:
    """Pounds and pence, from nothing to ten thousand."""
    wrong = gettext_lazy("Type an amount from 0 to 10,000 pounds.")
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits"),
            wrong,
        ),
    )


class AssetForm(Guard, WeekForm, WhereForm):
    """A name and its conditions in either language or both; where, when, who can get in, what it costs."""

    use_required_attribute = False
    purpose = "connect_asset"
    place_needed = True
    where_label = gettext_lazy("Where is it?")
    where_hint = gettext_lazy("A postcode, or the name of a town or village. Everyone may read where it is.")

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        error_messages=errors(gettext_lazy("Choose one of those on the list.")),
    )
    name_cy = line_in_language("cy", gettext_lazy("What it is called, in Welsh"), LONGEST_NAME)
    name_en = line_in_language("en", gettext_lazy("What it is called, in English"), LONGEST_NAME)
    conditions_cy = text_in_language("cy", gettext_lazy("On what conditions, in Welsh"), LONGEST, rows=3)
    conditions_en = text_in_language("en", gettext_lazy("On what conditions, in English"), LONGEST, rows=3)
    persons = whole_field(gettext_lazy("For how many people is there room?"), 1, MOST_PERSONS, required=False)
    access = forms.MultipleChoiceField(
        label=gettext_lazy("Who can get in and stay"),
        choices=[(code, ACCESS[code]) for code in ACCESS_CODES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )
    pounds_an_hour = money_field(
        gettext_lazy("What an hour more truly costs, in pounds"),
        gettext_lazy(
            "Heat, light and opening up: what you would not pay if it stood empty. Leave it empty if nobody knows."
        ),
    )
    rent = money_field(gettext_lazy("What an hour would be hired out for, in pounds"))
    part_of = forms.ChoiceField(
        label=gettext_lazy("Is it part of something else of yours?"), required=False, error_messages=errors()
    )
    steward = forms.BooleanField(
        label=gettext_lazy("I look after it, and keep this up to date"), required=False
    )

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        asset: Asset | None = None,
        party: Party | None = None,
        **kwargs: Any,
    ) -> None:
        language = get_language() or "cy"
        initial: dict[str, Any] = {}
        if asset is not None:
            names = ("kind", "name_cy", "name_en", "conditions_cy", "conditions_en", "persons", "access")
            initial = {name: getattr(asset, name) for name in names}
            initial |= {
                "pounds_an_hour": _pounds(asset.pence_an_hour),
                "rent": _pounds(asset.rent_pence),
                "part_of": asset.part_of_id or "",
                "steward": asset.steward_id is not None,
                "place_name": name_to_type(asset.area),
            }
        self.asset = asset
        super().__init__(*args, request=request, initial=initial, keeps=asset is not None, **kwargs)
        self.fields["kind"].choices = [("", gettext_lazy("choose")), *every_kind(language)]  # type: ignore[attr-defined]
        whose = asset.owner if asset is not None else party
        others = whose.assets.filter(withdrawn=None).order_by("name_en", "name_cy", "pk") if whose else []
        self.others = {one.pk: one for one in others if asset is None or one.pk != asset.pk}
        choices = [(key, one.said("name", language)[0]) for key, one in self.others.items()]
        self.fields["part_of"].choices = [("", gettext_lazy("no")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if (
            not (given.get("name_cy") or given.get("name_en"))
            and not {"name_cy", "name_en"} & self.errors.keys()
        ):
            self.add_error("name_cy", _("Give it a name, in Welsh or in English."))
        return given

    def thing(self) -> Thing:
        """What is shared, once the form is right."""
        given, where, asset = self.cleaned_data, self.where(), self.asset
        same = asset is not None and where is not None and where.latitude is None and where.area == asset.area
        user = self.request.user
        return Thing(
            kind=given["kind"],
            area=where.area if where is not None else "",
            # The name of the place that is there already says nothing new of where in it.
            latitude=asset.latitude if same and asset else where.latitude if where else None,
            longitude=asset.longitude if same and asset else where.longitude if where else None,
            name_cy=given["name_cy"],
            name_en=given["name_en"],
            conditions_cy=given["conditions_cy"],
            conditions_en=given["conditions_en"],
            persons=given["persons"],
            access=given["access"],
            pence_an_hour=_pence(given["pounds_an_hour"]),
            rent_pence=_pence(given["rent"]),
            part_of=self.others.get(given["part_of"]),
            steward=user if given["steward"] and user.is_authenticated else None,  # type: ignore[arg-type]
            source=asset.source if asset is not None else "",
        )


def _pence(amount: Any) -> int | None:
    return None if amount is None else round(amount * 100)


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence / 100:.2f}"
