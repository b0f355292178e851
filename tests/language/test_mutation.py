"""Initial mutations and their inversion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.language.mutation import Mutation, Radical, aspirate, h_prothesis, mutate, nasal, radicals, soft


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Pontypridd", "Bontypridd"),
        ("Tredegar", "Dredegar"),
        ("Caerdydd", "Gaerdydd"),
        ("Bangor", "Fangor"),
        ("Dinbych", "Ddinbych"),
        ("Gwynedd", "Wynedd"),
        ("Gŵyr", "Ŵyr"),
        ("Glanaman", "Lanaman"),
        ("Maesteg", "Faesteg"),
        ("Llanelli", "Lanelli"),
        ("Rhuthun", "Ruthun"),
    ],
)
def test_soft_mutation_changes_nine_letters(word, expected):
    assert soft(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Pontypridd", "Mhontypridd"),
        ("Treorci", "Nhreorci"),
        ("Caerdydd", "Nghaerdydd"),
        ("Bangor", "Mangor"),
        ("Dolgellau", "Nolgellau"),
        ("Gwynedd", "Ngwynedd"),
    ],
)
def test_nasal_mutation_changes_six_letters(word, expected):
    assert nasal(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Powys", "Phowys"), ("Treorci", "Threorci"), ("Cymru", "Chymru")]
)
def test_aspirate_mutation_changes_three_letters(word, expected):
    assert aspirate(word) == expected


@pytest.mark.parametrize(
    "word", ["Abertawe", "Sarn", "Nefyn", "Fochriw", "Ffynnon", "Hwlffordd", "Ystrad", "Wrecsam"]
)
def test_what_cannot_mutate_stays_as_it_is(word):
    assert [soft(word), nasal(word), aspirate(word)] == [word] * 3


@pytest.mark.parametrize("word", ["Chwilog", "Theatr", "Philip", "Ddraenen", "tships"])
def test_a_digraph_is_one_letter_and_not_its_first_character(word):
    assert [soft(word), nasal(word), aspirate(word)] == [word] * 3


def test_l_and_r_change_only_when_they_are_ll_and_rh():
    assert [soft("Lerpwl"), soft("Rogiet"), nasal("Llanelli"), aspirate("Rhyl")] == [
        "Lerpwl",
        "Rogiet",
        "Llanelli",
        "Rhyl",
    ]


def test_h_goes_before_a_vowel_only():
    assert [h_prothesis("iechyd"), h_prothesis("Abertawe"), h_prothesis("cyngor")] == [
        "hiechyd",
        "Habertawe",
        "cyngor",
    ]


def test_capitals_throughout_stay_throughout():
    assert [soft("GWYNEDD"), nasal("CAERDYDD"), nasal("caerdydd")] == ["WYNEDD", "NGHAERDYDD", "nghaerdydd"]


def test_an_empty_word_stays_empty_and_has_no_radicals():
    assert [soft(""), nasal(""), h_prothesis("")] == ["", "", ""]
    assert radicals("") == ()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Gaerdydd", [Radical("Caerdydd", Mutation.SOFT)]),
        ("Nghaerdydd", [Radical("Caerdydd", Mutation.NASAL)]),
        ("Mangor", [Radical("Bangor", Mutation.NASAL)]),
        ("Fangor", [Radical("Bangor", Mutation.SOFT), Radical("Mangor", Mutation.SOFT)]),
        ("Wynedd", [Radical("Gwynedd", Mutation.SOFT)]),
        ("lan", [Radical("llan", Mutation.SOFT), Radical("glan", Mutation.SOFT)]),
        ("hiechyd", [Radical("iechyd", Mutation.H)]),
        ("Sarn", []),
        ("Llanelli", []),
        ("ffordd", []),
    ],
)
def test_radicals_are_all_the_words_a_form_may_come_from(form, expected):
    assert list(radicals(form)) == expected


WELSH_WORDS = st.text(alphabet="abcdefghilmnoprstuwyâêîôûŵŷ", min_size=2, max_size=12)


@given(WELSH_WORDS, st.sampled_from(Mutation))
def test_every_mutation_can_be_undone(word, mutation):
    mutated = mutate(word, mutation)
    if mutated == word:
        return
    # Of "g" before a consonant that keeps no trace ("gs…") or before h ("gh…") nothing can be told; Welsh has
    # no such word.
    if mutation is Mutation.SOFT and word[0] == "g" and word[1] not in "aeiouwylnrâêîôûŵŷ":
        return
    # A letter that forms a digraph with what follows ("d" + "d…", "n" + "g…") is read as that digraph.
    candidates = {radical.word for radical in radicals(mutated)}
    ambiguous = {mutated[:2], mutated[:3]} & {
        "ng",
        "nh",
        "mh",
        "ngh",
        "dd",
        "ff",
        "ll",
        "rh",
        "ch",
        "ph",
        "th",
        "ts",
    }
    assert word in candidates or ambiguous
