"""Addresses of the thread: themes, stories, search over them, following a record both ways."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
