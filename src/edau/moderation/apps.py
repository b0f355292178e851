from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "edau.moderation"
    label = "moderation"
    verbose_name = "Moderation"
