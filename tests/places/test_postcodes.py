"""Postcodes: what counts as one, and that the packed file says what a plain dictionary would say."""

import struct
import threading
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.places.postcodes import (
    HEADER,
    LATITUDE_STEP,
    LONGITUDE_STEP,
    Located,
    OutcodeCentre,
    PostcodeFile,
    PostcodeFileError,
    is_outcode,
    normalise,
    pack,
)

LSOAS = ["W01000003", "W01000104", "W01001939"]

WELSH_OUTCODES = st.builds(
    lambda area, district: f"{area}{district}",
    st.sampled_from(["CF", "NP", "SA", "LL", "LD", "SY", "CH", "HR"]),
    st.integers(0, 99),
)
INWARD = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)
POSTCODES = st.builds(lambda outcode, inward: f"{outcode} {inward}", WELSH_OUTCODES, INWARD)
SPOTS = st.tuples(st.sampled_from(LSOAS), st.floats(51.35, 53.5), st.floats(-5.6, -2.6))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("CF37 1TW", "CF37 1TW"),
        ("cf371tw", "CF37 1TW"),
        ("  ll57\u00a02dg ", "LL57 2DG"),
        ("SA1-3SN", "SA1 3SN"),
        ("c f 1 0 1 a a", "CF10 1AA"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
    ],
)
def test_a_postcode_is_understood_however_it_is_typed(typed, written):
    assert normalise(typed) == written


@pytest.mark.parametrize(
    "typed",
    ["", " ", "Pontypridd", "CF37", "CF37 1T", "CF37 1TWX", "37CF 1TW", "CF37 1CW", "CF007 1TW", "CF07 1TW",
     "QF1 1AA", "NPT 0AD", "CF37 1TW" * 5, "ＣＦ３７ 1TW", "CF٣7 1TW"],
)  # fmt: skip
def test_what_has_not_the_form_of_a_postcode_is_refused(typed):
    assert normalise(typed) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_the_answer_is_a_settled_form_or_none(text):
    written = normalise(text)
    assert written is None or normalise(written) == written


@pytest.mark.parametrize("typed", ["CF37", "ll57", " sy23 ", "SA1", "EC1A"])
def test_the_first_half_alone_is_an_outcode(typed):
    assert is_outcode(typed) is True


@pytest.mark.parametrize("typed", ["", "CF", "CF37 1TW", "CF137", "Nelson", "37", "NPT"])
def test_other_text_is_not_an_outcode(typed):
    assert is_outcode(typed) is False


@given(st.dictionaries(POSTCODES, SPOTS, max_size=60), st.lists(POSTCODES, max_size=20))
def test_the_file_answers_as_a_plain_dictionary_would(twin, others):
    rows = [(postcode, *spot) for postcode, spot in twin.items()]
    file = PostcodeFile(pack(rows, lsoas=LSOAS))
    assert len(file) == len(twin)
    for postcode in [*twin, *others]:
        found, spot = file.find(postcode.lower().replace(" ", "")), twin.get(postcode)
        if spot is None:
            assert found is None
        else:
            assert (found.postcode, found.lsoa, found.retired) == (postcode, spot[0], False)
            assert abs(found.lat - spot[1]) <= LATITUDE_STEP / 2 + 1e-5
            assert abs(found.lon - spot[2]) <= LONGITUDE_STEP / 2 + 1e-5
    assert sorted(found.postcode for found in file) == sorted(twin)
    assert sorted(file.outcodes()) == sorted({postcode.split()[0] for postcode in twin})


@given(st.dictionaries(POSTCODES, SPOTS, min_size=1, max_size=60))
def test_the_middle_of_an_outcode_is_one_of_its_postcodes(twin):
    rows = [(postcode, *spot) for postcode, spot in twin.items()]
    file = PostcodeFile(pack(rows, lsoas=LSOAS))
    for outcode in {postcode.split()[0] for postcode in twin}:
        centre = file.outcode_centre(outcode.lower())
        members = [found for found in file if found.postcode.split()[0] == outcode]
        assert centre.postcodes == len(members)
        assert (centre.lsoa, centre.lat, centre.lon) in {(one.lsoa, one.lat, one.lon) for one in members}


@given(st.dictionaries(POSTCODES, SPOTS, min_size=1, max_size=60))
def test_the_small_areas_of_an_outcode_are_those_of_its_postcodes(twin):
    file = PostcodeFile(pack([(postcode, *spot) for postcode, spot in twin.items()], lsoas=LSOAS))
    for outcode in {postcode.split()[0] for postcode in twin}:
        counted = Counter(spot[0] for postcode, spot in twin.items() if postcode.split()[0] == outcode)
        assert file.small_areas_of(f" {outcode.lower()} ") == counted
    assert file.small_areas_of("EC1A") == Counter()
    assert file.small_areas_of("nonsense") == Counter()


