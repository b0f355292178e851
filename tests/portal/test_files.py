"""Flows, a look ahead, a drawn place and the register leave in the same formats as the figures of places."""

from __future__ import annotations

import csv
import io
import json
import warnings

import openpyxl
import pytest
from django.test import Client

from edau.places.actions import keep_drawn_place
from edau.understand.signal_catalogue import starters

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    from pyjstat import pyjstat

pytestmark = pytest.mark.django_db
LINKS = "/en/place/W38000081-pontypridd/links.csv"
AHEAD = "/en/place/W06000016-rhondda-cynon-taf/ahead.csv"
SIGNALS = "/en/signals/data.csv"


@pytest.fixture
def drawn() -> str:
    place = keep_drawn_place(small_areas=["W01000003", "W01000005"], how={"way": "list"}, by="tests")
    return f"/en/drawn-place/{place.citation}/data.csv"


@pytest.fixture
def files(drawn) -> list[str]:
    series = next(key for key, one in sorted(starters().items()) if one.series)
    return [LINKS, AHEAD, SIGNALS, drawn, f"/en/signal/{series}/data.csv"]


def rows(client: Client, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_a_workbook_has_the_same_cells_as_the_csv(client: Client, files):
    for address in files:
        lines = rows(client, address)
        answer = client.get(f"{address}?format=xlsx")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        data = [
            row for row in book["Data"].iter_rows(values_only=True) if any(cell is not None for cell in row)
        ]
        start = next(i for i, row in enumerate(data) if list(row[: len(lines[0])]) == lines[0])
        assert len(data) - start == len(lines), address


def test_jsonstat_has_every_number_of_the_csv(client: Client):
    lines = rows(client, LINKS)
    people, end, direction = (
        lines[0].index(name) for name in ("people (estimate)", "other end", "direction")
    )

    answer = client.get(f"{LINKS}?format=jsonstat")
    body = json.loads(answer.content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pyjstat.Dataset.read(answer.content.decode()).write("dataframe")

    assert body["version"] == "2.0"
    assert sorted(frame["value"].dropna()) == sorted(
        float(cell) for line in lines[1:] for cell in (line[people], line[people + 1])
    )
    assert {line[end] for line in lines[1:]} == set(
        body["dimension"]["end_name"]["category"]["label"].values()
    )
    assert {line[direction] for line in lines[1:]} == set(
        body["dimension"]["direction"]["category"]["label"].values()
    )


def test_what_lies_ahead_is_a_cube_over_time(client: Client):
    body = json.loads(client.get(f"{AHEAD}?format=jsonstat").content)

    assert body["id"] == ["series", "kind", "period", "measure"]
    assert body["role"] == {"time": ["period"]}
    assert body["size"][3] == 3


def test_the_columns_are_described_in_both_languages_and_the_file_is_the_one_described(client: Client, files):
    for address in files:
        described = json.loads(client.get(f"{address}?format=csvw").content)
        columns = described["tableSchema"]["columns"]
        plain = client.get(described["url"]).content.decode()
        assert [column["name"] for column in columns] == next(csv.reader(io.StringIO(plain))), address
        assert all(set(column["titles"]) == {"cy", "en"} for column in columns)


def test_what_a_table_cannot_be_is_not_there(client: Client, files):
    wrong = {
        (address, form): status
        for address in files
        for form in ("pdf", "")
        if (status := client.get(f"{address}?format={form}").status_code) != 404
    }
    assert wrong == {}
    assert client.get(f"{SIGNALS}?format=jsonstat").status_code == 404
    for no_places in (LINKS, AHEAD, SIGNALS):
        assert client.get(f"{no_places}?format=geojson").status_code == 404


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_pages_offer_what_there_is(client: Client, language):
    page = {
        "cy": "/cy/lle/W38000081-pontypridd/cysylltiadau/",
        "en": "/en/place/W38000081-pontypridd/links/",
    }[language]
    html = client.get(page).content.decode()

    for form in ("xlsx", "jsonstat", "csvw"):
        assert html.count(f'?format={form}"') == 1
