"""The reference page about the open data says what the interface does, no less and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edau.places.queries import visible_area
from edau.portal.api.asking import DATA, FORMATS
from edau.portal.api.problems import KINDS
from edau.portal.api.tables import MOST_FIGURES, MOST_SMALL_AREAS
from edau.portal.api.urls import urlpatterns
from edau.portal.errors import LONGEST_QUERY
from edau.portal.exports.tables import figures
from edau.portal.queries.evidence import evidence_of

from .conftest import PONTYPRIDD

TEXT = (Path(__file__).parents[3] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]}


def firsts(section: str) -> list[str]:
    """The words in code in the first cell of each row of a table."""
    rows = re.findall(r"^\| (`[^|]*) \|", SECTIONS[section], flags=re.MULTILINE)
    return [
        word for row in rows[1 if rows[0] == "`format`" else 0 :] for word in re.findall(r"`([^`]+)`", row)
    ]


def test_addresses_parameters_formats_and_problems_are_those_there_are():
    served = ["/api/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(one.pattern)) for one in urlpatterns if one.name]

    assert firsts("Addresses") == served
    assert firsts("Ask for figures") == list(DATA)
    assert sorted(firsts("Formats")) == sorted(FORMATS)
    assert sorted(firsts("Problems")) == sorted(set(KINDS) - {"forbidden"})


def test_limits_are_those_there_are():
    said = SECTIONS["Ask for figures"]

    assert f"up to {MOST_FIGURES:,} figures" in said
    assert f"up to {MOST_SMALL_AREAS} small areas" in said
    assert f"{LONGEST_QUERY:,} characters" in said


@pytest.mark.django_db
def test_columns_are_those_there_are():
    table = figures(visible_area(PONTYPRIDD), evidence_of(visible_area(PONTYPRIDD)), "en")

    assert set(re.findall(r"`([a-z_]+)`", SECTIONS["Columns"])) >= {column.key for column in table.columns}
