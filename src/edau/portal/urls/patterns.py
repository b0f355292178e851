"""Addresses of patterns: frameworks, how stories were placed by them, placing one's own, stories that say the same."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import patterns, repeats, signs

register_converter(ReceiptKey, "receipt_of_story")

urlpatterns: list[URLPattern] = [
    path(_("patterns/"), patterns.every_framework, name="frameworks"),
    path(_("patterns/<slug:framework>/"), patterns.joined, name="framework"),
    path(_("patterns/<slug:framework>/data.csv"), patterns.joined_csv, name="patterns_joined_csv"),
    path(_("patterns/<slug:framework>/<slug:item>/"), patterns.joined_item, name="pattern_joined"),
    path(_("listen/involvement/<slug:involvement>/patterns/"), patterns.of_involvement, name="patterns"),
    path(
        _("listen/involvement/<slug:involvement>/patterns/<slug:framework>/data.csv"),
        patterns.patterns_csv,
        name="patterns_csv",
    ),
    path(
        _("listen/involvement/<slug:involvement>/patterns/<slug:framework>/<slug:item>/"),
        patterns.pattern,
        name="pattern",
    ),
    path(
        _("listen/involvement/<slug:involvement>/patterns/<slug:framework>/<slug:item>/stories/"),
        patterns.behind,
        name="pattern_stories",
    ),
    path(_("listen/involvement/<slug:involvement>/frameworks/"), signs.choose, name="frameworks_choose"),
    path(
        _("receipt/<receipt_of_story:receipt>/place/<slug:contribution>/"), signs.place, name="receipt_place"
    ),
    path(_("themes/<slug:involvement>/same/"), repeats.repeats, name="repeats"),
]
