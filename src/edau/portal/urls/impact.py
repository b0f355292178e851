"""Addresses of what came of Connect, and of bringing in what a body shares from a file."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import hsds, impact

urlpatterns: list[URLPattern] = [
    path(_("connect/impact/"), impact.impact, name="impact"),
    path(_("connect/impact.csv"), impact.impact_csv, name="impact_csv"),
    path(_("connect/shared-by/<slug:organisation>/file/"), hsds.from_tables, name="assets_import"),
]
