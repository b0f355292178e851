"""Addresses of involving well: the ten principles, bearing out what was noted, the calendar of asks, who came back, the audit
of a body and year."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import asks, involvement_audit, principles, witnesses

register_converter(ReceiptKey, "receipt_rated")

urlpatterns: list[URLPattern] = [
    path(_("national-principles/"), principles.national, name="national_principles"),
    path(
        _("listen/involvement/<slug:involvement>/principles/"), principles.of_involvement, name="principles"
    ),
    path(
        _("listen/involvement/<slug:involvement>/principles/plan/"), principles.plan, name="principles_plan"
    ),
    path(
        _("listen/involvement/<slug:involvement>/principles/rate/"), principles.rate, name="principles_rate"
    ),
    path(_("organisation/<slug:organisation>/scale/"), principles.scale, name="principles_scale"),
    path(_("receipt/<receipt_rated:receipt>/rate/"), principles.rate_with_receipt, name="receipt_rate"),
    path(
        _("receipt/<receipt_rated:receipt>/bear-out/"),
        witnesses.bear_out_with_receipt,
        name="receipt_bear_out",
    ),
    path(_("listen/involvement/<slug:involvement>/bear-out/"), witnesses.bear_out, name="bear_out"),
    path(_("asks/"), asks.asks, name="asks"),
    path(_("asks/data.csv"), asks.asks_csv, name="asks_csv"),
    path(_("asks/areas.csv"), asks.asks_by_area, name="asks_by_area"),
    path(_("asks/calendar.ics"), asks.asks_calendar, name="asks_calendar"),
    path(_("asks/feed/"), asks.asks_feed, name="asks_feed"),
    path(_("asks/note/"), asks.note, name="ask_note"),
    path(_("asks/<slug:ask>/take-off/"), asks.take_off, name="ask_take_off"),
    path(_("listen/involvement/<slug:involvement>/who-came-back/"), asks.retention, name="retention"),
    path(_("involvement-audit/"), involvement_audit.every_audit, name="involvement_audits"),
    path(
        _("involvement-audit/<slug:organisation>/<int:year>/"),
        involvement_audit.audit,
        name="involvement_audit",
    ),
    path(
        _("involvement-audit/<slug:organisation>/<int:year>/data.csv"),
        involvement_audit.audit_csv,
        name="involvement_audit_csv",
    ),
    path(
        _("involvement-audit/<slug:organisation>/<int:year>/document.docx"),
        involvement_audit.audit_docx,
        name="involvement_audit_docx",
    ),
]
