"""Addresses of the thread: themes, stories, search over them, following a record both ways."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import following, stories, themes

urlpatterns: list[URLPattern] = [
    path(_("stories/"), stories.every_story, name="stories"),
    path(_("stories/feed.atom"), stories.stories_feed, name="stories_feed"),
    path(_("story/<slug:story>/"), stories.story, name="story"),
    path(_("themes/<slug:involvement>/"), themes.themes, name="themes"),
    path(_("themes/<slug:involvement>/tie/"), themes.tie, name="themes_tie"),
    path(_("themes/<slug:involvement>/new/"), themes.new, name="theme_new"),
    path(_("themes/<slug:involvement>/proposed/"), themes.proposals, name="themes_proposed"),
    path(_("themes/<slug:involvement>/look/"), themes.look, name="themes_look"),
    path(_("theme/<slug:theme>/"), themes.theme, name="theme"),
    path(_("theme/<slug:theme>/name/"), themes.rename, name="theme_name"),
    path(_("follow/<slug:what>/<slug:record>/"), following.follow, name="follow"),
]
