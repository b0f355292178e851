"""Addresses of reports: report an item, the moderators’ queue, appeals, the public account of it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
