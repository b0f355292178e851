from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "edau.language"
    label = "language"
    verbose_name = "Language"
