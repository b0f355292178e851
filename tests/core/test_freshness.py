"""An unchanged page is answered from the stamps alone."""

from __future__ import annotations

import pytest
from django.test import Client

from edau.core import stamps

ADDRESS = "/cy/lle/W38000081-pontypridd/"
pytestmark = pytest.mark.django_db


def test_an_unchanged_page_costs_one_query_and_sends_no_body(client: Client, django_assert_num_queries):
    tag = client.get(ADDRESS).headers["ETag"]

    with django_assert_num_queries(1):
        again = client.get(ADDRESS, headers={"if-none-match": tag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_another_release_makes_every_page_new(client: Client):
    tag = client.get(ADDRESS).headers["ETag"]

    stamps.set_stamp(stamps.RELEASE, "another")

    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_a_tag_that_is_not_ours_is_not_believed(client: Client):
    for tag in ('W/"edau-0000"', "edau-", '"x", W/"edau-nonsense"', "*"):
        assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_pages_may_be_kept_but_must_be_asked_for_again(client: Client):
    assert client.get(ADDRESS).headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_an_error_is_never_called_unchanged(client: Client):
    assert "ETag" not in client.get("/cy/lle/W99999999-neb/").headers


def test_reading_sets_no_cookie(client: Client):
    for address in ("/", "/cy/", "/en/?q=Pontypridd", ADDRESS, "/en/indicators/", "/en/privacy/"):
        client.get(address)

    assert dict(client.cookies) == {}


def test_what_is_not_public_is_never_answered_from_the_public_tag(client: Client):
    tag = client.get(ADDRESS).headers["ETag"]

    for address, status in (
        ("/cy/cyfrif/", 302),
        ("/healthz", 200),
        ("/nothing", 404),
    ):
        assert client.get(address, headers={"if-none-match": tag}).status_code == status
    assert client.get(ADDRESS, headers={"if-none-match": tag, "host": "evil.example"}).status_code == 400
