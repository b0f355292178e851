"""The pages of the portal, each with an address in its own language."""

from django.urls import path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import AreaReference, DrawnReference, IndicatorKey
from edau.portal.urls import (
    answering,
    following,
    involving,
    listening,
    patterns,
    people,
    promise,
    receipts,
    reporting,
    voices,
)
from edau.portal.views import (
    ahead,
    api,
    compare,
    draw,
    drawn,
    embed,
    home,
    indicators,
    like,
    links,
    places,
    prose,
    signals,
)

register_converter(AreaReference, "area")
register_converter(IndicatorKey, "indicator")
register_converter(DrawnReference, "drawn")

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path(_("places/"), places.every_place, name="places"),
    path(_("place/<area:reference>/"), places.place, name="place"),
    path(_("place/<area:reference>/data.csv"), places.place_csv, name="place_csv"),
    path(_("place/<area:reference>/trends.csv"), places.trends_csv, name="trends_csv"),
    path(_("place/<area:reference>/links/"), links.links, name="links"),
    path(_("place/<area:reference>/links.csv"), links.links_csv, name="links_csv"),
    path(_("place/<area:reference>/ahead/"), ahead.ahead, name="ahead"),
    path(_("place/<area:reference>/ahead.csv"), ahead.ahead_csv, name="ahead_csv"),
    path(_("place/<area:reference>/like/"), like.like, name="like"),
    path(_("place/<area:reference>/bright-spots/"), like.bright, name="bright"),
    path(_("compare/"), compare.compare, name="compare"),
    path(_("draw/"), draw.draw, name="draw"),
    path(_("draw/list/"), draw.draw_list, name="draw_list"),
    path(_("draw/outlines/"), draw.draw_outlines, name="draw_outlines"),
    path(_("draw/keep/"), drawn.draw_keep, name="draw_keep"),
    path(_("drawn-place/<drawn:drawn>/"), drawn.drawn, name="drawn"),
    path(_("drawn-place/<drawn:drawn>/data.csv"), drawn.drawn_csv, name="drawn_csv"),
    path(_("indicators/"), indicators.every_indicator, name="indicators"),
    path(_("indicator/<indicator:key>/"), indicators.indicator, name="indicator"),
    path(_("indicator/<indicator:key>/data.csv"), indicators.indicator_csv, name="indicator_csv"),
    path(_("goals/"), indicators.goals, name="goals"),
    path(_("signals/"), signals.every_signal, name="signals"),
    path(_("signals/data.csv"), signals.signals_csv, name="signals_csv"),
    path(_("signals/add/"), signals.add, name="signal_add"),
    path(_("signal/<slug:signal>/"), signals.one_signal, name="signal"),
    path(_("signal/<slug:signal>/data.csv"), signals.signal_csv, name="signal_csv"),
    path(_("signal/<slug:signal>/edit/"), signals.edit, name="signal_edit"),
    path(_("signal/<slug:signal>/rate/"), signals.rate, name="signal_rate"),
    path(_("open-data/"), api.page, name="api"),
    path(_("embed/<area:reference>/<indicator:key>/"), embed.embed, name="embed"),
    path(_("embed/<area:reference>/links/<slug:direction>/"), embed.embed_links, name="embed_links"),
    path(_("embed/<area:reference>/ahead/<slug:series>/"), embed.embed_ahead, name="embed_ahead"),
    path(_("embed/signal/<slug:signal>/"), embed.embed_signal, name="embed_signal"),
    path(_("about-the-data/"), prose.about_the_data, name="about_the_data"),
    path(_("how-we-compare/"), prose.how_we_compare, name="how_we_compare"),
    path(_("accessibility/"), prose.accessibility, name="accessibility"),
    path(_("privacy/"), prose.privacy, name="privacy"),
    path(_("cookies/"), prose.cookies, name="cookies"),
    path(_("contact/"), prose.contact, name="contact"),
    *people.urlpatterns,
    *listening.urlpatterns,
    *receipts.urlpatterns,
    *following.urlpatterns,
    *answering.urlpatterns,
    *reporting.urlpatterns,
    *involving.urlpatterns,
    *promise.urlpatterns,
    *patterns.urlpatterns,
    *voices.urlpatterns,
]
