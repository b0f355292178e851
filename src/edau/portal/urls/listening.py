"""Addresses of listening: involvements, saying something, recordings, paper, files."""

from django.urls import URLPattern, path, register_converter
from django.utils.translation import gettext_lazy as _

from edau.portal.converters import ReceiptKey
from edau.portal.views import importing, involvements, paper, recordings, saying

register_converter(ReceiptKey, "receipt_holder")

urlpatterns: list[URLPattern] = [
    path(_("listen/"), involvements.every_involvement, name="involvements"),
    path(_("listen/say/"), saying.say, name="say"),
    path(_("listen/say/good-life/"), saying.say_conversation, name="say_conversation"),
    path(_("listen/say/insight/"), saying.say_insight, name="say_insight"),
    path(_("listen/say/recording/"), recordings.say_recording, name="say_recording"),
    path(_("listen/say/for-somebody/"), saying.say_for, name="say_for"),
    path(_("listen/recordings/"), recordings.to_type, name="recordings"),
    path(_("listen/recording/<slug:contribution>/"), recordings.recording, name="recording"),
    path(
        _("receipt/<receipt_holder:receipt>/recording/<slug:contribution>/"),
        recordings.recording_with_receipt,
        name="recording_with_receipt",
    ),
    path(_("listen/recording/<slug:contribution>/transcript/"), recordings.transcript, name="transcribe"),
    path(_("listen/involvements/yours/"), involvements.yours, name="involvements_yours"),
    path(_("listen/involvements/new/"), involvements.add, name="involvement_new"),
    path(_("listen/involvement/<slug:involvement>/"), involvements.one_involvement, name="involvement"),
    path(_("listen/involvement/<slug:involvement>/edit/"), involvements.edit, name="involvement_edit"),
    path(
        _("listen/involvement/<slug:involvement>/publish/"), involvements.publish, name="involvement_publish"
    ),
    path(
        _("listen/involvement/<slug:involvement>/take-up/"), involvements.take_up, name="involvement_take_up"
    ),
    path(_("listen/involvement/<slug:involvement>/paper/"), paper.packs, name="packs"),
    path(_("listen/pack/<slug:pack>/"), paper.pack, name="pack"),
    path(_("listen/pack/<slug:pack>/print/"), paper.to_print, name="pack_print"),
    path(_("listen/involvement/<slug:involvement>/file/"), importing.from_file, name="import"),
    path(
        _("listen/involvement/<slug:involvement>/file/template/"), importing.template, name="import_template"
    ),
]
