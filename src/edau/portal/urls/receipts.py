"""Addresses of receipts: by link, by code; add, withdraw, claim."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
