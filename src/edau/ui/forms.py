"""How Django draws forms here: GOV.UK Frontend's markup, from our own templates."""

from django.forms.renderers import DjangoTemplates


class EdauFormRenderer(DjangoTemplates):
    """Fields with a label, a hint and an error that says what to do; errors gathered at the top, linked to their fields."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
