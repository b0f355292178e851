"""Addresses of season rounds: who meets in which room, asking for one, and the round of whoever shares them out."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import season_rounds, seasons

register_converter(ReceiptKey, "receipt_of_rooms")

urlpatterns: list[URLPattern] = [
    path(_("connect/seasons/"), seasons.every_season, name="seasons"),
    path(_("connect/seasons/my-requests/"), seasons.my_requests, name="season_requests"),
    path(_("connect/seasons/request/<slug:asked>/"), seasons.my_request, name="season_request"),
    path(_("connect/seasons/rounds/"), season_rounds.rounds, name="season_rounds"),
    path(_("connect/seasons/new/"), season_rounds.add, name="season_new"),
    path(_("connect/seasons/<slug:season>/"), seasons.one_season, name="season"),
    path(_("connect/seasons/<slug:season>/ask/"), seasons.ask, name="season_ask"),
    path(_("connect/seasons/<slug:season>/round/"), season_rounds.one_round, name="season_round"),
    path(_("connect/seasons/<slug:season>/edit/"), season_rounds.edit, name="season_edit"),
    path(_("connect/seasons/<slug:season>/print/"), season_rounds.to_print, name="season_print"),
    path(_("connect/seasons/<slug:season>/lock/<slug:asked>/"), season_rounds.lock_for, name="season_lock"),
    path(_("receipt/<receipt_of_rooms:receipt>/rooms/"), seasons.my_requests, name="season_requests_of"),
    path(
        _("receipt/<receipt_of_rooms:receipt>/rooms/<slug:asked>/"),
        seasons.my_request,
        name="season_request_of",
    ),
]
