"""Addresses of the honest promise: what happened in an involvement, and a place to start."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import happenings, starting

urlpatterns: list[URLPattern] = [
    path(_("listen/start/"), starting.start, name="start"),
    path(_("listen/involvement/<slug:involvement>/what-happened/"), happenings.happenings, name="happenings"),
    path(_("listen/involvement/<slug:involvement>/note/"), happenings.add, name="happening_note"),
    path(_("listen/happening/<slug:happening>/"), happenings.put_right, name="happening_replace"),
    path(_("listen/involvement/<slug:involvement>/step/<slug:step>/"), starting.step, name="first_step"),
]
