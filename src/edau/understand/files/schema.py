"""The tables of a release: columns, types and what each column may hold.

This is the one place that says what a release looks like. Writing, reading, verifying and both descriptions
of the data package (Frictionless and CSVW) follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean"]

VERSION = "2026.11"
NAME = "edau-release"

KINDS = ("country", "authority", "health_board", "board", "place", "community", "ward", "lsoa")
KINDS_OBSERVED = ("country", "authority", "health_board", "board", "place")
# The codes StatsWales puts beside a figure; an empty status is an ordinary figure.
STATUSES = ("a", "b", "c", "e", "f", "k", "ns", "p", "r", "s", "ss", "sss", "t", "u", "w", "x", "z")
INTERVALS = (
    "wilson",
    "published",
    "none:count",
    "none:index",
    "none:modelled",
    "none:administrative",
    "none:no_denominator",
)
GRADES = ("A", "B", "C", "D")
LEVELS = ("OA", "LSOA", "MSOA", "LA", "point")
NAME_SOURCES = (
    "curated",
    "hoc_msoa_names",
    "ons_authority",
    "ons_boundary",
    "ons_index",
    "ons_wards",
    "os_open_names",
    "own",
    "same",
)
SERVICES = ("gp_practice_2015", "gp_practice_2022", "library", "nhs_hospital_site", "school")
OUTSIDE = "none"  # in the flows: within Wales, outside every listed place

AREA_CODE = r"(W\d{8}|K0[56]\d{6}|psb-[a-z-]+)"
LSOA_CODE = r"W01\d{6}"
PLACE_CODE = r"(W3[78]\d{6}|K0[56]\d{6})"
FLOW_END = rf"({PLACE_CODE}|none|[EKNSW]\d{{2}})"
PERIOD = r"\d{4}(-\d{2}(-\d{2})?)?(/(P\d+[YM]|\d{4}(-\d{2}-\d{2})?))?"

# The bases of small areas: usual residents, households, residents aged 5 and over, aged 16 and over, and of
# those in work.
BASES = ("persons", "households", "persons_5", "persons_16", "employed_16")
SHARES_OF_OUTPUT_AREAS = (
    "health_bad_pct",
    "health_good_pct",
    "disabled_pct",
    "carers_pct",
    "carers50_pct",
    "no_car_pct",
    "owned_pct",
    "social_rent_pct",
    "private_rent_pct",
    "overcrowded_pct",
    "no_central_heating_pct",
    "flats_pct",
    "one_person_hh_pct",
    "hh_deprived_1plus_pct",
    "hh_deprived_2plus_pct",
    "no_quals_pct",
    "level4_pct",
    "employed_pct",
    "unemployed_pct",
    "inactive_pct",
    "part_time_pct",
    "wfh_pct",
    "commute_10km_plus_pct",
    "born_outside_uk_pct",
    "ethnic_minority_pct",
    "moved_last_year_pct",
    "students_pct",
)
SHARES_OF_SMALL_AREAS = (
    "age_0_15_pct",
    "age_16_24_pct",
    "age_25_34_pct",
    "age_35_49_pct",
    "age_50_64_pct",
    "age_65_plus_pct",
)
WIMD_DOMAINS = {  # with what each is called in Welsh
    "overall": "cyffredinol",
    "income": "incwm",
    "employment": "cyflogaeth",
    "health": "iechyd",
    "education": "addysg",
    "access": "mynediad at wasanaethau",
    "housing": "tai",
    "safety": "diogelwch cymunedol",
    "environment": "amgylchedd ffisegol",
}
SMALL_AREAS = 1917
SMALL_AREAS_2011 = 1909


@dataclass(frozen=True)
class Field:
    """A column: its name, its type, what it says in both languages, and what it may hold.

    `decimals` is the number of decimals that numbers are written with (trailing zeros are left out).
    """

    name: str
    type: Type
    title_en: str
    title_cy: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Reference:
    """`field` holds a value of `key` in the table `table`, or is empty."""

    field: str
    table: str
    key: str


@dataclass(frozen=True)
class Table:
    """A CSV file of the release: rows are sorted by `key`, which no two rows share; nor do they share `also_unique`."""

    name: str
    path: str
    title_en: str
    title_cy: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    licences: tuple[str, ...] = ("OGL-UK-3.0",)
    also_unique: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class File:
    """A file of the release that is not a table."""

    name: str
    path: str
    title_en: str
    title_cy: str
    mediatype: str
    licences: tuple[str, ...] = ("OGL-UK-3.0",)


def _code(
    name: str,
    title_en: str,
    title_cy: str,
    pattern: str = AREA_CODE,
    required: bool = False,
    unique: bool = False,
) -> Field:
    return Field(name, "string", title_en, title_cy, required, unique, pattern=pattern)


def _area_reference(field: str) -> Reference:
    return Reference(field, "areas", "code")


AREAS = Table(
    "areas",
    "areas.csv",
    "Areas: names, numbers of residents, and which area lies in which",
    "Ardaloedd: enwau, nifer y trigolion, a pha ardal sydd ym mha un",
    (
        _code("code", "Code of the area", "Cod yr ardal", required=True, unique=True),
        Field("kind", "string", "Kind of area", "Math o ardal", required=True, enum=KINDS),
        Field(
            "vintage",
            "integer",
            "Year of the geography",
            "Blwyddyn y ddaearyddiaeth",
            required=True,
            minimum=2001,
        ),
        Field("name_en", "string", "English name", "Enw Saesneg", required=True),
        Field("name_cy", "string", "Welsh name", "Enw Cymraeg", required=True),
        Field(
            "name_cy_source",
            "string",
            "Where the Welsh name is from",
            "Ffynhonnell yr enw Cymraeg",
            required=True,
            enum=NAME_SOURCES,
        ),
        Field(
            "name_cy_checked",
            "boolean",
            "An official bilingual register gave the Welsh name",
            "Daw’r enw Cymraeg o gofrestr ddwyieithog swyddogol",
            required=True,
        ),
        Field("loc_cy", "string", "Welsh for “in” the area", "Yn yr ardal"),
        Field("of_cy", "string", "Welsh for “from” the area", "O’r ardal"),
        Field("name_official", "string", "The publisher’s own name", "Enw’r cyhoeddwr ei hun"),
        Field("population", "integer", "Usual residents, 2021", "Trigolion arferol, 2021", minimum=0),
        Field("households", "integer", "Households, 2021", "Aelwydydd, 2021", minimum=0),
        Field("lat", "number", "Latitude (WGS 84)", "Lledred (WGS 84)", minimum=51, maximum=54, decimals=5),
        Field("lon", "number", "Longitude (WGS 84)", "Hydred (WGS 84)", minimum=-6, maximum=-2, decimals=5),
        Field("area_km2", "number", "Area in km²", "Arwynebedd mewn km²", minimum=0, decimals=2),
        Field(
            "small_areas",
            "integer",
            "Number of 2021 Output Areas in it (best fit)",
            "Nifer yr Ardaloedd Cynnyrch 2021 ynddi (ffit orau)",
            minimum=0,
        ),
        _code("authority", "Local authority", "Awdurdod lleol", r"W06\d{6}"),
        _code("health_board", "Health board", "Bwrdd iechyd", r"W11\d{6}"),
        _code("board", "Public Services Board area", "Ardal Bwrdd Gwasanaethau Cyhoeddus", r"psb-[a-z-]+"),
        _code("community", "Community", "Cymuned", r"W04\d{6}"),
        _code("ward", "Ward", "Ward", r"W05\d{6}"),
        _code(
            "place", "Listed place with most of the residents", "Lle rhestredig â’r rhan fwyaf", PLACE_CODE
        ),
        Field(
            "place_share",
            "number",
            "Share of the residents who live in that place (0 to 1)",
            "Cyfran y trigolion sy’n byw yn y lle hwnnw (0 i 1)",
            minimum=0,
            maximum=1,
            decimals=4,
        ),
        Field("parent", "string", "Built-up area it is a part of", "Yr ardal adeiledig y mae’n rhan ohoni"),
        Field("travel_to_work", "string", "Travel to work area 2011", "Ardal teithio i’r gwaith 2011"),
    ),
    ("code",),
    tuple(
        _area_reference(field)
        for field in ("authority", "health_board", "board", "community", "ward", "place")
    ),
    licences=("OGL-UK-3.0", "OPL-UK-3.0"),
)

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
    _code("area", "Area", "Ardal", required=True),
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
_OBSERVATION_REFERENCES = (_area_reference("area"), Reference("source", "sources", "key"))

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
        _code("lsoa", "Small area (2021)", "Ardal fach (2021)", LSOA_CODE, required=True, unique=True),
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
    (_area_reference("lsoa"),),
)

LSOA_PLACES = Table(
    "lsoa-places",
    "lsoa_places.csv",
    "How the residents of each small area split over the listed places",
    "Sut y mae trigolion pob ardal fach yn rhannu rhwng y lleoedd rhestredig",
    (
        _code("lsoa", "Small area (2021)", "Ardal fach (2021)", LSOA_CODE, required=True),
        _code("place", "Listed place; empty: outside", "Lle rhestredig; gwag: y tu allan", PLACE_CODE),
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
    (_area_reference("lsoa"), _area_reference("place")),
)

SERIES = Table(
    "series",
    "series.csv",
    "Series of the authorities and of Wales over time",
    "Cyfresi’r awdurdodau a Chymru dros amser",
    (
        Field("series", "string", "Series", "Cyfres", required=True, pattern=r"[a-z0-9-]+/[a-z0-9-]+"),
        _code("area", "Area", "Ardal", r"(W06\d{6}|W92000004)", required=True),
        Field("period", "string", "Period (ISO 8601)", "Cyfnod (ISO 8601)", required=True, pattern=PERIOD),
        Field("value", "number", "Value", "Gwerth", decimals=4),
        Field("lower", "number", "Published lower 95% limit", "Terfyn isaf 95% a gyhoeddwyd", decimals=4),
        Field("upper", "number", "Published upper 95% limit", "Terfyn uchaf 95% a gyhoeddwyd", decimals=4),
        Field("status", "string", "StatsWales status code", "Cod statws StatsCymru", enum=STATUSES),
    ),
    ("series", "area", "period"),
    (_area_reference("area"),),
)


def _flows(name: str, title_en: str, title_cy: str) -> Table:
    return Table(
        name.replace("_", "-"),
        f"{name}.csv",
        title_en,
        title_cy,
        (
            _code("origin", "Where from", "O ble", FLOW_END, required=True),
            _code("destination", "Where to", "I ble", FLOW_END, required=True),
            Field(
                "people",
                "number",
                "People (estimate)",
                "Pobl (amcangyfrif)",
                required=True,
                minimum=1,
                decimals=1,
            ),
        ),
        ("origin", "destination"),
    )


FLOWS_WORK = _flows(
    "flows_work", "Travel to work between places, 2021", "Teithio i’r gwaith rhwng lleoedd, 2021"
)
FLOWS_MIGRATION = _flows(
    "flows_migration", "Moves between places, 2020 to 2021", "Symud rhwng lleoedd, 2020 i 2021"
)


def _services(
    name: str, path: str, kinds: tuple[str, ...], title_en: str, title_cy: str, licences: tuple[str, ...]
) -> Table:
    return Table(
        name,
        path,
        title_en,
        title_cy,
        (
            Field("kind", "string", "Kind of service", "Math o wasanaeth", required=True, enum=kinds),
            Field("name", "string", "Name", "Enw", required=True),
            Field(
                "name_cy",
                "string",
                "Welsh name where one is published",
                "Enw Cymraeg os oes un wedi’i gyhoeddi",
            ),
            Field("lat", "number", "Latitude", "Lledred", required=True, minimum=51, maximum=54, decimals=5),
            Field("lon", "number", "Longitude", "Hydred", required=True, minimum=-6, maximum=-2, decimals=5),
            _code("place", "Listed place it is in", "Y lle rhestredig y mae ynddo", PLACE_CODE),
            _code("lsoa", "Small area it is in", "Yr ardal fach y mae ynddi", LSOA_CODE),
            Field("source", "string", "Source", "Ffynhonnell", required=True, pattern=r"[a-z0-9_]+"),
        ),
        ("kind", "name", "lat", "lon"),
        (_area_reference("place"), _area_reference("lsoa"), Reference("source", "sources", "key")),
        licences=licences,
    )


SERVICE_POINTS = _services(
    "services",
    "services.csv",
    SERVICES,
    "Services as points",
    "Gwasanaethau fel pwyntiau",
    ("OGL-UK-3.0", "MIT"),
)
STATIONS = _services(
    "odbl-stations",
    "odbl/stations.csv",
    ("railway_station",),
    "Railway stations",
    "Gorsafoedd rheilffordd",
    ("ODbL-1.0",),
)

LOCALITIES = Table(
    "localities",
    "localities.csv",
    "Villages and parts of towns by name",
    "Pentrefi a rhannau o drefi wrth eu henwau",
    (
        Field("id", "string", "Identifier", "Dynodwr", required=True, unique=True),
        Field("name", "string", "Name", "Enw", required=True),
        Field("name_cy", "string", "Welsh name", "Enw Cymraeg"),
        Field("name_source", "string", "Where the names are from", "Ffynhonnell yr enwau", required=True),
        Field("lat", "number", "Latitude", "Lledred", required=True, minimum=51, maximum=54, decimals=5),
        Field("lon", "number", "Longitude", "Hydred", required=True, minimum=-6, maximum=-2, decimals=5),
        _code("lsoa", "Small area it is in", "Yr ardal fach y mae ynddi", LSOA_CODE, required=True),
        _code("place", "Listed place it is in", "Y lle rhestredig y mae ynddo", PLACE_CODE),
    ),
    ("id",),
    (_area_reference("lsoa"), _area_reference("place")),
    licences=("OGL-UK-3.0", "OPL-UK-3.0"),
)

OUTCODES = Table(
    "outcodes",
    "outcodes.csv",
    "First halves of postcodes, and which of them are retired",
    "Hanner cyntaf codau post, a pha rai sydd wedi’u dirwyn i ben",
    (
        Field(
            "outcode",
            "string",
            "Outcode",
            "Cod allanol",
            required=True,
            unique=True,
            pattern=r"[A-Z]{1,2}\d[A-Z\d]?|NPT",
        ),
        Field("live", "boolean", "In use", "Ar waith", required=True),
        Field("note", "string", "Note", "Nodyn"),
    ),
    ("outcode",),
)

_THEMES = r"[a-z_]+(\|[a-z_]+){0,2}"
MOST_NEIGHBOURS = 20

NEIGHBOURS = Table(
    "neighbours",
    "neighbours.csv",
    "Places like each place: the nearest in what their people, homes and work are like, and how far to rely on that",
    "Lleoedd tebyg i bob lle: y rhai agosaf o ran eu pobl, eu cartrefi a’u gwaith, a pha mor bell y gellir dibynnu ar hynny",
    (
        _code("place", "Listed place", "Lle rhestredig", PLACE_CODE, required=True),
        _code("neighbour", "Place like it", "Lle tebyg iddo", PLACE_CODE, required=True),
        Field(
            "rank",
            "integer",
            "How many are as near or nearer",
            "Faint sydd mor agos neu’n agosach",
            required=True,
            minimum=1,
            maximum=MOST_NEIGHBOURS,
        ),
        Field(
            "distance",
            "number",
            "Distance in standard deviations between places",
            "Pellter mewn gwyriadau safonol rhwng lleoedd",
            required=True,
            minimum=0,
            decimals=4,
        ),
        Field(
            "stability",
            "number",
            "Share of draws in which it is among the ten nearest (0 to 1)",
            "Cyfran y tyniadau y mae ymhlith y deg agosaf ynddyn nhw (0 i 1)",
            required=True,
            minimum=0,
            maximum=1,
            decimals=3,
        ),
        Field(
            "alike",
            "string",
            "Themes they are alike in, nearest first",
            "Themâu y maen nhw’n debyg ynddyn nhw, yr agosaf gyntaf",
            pattern=_THEMES,
        ),
        Field(
            "different",
            "string",
            "Themes they differ in, farthest first",
            "Themâu y maen nhw’n wahanol ynddyn nhw, y pellaf gyntaf",
            pattern=_THEMES,
        ),
    ),
    ("place", "neighbour"),
    (_area_reference("place"), _area_reference("neighbour")),
    also_unique=("place", "rank"),
)

_TYPE = r"[A-H]"
TYPES = Table(
    "types",
    "types.csv",
    "Types of places, under letters until communities name them",
    "Mathau o leoedd, wrth lythrennau nes i gymunedau eu henwi",
    (
        _code("place", "Listed place", "Lle rhestredig", PLACE_CODE, required=True, unique=True),
        Field(
            "type",
            "string",
            "Type it belongs to most",
            "Y math y mae’n perthyn fwyaf iddo",
            required=True,
            pattern=_TYPE,
        ),
        Field(
            "strength",
            "number",
            "How strongly it belongs to it: 1 in its middle, 0 half-way to the next",
            "Pa mor gryf y mae’n perthyn iddo: 1 yn ei ganol, 0 hanner ffordd at y nesaf",
            required=True,
            minimum=0,
            maximum=1,
            decimals=3,
        ),
        Field("next_type", "string", "Next type", "Y math nesaf", required=True, pattern=_TYPE),
    ),
    ("place",),
    (_area_reference("place"),),
)

TABLES = (
    AREAS,
    OBSERVATIONS,
    LSOA_COUNTS,
    LSOA_PLACES,
    SERIES,
    FLOWS_WORK,
    FLOWS_MIGRATION,
    SERVICE_POINTS,
    LOCALITIES,
    OUTCODES,
    NEIGHBOURS,
    TYPES,
    SOURCES,
    OBSERVATIONS_ODBL,
    STATIONS,
)

_GEOJSON = "application/geo+json"
FILES = (
    File(
        "boundaries-places",
        "boundaries/places.geojson",
        "Outlines of the places",
        "Ffiniau’r lleoedd",
        _GEOJSON,
    ),
    File(
        "boundaries-authorities",
        "boundaries/authorities.geojson",
        "Outlines of the authorities",
        "Ffiniau’r awdurdodau",
        _GEOJSON,
    ),
    File(
        "boundaries-health-boards",
        "boundaries/health_boards.geojson",
        "Outlines of the health boards",
        "Ffiniau’r byrddau iechyd",
        _GEOJSON,
    ),
    File(
        "boundaries-lsoas",
        "boundaries/lsoas.geojson",
        "Outlines of the small areas",
        "Ffiniau’r ardaloedd bach",
        _GEOJSON,
    ),
    File(
        "postcodes",
        "postcodes.bin",
        "Postcodes and their small areas",
        "Codau post a’u hardaloedd bach",
        "application/octet-stream",
    ),
)


def table(name: str) -> Table:
    """Return the table called `name`; `KeyError` if there is none."""
    return {each.name: each for each in TABLES}[name]
