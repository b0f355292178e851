"""Types have letters and plain descriptions, in both languages, until communities name them."""

from __future__ import annotations

from edau.understand.analysis.types import Profile
from edau.understand.type_wording import describe, name_of_type

WELSH = Profile("D", ("W37000076",), ("welsh_speakers_2011_pct", "part_time_pct"), ("flats_pct",))


def test_a_letter_is_all_the_name_it_has():
    assert name_of_type("D", "en") == "Type D"


def test_a_description_says_what_is_higher_and_what_is_lower():
    assert describe(WELSH, "en") == (
        "Higher here than in most places: Speak Welsh, 2011; Work part-time. Lower here than in most places: Live in a flat."
    )


def test_the_names_of_figures_are_those_of_the_language():
    assert "Siarad Cymraeg, 2011; Gweithio’n rhan-amser" in describe(WELSH, "cy")


def test_nothing_that_stands_out_is_said_too():
    assert describe(Profile("A", (), (), ()), "en") == "In the middle in every figure that is compared."
