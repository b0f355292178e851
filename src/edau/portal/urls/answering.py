"""Addresses of answering: the desk of those who answer, replies, what is owed."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import desk, felt, letters, owed, replies

urlpatterns: list[URLPattern] = [
    path(_("desk/"), desk.desk, name="desk"),
    path(_("desk/answer/"), desk.reply_new, name="reply_new"),
    path(_("desk/reply/<slug:reply>/"), desk.reply_kept, name="reply_kept"),
    path(_("desk/letter/<int:answered>/"), letters.letter, name="letter"),
    path(_("desk/call/<int:answered>/"), letters.call, name="call"),
    path(_("reply/<slug:reply>/"), replies.reply, name="reply"),
    path(_("listen/involvement/<slug:involvement>/answers/"), replies.replies, name="replies"),
    path(_("answers-owed/"), owed.owed, name="owed"),
    path(_("answers-owed/data.csv"), owed.owed_csv, name="owed_csv"),
    path(_("answers-owed/feed/"), owed.owed_feed, name="owed_feed"),
    path(_("did-it-matter/<slug:receipt>/<slug:contribution>/"), felt.felt, name="felt"),
]
