"""Welsh Index of Multiple Deprivation 2025: the rank of every LSOA, overall and by domain. Rank 1 is the
first of 1,917."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_WELSH_GOVERNMENT, WELSH_GOVERNMENT
from edau.understand.sources.shape import Shape, numbers, read_csv, unique

LSOAS = 1917
DOMAINS = {
    "WIMD 2025": "overall",
    "Income": "income",
    "Employment": "employment",
    "Health": "health",
    "Education": "education",
    "Access to Services": "access",
    "Housing": "housing",
    "Community Safety": "safety",
    "Physical Environment": "environment",
}
# Two empty lines stand at the foot of the publisher's file.
SHAPE = Shape("wimd/wimd2025_ranks_lsoa21.csv", ("LSOA code", "LSOA name (Eng)", *DOMAINS), LSOAS + 2)
KEY = "wimd2025"
ORIGINS = (
    Origin(
        KEY,
        WELSH_GOVERNMENT,
        "Welsh Index of Multiple Deprivation 2025: index and domain ranks by small area",
        "Mynegai Amddifadedd Lluosog Cymru 2025: safleoedd y mynegai a’r meysydd fesul ardal fach",
        "WIMD 2025 index and domain ranks by small area",
        "2025",
        OGL_WELSH_GOVERNMENT,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return ranks 1..1,917 by domain and `name` (the Welsh Government's English name of the area), index
    `lsoa`."""
    frame = read_csv(raw, SHAPE)
    frame = unique(frame[frame["LSOA code"] != ""].reset_index(drop=True), "LSOA code", SHAPE)
    if len(frame) != LSOAS:
        raise SourceError(SHAPE.path, "LSOA code", "wrong_rows", {"expected": LSOAS, "got": len(frame)})
    columns: dict[str, pd.Series] = {}
    for theirs, ours in DOMAINS.items():
        ranks = numbers(frame, theirs, SHAPE, 1, LSOAS)
        if ranks.isna().any():
            raise SourceError(SHAPE.path, theirs, "missing_value")
        # In a domain two areas may share a rank; overall the publisher gives each its own.
        if ours == "overall" and not ranks.is_unique:
            raise SourceError(SHAPE.path, theirs, "repeated")
        columns[ours] = ranks.astype(int)
    columns["name"] = frame["LSOA name (Eng)"].str.strip()
    return pd.DataFrame(columns).set_axis(pd.Index(frame["LSOA code"], name="lsoa")).sort_index()
