from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "edau.listen"
    label = "listen"
    verbose_name = "Listen"
