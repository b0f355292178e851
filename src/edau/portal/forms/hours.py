"""Forms about hours: how long, to whom, between which days, and why something is corrected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.connect.choices import Holder, Mistake
from edau.connect.models import Account, Party
from edau.core.abuse import Guard
from edau.language.alphabet import sort_names
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field

MOST_HOURS = 168
POT, BODY, SOMEBODY = "pot", "organisation", "somebody"
TYPE_HOURS = gettext_lazy("Type how many hours, from 0 to 168.")
A_NUMBER = gettext_lazy("Type a number of hours.")
WHOLE_HOURS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_NUMBER)


class Amount(forms.Form):
    """Hours and minutes. `minutes_in_all` is both together."""

    needed = True

    hours = forms.IntegerField(
        label=gettext_lazy("Hours"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Type how long."),
            "invalid": TYPE_HOURS,
            "min_value": TYPE_HOURS,
            "max_value": TYPE_HOURS,
        },
    )
    minutes = forms.ChoiceField(
        label=gettext_lazy("Minutes"),
        choices=[(str(each), str(each)) for each in (0, 15, 30, 45)],
        error_messages=errors(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].required = self.needed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.needed and not self.errors and not self.minutes_in_all:
            self.add_error("hours", _("Type how long."))
        return given

    @property
    def minutes_in_all(self) -> int:
        """The whole of it; nought where nothing was filled in."""
        given = self.cleaned_data
        return 60 * (given.get("hours") or 0) + int(given.get("minutes") or 0)


class Code(forms.Form):
    """The code of somebody's account, as they read it to you. Cleaned, `code` is the account."""

    code_needed = True

    code = forms.CharField(
        label=gettext_lazy("Their hours code"),
        help_text=gettext_lazy("Twelve letters and figures: they find it on their own page of hours."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=errors(gettext_lazy("Type their hours code.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = self.code_needed

    def clean_code(self) -> Account | None:
        typed = "".join(str(self.cleaned_data["code"]).split()).replace("-", "").lower()
        if not typed:
            return None
        found = (
            Account.objects.select_related("party")
            .filter(pk=typed, holder=Holder.MEMBER, closed=None, party__isnull=False)
            .first()
        )
        if found is None:
            raise forms.ValidationError(_("There is no such code. Look at it again."))
        return found


class GiveForm(Guard, Code, Amount):
    """Hours to all, to somebody, or for what an organisation had to spare."""

    purpose = "give_hours"
    use_required_attribute = False
    code_needed = False
    field_order = ("to", "code", "organisation", "hours", "minutes")

    to = forms.ChoiceField(
        label=gettext_lazy("Whom are they for?"),
        choices=[
            (POT, gettext_lazy("For everybody: the community pot of my area")),
            (SOMEBODY, gettext_lazy("For somebody, by their hours code")),
            (BODY, gettext_lazy("For an organisation, for something of theirs that I used")),
        ],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose whom they are for.")),
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"), required=False, error_messages=errors()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        found = Party.objects.filter(organisation__isnull=False, gone=None, counts_hours=True)
        self.parties = {one.pk: one for one in found.select_related("organisation")}
        named = [
            (key, one.organisation.name(language)) for key, one in self.parties.items() if one.organisation
        ]
        choices = sort_names(named, language=language, name=lambda pair: pair[1])
        self.fields["organisation"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        to = given.get("to")
        if to == SOMEBODY and not given.get("code") and "code" not in self.errors:
            self.add_error("code", _("Type their hours code."))
        if to == BODY and not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation."))
        return given


class IssueForm(Guard, Code, Amount):
    """Hours that an organisation gives to a member."""

    purpose = "issue_hours"
    use_required_attribute = False
    field_order = ("code", "hours", "minutes")


class PotForm(Guard, Code, Amount):
    """Hours of a community pot for somebody who needs them."""

    purpose = "give_from_pot"
    use_required_attribute = False
    field_order = ("code", "hours", "minutes")


class UsedForm(Guard, Code, Amount):
    """Hours that a member uses with one of these parties, written down for them. Cleaned, `organisation` is the party."""

    purpose = "hours_used"
    use_required_attribute = False
    field_order = ("organisation", "code", "hours", "minutes", "agreed")

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"), error_messages=errors(gettext_lazy("Choose the organisation."))
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("They are here, or on the telephone, and say so"),
        error_messages={"required": gettext_lazy("Hours are theirs: nobody uses them without their word.")},
    )

    def __init__(self, *args: Any, bodies: Collection[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.bodies = {one.organisation_id: one for one in bodies}
        named = [
            (one.organisation_id, one.organisation.name(language))
            for one in bodies
            if one.organisation is not None
        ]
        choices = sort_names(named, language=language, name=lambda pair: pair[1])
        self.fields["organisation"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean_organisation(self) -> Party:
        return self.bodies[self.cleaned_data["organisation"]]


class CorrectForm(Amount):
    """Why a transfer is undone, and how long it should have been; empty: it is only undone."""

    use_required_attribute = False
    needed = False
    field_order = ("reason", "hours", "minutes")

    reason = forms.ChoiceField(
        label=gettext_lazy("What was wrong?"),
        choices=Mistake.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose what was wrong.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].help_text = _("How long it should have been. Leave it empty to undo it only.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("reason") == Mistake.MINUTES and not self.errors and not self.minutes_in_all:
            self.add_error("hours", _("Type how long it should have been."))
        return given


class LimitsForm(forms.Form):
    """How far below nought an account may stand."""

    use_required_attribute = False

    soft = forms.IntegerField(
        label=gettext_lazy("Hours from which a word is said"),
        min_value=0,
        max_value=100 * MOST_HOURS,
        error_messages={
            **errors(gettext_lazy("Type a number of hours.")),
            "invalid": gettext_lazy("Type a number of hours."),
        },
    )
    hard = forms.IntegerField(
        label=gettext_lazy("Hours beyond which nothing more is taken"),
        min_value=0,
        max_value=100 * MOST_HOURS,
        error_messages={
            **errors(gettext_lazy("Type a number of hours.")),
            "invalid": gettext_lazy("Type a number of hours."),
        },
    )


class DaysForm(forms.Form):
    """From one day to another."""

    use_required_attribute = False

    begins = day_field(gettext_lazy("First day"))
    ends = day_field(gettext_lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("The last day is before the first one."))
        return given


def last_year(today: date) -> tuple[date, date]:
    """The twelve months up to today."""
    return today - timedelta(days=365), today
