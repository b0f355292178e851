from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "edau.thread"
    label = "thread"
    verbose_name = "Thread"
