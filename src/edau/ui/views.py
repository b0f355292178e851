"""The gallery of components: everything pages are made of, with made-up figures that say so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edau.ui.examples import ExampleForm, pictures, table
from edau.ui.palette import COLOURS


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """One page with every part, each once. The form is shown as it comes back with errors."""
    parts = {
        "colours": COLOURS,
        "form": ExampleForm(),
        "wrong": ExampleForm({}, prefix="wrong"),
        "table": table(),
        "pictures": pictures(),
    }
    return render(request, "ui/gallery.html", parts)
