"""Services as points."""

from types import SimpleNamespace

import pandas as pd
import pytest
import shapely

from edau.understand.building import services

LSOAS = pd.DataFrame({"code": ["W01000001"], "geometry": [shapely.box(-3.4, 51.5, -3.2, 51.7)]})
PLACES = pd.DataFrame({"code": ["W38000081"], "geometry": [shapely.box(-3.4, 51.5, -3.3, 51.7)]})
POSTCODES = pd.DataFrame({"postcode": ["CF371AA", "CH2 1UL"], "lat": [51.6, 53.2], "lon": [-3.35, -2.9]})


def _source(key, **columns):
    return SimpleNamespace(KEY=key, read=lambda raw: pd.DataFrame({"name_cy": "", **columns}))


@pytest.fixture
def found(monkeypatch, tmp_path):
    sources = {
        "library": _source("libraries", name=["Here", "Lost"], postcode=["cf37 1aa", "CF99 9ZZ"]),
        "nhs_hospital_site": _source("hospitals", name=["Across the border"], postcode=["CH2 1UL"]),
        "railway_station": _source(
            "stations", name=["On the shore", "At sea"], lat=[51.6, 51.6], lon=[-3.1985, -3.1]
        ),
    }
    monkeypatch.setattr(services, "_SOURCES", sources)
    return services.services(tmp_path, POSTCODES, LSOAS, PLACES).set_index("name")


def test_a_service_is_where_its_postcode_is(found):
    here = found.loc["Here"]
    assert (here["lat"], here["lon"], here["place"], here["lsoa"]) == (51.6, -3.35, "W38000081", "W01000001")
    assert (here["kind"], here["source"]) == ("library", "libraries")


def test_a_station_on_the_shore_belongs_to_the_land_beside_it(found):
    assert found.loc["On the shore", ["place", "lsoa"]].tolist() == ["", "W01000001"]


def test_services_without_a_point_across_the_border_or_at_sea_are_left_out(found):
    assert sorted(found.index) == ["Here", "On the shore"]
