"""The tables of areas and of what lies in them: areas, villages, services, first halves of postcodes."""

from __future__ import annotations

from edau.understand.files.schema.codes import KINDS, LSOA_CODE, NAME_SOURCES, PLACE_CODE, SERVICES
from edau.understand.files.schema.shape import Field, Reference, Table, area_reference, code_field

AREAS = Table(
    "areas",
    "areas.csv",
    "Areas: names, numbers of residents, and which area lies in which",
    "Ardaloedd: enwau, nifer y trigolion, a pha ardal sydd ym mha un",
    (
        code_field("code", "Code of the area", "Cod yr ardal", required=True, unique=True),
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
        code_field("authority", "Local authority", "Awdurdod lleol", r"W06\d{6}"),
        code_field("health_board", "Health board", "Bwrdd iechyd", r"W11\d{6}"),
        code_field(
            "board", "Public Services Board area", "Ardal Bwrdd Gwasanaethau Cyhoeddus", r"psb-[a-z-]+"
        ),
        code_field("community", "Community", "Cymuned", r"W04\d{6}"),
        code_field("ward", "Ward", "Ward", r"W05\d{6}"),
        code_field(
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
        area_reference(field)
        for field in ("authority", "health_board", "board", "community", "ward", "place")
    ),
    licences=("OGL-UK-3.0", "OPL-UK-3.0"),
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
            code_field("place", "Listed place it is in", "Y lle rhestredig y mae ynddo", PLACE_CODE),
            code_field("lsoa", "Small area it is in", "Yr ardal fach y mae ynddi", LSOA_CODE),
            Field("source", "string", "Source", "Ffynhonnell", required=True, pattern=r"[a-z0-9_]+"),
        ),
        ("kind", "name", "lat", "lon"),
        (area_reference("place"), area_reference("lsoa"), Reference("source", "sources", "key")),
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
        code_field("lsoa", "Small area it is in", "Yr ardal fach y mae ynddi", LSOA_CODE, required=True),
        code_field("place", "Listed place it is in", "Y lle rhestredig y mae ynddo", PLACE_CODE),
    ),
    ("id",),
    (area_reference("lsoa"), area_reference("place")),
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
