"""Names in a Welsh sentence."""

import pytest

from edau.language.forms import NameForms, and_, locative, mutates, name_forms, of, than, to, with_


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Pontypridd", "ym Mhontypridd"),
        ("Caerdydd", "yng Nghaerdydd"),
        ("Abertawe", "yn Abertawe"),
        ("Treorci", "yn Nhreorci"),
        ("Bangor", "ym Mangor"),
        ("Dolgellau", "yn Nolgellau"),
        ("Glyn Ebwy", "yng Nglyn Ebwy"),
        ("Machynlleth", "ym Machynlleth"),
        ("Llanelli", "yn Llanelli"),
        ("Pen-y-bont ar Ogwr", "ym Mhen-y-bont ar Ogwr"),
        ("Y Barri", "yn y Barri"),
        ("Yr Wyddgrug", "yn yr Wyddgrug"),
        ("Y Drenewydd", "yn y Drenewydd"),
        ("Ynys Môn", "ar Ynys Môn"),
        ("Ynys-y-bwl", "yn Ynys-y-bwl"),
        ("Gwynedd", "yng Ngwynedd"),
        ("Sir Gaerfyrddin", "yn Sir Gaerfyrddin"),
        ("Rhondda Cynon Taf", "yn Rhondda Cynon Taf"),
        ("Powys", "ym Mhowys"),
        ("Cymru", "yng Nghymru"),
        ("Rhaeadr Gwy", "yn Rhaeadr Gwy"),
    ],
)
def test_where(name, where):
    assert locative(name) == where


@pytest.mark.parametrize(
    ("name", "whence"),
    [
        ("Pontypridd", "o Bontypridd"),
        ("Caerdydd", "o Gaerdydd"),
        ("Llanelli", "o Lanelli"),
        ("Abertawe", "o Abertawe"),
        ("Gwynedd", "o Wynedd"),
        ("Bro Morgannwg", "o Fro Morgannwg"),
        ("Y Barri", "o’r Barri"),
        ("Yr Wyddgrug", "o’r Wyddgrug"),
        ("Ynys Môn", "o Ynys Môn"),
    ],
)
def test_whence(name, whence):
    assert of(name) == whence


def test_whither():
    assert [to("Pontypridd"), to("Y Barri"), to("Abertawe")] == ["i Bontypridd", "i’r Barri", "i Abertawe"]


@pytest.mark.parametrize(
    ("name", "joined", "compared", "together"),
    [
        ("Caerdydd", "a Chaerdydd", "na Chaerdydd", "â Chaerdydd"),
        ("Abertawe", "ac Abertawe", "nag Abertawe", "ag Abertawe"),
        ("Y Barri", "a’r Barri", "na’r Barri", "â’r Barri"),
        ("Wrecsam", "a Wrecsam", "na Wrecsam", "â Wrecsam"),
        ("Wdig", "ac Wdig", "nag Wdig", "ag Wdig"),
        ("Iwerddon", "ac Iwerddon", "nag Iwerddon", "ag Iwerddon"),
        ("Gwynedd", "a Gwynedd", "na Gwynedd", "â Gwynedd"),
    ],
)
def test_and_than_with(name, joined, compared, together):
    assert [and_(name), than(name), with_(name)] == [joined, compared, together]


@pytest.mark.parametrize(
    "name",
    [
        "Queensferry",
        "Garden City",
        "Bow Street",
        "Broughton",
        "Tylorstown",
        "Penley",
        "Gilfach Goch",
        "Connah's Quay",
    ],
)
def test_a_name_in_foreign_form_or_mutated_already_does_not_mutate(name):
    assert not mutates(name)
    name = name.replace("'", "’")
    assert [of(name), and_(name)] == [f"o {name}", f"a {name}"]


def test_an_english_word_after_and_does_not_make_the_first_name_foreign():
    assert locative("Pontypridd a Garden City") == "ym Mhontypridd a Garden City"


def test_yn_becomes_ym_before_m_though_nothing_mutates():
    assert locative("Markham") == "ym Markham"


def test_the_apostrophe_is_a_typographic_one_throughout():
    assert locative("Pentre'r Eglwys") == "ym Mhentre’r Eglwys"


def test_name_forms_say_whether_a_rule_or_an_exception_made_them():
    assert name_forms("Y Bala") == NameForms("yn y Bala", "o’r Bala", "i’r Bala", "rule")
    assert name_forms("Ynys Môn").source == "exception"


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_no_form(name):
    with pytest.raises(ValueError, match="a name is needed"):
        locative(name)
