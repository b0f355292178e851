"""Forms about sharing records: for which organisation, and which days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.language.alphabet import sort_names
from edau.people.models import Organisation
from edau.portal.forms.errors import errors
from edau.portal.forms.hours import DaysForm


class ForOrganisation(forms.Form):
    """One of the organisations in whose name somebody may act."""

    use_required_attribute = False

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"), error_messages=errors(gettext_lazy("Choose the organisation."))
    )

    def __init__(self, *args: Any, bodies: Mapping[str, Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        named = [(key, one.name(language)) for key, one in bodies.items()]
        choices = sort_names(named, language=language, name=lambda pair: pair[1])
        self.fields["organisation"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class StateForm(ForOrganisation, DaysForm):
    """What is counted: an organisation, and from which day to which."""

    field_order = ("organisation", "begins", "ends")
