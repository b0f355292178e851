"""What a person fills in to draw a place and to keep it. Every error is a sentence of ours."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.places.analysis import LEAST_KM, MOST_KM
from edau.places.drawn import cleaned_name

TYPE_A_PLACE = gettext_lazy("Type a postcode, or the name of a town or village.")
HOW_FAR = gettext_lazy("Type a number of kilometres from 0.5 to 50, such as 3 or 1.5.")
LONGEST_NAME = 80
TOO_LONG = gettext_lazy("A name can have 80 letters at most. Leave some out.")
NO_ADDRESSES = gettext_lazy("Give only a name: no e-mail address, web address or telephone number.")


class RoundForm(forms.Form):
    """A spot and how far round it; without a distance only the small area that holds the spot."""

    use_required_attribute = False

    round = forms.CharField(
        label=gettext_lazy("Postcode, or the name of a town or village"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": TYPE_A_PLACE,
            "max_length": TYPE_A_PLACE,
            "null_characters_not_allowed": TYPE_A_PLACE,
        },
    )
    km = forms.CharField(
        label=gettext_lazy("How far round it, in kilometres"),
        help_text=gettext_lazy(
            "From 0.5 to 50, as the crow flies. Leave it empty to take only the small area it lies in."
        ),
        required=False,
        max_length=8,
        initial="3",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "6"}),
        error_messages={"max_length": HOW_FAR, "null_characters_not_allowed": HOW_FAR},
    )

    def clean_km(self) -> float | None:
        text = str(self.cleaned_data["km"]).lower().removesuffix("km").strip().replace(",", ".")
        if not text:
            return None
        km = kilometres(text)
        if km is None:
            raise forms.ValidationError(HOW_FAR)
        return km


def kilometres(text: str) -> float | None:
    """A radius that may be asked for, rounded to 10 metres; None for anything else."""
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return None
    km = round(float(text), 2)
    return km if LEAST_KM <= km <= MOST_KM else None


class KeepForm(forms.Form):
    """The name a visitor gives to what they drew; none is fine."""

    name = forms.CharField(
        label=gettext_lazy("What do you call this place?"),
        help_text=gettext_lazy(
            "Whoever has the link sees the name, marked as named by a visitor. Name no person."
        ),
        required=False,
        max_length=400,  # what is longer than a name is told so after spaces are taken out
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG, "null_characters_not_allowed": TOO_LONG},
    )

    def clean_name(self) -> str:
        name = cleaned_name(self.cleaned_data["name"])
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(TOO_LONG)
        if name and not any(sign.isalpha() for sign in name):
            raise forms.ValidationError(_("A name needs at least one letter."))
        digits = sum(sign.isdigit() for sign in name)
        if "@" in name or "://" in name or "www." in name.lower() or digits > 6:
            raise forms.ValidationError(NO_ADDRESSES)
        return name
