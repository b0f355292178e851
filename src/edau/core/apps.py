from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "edau.core"
    label = "core"
    verbose_name = "Core"
