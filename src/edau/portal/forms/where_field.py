"""Where somebody is, from a postcode or the name of a place: exactly for matching, by a small area for everybody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.connect.actions.parties import Where
from edau.places import postcodes
from edau.places.queries import visible_area
from edau.portal.forms.place_field import NamedPlace
from edau.portal.queries.search import postcode_file
from edau.understand.queries.releases import live_release_id

WHERE = gettext_lazy("Where are you?")
WHERE_HINT = gettext_lazy(
    "A postcode, so that we can measure how far it is; or the name of your town or village. Others see only a small area of"
    " about 1,600 people, never the postcode."
)


class WhereForm(NamedPlace):
    """`where()` is the place that was named, once the form is right; None where none was, and none is needed."""

    where_label = WHERE
    where_hint = WHERE_HINT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place_name"]
        field.label, field.help_text = self.where_label, self.where_hint
        field.required = self.place_needed
        field.error_messages["required"] = gettext_lazy("Type a postcode, or the name of a town or village.")
        field.widget.attrs["autocomplete"] = "postal-code"

    def clean(self) -> dict[str, Any]:
        located = self._located()
        if located is None:
            given = super().clean()
            if given.get("place") and "place_name" not in self.errors:
                self._where: Where | None = Where(str(given["place"]))
            return given
        given = forms.Form.clean(self) or self.cleaned_data
        if visible_area(located.lsoa) is None:
            self.add_error(
                "place_name", _("We do not know this postcode. Type the name of your town or village.")
            )
        else:
            self._where = Where(located.lsoa, located.lat, located.lon)
            given["place"] = located.lsoa
        return given

    def where(self) -> Where | None:
        """What was named."""
        return getattr(self, "_where", None)

    def _offer(self, candidates: list[Any]) -> None:
        # A whole postcode is one place: its town is not offered beside it.
        super()._offer([] if self._located() is not None else candidates)

    def _located(self) -> postcodes.Located | None:
        typed = str(self.data.get(self.add_prefix("place_name"), ""))[:40]
        code = postcodes.normalise(typed)
        release = live_release_id() if code else ""
        return postcode_file(release).find(code) if code and release else None
