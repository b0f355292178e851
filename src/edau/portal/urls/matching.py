"""Addresses of matching: what is suggested to somebody, the connector's queue, how matching works."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import acting, apart, checks, connector, matching, suggestions

urlpatterns: list[URLPattern] = [
    path(_("connect/suggestions/"), suggestions.suggestions, name="suggestions"),
    path(_("connect/suggestions/<slug:receipt>/"), suggestions.open_with, name="suggestions_of"),
    path(_("connect/suggestion/<slug:proposal>/"), suggestions.suggestion, name="suggestion"),
    path(_("connect/suggestion/<slug:proposal>/apart/"), apart.apart, name="apart"),
    path(_("connect/exchanges/"), suggestions.exchanges, name="exchanges"),
    path(_("connect/how-matching-works/"), matching.how_matching_works, name="how_matching_works"),
    path(_("connect/queue/"), connector.queue, name="connector_queue"),
    path(_("connect/queue/print/"), connector.to_print, name="connector_queue_print"),
    path(_("connect/for-somebody/"), acting.acting, name="acting"),
    path(_("connect/for-somebody/offer/"), acting.offer_for, name="acting_offer"),
    path(_("connect/for-somebody/say-need/"), acting.need_for, name="acting_need"),
    path(_("connect/for-somebody/lend/"), acting.lend_for, name="acting_lend"),
    path(_("connect/for-somebody/<slug:party>/lend/"), acting.lend_for, name="acting_lend_of"),
    path(_("connect/for-somebody/<slug:party>/offer/"), acting.offer_for, name="acting_offer_of"),
    path(_("connect/for-somebody/<slug:party>/say-need/"), acting.need_for, name="acting_need_of"),
    path(_("connect/for-somebody/<slug:party>/"), acting.one, name="acting_one"),
    path(
        _("connect/for-somebody/<slug:party>/<slug:sort>/<slug:own>/change/"),
        acting.change,
        name="acting_change",
    ),
    path(
        _("connect/for-somebody/<slug:party>/<slug:sort>/<slug:own>/confirm/"),
        acting.confirm,
        name="acting_confirm",
    ),
    path(
        _("connect/for-somebody/<slug:party>/<slug:sort>/<slug:own>/withdraw/"),
        acting.take_back,
        name="acting_withdraw",
    ),
    path(_("connect/for-somebody/<slug:party>/hours/"), acting.hours, name="acting_hours"),
    path(_("connect/for-somebody/<slug:party>/letter/<slug:proposal>/"), acting.letter, name="acting_letter"),
    path(_("connect/queue/<slug:need>/"), connector.one_need, name="connector_need"),
    path(_("connect/checks/"), checks.checks, name="checks"),
    path(_("connect/party/<slug:party>/"), checks.one_party, name="connector_party"),
]
