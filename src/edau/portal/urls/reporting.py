"""Addresses of reports: report an item, the moderators’ queue, appeals, the public account of it.

What stands under a receipt has its secret where every log leaves it out.
"""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import moderating, reporting, waiting

register_converter(ReceiptKey, "receipt_key")

urlpatterns: list[URLPattern] = [
    path(_("report/<str:label>/<slug:key>/"), reporting.report_item, name="report"),
    path(
        _("receipt/<receipt_key:receipt>/report/<str:label>/<slug:key>/"),
        reporting.report_item,
        name="report_with_receipt",
    ),
    path(_("case/<slug:case>/"), reporting.public_case_page, name="case_public"),
    path(_("case/<slug:case>/yours/"), reporting.appeal_page, name="appeal"),
    path(
        _("receipt/<receipt_key:receipt>/case/<slug:case>/"),
        reporting.appeal_page,
        name="appeal_with_receipt",
    ),
    path(_("reports/"), reporting.transparency, name="transparency"),
    path(_("reports/data.csv"), reporting.transparency_csv, name="transparency_csv"),
    path(_("moderation/"), moderating.queue, name="moderation"),
    path(_("moderation/waiting/"), waiting.decide_waiting, name="decide_waiting"),
    path(_("moderation/<slug:case>/"), moderating.case_page, name="case"),
    path(_("moderation/<slug:case>/undo/"), moderating.undo_decision, name="case_undo"),
]
