"""The part of the description for programs that is about Connect: services, rooms, skills, counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from edau.portal.api.connecting import LATEST, MOST_A_PAGE

Node = dict[str, Any]
TEXT: Node = {"type": "string"}
NUMBER: Node = {"type": "number"}
UUID: Node = {"type": "string", "format": "uuid"}
DAY: Node = {"type": "string", "format": "date"}
MAYBE: Node = {"type": ["integer", "null"]}
LISTED = ("page", "perPage", "lang")
FED = ("afterTimestamp", "afterId", "lang")


def paths(get: Callable[..., Node]) -> Node:
    """Its addresses. `get` describes one: name, summary, parameters, content, problems."""
    return {
        "/connect": get(
            "connect",
            _("How many offer and need something, by authority and group of skills; small numbers hidden"),
            ("countsFormat", "lang"),
            _json("Counts") | {"text/csv": {"schema": TEXT}},
        ),
        "/skills.jsonld": get(
            "skills",
            _("The list of everyday skills and kinds of asset, in both languages (SKOS)"),
            ("lang",),
            {"application/ld+json": {"schema": _ref("Anything")}},
        ),
        "/hsds": get(
            "hsds",
            _("What organisations share, as HSDS 3.0: which version this is"),
            ("lang",),
            _json("Hsds"),
        ),
        "/hsds/services": get(
            "services",
            _("What organisations share (HSDS 3.0, Open Referral UK)"),
            ("organizationId", "full", *LISTED),
            _json("Services"),
        ),
        "/hsds/services/{service}": get(
            "service",
            _("One thing that is shared, with everything that belongs to it"),
            ("uuid", "lang"),
            _json("Service"),
            404,
        ),
        "/hsds/organizations": get(
            "organizations", _("The organisations that share something"), LISTED, _json("Organizations")
        ),
        "/hsds/service_at_locations": get(
            "serviceAtLocations",
            _("What is shared at which place, and when"),
            LISTED,
            _json("ServiceAtLocations"),
        ),
        "/openactive/facility-uses": get(
            "facilityUses", _("The feed of rooms that organisations share (OpenActive)"), FED, _json("Feed")
        ),
        "/openactive/slots": get(
            "slots",
            _(
                "The feed of their half hours in the fourteen days from tomorrow, and whether each is free (OpenActive)"
            ),
            FED,
            _json("Feed"),
        ),
    }


def parameters(single: Callable[..., Node], path: Callable[..., Node]) -> Node:
    """Its parameters. `single` describes one of a question, `path` one of an address."""
    return {
        "uuid": path("service", _("Id of a service"), "00000000-0000-5000-8000-000000000000"),
        "countsFormat": single(
            "format",
            _("Format of the answer; JSON where not said"),
            {"type": "string", "enum": ["json", "csv"]},
        ),
        "organizationId": single(
            "organization_id", _("Only what this organisation shares"), {"type": "string", "minLength": 1}
        ),
        "full": single(
            "full",
            _("Whether each comes with everything that belongs to it"),
            {"type": "string", "enum": ["true", "false"]},
        ),
        "page": single("page", _("Number of the page, from one"), _whole(1, 100_000)),
        "perPage": single("per_page", _("How many to a page"), _whole(1, MOST_A_PAGE)),
        "afterTimestamp": single(
            "afterTimestamp", _("Only what changed after this moment, in milliseconds"), _whole(0, LATEST)
        ),
        "afterId": single(
            "afterId",
            _("and, of that moment, what comes after this id"),
            {"type": "string", "minLength": 1, "maxLength": 60, "pattern": "^[0-9A-Za-z-]+$"},
        ),
    }


def schemas() -> Node:
    """What the answers are like."""
    return {
        "Counts": _object(
            {
                "title": TEXT,
                "notes": {"type": "array", "items": TEXT},
                "count": NUMBER,
                "figures": {
                    "type": "array",
                    "items": _object(
                        {
                            "area": TEXT,
                            "group": TEXT,
                            "counted": DAY,
                            "offer": MAYBE,
                            "need": MAYBE,
                            "example": TEXT,
                        }
                    ),
                },
                "links": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Hsds": _object({"version": TEXT, "profile": TEXT, "openapi_url": TEXT}),
        "Service": _service(),
        "Services": _page("Service"),
        "Organization": _object({"id": UUID, "name": TEXT, "description": TEXT}),
        "Organizations": _page("Organization"),
        "ServiceAtLocation": _object(
            {"id": UUID, "service_id": UUID, "location_id": UUID, "location": _ref("Location")},
            {"schedules": _list("Schedule")},
        ),
        "ServiceAtLocations": _page("ServiceAtLocation"),
        "Location": _object(
            {"id": UUID, "location_type": {"const": "physical"}, "name": TEXT},
            {
                "organization_id": UUID,
                "latitude": NUMBER,
                "longitude": NUMBER,
                "external_identifier": TEXT,
                "external_identifier_type": TEXT,
                "accessibility": {"type": "array", "items": _object({"id": UUID, "description": TEXT})},
            },
        ),
        "Schedule": _object(
            {"id": UUID, "dtstart": DAY, "opens_at": TEXT, "closes_at": TEXT},
            {
                "freq": {"type": "string", "enum": ["WEEKLY", "MONTHLY"]},
                "byday": TEXT,
                "bymonthday": TEXT,
                "interval": NUMBER,
                "count": NUMBER,
                "wkst": TEXT,
                "until": DAY,
                "valid_from": DAY,
                "valid_to": DAY,
                "description": TEXT,
            },
        ),
        "Feed": _object(
            {
                "next": TEXT,
                "license": TEXT,
                "items": {
                    "type": "array",
                    "items": _object(
                        {
                            "state": {"type": "string", "enum": ["updated", "deleted"]},
                            "kind": TEXT,
                            "id": TEXT,
                            "modified": {"type": "integer"},
                        },
                        {"data": {"type": "object"}},
                    ),
                },
            }
        ),
    }


def _service() -> Node:
    return _object(
        {"id": UUID, "name": TEXT, "status": {"const": "active"}},
        {
            "organization_id": UUID,
            "description": TEXT,
            "url": TEXT,
            "assured_date": DAY,
            "alert": TEXT,
            "organization": _ref("Organization"),
            "languages": {"type": "array", "items": _object({"id": UUID, "name": TEXT}, {"code": TEXT})},
            "schedules": _list("Schedule"),
            "service_at_locations": _list("ServiceAtLocation"),
            "cost_options": {"type": "array"},
            "attributes": {"type": "array"},
        },
    )


def _page(schema: str) -> Node:
    whole: Node = {"type": "integer"}
    truth: Node = {"type": "boolean"}
    return _object(
        {
            "total_items": whole,
            "total_pages": whole,
            "page_number": whole,
            "size": whole,
            "first_page": truth,
            "last_page": truth,
            "empty": truth,
            "contents": _list(schema),
        }
    )


def _whole(least: int, most: int) -> Node:
    return {"type": "integer", "minimum": least, "maximum": most}


def _ref(schema: str) -> Node:
    return {"$ref": f"#/components/schemas/{schema}"}


def _list(schema: str) -> Node:
    return {"type": "array", "items": _ref(schema)}


def _json(schema: str) -> Node:
    return {"application/json": {"schema": _ref(schema)}}


def _object(required: Node, optional: Node | None = None) -> Node:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }
