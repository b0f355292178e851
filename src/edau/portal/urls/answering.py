"""Addresses of answering: the desk of those who answer, replies, what is owed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
