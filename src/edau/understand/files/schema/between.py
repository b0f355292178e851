"""The tables of what is between places: who travels and moves, and which are alike."""

from __future__ import annotations

from edau.understand.files.schema.codes import FLOW_END, PLACE_CODE
from edau.understand.files.schema.shape import Field, Table, area_reference, code_field


def _flows(name: str, title_en: str, title_cy: str) -> Table:
    return Table(
        name.replace("_", "-"),
        f"{name}.csv",
        title_en,
        title_cy,
        (
            code_field("origin", "Where from", "O ble", FLOW_END, required=True),
            code_field("destination", "Where to", "I ble", FLOW_END, required=True),
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
_THEMES = r"[a-z_]+(\|[a-z_]+){0,2}"
MOST_NEIGHBOURS = 20

NEIGHBOURS = Table(
    "neighbours",
    "neighbours.csv",
    "Places like each place: the nearest in what their people, homes and work are like, and how far to rely on that",
    "Lleoedd tebyg i bob lle: y rhai agosaf o ran eu pobl, eu cartrefi a’u gwaith, a pha mor bell y gellir dibynnu ar hynny",
    (
        code_field("place", "Listed place", "Lle rhestredig", PLACE_CODE, required=True),
        code_field("neighbour", "Place like it", "Lle tebyg iddo", PLACE_CODE, required=True),
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
    (area_reference("place"), area_reference("neighbour")),
    also_unique=("place", "rank"),
)
_TYPE = r"[A-H]"

TYPES = Table(
    "types",
    "types.csv",
    "Types of places, under letters until communities name them",
    "Mathau o leoedd, wrth lythrennau nes i gymunedau eu henwi",
    (
        code_field("place", "Listed place", "Lle rhestredig", PLACE_CODE, required=True, unique=True),
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
    (area_reference("place"),),
)
