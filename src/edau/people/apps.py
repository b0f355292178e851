from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "edau.people"
    label = "people"
    verbose_name = "People"
