"""A shape on the map, or in a plain link: small areas with their middle inside are taken, and can be changed on the list."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.translation import override

from edau.core.visibility import hold
from edau.places.drawn import MOST_SMALL_AREAS, packed, unpacked
from edau.places.models import DrawnPlace
from edau.places.queries import every_area, visible_area
from edau.portal.drawing.mapped import PLANE
from edau.portal.drawing.shape import MOST_CORNERS, shape_of
from edau.ui.links import address_in
from tests.portal.test_draw import html_of, text_of

pytestmark = pytest.mark.django_db
ROUND_TREHARRIS = "-3.34,51.65;-3.28,51.65;-3.28,51.69;-3.34,51.69"
WALES = "-5.9,51.3;-2.5,51.3;-2.5,53.6;-5.9,53.6"


def within(west: float, south: float, east: float, north: float) -> tuple[str, ...]:
    return tuple(
        sorted(
            area.code
            for area in every_area("lsoa")
            if west < area.longitude < east and south < area.latitude < north
        )
    )


def led_to(client: Client, language: str = "en", **asked: str) -> dict[str, list[str]]:
    """What is asked of the page that a shape leads to."""
    answer = client.get(address_in(language, "portal:draw"), asked)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def test_every_small_area_with_its_middle_inside_is_taken(client: Client):
    asked = led_to(client, shape=ROUND_TREHARRIS)

    assert unpacked(asked["areas"][0]) == within(-3.34, 51.65, -3.28, 51.69) != ()
    assert asked["way"] == ["shape"]


def test_what_it_took_is_previewed_ticked_on_the_list_and_kept_as_drawn_so(client: Client):
    (areas,) = led_to(client, shape=ROUND_TREHARRIS)["areas"]
    said = text_of(html_of(client, "portal:draw", areas=areas, way="shape"))
    code = unpacked(areas)[0]
    listed = html_of(client, "portal:draw_list", areas=areas, within=visible_area(code).authority.code)
    kept = client.post(f"{address_in('en', 'portal:draw_keep')}?areas={areas}&way=shape", {"name": ""})

    assert "Drawn as a shape on the map: every small area whose middle lies inside it." in said
    tick = re.search(rf'<input[^>]*value="{int(code[3:])}"[^>]*>', listed)[0]
    assert "checked" in tick
    assert DrawnPlace.objects.get(citation=kept.headers["Location"].split("/")[-2]).how == {"way": "shape"}


def test_what_was_chosen_before_stays(client: Client):
    asked = led_to(client, shape=ROUND_TREHARRIS, areas=packed(["W01000003"]), way="map")

    assert unpacked(asked["areas"][0]) == ("W01000003", *within(-3.34, 51.65, -3.28, 51.69))
    assert asked["way"] == ["map"]


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ("here", "The address does not say where the corners of the shape are. Draw it again."),
        ("1,2,3;4,5", "The address does not say where the corners of the shape are. Draw it again."),
        (
            "nan,51;-3,52;-3,inf",
            "The address does not say where the corners of the shape are. Draw it again.",
        ),
        ("-3.4,51.7;-3.3,51.7", "A shape needs at least three corners. Draw it again."),
        ("-3.4,51.7;-3.4,51.7;-3.3,51.7", "A shape needs at least three corners. Draw it again."),
        (
            ";".join(f"-3.{at:03d},51.7" for at in range(MOST_CORNERS + 1)),
            "A shape can have 60 corners at most. Draw it again with fewer.",
        ),
        ("-3.4,51.7;-3.3,51.7;12,51.8", "A corner of the shape lies outside Wales. Draw it again."),
        (
            "-3.4,51.7;-3.3999,51.7;-3.4,51.7001",
            "No small area has its middle inside the shape. Draw it larger, or use the list.",
        ),
        (WALES, "These are 1,917 small areas. A drawn place can have 600 at most: leave some out."),
    ],
)
def test_what_cannot_be_drawn_is_told_and_nothing_is_lost(client: Client, shape, says, language):
    chosen = packed(["W01000003", "W01000005"])
    answer = client.get(address_in(language, "portal:draw"), {"shape": shape, "areas": chosen})
    markup = unescape(answer.content.decode())
    with override(language):
        trouble = re.search(r'<p class="note careful mt4" role="alert">([^<]+)</p>', markup)[1]

    assert answer.status_code == 200
    assert f'name="areas" value="{chosen}"' in markup
    if language == "en":
        assert trouble == says


def test_a_shape_takes_no_small_area_that_is_held(client: Client):
    code, *others = within(-3.34, 51.65, -3.28, 51.69)
    hold(label="places.Area", object_id=code, reason="court", by="tests")

    assert unpacked(led_to(client, shape=ROUND_TREHARRIS)["areas"][0]) == tuple(others)


def test_the_longest_shape_fits_into_an_address(client: Client):
    corners = [(-3.3 - at / 1000, 51.6 + (at % 2) / 5) for at in range(MOST_CORNERS)]
    shape = ";".join(f"{lon:.4f},{lat:.4f}" for lon, lat in corners)
    answer = client.get(
        address_in("cy", "portal:draw"), {"shape": shape, "areas": packed(within(-4, 51, -3, 52))}
    )

    assert answer.status_code in (200, 302)
    assert len(shape) < 1_000
    assert 0 < len(shape_of(shape).small_areas) <= MOST_SMALL_AREAS


def test_the_map_knows_the_plane_of_the_server(client: Client):
    plane = re.search(r'data-plane="([^"]+)"', html_of(client, "portal:draw"))[1]
    stretch_x, move_x, stretch_y, move_y = map(float, plane.split())

    assert PLANE(-3.5, 52.0) == (-3.5 * stretch_x + move_x, 52.0 * stretch_y + move_y)


def test_the_language_switch_keeps_a_shape_that_could_not_be_drawn(client: Client):
    markup = unescape(html_of(client, "portal:draw", shape="here"))

    assert f'href="{address_in("cy", "portal:draw")}?shape=here"' in markup
