"""Addresses of receipts: by link, by code; add, withdraw, claim."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import receipts

register_converter(ReceiptKey, "receipt")

urlpatterns: list[URLPattern] = [
    path(_("receipt/"), receipts.find, name="receipt_find"),
    path(_("receipt/<receipt:receipt>/"), receipts.receipt, name="receipt"),
    path(_("receipt/<receipt:receipt>/print/"), receipts.to_print, name="receipt_print"),
    path(_("receipt/<receipt:receipt>/add/"), receipts.add, name="receipt_add"),
    path(_("receipt/<receipt:receipt>/go-on/"), receipts.go_on, name="receipt_go_on"),
    path(_("receipt/<receipt:receipt>/withdraw/"), receipts.withdraw, name="receipt_withdraw"),
    path(_("receipt/<receipt:receipt>/word/"), receipts.word, name="receipt_word"),
    path(_("receipt/<receipt:receipt>/reach/"), receipts.reach, name="receipt_reach"),
    path(_("receipt/<receipt:receipt>/claim/"), receipts.claim_receipt, name="receipt_claim"),
    path(_("receipts/"), receipts.mine, name="my_receipts"),
]
