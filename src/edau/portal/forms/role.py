"""What an administrator fills in to give a role: to whom, which, and where it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.accounts.forms import NOT_AN_ADDRESS
from edau.accounts.models import User
from edau.accounts.queries import account_of
from edau.language.alphabet import sort_names
from edau.people import queries as people
from edau.people.actions.roles import Scope
from edau.people.choices import Part
from edau.people.models import Role
from edau.places.queries import every_area, visible_area
from edau.portal.forms.errors import NO_SUCH_CHOICE


class RoleForm(forms.Form):
    """A role for an account that is there already: its owner has signed in once."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
        error_messages=dict.fromkeys(("required", "invalid", "max_length"), NOT_AN_ADDRESS),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Part.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a role."), "invalid_choice": NO_SUCH_CHOICE},
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("For which organisation?"),
        help_text=gettext_lazy("Leave this and the area empty for a role that holds everywhere."),
        required=False,
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )
    area = forms.ChoiceField(
        label=gettext_lazy("For which area?"),
        required=False,
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.bodies = people.organisations()
        named = sort_names(self.bodies.values(), language=language, name=lambda one: one.name(language))
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((one.key, one.name(language)) for one in named),
        ]
        self.fields["area"].choices = [("", _("None")), *_areas(language)]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if account_of(email) is None:
            raise forms.ValidationError(
                _("Nobody has an account with %(address)s. Ask them to sign in once: that makes the account.")
                % {"address": email}
            )
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation") and cleaned.get("area"):
            self.add_error("area", _("A role is for an organisation or for an area, not for both."))
        return cleaned

    def user(self) -> User:
        """The account that was named; LookupError where it went meanwhile."""
        found = account_of(self.cleaned_data["email"])
        if found is None:
            raise LookupError
        return found

    def scope(self) -> Scope:
        """Where the role is to hold."""
        return Scope(self.bodies.get(self.cleaned_data["organisation"]), self.cleaned_data["area"])


def _areas(language: str) -> list[tuple[str, str]]:
    """Wales's boards and authorities, each kind in the alphabetical order of the language."""
    found = []
    for kind, words in (("authority", "%(name)s"), ("board", _("%(name)s Public Services Board"))):
        areas = sort_names(every_area(kind), language=language, name=lambda area: area.name(language))
        found += [(area.code, words % {"name": area.name(language)}) for area in areas]
    return found


def area_name(code: str, language: str) -> str:
    """The name of an area a role is for; its code where the release no longer has it."""
    area = visible_area(code)
    return area.name(language) if area else code


def where_of(role: Role, language: str) -> str:
    """For which organisation or area a role is, by name; else that it is for everywhere."""
    if role.organisation is not None:
        return role.organisation.name(language)
    return area_name(role.area, language) if role.area else _("everywhere")
