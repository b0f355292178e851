"""Words that everyone may come to read: what looks like personal data in them is shown once before anything is kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from edau.listen.personal_data import personal_data
from edau.portal.forms.saying import SIGNS, seen


class Careful(forms.Form):
    """It only warns: sent again as they are, the words are taken. `careful` names the fields that are looked at; what was
    found is said at the first of them."""

    careful: ClassVar[tuple[str, ...]] = ("words",)

    looked_at = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        texts = [str(given.get(name) or "") for name in self.careful]
        self.findings = [one for text in texts for one in personal_data(text)]
        if self.findings and given.get("looked_at") != seen(self.findings):
            self.add_error(self.careful[0], _("Look at this once more: it may say who somebody is."))
        return given

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What was found: what it looks like, and the words themselves."""
        return [(str(SIGNS[one.sign]), one.text) for one in getattr(self, "findings", [])]

    @property
    def seal_of_shown(self) -> str:
        """What the page was shown with: these findings and no others."""
        return seen(getattr(self, "findings", []))
