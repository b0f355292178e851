"""What is held is absent from every read path on the next request."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.core import visibility
from edau.core.models import AuditLine, Hold
from edau.places.models import Area

PONTYPRIDD = "W38000081"
ADDRESS = f"/en/place/{PONTYPRIDD}-pontypridd/"
pytestmark = pytest.mark.django_db


def hold_pontypridd() -> Hold:
    return visibility.hold(label="places.Area", object_id=PONTYPRIDD, reason="test", by="Cerys")


def test_a_held_place_is_gone_from_page_search_list_and_download(client: Client):
    before = client.get(ADDRESS)
    hold_pontypridd()

    gone = [
        client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}data.csv", f"{ADDRESS}trends.csv")
    ]

    assert before.status_code == 200
    assert gone == [404, 404, 404]
    assert f"{PONTYPRIDD}-pontypridd" not in client.get("/en/?q=Pontypridd").content.decode()
    assert f"{PONTYPRIDD}-pontypridd" not in client.get("/en/places/").content.decode()
    assert f"{PONTYPRIDD}-pontypridd" not in client.get("/en/indicator/no_car_pct/").content.decode()
    assert PONTYPRIDD not in client.get("/en/indicator/no_car_pct/data.csv").content.decode()


def test_a_page_in_the_browser_s_store_is_not_called_unchanged_after_a_hold(client: Client):
    tag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304

    hold_pontypridd()

    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 404


def test_the_tag_of_one_page_does_not_stand_for_another_that_is_not_there(client: Client):
    tag = client.get(ADDRESS).headers["ETag"]

    for missing, status in (("/en/place/W99999999-nothing/", 404), ("/api/v1/data?bogus=1", 400)):
        assert client.get(missing, headers={"if-none-match": tag}).status_code == status
    assert client.get("/en/places/", headers={"if-none-match": tag}).status_code == 200


def test_a_lifted_hold_brings_the_place_back(client: Client):
    hold_pontypridd()

    assert visibility.lift(label="places.Area", object_id=PONTYPRIDD, by="Cerys") is True
    assert client.get(ADDRESS).status_code == 200
    assert visibility.lift(label="places.Area", object_id=PONTYPRIDD, by="Cerys") is False


def test_holding_twice_is_holding_once():
    first, second = hold_pontypridd(), hold_pontypridd()

    assert first == second
    assert AuditLine.objects.filter(deed="hold").count() == 1


def test_the_places_of_a_held_authority_stay_on_the_list_without_its_name(client: Client):
    visibility.hold(label="places.Area", object_id="W06000016", reason="test", by="Cerys")

    page = client.get("/en/places/").content.decode()

    assert "Rhondda Cynon Taf" not in page
    linked = set(re.findall(r'<a href="/en/place/([A-Z0-9]{9})', page))
    assert linked >= set(Area.objects.filter(kind="place").values_list("code", flat=True))
    assert page.count("<h2>Authority not shown</h2>") == 1
