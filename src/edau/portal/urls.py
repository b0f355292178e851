"""The pages of the portal, each with an address in its own language."""

from django.urls import path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import AreaReference, IndicatorKey
from edau.portal.views import home, indicators, places, prose

register_converter(AreaReference, "area")
register_converter(IndicatorKey, "indicator")

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path(_("places/"), places.every_place, name="places"),
    path(_("place/<area:reference>/"), places.place, name="place"),
    path(_("place/<area:reference>/data.csv"), places.place_csv, name="place_csv"),
    path(_("place/<area:reference>/trends.csv"), places.trends_csv, name="trends_csv"),
    path(_("indicators/"), indicators.every_indicator, name="indicators"),
    path(_("indicator/<indicator:key>/"), indicators.indicator, name="indicator"),
    path(_("indicator/<indicator:key>/data.csv"), indicators.indicator_csv, name="indicator_csv"),
    path(_("goals/"), indicators.goals, name="goals"),
    path(_("about-the-data/"), prose.about_the_data, name="about_the_data"),
    path(_("accessibility/"), prose.accessibility, name="accessibility"),
    path(_("privacy/"), prose.privacy, name="privacy"),
    path(_("cookies/"), prose.cookies, name="cookies"),
    path(_("contact/"), prose.contact, name="contact"),
]
