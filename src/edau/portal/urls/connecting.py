"""Addresses of offers and needs: saying them, one's own, what organisations share, a place's strengths."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import AreaReference, ReceiptKey
from edau.portal.views import (
    apart,
    assets,
    for_bodies,
    offering,
    own_offers,
    school_terms,
    strengths,
    waiting_offers,
)

register_converter(ReceiptKey, "receipt_of_offers")
register_converter(AreaReference, "area_of_strengths")

urlpatterns: list[URLPattern] = [
    path(_("connect/"), offering.front, name="connect"),
    path(_("connect/offer/"), offering.offer_new, name="offer_new"),
    path(_("connect/lend/"), offering.lend_new, name="lend_new"),
    path(_("connect/say-need/"), offering.need_new, name="need_new"),
    path(_("connect/needs/"), offering.every_need, name="needs"),
    path(_("connect/need/<slug:need>/"), offering.one_need, name="need"),
    path(_("connect/asset/<slug:asset>/"), assets.asset, name="asset"),
    path(_("connect/asset/<slug:asset>/free.ics"), assets.calendar, name="asset_calendar"),
    path(_("connect/asset/<slug:asset>/change/"), assets.change, name="asset_change"),
    path(_("connect/asset/<slug:asset>/confirm/"), assets.confirm, name="asset_confirm"),
    path(_("connect/asset/<slug:asset>/withdraw/"), assets.take_back, name="asset_withdraw"),
    path(_("connect/shared-by/<slug:organisation>/"), assets.of_organisation, name="shared_assets"),
    path(_("connect/shared-by/<slug:organisation>/add/"), assets.add, name="asset_new"),
    path(_("connect/shared-by/<slug:organisation>/offer/"), for_bodies.offer_for, name="offer_new_for"),
    path(_("connect/shared-by/<slug:organisation>/say-need/"), for_bodies.need_for, name="need_new_for"),
    path(_("connect/shared-by/<slug:organisation>/settings/"), own_offers.settings, name="own_settings_for"),
    path(
        _("connect/shared-by/<slug:organisation>/<slug:sort>/<slug:own>/change/"),
        own_offers.change,
        name="own_change_for",
    ),
    path(
        _("connect/shared-by/<slug:organisation>/<slug:sort>/<slug:own>/confirm/"),
        own_offers.confirm,
        name="own_confirm_for",
    ),
    path(
        _("connect/shared-by/<slug:organisation>/<slug:sort>/<slug:own>/withdraw/"),
        own_offers.take_back,
        name="own_withdraw_for",
    ),
    path(_("connect/still-true/<str:asked>/"), own_offers.still_true, name="still_true"),
    path(_("connect/acted-for/<str:agreed>/"), own_offers.acted_for, name="acted_for"),
    path(_("connect/school-terms/"), school_terms.school_terms, name="school_terms"),
    path(_("connect/waiting/"), waiting_offers.waiting, name="offers_waiting"),
    path(_("connect/mine/"), own_offers.own, name="own_offers"),
    path(_("connect/mine/settings/"), own_offers.settings, name="own_settings"),
    path(_("connect/mine/leave/"), own_offers.go, name="own_leave"),
    path(_("connect/mine/apart/"), apart.own_apart, name="own_apart"),
    path(_("connect/mine/nobody-acts/"), own_offers.not_acted, name="own_not_acted"),
    path(_("connect/mine/<slug:sort>/<slug:own>/change/"), own_offers.change, name="own_change"),
    path(_("connect/mine/<slug:sort>/<slug:own>/confirm/"), own_offers.confirm, name="own_confirm"),
    path(_("connect/mine/<slug:sort>/<slug:own>/withdraw/"), own_offers.take_back, name="own_withdraw"),
    path(_("connect/mine/<slug:sort>/<slug:own>/free.ics"), own_offers.calendar, name="own_calendar"),
    path(_("receipt/<receipt_of_offers:receipt>/offer/"), offering.offer_new, name="offer_new_of"),
    path(_("receipt/<receipt_of_offers:receipt>/lend/"), offering.lend_new, name="lend_new_of"),
    path(_("receipt/<receipt_of_offers:receipt>/say-need/"), offering.need_new, name="need_new_of"),
    path(_("receipt/<receipt_of_offers:receipt>/offers/"), own_offers.own, name="own_offers_of"),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/settings/"), own_offers.settings, name="own_settings_of"
    ),
    path(_("receipt/<receipt_of_offers:receipt>/offers/apart/"), apart.own_apart, name="own_apart_of"),
    path(_("receipt/<receipt_of_offers:receipt>/offers/leave/"), own_offers.go, name="own_leave_of"),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/nobody-acts/"),
        own_offers.not_acted,
        name="own_not_acted_of",
    ),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/<slug:sort>/<slug:own>/change/"),
        own_offers.change,
        name="own_change_of",
    ),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/<slug:sort>/<slug:own>/confirm/"),
        own_offers.confirm,
        name="own_confirm_of",
    ),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/<slug:sort>/<slug:own>/withdraw/"),
        own_offers.take_back,
        name="own_withdraw_of",
    ),
    path(
        _("receipt/<receipt_of_offers:receipt>/offers/<slug:sort>/<slug:own>/free.ics"),
        own_offers.calendar,
        name="own_calendar_of",
    ),
    path(
        _("place/<area_of_strengths:reference>/strengths/"), strengths.place_strengths, name="place_strengths"
    ),
]
