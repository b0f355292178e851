"""What a text says about who somebody is: what must be found, and what must let a busy person pass."""

from __future__ import annotations

import pytest

from edau.listen.personal_data import Sign, is_nhs_number, personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(one.sign.value, one.text) for one in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "sign", "piece"),
    [
        ("Ask sian.jones@example.org about it", Sign.EMAIL, "sian.jones@example.org"),
        ("E-bostiwch siân@cyngor.cymru heddiw", Sign.EMAIL, "siân@cyngor.cymru"),
        ("ring 01443 123456 after six", Sign.TELEPHONE, "01443 123456"),
        ("Ffôn: (01443) 123456", Sign.TELEPHONE, "(01443) 123456"),
        ("her mobile is 07700900123", Sign.TELEPHONE, "07700900123"),
        ("07700 900 123 yw’r rhif", Sign.TELEPHONE, "07700 900 123"),
        ("(ring 07700 900123)", Sign.TELEPHONE, "07700 900123"),
        ("his (07700 900123) is off", Sign.TELEPHONE, "07700 900123"),
        ("+44 7700 900123", Sign.TELEPHONE, "+44 7700 900123"),
        ("0044 29 2018 0123", Sign.TELEPHONE, "0044 29 2018 0123"),
        ("NHS number 943 476 5919 was lost", Sign.NHS, "943 476 5919"),
        ("rhif GIG 9434765919", Sign.NHS, "9434765919"),
        ("NI is AB 12 34 56 C", Sign.INSURANCE, "AB 12 34 56 C"),
        ("ab123456c", Sign.INSURANCE, "ab123456c"),
        ("Mrs Jones cannot get upstairs", Sign.NAME, "Mrs Jones"),
        ("saw Mr. Dafydd ap Rhys on Monday", Sign.NAME, "Mr. Dafydd ap Rhys"),
        ("mae Mistar Evans yn aros", Sign.NAME, "Mistar Evans"),
        ("gwelais Ddoctor Parri ddoe", Sign.NAME, "Ddoctor Parri"),
        ("y Parch. Elfed Lewis", Sign.NAME, "Parch. Elfed Lewis"),
        ("yr Athro Siân Hughes", Sign.NAME, "Athro Siân Hughes"),
        ("Dr O’Neill said no", Sign.NAME, "Dr O’Neill"),
        ("Miss Llŷr-Davies rang", Sign.NAME, "Miss Llŷr-Davies"),
        ("Cllr Williams knows", Sign.NAME, "Cllr Williams"),
        ("mrs jones is waiting again", Sign.NAME, "mrs jones"),
        ("mae mr thomas yn unig", Sign.NAME, "mr thomas"),
        ("Nyrs Bethan Prys", Sign.NAME, "Nyrs Bethan Prys"),
        ("Dr J. P. Rees", Sign.NAME, "Dr J. P. Rees"),
    ],
)
def test_it_is_found_as_it_was_written(text, sign, piece):
    assert found(text) == [(sign.value, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "Three people in five months waited 12 weeks for an occupational therapist.",
        "Y tro diwethaf, yn 2019 2020 2021, roedd 1,234,567 o ymweliadau.",
        "It cost £0123456789 in the end, or 0.0123456789.",
        "The helpline 0300 123 4567 and 0800 555 111 ring out.",
        "Ffoniwch 0845 4647.",
        "From 01/02/2024 to 03-04-2025, 10:30 to 11:45",
        "The reference is 943 476 5918",
        "Reference A1234567890B, order 12345678901234567",
        "QQ 12 34 56 C and GB 12 34 56 A are no such numbers",
        "AB123456Z",
        "Mae Sir Benfro a Sir Gaerfyrddin yn bell.",
        "People miss Swansea. I miss them. Nobody should miss out.",
        "The MS Society and people with MS meet here; an ms is a millisecond.",
        "I could not get a dr appointment, the dr surgery was shut",
        "Mae’r athro Cymraeg yn gadael. Yr Athro Cymraeg newydd?",
        "Doctor Surgery letters, Nurse Practitioner clinics, Nurse Manager posts",
        "Mr a Mrs yw’r gêm ar y teledu",
        "Mr and Mrs on the door",
        "the prof said, the rev counter, master bedroom, master of none",
        "Write to us at example dot org, or @cyngor on the web",
        "Mistakes are made. Drs are few. Proffwyd.",
        "y meistr a’r gwas, doctor da, nyrs ardal",
        "CF37 1AA, W38000081 and SO15",
        "",
    ],
)
def test_near_misses_do_not_warn(text):
    assert found(text) == []


def test_everything_in_a_text_is_found_once_in_its_order():
    text = "Mrs Jones, 07700 900123, mrs.jones@example.org, 943 476 5919 and Mrs Jones again"

    assert found(text) == [
        ("name", "Mrs Jones"),
        ("telephone", "07700 900123"),
        ("email", "mrs.jones@example.org"),
        ("nhs", "943 476 5919"),
        ("name", "Mrs Jones"),
    ]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4010232137", True),
        ("1234567890", False),
        ("943476591", False),
        ("٩٤٣٤٧٦٥٩١٩", False),
        ("943476591x", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(number, right):
    assert is_nhs_number(number) is right


def test_a_long_text_is_looked_through_in_no_time():
    text = ("Mrs " * 2000 + "0" * 4000 + "a@" * 2000 + "A. " * 3000)[:20_000]

    assert len(personal_data(text)) < 20_000
