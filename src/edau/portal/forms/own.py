"""What somebody changes that holds for everything they offer and need. What is kept of how to reach them is not shown again:
it can be replaced and removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.connect.actions.parties import MOST_ASKS, Contact
from edau.connect.choices import Language
from edau.connect.models import Party
from edau.connect.wording import language_of
from edau.core import clock
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field, email_field, line_field, telephone_field
from edau.portal.forms.offering import whole_field
from edau.portal.forms.saying import NO_TELEPHONE
from edau.portal.forms.where_field import WhereForm

KEEP, REPLACE, REMOVE = "keep", "replace", "remove"


class SettingsForm(WhereForm):
    """Languages, how often to be asked, a pause, how to reach them, and a new place."""

    use_required_attribute = False
    where_label = gettext_lazy("A new place, if you have moved")

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages suit you?"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(gettext_lazy("Choose a language at least.")),
    )
    asks_a_week = whole_field(gettext_lazy("How often a week may we ask you?"), 0, MOST_ASKS)
    paused_until = day_field(
        gettext_lazy("Ask me nothing before this day"),
        gettext_lazy("Leave it empty to be asked at any time."),
    )
    letters = forms.ChoiceField(
        label=gettext_lazy("In which language do we write to you?"),
        choices=[("cy", gettext_lazy("Welsh")), ("en", gettext_lazy("English"))],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose the language.")),
    )
    counts_hours = forms.BooleanField(label=gettext_lazy("Count my hours"), required=False)
    alone = forms.BooleanField(
        label=gettext_lazy("I see few people"),
        help_text=gettext_lazy("Then what you need comes sooner. Only the matching and connectors see it."),
        required=False,
    )
    reaching = forms.ChoiceField(
        label=gettext_lazy("How to reach you"),
        choices=[
            (KEEP, gettext_lazy("as it is")),
            (REPLACE, gettext_lazy("as I write here")),
            (REMOVE, gettext_lazy("remove it")),
        ],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose one of these.")),
    )
    contact_name = line_field(gettext_lazy("Name to be called by"), autocomplete="name")
    email = email_field()
    telephone = telephone_field()

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        names = ("languages", "asks_a_week", "paused_until", "counts_hours", "alone")
        initial = {name: getattr(party, name) for name in names} | {"reaching": KEEP}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["paused_until"].required = False
        if party.person_id is None:  # an organisation
            del self.fields["alone"]
            self.fields["letters"].initial = language_of(party)
            self.fields["contact_name"].label = gettext_lazy("Who is told: a name, or the name of a post")
            self.fields["contact_name"].widget.attrs["autocomplete"] = "organization-title"
            self.fields["email"].help_text = gettext_lazy(
                "Best an address that stays when people change posts."
            )
        else:
            del self.fields[
                "letters"
            ]  # a person's own language is chosen with their receipt or their account

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("paused_until") and given["paused_until"] < clock.today():
            self.add_error("paused_until", _("This day has gone by."))
        if given.get("reaching") == REPLACE:
            figures = "".join(each for each in str(given.get("telephone") or "") if each.isdigit())
            if given.get("telephone") and not 10 <= len(figures) <= 14:
                self.add_error("telephone", str(NO_TELEPHONE))
            if not (given.get("email") or given.get("telephone")) and "email" not in self.errors:
                self.add_error("email", _("Give an e-mail address or a telephone number, too."))
        return given

    def suiting(self) -> list[str]:
        """The languages that suit them. An organisation is written to in the first of Welsh and English among them: the one
        that it chose stands before all others, and is one of them."""
        letters, chosen = self.cleaned_data.get("letters"), self.cleaned_data["languages"]
        return [letters, *(one for one in chosen if one != letters)] if letters else chosen

    def contact(self) -> Contact | None:
        """How to reach them from now on: an empty one to remove it, None to keep it."""
        given = self.cleaned_data
        if given["reaching"] == KEEP:
            return None
        if given["reaching"] == REMOVE:
            return Contact()
        return Contact(given["contact_name"].strip(), given["email"].strip(), given["telephone"].strip())
