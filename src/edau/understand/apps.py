from django.apps import AppConfig


class UnderstandConfig(AppConfig):
    name = "edau.understand"
    label = "understand"
    verbose_name = "Understand"
