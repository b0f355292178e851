"""GP practices of Wales in November 2015, the last list with names that is to be had: names and postcodes.

The publisher's list also carries locums, hospices and other cost centres, and has no column that tells them
apart in Wales; their names do.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import NHS_DIGITAL, OGL
from edau.understand.sources.shape import Shape, read_csv

# The file has no header; the columns are numbered. 0 code, 1 name, 9 postcode, 12 status.
SHAPE = Shape("assets/epraccur_2015_wales.csv", ("0", "1", "9", "12"), 704)
KEY = "nhs_ods_gp_2015"
ORIGINS = (
    Origin(
        KEY,
        NHS_DIGITAL,
        "General practices (epraccur), November 2015",
        "Meddygfeydd teulu (epraccur), Tachwedd 2015",
        "epraccur",
        "2015-11-27",
        OGL,
        SHAPE.path,
    ),
)
_ACTIVE = "A"
_WALES = "W9"
_NOT_A_PRACTICE = re.compile(
    r"(LOCUM|HOSPICE|SPECIALIST PRESCRIBING|SWASH TEAM|APCS|GP SERVICE|CO OP)\b.*|.*\bHOSPICE"
)
_TITLES = {"DR", "DRS", "DT"}
_SMALL = {"AND", "THE", "OF", "PRACTICE", "PRACTICE."}


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (none is published), `postcode`."""
    frame = read_csv(raw, SHAPE)
    practice = ~frame["1"].map(lambda name: bool(_NOT_A_PRACTICE.fullmatch(name)))
    frame = frame[(frame["12"] == _ACTIVE) & frame["0"].str.startswith(_WALES) & practice]
    names = frame["1"].map(as_written)
    return pd.DataFrame({"name": names, "name_cy": "", "postcode": frame["9"]}).reset_index(drop=True)


def as_written(name: str) -> str:
    """Return a name in capitals as it is written: "DR HM PERRY'S PRACTICE" → "Dr HM Perry's practice"."""
    words = name.replace("'PRACTICE", "' PRACTICE").split()
    doctors = bool(words) and words[0] in _TITLES
    written = []
    for at, word in enumerate(words):
        if doctors and at == 0:
            written.append("Drs" if word == "DRS" else "Dr")
        elif doctors and at == 1 and len(word) <= 3 and len(words) > 2:
            written.append(word)  # initials
        elif at and word in _SMALL:
            written.append(word.lower())
        else:
            written.append("-".join(part[:1] + part[1:].lower() for part in word.split("-")))
    return " ".join(written)
