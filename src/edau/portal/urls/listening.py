"""Addresses of listening: involvements, saying something, recordings, paper, files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
