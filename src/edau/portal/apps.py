from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "edau.portal"
    label = "portal"
    verbose_name = "Portal"
