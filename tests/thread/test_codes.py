"""The two secrets of a receipt: that no slip of a finger opens another's, and that nobody guesses one."""

from __future__ import annotations

import math

import pytest

from edau.thread.codes import (
    GROUPS,
    LENGTH,
    SIGNS,
    Slip,
    aloud,
    check_sign,
    code_hash,
    is_word,
    link_hash,
    new_code,
    new_link,
    read_code,
    slip_in,
    spaced,
    strange_signs,
    word_hash,
)

# Signs that are taken for one another in print, in handwriting or down a telephone: no code has both of a pair.
CONFUSED = ["0O", "0D", "0Q", "OQ", "1I", "1L", "IL", "5S", "2Z", "8B", "6G", "UV", "CG", "BD"]


# Always the same ones: two workers of a run must find the same tests.
BODIES = (
    "7H4KTM92R",
    "222222222",
    "YYYYYYYYY",
    "2Y2Y2Y2Y2",
    "ACEFHJKMN",
    "PRTUWXY23",
    "45679ACEF",
    "XWUTRPNMK",
)
SOME = [body + check_sign(body) for body in BODIES]


def test_no_sign_is_mistaken_for_another():
    assert [pair for pair in CONFUSED if set(pair) <= set(SIGNS)] == []
    assert len(SIGNS) == len(set(SIGNS)) == 23
    assert all(len(SIGNS) % n for n in range(2, 23))  # a prime: only so does the check sign find every slip


@pytest.mark.parametrize("code", SOME[:4])
def test_every_single_wrong_sign_is_found(code):
    wrong = {code[:at] + sign + code[at + 1 :] for at in range(LENGTH) for sign in SIGNS if sign != code[at]}

    assert len(wrong) == LENGTH * 22
    assert {one for one in wrong if read_code(one)} == set()


@pytest.mark.parametrize("code", SOME)
def test_any_two_signs_that_changed_places_are_found(code):
    swapped = {
        code[:a] + code[b] + code[a + 1 : b] + code[a] + code[b + 1 :]
        for a in range(LENGTH)
        for b in range(a + 1, LENGTH)
        if code[a] != code[b]
    }

    assert {one for one in swapped if read_code(one)} == set()


def test_a_code_is_read_as_people_type_it():
    code = new_code()

    assert sum(GROUPS) == len(code) == LENGTH
    typed = (code, code.lower(), spaced(code), spaced(code).replace(" ", "-"), f"  {spaced(code)}. ")
    assert {read_code(one) for one in typed} == {code}


def test_what_is_wrong_with_a_code_is_known():
    assert slip_in("7H4K TM9 2RJ") is None
    assert slip_in("7H4K TM9 2R") is Slip.LENGTH
    assert slip_in("7H4K TM9 2RW") is Slip.CHECK
    assert slip_in("7H4K TM9 2RO") is Slip.SIGN
    assert strange_signs("O0O 7H1") == ["O", "0", "1"]


def test_a_link_has_more_than_a_hundred_bits_and_a_code_forty():
    links = {new_link() for _ in range(1000)}

    assert len(links) == 1000
    assert {len(link) for link in links} == {22}
    assert len(set("".join(links))) * 1.0 == 64  # every sign of base 64 comes up: 16 bytes at random
    assert 16 * 8 >= 100
    assert math.log2(len(SIGNS) ** (LENGTH - 1)) > 40


def test_what_is_kept_gives_neither_secret_away(settings):
    link, code = new_link(), new_code()
    kept = [link_hash(link), code_hash(code), word_hash("afal")]

    assert not any(secret in one for secret in (link, code, "afal") for one in kept)
    before = code_hash(code)
    settings.SECRET_KEY = "another secret, long enough to be one of ours"
    assert code_hash(code) != before  # whoever takes the table away cannot try codes out


def test_the_second_word_is_the_same_whatever_its_capitals_and_spaces():
    kept = word_hash("Coed Derw")

    assert [is_word(word, kept) for word in ("coed derw", " COED  DERW ", "coed", "")] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_word("", "")


def test_a_code_is_said_aloud_in_either_language():
    assert aloud("7H4KTM92RJ", "cy") == "saith, H, pedwar, K; T, M, naw; dau, R, J"
    assert aloud("7H4KTM92RJ", "en") == "seven, H, four, K; T, M, nine; two, R, J"


def test_the_check_sign_is_one_of_the_signs_for_every_body():
    assert {check_sign(f"{sign}22222222") for sign in SIGNS} == set(SIGNS)
