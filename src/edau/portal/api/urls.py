"""The addresses of the open interface: the same in both languages, which a question names by `lang`."""

from django.urls import path

from edau.portal.views import api, connect_data

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
    path("v1/connect", connect_data.counts, name="connect"),
    path("v1/skills.jsonld", connect_data.skills, name="skills"),
    path("v1/hsds", connect_data.hsds, name="hsds"),
    path("v1/hsds/services", connect_data.services, name="services"),
    path("v1/hsds/services/<str:service>", connect_data.service, name="service"),
    path("v1/hsds/organizations", connect_data.organizations, name="organizations"),
    path("v1/hsds/service_at_locations", connect_data.service_at_locations, name="at_locations"),
    path("v1/openactive/facility-uses", connect_data.facility_uses, name="facility_uses"),
    path("v1/openactive/slots", connect_data.slots, name="slots"),
    path("<path:rest>", api.nothing),
    path("", api.nothing),
]
