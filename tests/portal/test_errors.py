"""Bad input gets the right status and a sentence that says what to do, in the reader's language; never a traceback."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/nothing/", "There is no page at this address"),
        ("/en/place/W99999999-nowhere/", "There is no page at this address"),
        ("/en/indicator/no_such_thing/", "There is no page at this address"),
        ("/en/place/W38000081-pontypridd/data.csv?theme=nonsense", "There is no page at this address"),
        ("/nothing", "Nid oes tudalen yn y cyfeiriad hwn"),
        ("/cy/dim/", "Nid oes tudalen yn y cyfeiriad hwn"),
    ],
)
def test_what_is_not_there_is_told_in_words(client: Client, address, words):
    answer = client.get(address)

    assert answer.status_code == 404
    assert f"<h1>{words}</h1>" in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_can_only_be_read_says_so(client: Client, method):
    answer = getattr(client, method)("/en/places/")

    assert answer.status_code == 405
    assert "<h1>This page cannot be used that way</h1>" in answer.content.decode()
    assert answer.headers["Allow"] == "GET, HEAD"


def test_too_much_is_refused_before_it_is_read(client: Client):
    answer = client.post("/en/", data=b"x" * 300_000, content_type="text/plain")

    assert answer.status_code == 413
    assert "<h1>That is too much to send at once</h1>" in answer.content.decode()


def test_too_long_an_address_is_refused(client: Client):
    answer = client.get("/en/", {"q": "x" * 3_000})

    assert answer.status_code == 414
    assert "<h1>That address is too long</h1>" in answer.content.decode()


def test_a_fault_of_ours_is_two_plain_sentences(client: Client, monkeypatch):
    monkeypatch.setattr("edau.portal.views.home.find", lambda *_: 1 / 0)
    client.raise_request_exception = False

    answer = client.get("/en/?q=Pontypridd")

    assert answer.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_host_that_is_not_ours_is_refused_and_not_repeated(client: Client):
    answer = client.get("/en/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
def test_outside_a_demonstration_pages_are_only_served_safely(client: Client):
    assert client.get("/en/").status_code == 301
    assert client.get("/en/", secure=True).headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: Client):
    policy = client.get("/en/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy


def test_healthz_says_which_release_is_live(client: Client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_form_sent_to_a_page_that_can_only_be_read_is_told_so_also_without_a_token():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/en/places/").status_code == 405
    assert strict.post("/healthz").status_code == 405


def test_a_refused_form_is_told_in_the_language_of_the_page():
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/cy/cyfrif/mewngofnodi/", {"email": "alys@example.org"})

    assert answer.status_code == 403
    assert '<html lang="cy">' in answer.content.decode()
    assert "<style" not in answer.content.decode()
