"""Census 2021 topic summaries by Output Area, as percentages to 0.1.

The Office for National Statistics publishes counts; its dot density maps carry the same tables as percentages
for every Output Area, the finest we can have whole. Percentages are kept as published: counts are
reconstructed later, with the base each table has (`unit` of the publisher).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet, unique

PATH = "ONSvisual_dot_density/oa21_wales_pct.parquet"

# Class of the publisher → (table, year of publication, title, Welsh title).
TABLES = {
    "hh_family_composition_4a": ("TS003", "2022", "Household composition", "Cyfansoddiad yr aelwyd"),
    "country_of_birth_3a": ("TS004", "2022", "Country of birth", "Gwlad enedigol"),
    "sex": ("TS008", "2022", "Sex", "Rhyw"),
    "hh_deprivation": (
        "TS011",
        "2022",
        "Households by deprivation dimensions",
        "Aelwydydd yn ôl dimensiynau amddifadedd",
    ),
    "migrant_ind": ("TS019", "2022", "Migrant indicator", "Dangosydd mudo"),
    "ethnic_group_tb_6a": ("TS021", "2022", "Ethnic group", "Grŵp ethnig"),
    "health_in_general_4a": ("TS037", "2023", "General health", "Iechyd cyffredinol"),
    "disability_3a": ("TS038", "2023", "Disability", "Anabledd"),
    "is_carer_5a": ("TS039", "2023", "Provision of unpaid care", "Darparu gofal di-dâl"),
    "accommodation_type_3a": ("TS044", "2023", "Accommodation type", "Math o lety"),
    "number_of_cars_5a": ("TS045", "2023", "Car or van availability", "Ceir neu faniau sydd ar gael"),
    "heating_type_3a": ("TS046", "2023", "Central heating", "Gwres canolog"),
    "occupancy_rating_bedrooms_6a": (
        "TS052",
        "2023",
        "Occupancy rating for bedrooms",
        "Cyfradd defnydd ystafelloedd gwely",
    ),
    "hh_tenure_5a": ("TS054", "2023", "Tenure", "Deiliadaeth"),
    "workplace_travel_4a": ("TS058", "2022", "Distance travelled to work", "Pellter teithio i’r gwaith"),
    "hours_per_week_worked": ("TS059", "2022", "Hours worked", "Oriau gwaith"),
    "economic_activity_status_4a": (
        "TS066",
        "2022",
        "Economic activity status",
        "Statws gweithgarwch economaidd",
    ),
    "highest_qualification_6a": (
        "TS067",
        "2023",
        "Highest level of qualification",
        "Lefel uchaf y cymhwyster",
    ),
    "in_full_time_education": (
        "TS068",
        "2023",
        "Schoolchildren and full-time students",
        "Plant ysgol a myfyrwyr amser llawn",
    ),
}
CATEGORIES = (
    "accommodation_type_3a-002",
    "country_of_birth_3a-002",
    "disability_3a-001",
    "economic_activity_status_4a-001",
    "economic_activity_status_4a-002",
    "economic_activity_status_4a-003",
    "ethnic_group_tb_6a-001",
    "ethnic_group_tb_6a-002",
    "ethnic_group_tb_6a-003",
    "ethnic_group_tb_6a-004",
    "ethnic_group_tb_6a-005",
    "health_in_general_4a-001",
    "health_in_general_4a-003",
    "heating_type_3a-001",
    "hh_deprivation-002",
    "hh_deprivation-003",
    "hh_deprivation-004",
    "hh_deprivation-005",
    "hh_family_composition_4a-002",
    "hh_tenure_5a-000",
    "hh_tenure_5a-001",
    "hh_tenure_5a-002",
    "hh_tenure_5a-003",
    "highest_qualification_6a-000",
    "highest_qualification_6a-003",
    "hours_per_week_worked-001",
    "hours_per_week_worked-002",
    "in_full_time_education-001",
    "is_carer_5a-002",
    "is_carer_5a-003",
    "is_carer_5a-004",
    "migrant_ind-001",
    "migrant_ind-002",
    "migrant_ind-003",
    "number_of_cars_5a-000",
    "occupancy_rating_bedrooms_6a-004",
    "occupancy_rating_bedrooms_6a-005",
    "sex-001",
    "workplace_travel_4a-002",
    "workplace_travel_4a-003",
)
SHAPE = Shape(PATH, ("oa21_code", *CATEGORIES, "pop"), 10275)

ORIGINS = tuple(
    Origin(
        f"census2021_{table.lower()}",
        ONS,
        f"Census 2021: {title_en}",
        f"Cyfrifiad 2021: {title_cy}",
        table,
        published,
        OGL_ONS,
        PATH,
    )
    for table, published, title_en, title_cy in TABLES.values()
)


def key_of(category: str) -> str:
    """Return the key of the source that holds a category ("number_of_cars_5a-000" →
    "ons_census_2021_ts045")."""
    return f"census2021_{TABLES[category.rsplit('-', 1)[0]][0].lower()}"


def read(raw: Path) -> pd.DataFrame:
    """Return one row per Output Area, index `oa`: percentages (0–100) by category, and `persons` (usual
    residents)."""
    frame = unique(read_parquet(raw, SHAPE), "oa21_code", SHAPE)
    columns = {category: numbers(frame, category, SHAPE, 0, 100) for category in CATEGORIES}
    columns["persons"] = numbers(frame, "pop", SHAPE, 0, 5000)
    return pd.DataFrame(columns).set_axis(pd.Index(frame["oa21_code"], name="oa")).sort_index()
