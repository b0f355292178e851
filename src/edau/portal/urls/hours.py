"""Addresses of hours, idle rooms and sharing records."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import AreaReference, ReceiptKey
from edau.portal.views import hours, idle, sharing

register_converter(ReceiptKey, "receipt_of_hours")
register_converter(AreaReference, "area_of_rooms")

urlpatterns: list[URLPattern] = [
    path(_("connect/hours/"), hours.hours, name="hours"),
    path(_("connect/hours/paper/"), hours.statement, name="hours_statement"),
    path(_("connect/hours/give/"), hours.give, name="hours_give"),
    path(_("connect/hours/all/"), hours.everybody, name="hours_all"),
    path(_("connect/hours/used/"), hours.used, name="hours_used"),
    path(_("connect/hours/pots/"), hours.pots, name="hours_pots"),
    path(_("connect/hours/pots/<slug:area>/give/"), hours.pot_give, name="hours_pot_give"),
    path(_("connect/hours/put-right/"), hours.corrections, name="hours_corrections"),
    path(_("connect/hours/put-right/<int:number>/"), hours.correction, name="hours_correction"),
    path(_("connect/hours/limits/<slug:account>/"), hours.limits, name="hours_limits"),
    path(_("connect/hours/organisation/<slug:organisation>/"), hours.organisation, name="hours_organisation"),
    path(_("connect/hours/organisation/<slug:organisation>/give/"), hours.issue, name="hours_issue"),
    path(_("receipt/<receipt_of_hours:receipt>/hours/"), hours.with_receipt, name="receipt_hours"),
    path(_("place/<area_of_rooms:reference>/idle-hours/"), idle.idle, name="idle"),
    path(_("connect/sharing/"), sharing.every_record, name="sharing"),
    path(_("connect/sharing/new/"), sharing.state, name="sharing_new"),
    path(_("connect/sharing/<slug:shared>/"), sharing.record, name="sharing_record"),
    path(_("connect/sharing/<slug:shared>.json"), sharing.record_json, name="sharing_record_json"),
    path(_("connect/sharing/<slug:shared>/confirm/"), sharing.confirm, name="sharing_confirm"),
    path(_("connect/sharing/<slug:shared>/replace/"), sharing.replace, name="sharing_replace"),
]
