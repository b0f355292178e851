from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "edau.places"
    label = "places"
    verbose_name = "Places"