@given(st.dictionaries(POSTCODES, SPOTS, max_size=30), st.randoms())
def test_the_order_the_postcodes_come_in_does_not_change_a_byte(twin, random):
    rows = [(postcode, *spot) for postcode, spot in twin.items()]
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert pack(shuffled, lsoas=LSOAS) == pack(rows, lsoas=list(reversed(LSOAS)))


def test_a_postcode_of_a_withdrawn_outcode_is_found_and_marked():
    rows = [("CF1 1AA", "W01001939", 51.46974, -3.1877), ("CF10 1AA", "W01001939", 51.4791, -3.17808)]
    file = PostcodeFile(pack(rows, lsoas=LSOAS, retired={"CF1"}))
    assert file.find("CF1 1AA") == Located("CF1 1AA", "W01001939", 51.46976, -3.1877, retired=True)
    assert file.find("CF10 1AA") == Located("CF10 1AA", "W01001939", 51.47912, -3.1781, retired=False)
    assert file.outcode_centre("CF1") == OutcodeCentre("CF1", "W01001939", 51.46976, -3.1877, 1, retired=True)


def test_places_outside_wales_are_not_found():
    file = PostcodeFile(pack([("CF37 1TW", LSOAS[0], 51.6, -3.34)], lsoas=LSOAS))
    for elsewhere in ["CF37 1TX", "AB10 1AB", "ZE3 9JZ", "EC1A 1BB", "nonsense", ""]:
        assert file.find(elsewhere) is None
    for elsewhere in ["CF38", "EC1A", "CF37 1TW", ""]:
        assert file.outcode_centre(elsewhere) is None


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (("cf37 1tw", LSOAS[0], 51.6, -3.3), "not the written form"),
        (("EC1A 1BB", LSOAS[0], 51.6, -3.3), "not the written form"),
        (("CF37 1TW", "W01999999", 51.6, -3.3), "W01999999 is not in the list"),
        (("CF37 1TW", LSOAS[0], 0.0, -3.3), "outside the frame"),
        (("CF37 1TW", LSOAS[0], 51.6, 0.0), "outside the frame"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named(row, complaint):
    with pytest.raises(ValueError, match=complaint):
        pack([row], lsoas=LSOAS)


def test_a_postcode_that_comes_twice_is_named():
    row = ("CF37 1TW", LSOAS[0], 51.6, -3.3)
    with pytest.raises(ValueError, match="CF37 1TW comes twice"):
        pack([row, row], lsoas=LSOAS)


GOOD = pack([("CF37 1TW", LSOAS[0], 51.6, -3.34), ("LL57 2DG", LSOAS[1], 53.2, -4.1)], lsoas=LSOAS)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (GOOD[:10], "shorter than the header"),
        (b"PK\x03\x04" + GOOD[4:], "not a file of postcodes"),
        (GOOD[:6] + struct.pack("<H", 9) + GOOD[8:], "version 9"),
        (GOOD[:-1], "where its header promises"),
        (GOOD + b"\0", "where its header promises"),
        (GOOD[:-1] + bytes([GOOD[-1] ^ 1]), "checksum"),
    ],
)
def test_a_damaged_file_is_refused_and_named(tmp_path, data, complaint):
    path = tmp_path / "postcodes.bin"
    path.write_bytes(data)
    with pytest.raises(PostcodeFileError, match=complaint) as problem:
        PostcodeFile.open(path)
    assert str(path) in str(problem.value)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place, change):
    data = bytearray(GOOD)
    data[place] ^= change
    with pytest.raises(PostcodeFileError):
        PostcodeFile(bytes(data))


def test_many_threads_read_one_open_file(tmp_path):
    path = tmp_path / "postcodes.bin"
    rows = [(f"CF{n} {n % 10}AA", LSOAS[n % 3], 51.4 + n / 100, -3.3) for n in range(10, 90)]
    path.write_bytes(pack(rows, lsoas=LSOAS))
    wrong = []

    def read(file):
        wrong.extend(row[0] for _ in range(20) for row in rows if file.find(row[0]).lsoa != row[1])

    with PostcodeFile.open(path) as file:
        threads = [threading.Thread(target=read, args=(file,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_the_header_is_small():
    assert HEADER.size == 24
