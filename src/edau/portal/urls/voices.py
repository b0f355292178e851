"""Addresses of who has been heard: what tellers say of themselves, who is missing, and who reaches them."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import AreaReference, ReceiptKey
from edau.portal.views import voices

register_converter(ReceiptKey, "receipt_of_voice")
register_converter(AreaReference, "area_of_voices")

urlpatterns: list[URLPattern] = [
    path(_("receipt/<receipt_of_voice:receipt>/about-you/"), voices.about_you, name="receipt_about_you"),
    path(_("listen/involvement/<slug:involvement>/heard/"), voices.of_involvement, name="involvement_voices"),
    path(
        _("listen/involvement/<slug:involvement>/heard.csv"),
        voices.of_involvement_csv,
        name="involvement_voices_csv",
    ),
    path(_("place/<area_of_voices:reference>/heard/"), voices.of_place, name="place_voices"),
    path(_("place/<area_of_voices:reference>/heard.csv"), voices.of_place_csv, name="place_voices_csv"),
    path(_("listen/reach/"), voices.reach, name="reach"),
    path(_("listen/reach/<int:number>/take-back/"), voices.reach_take_back, name="reach_take_back"),
]
