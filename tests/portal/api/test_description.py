"""The description for programs: the same in both languages, and true of what it describes."""

from __future__ import annotations

import re
import warnings

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edau.portal.api.urls import urlpatterns

with warnings.catch_warnings():  # what a library imports is not ours
    warnings.simplefilter("ignore")
    import schemathesis
    from jsonschema import Draft202012Validator
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        negative_data_rejection,
        response_schema_conformance,
        status_code_conformance,
    )

pytestmark = pytest.mark.django_db
OPERATIONS = [
    *("/", "/places", "/places/{code}", "/indicators", "/indicators/{key}", "/series"),
    *("/data", "/citation", "/openapi.json", "/catalogue.jsonld", "/connect", "/skills.jsonld"),
    *(
        "/hsds",
        "/hsds/services",
        "/hsds/services/{service}",
        "/hsds/organizations",
        "/hsds/service_at_locations",
    ),
    *("/openactive/facility-uses", "/openactive/slots"),
]


def described(client: Client, language: str) -> dict:
    return client.get(f"/api/v1/openapi.json?lang={language}").json()


def shape(node):
    """A description without its words."""
    if isinstance(node, dict):
        return {
            key: shape(value) for key, value in node.items() if key not in ("summary", "description", "title")
        }
    return [shape(value) for value in node] if isinstance(node, list) else node


def words(node) -> list[str]:
    if isinstance(node, dict):
        own = [
            value
            for key, value in node.items()
            if key in ("summary", "description") and isinstance(value, str)
        ]
        return own + [text for value in node.values() for text in words(value)]
    return [text for value in node for text in words(value)] if isinstance(node, list) else []


def test_both_languages_describe_the_same(client: Client):
    cy, en = described(client, "cy"), described(client, "en")

    assert shape(cy["components"]) == shape(en["components"])
    assert shape(cy["paths"]) == shape(en["paths"])
    assert len(words(cy)) == len(words(en))


def test_every_address_is_described_and_no_other(client: Client):
    served = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(one.pattern)).removeprefix("v1/")
        for one in urlpatterns
        if one.name
    }
    assert sorted(described(client, "en")["paths"]) == sorted(served) == sorted(OPERATIONS)


def test_every_schema_is_one(client: Client):
    for schema in described(client, "en")["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture
def one_connection():
    """A request ends by letting go of old connections; inside a test's transaction there is only the one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# Each takes seconds: one of ours in every run, the others before a change lands.
AT_ONCE = ("/places/{code}",)
EACH = [one if one in AT_ONCE else pytest.param(one, marks=pytest.mark.slow) for one in OPERATIONS]


@pytest.mark.parametrize("address", EACH)
def test_what_is_described_is_what_happens(one_connection, address):
    """Questions made from the description itself, right ones and wrong ones, each answered as described."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json?lang=en", WSGIHandler())
        operation = schema[address]["GET"]
        cases = st.one_of(
            [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]
        )
        answered: list[int] = []

        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=[*HealthCheck],
        )
        @given(case=cases)
        def ask(case):
            response = case.call(headers={"Accept-Encoding": "identity"})  # it does not unpack
            answered.append(response.status_code)
            # Too long an address is refused before anybody reads what is wrong with it.
            case.validate_response(response, checks=CHECKS[:-1] if response.status_code == 414 else CHECKS)

        ask()

    # Codes and keys made at random are seldom right.
    assert 200 in answered or "{" in address or address in ("/data", "/citation")
