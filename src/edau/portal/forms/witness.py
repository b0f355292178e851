"""What somebody fills in who was there, or who acts for another body: of each thing that was noted, whether it was so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from edau.portal.forms.errors import errors
from edau.portal.pages.happenings import Line

SO, NOT_SO, CANNOT_SAY = "so", "not-so", ""


@dataclass(frozen=True)
class Part:
    """One thing that was noted, with its field."""

    line: Line
    field: BoundField


class WitnessForm(forms.Form):
    """A choice for each thing that stands noted; whatever is left at "I cannot say" says nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, lines: Sequence[Line], said: Mapping[str, bool], **kwargs: Any) -> None:
        kwargs["initial"] = {key: SO if so else NOT_SO for key, so in said.items()}
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[line.key] = forms.ChoiceField(
                label=_("Was it so? %(day)s: %(what)s") % {"day": line.day, "what": line.kind},
                choices=[(SO, _("It was so")), (NOT_SO, _("It was not so")), (CANNOT_SAY, _("I cannot say"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages=errors(),
            )

    def parts(self) -> Iterator[Part]:
        """What was noted, each with its field."""
        for line in self.lines:
            yield Part(line, self[line.key])

    def said(self) -> dict[str, bool]:
        """What was chosen, by the id of what was noted, once it is right."""
        given = self.cleaned_data
        return {line.key: given[line.key] == SO for line in self.lines if given[line.key]}
