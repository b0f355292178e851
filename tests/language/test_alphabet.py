"""Welsh alphabetical order."""

import pytest

from edau.language.alphabet import letters, sort_names


def test_digraphs_are_letters_of_their_own():
    names = [
        "Chwilog",
        "Cwmbrân",
        "Ddôl",
        "Dyserth",
        "Ffair",
        "Fenni",
        "Llanelli",
        "Lôn",
        "Phowys",
        "Pwllheli",
        "Rhyl",
        "Rogiet",
    ]
    in_order = [
        "Cwmbrân",
        "Chwilog",
        "Dyserth",
        "Ddôl",
        "Fenni",
        "Ffair",
        "Lôn",
        "Llanelli",
        "Pwllheli",
        "Phowys",
        "Rogiet",
        "Rhyl",
    ]
    assert sort_names(names) == in_order


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Llangefni", "ll a n g e f n i"),
        ("Bangor", "b a n g o r"),
        ("Hengoed", "h e n g o e d"),
        ("Abergwyngregyn", "a b e r g w y n g r e g y n"),
        ("Y Trallwng", "y t r a ll w ng"),
        ("Nghymru", "ng h y m r u"),
        ("Senghennydd", "s e ng h e n n y dd"),
        ("Llanfihangel", "ll a n f i h a ng e l"),
        ("Llanengan", "ll a n e ng a n"),
        ("Pont-y-pŵl", "p o n t y p w l"),
    ],
)
def test_ng_is_one_letter_where_it_is_one(word, expected):
    assert letters(word) == expected.split()


def test_ng_comes_between_g_and_h():
    assert sort_names(["Llosg", "Llong", "Llogell", "Llohar"]) == ["Llogell", "Llong", "Llohar", "Llosg"]


def test_words_come_before_letters_and_hyphens_do_not_count():
    names = ["Penygroes", "Penarth", "Pen-y-groes", "Pen Llŷn"]
    assert sort_names(names) == ["Pen Llŷn", "Penarth", "Pen-y-groes", "Penygroes"]


def test_the_article_is_kept_as_written():
    assert sort_names(["Y Barri", "Wrecsam", "Yr Wyddgrug", "Bangor"]) == [
        "Bangor",
        "Wrecsam",
        "Y Barri",
        "Yr Wyddgrug",
    ]


def test_accents_and_capitals_decide_only_between_equals():
    assert sort_names(["Môr", "Mos", "Mor", "mor"]) == ["Mor", "Môr", "mor", "Mos"]


def test_numbers_sort_as_numbers_and_before_letters():
    names = ["Caerdydd 010B", "Caerdydd 2A", "Caerdydd Isaf"]
    assert sort_names(names) == ["Caerdydd 2A", "Caerdydd 010B", "Caerdydd Isaf"]


def test_letters_that_welsh_lacks_take_their_latin_place():
    assert sort_names(["Zeal", "Rogiet", "Quay", "Llai", "Kinmel", "Jersey"]) == [
        *("Jersey", "Kinmel", "Llai", "Quay", "Rogiet", "Zeal")
    ]


def test_an_english_page_sorts_without_digraphs():
    assert sort_names(["Cwmbran", "Chirk", "Llanelli", "Loughor"], language="en") == [
        *("Chirk", "Cwmbran", "Llanelli", "Loughor")
    ]


def test_anything_with_a_name_can_be_sorted():
    assert sort_names([(1, "Chwilog"), (2, "Corwen")], name=lambda pair: pair[1]) == [
        (2, "Corwen"),
        (1, "Chwilog"),
    ]


def test_a_name_without_letters_comes_first():
    assert sort_names(["Aber", "–"]) == ["–", "Aber"]
