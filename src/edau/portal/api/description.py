"""The interface described for programs (OpenAPI 3.1): one source for both languages."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from edau import __version__
from edau.places.choices import Kind
from edau.portal.api import described_connect
from edau.portal.api.answers import MEDIA_TYPES
from edau.portal.api.asking import FORMATS, KINDS
from edau.portal.api.harvest import human_page
from edau.portal.api.problems import KINDS as PROBLEMS
from edau.portal.api.problems import LANGUAGES
from edau.portal.api.problems import MEDIA_TYPE as PROBLEM
from edau.portal.words.release import every_source_line
from edau.understand.catalogue import catalogue

Node = dict[str, Any]
TEXT: Node = {"type": "string"}
SOME_TEXT: Node = {"type": "string", "minLength": 1}
MAYBE_TEXT: Node = {"type": ["string", "null"]}
MAYBE_NUMBER: Node = {"type": ["number", "null"]}
NUMBER: Node = {"type": "integer", "minimum": 0}
LINKS: Node = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
KEYED_WORDS: Node = {"type": "object", "additionalProperties": TEXT}
RELEASE: Node = {
    "type": "object",
    "required": ["id", "version"],
    "properties": {"id": TEXT, "version": TEXT},
}


def description(language: str, origin: str) -> Node:
    """The OpenAPI document in one language."""
    with override(language):
        made: Node = _said(_document(language, origin))
    return made


def _said(node: Any) -> Any:
    """The same document with every lazily translated text said in the language that is active."""
    if isinstance(node, Promise):
        return str(node)
    if isinstance(node, dict):
        return {key: _said(value) for key, value in node.items()}
    return [_said(value) for value in node] if isinstance(node, list | tuple) else node


def _document(language: str, origin: str) -> Node:
    licences = {source.licence.name for source in every_source_line()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Edau’s open interface"),
            "summary": _("Figures about the places of Wales, each with its source and how sure it is."),
            "description": _(
                "It only reads, and needs no key. Every answer depends on its address alone; it"
                " carries an ETag that changes with the release. Problems are told as RFC 9457 says. Each source has a"
                " licence of its own, which every answer names: %(licences)s."
            )
            % {"licences": ", ".join(sorted(licences))},
            "version": __version__,
        },
        "externalDocs": {"url": human_page(origin, language), "description": _("The same, for people")},
        "servers": [{"url": f"{origin}/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "responses": _problems(), "parameters": _parameters()},
    }


def _paths() -> Node:
    return {
        "/": _get("index", _("What there is, and where"), (), _json("Index")),
        "/places": _get(
            "places",
            _("The areas of one kind, by name"),
            ("kindOfPlace", "within", "lang"),
            _json("Places"),
            404,
        ),
        "/places/{code}": _get("place", _("One area"), ("code", "lang"), _json("Place"), 404),
        "/indicators": _get(
            "indicators", _("The indicators and what they mean"), ("theme", "lang"), _json("Indicators")
        ),
        "/indicators/{key}": _get("indicator", _("One indicator"), ("key", "lang"), _json("Indicator"), 404),
        "/series": _get(
            "series",
            _("The series that are published for authorities over time"),
            ("lang",),
            _json("SeriesList"),
        ),
        "/data": _get(
            "data",
            _("Figures: of which places, which indicators or series, which periods"),
            ("place", "kind", "like", "indicator", "theme", "series", "period", "format", "lang"),
            _formats(),
            404,
            413,
        ),
        "/citation": _get(
            "citation",
            _("How to cite the figures that the same question to /data gives"),
            ("place", "kind", "like", "indicator", "theme", "series", "period", "citationFormat", "lang"),
            {
                "text/plain": {"schema": TEXT},
                "application/x-bibtex": {"schema": TEXT},
                "application/vnd.citationstyles.csl+json": {"schema": {"type": "array"}},
            },
            404,
            413,
        ),
        "/openapi.json": _get("openapi", _("This description"), ("lang",), _json("Anything")),
        "/catalogue.jsonld": _get(
            "catalogue",
            _("The open data listed for other catalogues (DCAT 3)"),
            ("lang",),
            {"application/ld+json": {"schema": {"$ref": "#/components/schemas/Anything"}}},
        ),
        **described_connect.paths(_get),
    }


def _get(name: str, summary: Any, parameters: tuple[str, ...], content: Node, *problems: int) -> Node:
    statuses = (400, 406, 414, *problems)
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in parameters],
            "responses": {
                "200": {"description": _("The answer"), "content": content},
                "304": {"description": _("Nothing has changed since the ETag that was sent")},
                **{str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)},
            },
        }
    }


def _json(schema: str) -> Node:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _formats() -> Node:
    return {
        "application/json": {
            "schema": {
                "anyOf": [{"$ref": "#/components/schemas/Figures"}, {"$ref": "#/components/schemas/JsonStat"}]
            }
        },
        "text/csv": {"schema": TEXT},
        MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "contentMediaType": MEDIA_TYPES["xlsx"]}},
        MEDIA_TYPES["geojson"]: {"schema": {"$ref": "#/components/schemas/GeoJson"}},
        MEDIA_TYPES["csvw"]: {"schema": {"$ref": "#/components/schemas/Anything"}},
    }


def _problems() -> Node:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    titles: dict[int, Any] = {
        400: _("The question cannot be asked like that"),
        404: _("There is nothing like that here"),
        406: PROBLEMS["not-acceptable"][1],
        413: PROBLEMS["too-large"][1],
        414: PROBLEMS["address-too-long"][1],
    }
    return {str(status): {"description": title, "content": content} for status, title in titles.items()}


def _parameters() -> Node:
    known = catalogue()
    return {
        "code": _path("code", _("Code of an area"), "W38000081"),
        "key": _path("key", _("Key of an indicator"), "no_car_pct"),
        "place": _several(
            "place",
            _(
                "Codes of areas; of small areas up to a hundred. Or drawn places: the twelve letters and digits that one is"
                " cited by, up to twenty"
            ),
            SOME_TEXT,
        ),
        "kind": _several("kind", _("All areas of these kinds"), {"type": "string", "enum": list(KINDS)}),
        "like": _single(
            "like", _("Code of a place: it and the places most like it, where we can be sure"), TEXT
        ),
        "indicator": _several(
            "indicator", _("Keys of indicators; without any, all of them"), _one_of(known.indicators)
        ),
        "theme": _several(
            "theme", _("All indicators of these themes"), {"type": "string", "enum": list(known.themes)}
        ),
        "series": _several(
            "series",
            _("Keys of series over time, or “all”; not together with indicators"),
            _one_of(["all", *known.series]),
        ),
        "period": _several("period", _("Periods, or the year, month or day they begin with"), SOME_TEXT),
        "within": _several("within", _("Only areas inside these"), SOME_TEXT),
        "kindOfPlace": _single(
            "kind", _("Kind of area; towns and villages where not said"), _one_of(Kind.values)
        ),
        "format": _single("format", _("Format of the answer; JSON where not said"), _one_of(FORMATS)),
        "citationFormat": _single(
            "format", _("A sentence, BibTeX or CSL-JSON"), _one_of(("text", "bibtex", "csl"))
        ),
        **described_connect.parameters(_single, _path),
        "lang": _single("lang", _("Language of names and words; Welsh where not said"), _one_of(LANGUAGES)),
    }


def _one_of(values: Any) -> Node:
    return {"type": "string", "enum": list(values)}


def _path(name: str, about: Any, example: str) -> Node:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": TEXT,
        "example": example,
    }


def _single(name: str, about: Any, schema: Node) -> Node:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _several(name: str, about: Any, schema: Node) -> Node:
    """A parameter of several values: by repetition, or with commas between."""
    listed = {"type": "array", "items": schema}
    return {
        "name": name,
        "in": "query",
        "description": about,
        "style": "form",
        "explode": True,
        "schema": listed,
    }


def _object(required: Node, optional: Node | None = None) -> Node:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


def _list_of(schema: str) -> Node:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


def _schemas() -> Node:
    names = {"name": TEXT, "name_cy": TEXT, "name_en": TEXT}
    return {
        "Anything": {"type": "object"},
        "Index": _object({"name": TEXT, "version": TEXT, "release": RELEASE, "page": TEXT, "links": LINKS}),
        "Place": _object(
            {
                "code": TEXT,
                "kind": _one_of(Kind.values),
                **names,
                "name_cy_source": TEXT,
                "name_cy_checked": {"type": "boolean"},
                "geography_year": NUMBER,
                "population": {"type": ["integer", "null"]},
                "households": {"type": ["integer", "null"]},
                "latitude": MAYBE_NUMBER,
                "longitude": MAYBE_NUMBER,
                "area_km2": MAYBE_NUMBER,
                "within": KEYED_WORDS,
                "links": LINKS,
            }
        ),
        "Places": _object({"release": TEXT, "count": NUMBER, "places": _list_of("Place")}),
        "Indicator": _object(
            {
                "key": TEXT,
                **names,
                "definition": TEXT,
                "why": TEXT,
                "theme": TEXT,
                "theme_name": TEXT,
                "unit": TEXT,
                "unit_words": TEXT,
                "of": MAYBE_TEXT,
                "kind": TEXT,
                "decimals": NUMBER,
                "shown_times": NUMBER,
                "period": TEXT,
                "level": TEXT,
                "interval": TEXT,
                "goals": {"type": "array", "items": _object({"key": TEXT, "title": TEXT})},
                "national_indicator": {"type": ["integer", "null"]},
                "near_national_indicators": {"type": "array", "items": {"type": "integer"}},
                "series": MAYBE_TEXT,
                "source": TEXT,
                "licence": TEXT,
                "notes": {"type": "array", "items": TEXT},
                "review": {"type": "string", "format": "date"},
                "links": LINKS,
            }
        ),
        "Indicators": _object({"release": TEXT, "count": NUMBER, "indicators": _list_of("Indicator")}),
        "Series": _object(
            {
                "key": TEXT,
                **names,
                "note": TEXT,
                "theme": TEXT,
                "unit": TEXT,
                "unit_words": TEXT,
                "decimals": NUMBER,
                "interval": TEXT,
                "national_indicator": {"type": ["integer", "null"]},
                "source": TEXT,
                "notes": {"type": "array", "items": TEXT},
                "links": LINKS,
            }
        ),
        "SeriesList": _object({"release": TEXT, "count": NUMBER, "series": _list_of("Series")}),
        "Figure": _object(
            {
                "place": TEXT,
                "period": TEXT,
                "value": MAYBE_NUMBER,
                "unit": TEXT,
                "lower": MAYBE_NUMBER,
                "upper": MAYBE_NUMBER,
                "status": TEXT,
                "wales": MAYBE_NUMBER,
                "source": TEXT,
            },
            {
                "indicator": TEXT,
                "series": TEXT,
                "numerator": MAYBE_NUMBER,
                "denominator": MAYBE_NUMBER,
                "interval": TEXT,
                "reliability": _one_of("ABCD"),
                "level": TEXT,
                "vintage": {"type": "integer"},
                "relation": _one_of(("higher", "similar", "lower", "not_compared")),
            },
        ),
        "Figures": _object(
            {
                "title": TEXT,
                "release": RELEASE,
                "address": TEXT,
                "licences": {"type": "array", "items": _object({"name": TEXT, "url": TEXT})},
                "notes": {"type": "array", "items": TEXT},
                "sources": {"type": "object", "additionalProperties": KEYED_WORDS},
                "names": {
                    "type": "object",
                    "additionalProperties": {"type": "object", "additionalProperties": KEYED_WORDS},
                },
                "columns": {"type": "array", "items": KEYED_WORDS},
                "codes": {"type": "object", "additionalProperties": KEYED_WORDS},
                "count": NUMBER,
                "figures": _list_of("Figure"),
                "links": LINKS,
            }
        ),
        **described_connect.schemas(),
        "JsonStat": _object(
            {
                "version": {"const": "2.0"},
                "class": {"const": "dataset"},
                "label": TEXT,
                "id": {"type": "array", "items": TEXT},
                "size": {"type": "array", "items": NUMBER},
                "dimension": {"type": "object"},
                "value": {"type": ["array", "object"]},
            }
        ),
        "GeoJson": _object({"type": {"const": "FeatureCollection"}, "features": {"type": "array"}}),
        "Problem": _object(
            {
                "type": {"type": "string", "format": "uri-reference"},
                "title": TEXT,
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
            },
            {"detail": TEXT, "instance": TEXT},
        ),
    }
