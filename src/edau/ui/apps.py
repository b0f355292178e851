from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "edau.ui"
    label = "ui"
    verbose_name = "Look"
