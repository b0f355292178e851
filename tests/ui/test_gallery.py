"""The gallery and the partials it is made of."""

from __future__ import annotations

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override

from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.ui.views import gallery


@pytest.fixture
def page(rf) -> str:
    with override("en"):
        return gallery(rf.get("/en/components/")).content.decode()


def test_the_gallery_is_one_whole_page_whose_ids_are_unique(page):
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert page.count("<h1") == 1
    assert sorted(ids) == sorted(set(ids))


def test_every_picture_of_the_gallery_says_that_it_is_made_up(page):
    titles = re.findall(r"<title id=[^>]*>([^<]*)</title>", page)

    assert len(titles) == 12
    assert set(titles) == {"Made-up example"}


def test_the_gallery_is_the_same_twice(rf):
    once, again = (gallery(rf.get("/cy/components/")).content for _time in range(2))

    assert once == again


def test_the_gallery_is_only_read(rf):
    assert gallery(rf.post("/en/components/")).status_code == 405


def test_a_table_links_the_first_cell_and_repeats_each_heading_beside_its_value():
    table = Table(
        "t",
        "Places",
        (Heading("Place"), Heading("People", True)),
        [("Llan & co", "1,200")],
        ["/en/llan/"],
        True,
    )

    drawn = render_to_string("ui/table.html", {"table": table})

    assert '<th scope="row"><a href="/en/llan/">Llan &amp; co</a></th>' in drawn
    assert '<td class="num" data-h="People">1,200</td>' in drawn
    assert '<caption id="t">Places</caption>' in drawn


def test_a_row_with_a_cell_too_few_is_refused():
    table = Table("t", "Places", (Heading("Place"), Heading("People")), [("Llan",)])

    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        _ = table.body


def test_a_picture_without_a_table_has_no_fold():
    drawn = render_to_string("ui/figure.html", {"svg": "", "caption": "Where", "kind": "map"})

    assert drawn.strip() == '<figure class="map"><figcaption>Where</figcaption></figure>'


def test_a_list_of_one_page_has_no_links_between_pages():
    assert render_to_string("ui/pagination.html", {"page": Paginator([1], 10).page(1)}).strip() == ""


def test_links_between_pages_keep_the_question_and_mark_the_page_that_is_read():
    with override("en"):
        drawn = render_to_string(
            "ui/pagination.html", {"page": Paginator(range(25), 10).page(2), "query": "q=pont&"}
        )

    assert re.findall(r'href="([^"]*)"', drawn) == ["?q=pont&amp;page=1"] * 2 + [
        "?q=pont&amp;page=2",
        "?q=pont&amp;page=3",
        "?q=pont&amp;page=3",
    ]
    assert re.findall(r'aria-current="page">(\d)', drawn) == ["2"]
