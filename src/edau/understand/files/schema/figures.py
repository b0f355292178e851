"""The tables of figures and where they come from: sources, observations, counts of small areas, series."""

from __future__ import annotations

from edau.understand.files.schema.codes import (
    GRADES,
    INTERVALS,
    LEVELS,
    LSOA_CODE,
    PERIOD,
    PLACE_CODE,
    SHARES_OF_OUTPUT_AREAS,
    SHARES_OF_SMALL_AREAS,
    SMALL_AREAS,
    SMALL_AREAS_2011,
    STATUSES,
    WIMD_DOMAINS,
)
from edau.understand.files.schema.shape import Field, Reference, Table, area_reference, code_field

SOURCES = Table(
    "sources",
    "sources.csv",
    "Sources: the publishers’ own tables, their licences, and where we took them from",
    "Ffynonellau: tablau’r cyhoeddwyr eu hunain, eu trwyddedau, ac o ble y’u cymerwyd",
    (
        Field("key", "string", "Key", "Allwedd", required=True, unique=True, pattern=r"[a-z0-9_]+"),
        Field("publisher_en", "string", "Publisher", "Cyhoeddwr (Saesneg)", required=True),
        Field("publisher_cy", "string", "Publisher (Welsh)", "Cyhoeddwr", required=True),
        Field("title_en", "string", "Title", "Teitl (Saesneg)", required=True),
        Field("title_cy", "string", "Title (Welsh)", "Teitl", required=True),
        Field("table", "string", "The publisher’s name for the table", "Enw’r cyhoeddwr ar y tabl"),
        Field("published", "string", "Date or year of publication", "Dyddiad neu flwyddyn cyhoeddi"),
        Field("licence", "string", "Licence", "Trwydded", required=True),
        Field("licence_url", "string", "Address of the licence", "Cyfeiriad y drwydded"),
        Field("attribution_en", "string", "Attribution", "Cydnabyddiaeth (Saesneg)", required=True),
        Field("attribution_cy", "string", "Attribution (Welsh)", "Cydnabyddiaeth", required=True),
        Field("repository", "string", "Public repository of our copy", "Storfa gyhoeddus ein copi"),
        Field("commit", "string", "Commit of our copy", "Cyflwyniad ein copi"),
        Field("path", "string", "Path of our copy", "Llwybr ein copi"),
    ),
    ("key",),
)

_OBSERVATION_FIELDS = (
    code_field("area", "Area", "Ardal", required=True),
    Field("indicator", "string", "Indicator", "Dangosydd", required=True, pattern=r"[a-z0-9_]+"),
    Field("period", "string", "Period (ISO 8601)", "Cyfnod (ISO 8601)", required=True, pattern=PERIOD),
    Field("value", "number", "Value", "Gwerth", minimum=0, decimals=2),
    Field("numerator", "number", "Numerator (reconstructed)", "Rhifiadur (wedi’i ail-greu)", minimum=0),
    Field("denominator", "number", "Denominator", "Enwadur", minimum=0),
    Field("lower", "number", "Lower 95% limit", "Terfyn isaf 95%", minimum=0, decimals=2),
    Field("upper", "number", "Upper 95% limit", "Terfyn uchaf 95%", minimum=0, decimals=2),
    Field(
        "interval",
        "string",
        "How the limits were made, or why there are none",
        "Sut y gwnaed y terfynau, neu pam nad oes rhai",
        required=True,
        enum=INTERVALS,
    ),
    Field("status", "string", "StatsWales status code", "Cod statws StatsCymru", enum=STATUSES),
    Field("reliability", "string", "Reliability grade", "Gradd dibynadwyedd", required=True, enum=GRADES),
    Field(
        "level",
        "string",
        "Geography it was counted at",
        "Y ddaearyddiaeth y’i cyfrifwyd arni",
        required=True,
        enum=LEVELS,
    ),
    Field(
        "vintage",
        "integer",
        "Year of that geography",
        "Blwyddyn y ddaearyddiaeth honno",
        required=True,
        minimum=2001,
    ),
    Field("source", "string", "Source", "Ffynhonnell", required=True, pattern=r"[a-z0-9_]+"),
)
_OBSERVATION_REFERENCES = (area_reference("area"), Reference("source", "sources", "key"))
OBSERVATIONS = Table(
    "observations",
    "observations.csv",
    "Observations: one value of one indicator for one area",
    "Arsylwadau: un gwerth i un dangosydd mewn un ardal",
    _OBSERVATION_FIELDS,
    ("area", "indicator", "period"),
    _OBSERVATION_REFERENCES,
    licences=("OGL-UK-3.0", "MIT"),
)
OBSERVATIONS_ODBL = Table(
    "odbl-observations",
    "odbl/observations.csv",
    "Observations made from data under the Open Database Licence",
    "Arsylwadau a wnaed o ddata dan y Drwydded Cronfa Ddata Agored",
    _OBSERVATION_FIELDS,
    ("area", "indicator", "period"),
    _OBSERVATION_REFERENCES,
    licences=("ODbL-1.0",),
)


