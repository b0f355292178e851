"""What somebody may say of themselves, last and only if they want to. A postcode is looked up and kept nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.listen.characteristics import CHILD, NOT_SAID, POSTCODE, band_of_rank, characteristics
from edau.listen.models import Characteristics
from edau.places.queries import visible_area
from edau.portal.forms.errors import errors
from edau.portal.queries.search import postcode_file
from edau.understand.files.schema import SMALL_AREAS
from edau.understand.queries.observations import counts_of
from edau.understand.queries.releases import live_release_id

RANK = "wimd25_overall_rank"
NOT_IN_WALES = gettext_lazy(
    "We know no such postcode in Wales. Type it again, or leave it empty: you need not answer this."
)


class CharacteristicsForm(forms.Form):
    """Six questions, each optional, each with "I would rather not say"."""

    use_required_attribute = False

    def __init__(self, *args: Any, kept: Characteristics | None = None, **kwargs: Any) -> None:
        self.kept = kept
        if kept is not None:
            kwargs["initial"] = {key: getattr(kept, key) for key in characteristics()}
            kwargs["initial"]["no_postcode"] = kept.deprivation == NOT_SAID
            kwargs["initial"]["grown_up"] = kept.age == CHILD
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        not_said = (NOT_SAID, _("I would rather not say"))
        for key, one in characteristics().items():
            if one.asked_as == POSTCODE:
                self.fields["postcode"] = forms.CharField(
                    label=one.question.say(language),
                    help_text=_(
                        "From it we find in which of three steps of the Welsh Index of Multiple Deprivation the small area"
                        " around it is. Then the postcode is thrown away: it is kept nowhere."
                    ),
                    required=False,
                    max_length=12,
                    widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
                    error_messages={**errors(), "max_length": NOT_IN_WALES},
                )
                self.fields["no_postcode"] = forms.BooleanField(
                    label=_("I would rather not give my postcode"), required=False
                )
                continue
            # An answer that was there to choose before stays theirs until they choose another.
            before = [band for band in one.only_before if kept is not None and getattr(kept, key) == band.key]
            choices = [*((band.key, band.option.say(language)) for band in (*one.bands, *before)), not_said]
            self.fields[key] = forms.ChoiceField(
                label=one.question.say(language),
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages=errors(),
            )
            if key == "age":
                self.fields["grown_up"] = forms.BooleanField(
                    label=_("If you are under 16: I am 13 or older, or my parent or guardian agrees"),
                    required=False,
                )

    @property
    def area_kept(self) -> str:
        """The step of deprivation that is kept already, in words; empty where there is none."""
        one = characteristics()["deprivation"]
        known = {band.key: band.name for band in one.bands}
        kept = self.kept.deprivation if self.kept is not None else ""
        return known[kept].say(get_language() or "cy") if kept in known else ""

    def clean_postcode(self) -> str:
        """The band of the small area in which the postcode lies; from here on nobody has the postcode."""
        typed = self.cleaned_data["postcode"].strip()
        return _band_of(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("age") == CHILD and not given.get("grown_up"):
            self.add_error(
                "grown_up",
                _("Under 13 somebody else must agree: ask your parent or guardian, or leave your age empty."),
            )
        return given

    def bands(self) -> dict[str, str]:
        """What was said, by characteristic: a band, "not_said" or nothing."""
        given = self.cleaned_data
        found = {key: given[key] for key in characteristics() if key in self.fields}
        before = self.kept.deprivation if self.kept is not None else ""
        if given["no_postcode"]:
            found["deprivation"] = NOT_SAID
        else:
            found["deprivation"] = given["postcode"] or (before if before != NOT_SAID else "")
        return found


def _band_of(postcode: str) -> str:
    """Raises ValidationError where there is no such postcode in Wales."""
    located = postcode_file(live_release_id()).find(postcode)
    area = visible_area(located.lsoa) if located is not None else None
    rank = counts_of(area).get(RANK) if area is not None else None
    if rank is None:
        raise forms.ValidationError(NOT_IN_WALES)
    return band_of_rank(characteristics()["deprivation"], rank, SMALL_AREAS)
