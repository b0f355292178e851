"""Addresses about people: organisations, boards, roles, what is held about somebody, outgoing mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