def _count(name: str, title_en: str, title_cy: str, required: bool = True) -> Field:
    return Field(name, "number", title_en, title_cy, required=required, minimum=0, decimals=1)


def _rank(name: str, title_en: str, title_cy: str, maximum: int, unique: bool) -> Field:
    return Field(
        name, "integer", title_en, title_cy, required=True, minimum=1, maximum=maximum, unique=unique
    )


LSOA_COUNTS = Table(
    "lsoa-counts",
    "lsoa_counts.csv",
    "Small areas: bases, how many of them each indicator counts, and ranks",
    "Ardaloedd bach: seiliau, faint ohonyn nhw y mae pob dangosydd yn eu cyfrif, a safleoedd",
    (
        code_field("lsoa", "Small area (2021)", "Ardal fach (2021)", LSOA_CODE, required=True, unique=True),
        _count("persons", "Usual residents", "Trigolion arferol"),
        _count("households", "Households", "Aelwydydd"),
        _count("persons_5", "Residents aged 5 and over (estimate)", "Trigolion 5 oed a hŷn (amcangyfrif)"),
        _count("persons_16", "Residents aged 16 and over", "Trigolion 16 oed a hŷn"),
        _count(
            "employed_16",
            "Residents aged 16 and over in work (estimate)",
            "Trigolion 16+ mewn gwaith (amcangyfrif)",
        ),
        *(
            _count(key, f"Number counted by {key}", f"Nifer a gyfrifir gan {key}")
            for key in SHARES_OF_OUTPUT_AREAS + SHARES_OF_SMALL_AREAS
        ),
        *(
            _rank(
                f"wimd25_{domain}_rank",
                f"WIMD 2025 rank: {domain}",
                f"Safle MALlC 2025: {welsh}",
                SMALL_AREAS,
                unique=domain == "overall",
            )
            for domain, welsh in WIMD_DOMAINS.items()
        ),
        _rank(
            "wimd19_overall_rank",
            "WIMD 2019 rank: overall",
            "Safle MALlC 2019: cyffredinol",
            SMALL_AREAS_2011,
            unique=False,
        ),
        Field(
            "welsh_2011_pct",
            "number",
            "Share of residents aged 3 and over able to speak Welsh, 2011",
            "Cyfran y trigolion 3 oed a hŷn sy’n gallu siarad Cymraeg, 2011",
            minimum=0,
            maximum=100,
            decimals=1,
        ),
    ),
    ("lsoa",),
    (area_reference("lsoa"),),
)

LSOA_PLACES = Table(
    "lsoa-places",
    "lsoa_places.csv",
    "How the residents of each small area split over the listed places",
    "Sut y mae trigolion pob ardal fach yn rhannu rhwng y lleoedd rhestredig",
    (
        code_field("lsoa", "Small area (2021)", "Ardal fach (2021)", LSOA_CODE, required=True),
        code_field("place", "Listed place; empty: outside", "Lle rhestredig; gwag: y tu allan", PLACE_CODE),
        Field(
            "residents",
            "integer",
            "Usual residents, 2021",
            "Trigolion arferol, 2021",
            required=True,
            minimum=0,
        ),
    ),
    ("lsoa", "place"),
    (area_reference("lsoa"), area_reference("place")),
)

SERIES = Table(
    "series",
    "series.csv",
    "Series of the authorities and of Wales over time",
    "Cyfresi’r awdurdodau a Chymru dros amser",
    (
        Field("series", "string", "Series", "Cyfres", required=True, pattern=r"[a-z0-9-]+/[a-z0-9-]+"),
        code_field("area", "Area", "Ardal", r"(W06\d{6}|W92000004)", required=True),
        Field("period", "string", "Period (ISO 8601)", "Cyfnod (ISO 8601)", required=True, pattern=PERIOD),
        Field("value", "number", "Value", "Gwerth", decimals=4),
        Field("lower", "number", "Published lower 95% limit", "Terfyn isaf 95% a gyhoeddwyd", decimals=4),
        Field("upper", "number", "Published upper 95% limit", "Terfyn uchaf 95% a gyhoeddwyd", decimals=4),
        Field("status", "string", "StatsWales status code", "Cod statws StatsCymru", enum=STATUSES),
    ),
    ("series", "area", "period"),
    (area_reference("area"),),
)
