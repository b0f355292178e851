"""The addresses of the open interface: the same in both languages, which a question names by `lang`."""

from django.urls import path

from edau.portal.views import api

app_name = "api"
urlpatterns = [
    path("v1", api.index),
    path("v1/", api.index, name="index"),
    path("v1/places", api.places, name="places"),
    path("v1/places/<str:code>", api.place, name="place"),
    path("v1/indicators", api.indicators, name="indicators"),
    path("v1/indicators/<str:key>", api.indicator, name="indicator"),
    path("v1/series", api.series, name="series"),
    path("v1/data", api.data, name="data"),
    path("v1/citation", api.citation, name="citation"),
    path("v1/openapi.json", api.openapi, name="openapi"),
    path("v1/catalogue.jsonld", api.catalogue, name="catalogue"),
    path("<path:rest>", api.nothing),
    path("", api.nothing),
]
