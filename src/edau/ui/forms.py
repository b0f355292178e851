"""How Django draws forms here: GOV.UK Frontend's markup, from our own templates.

A form says `{{ form }}` and gets, above its fields, a summary of what went wrong whose lines lead to the
fields, and around each field its label, hint and error, tied to the control by `aria-describedby`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

# From the special to the general: a checkbox list is a choice, too.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)
CLASSES = {
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
    "radios": "govuk-radios__input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "input": "govuk-input",
}
TICKED = {"checkboxes", "checkbox", "radios"}


class EdauBoundField(BoundField):
    """A field that knows which control it is, and puts that control's class on it."""

    @property
    def kind(self) -> str:
        """checkboxes, radios, checkbox, textarea, select, or input for everything that is typed."""
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def first_id(self) -> str:
        """The id of its first control, where a link from the summary of errors leads."""
        return self.id_for_label or f"{self.auto_id}_0"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes and our class; a control with an error says so by its class, except where it is
        ticked: there the group around it says so."""
        attrs = super().build_widget_attrs(attrs, widget)
        base = CLASSES[self.kind]
        own = (widget or self.field.widget).attrs.get("class", "")
        marks = [own, base, f"{base}--error" if self.errors and self.kind not in TICKED else ""]
        attrs["class"] = " ".join(mark for mark in marks if mark)
        return attrs


class EdauFormRenderer(DjangoTemplates):
    """Fields with a label, a hint and an error that says what to do; errors gathered at the top with
    links."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = EdauBoundField
