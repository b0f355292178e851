"""What the tests of the open interface share."""

from __future__ import annotations

import json

import pytest
from django.test import Client

PONTYPRIDD, HAY, AMLWCH_PORT, RCT, WALES = "W38000081", "K05000002", "W01000003", "W06000016", "W92000004"


@pytest.fixture
def ask(client: Client):
    """The answer to a question to the interface: `ask("data", place="W38000081")`."""

    def ask(path: str, /, headers=None, **query):
        return client.get(f"/api/v1/{path}", query, headers=headers or {})

    return ask


def told(answer) -> dict:
    """A problem as it was told; nothing else may be."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == answer.status_code
    return body
