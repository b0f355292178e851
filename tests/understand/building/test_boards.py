"""Public Services Boards: thirteen areas that between them cover Wales once."""

import copy

import pytest

from edau.understand.building.boards import board_of_authority, boards, table

AUTHORITIES = [f"W060000{n:02d}" for n in [*range(1, 7), *range(8, 17), *range(18, 25)]]

TWO = {
    "title": {"cy": "Bwrdd Gwasanaethau Cyhoeddus", "en": "Public Services Board"},
    "boards": [
        {
            "code": "psb-south",
            "name": {"en": "South", "cy": "De", "source": "own", "checked": False},
            "authorities": AUTHORITIES[:10],
            "health_board": "W11000029",
            "fire": "W25000003",
            "police": "W15000003",
            "checked": True,
        },
        {
            "code": "psb-north",
            "name": {"en": "North", "cy": "Gogledd", "source": "own", "checked": False},
            "authorities": AUTHORITIES[10:],
            "health_board": "W11000023",
            "fire": "W25000001",
            "police": "W15000001",
            "checked": False,
        },
    ],
}


def test_thirteen_boards_hold_each_authority_once():
    assert len(boards()) == 13
    assert sorted(board_of_authority()) == AUTHORITIES


def test_gwent_has_its_five_authorities_and_its_two_names():
    gwent = boards().set_index("code").loc["psb-gwent"]
    assert gwent["authorities"] == ("W06000018", "W06000019", "W06000020", "W06000021", "W06000022")
    assert (gwent["name_en"], gwent["name_cy"]) == ("Gwent", "Gwent")
    assert (gwent["title_en"], gwent["title_cy"]) == (
        "Gwent Public Services Board",
        "Bwrdd Gwasanaethau Cyhoeddus Gwent",
    )


def test_boards_that_have_not_been_seen_in_a_source_say_so():
    frame = boards()
    assert frame.loc[~frame["checked"], "code"].tolist() == ["psb-flintshire-and-wrexham", "psb-powys"]


def test_no_welsh_name_of_a_board_counts_as_checked():
    assert boards()["name_cy_checked"].tolist() == [False] * 13


def test_boards_are_sorted_by_code():
    assert table(TWO)["code"].tolist() == ["psb-north", "psb-south"]


@pytest.mark.parametrize("taken", [AUTHORITIES[:9], [*AUTHORITIES[:10], AUTHORITIES[10]]])
def test_an_authority_without_a_board_or_in_two_is_refused(taken):
    wrong = copy.deepcopy(TWO)
    wrong["boards"][0]["authorities"] = taken
    with pytest.raises(ValueError, match="each of the 22 authorities once"):
        table(wrong)


@pytest.mark.parametrize("flag", ["true", 1, "as reported by the press"])
def test_only_a_flag_that_is_literally_true_or_false_is_taken(flag):
    wrong = copy.deepcopy(TWO)
    wrong["boards"][0]["checked"] = flag
    with pytest.raises(ValueError, match="psb-south: checked must be true or false"):
        table(wrong)


@pytest.mark.parametrize("code", ["psb-north", "south"])
def test_a_code_must_be_the_boards_own(code):
    wrong = copy.deepcopy(TWO)
    wrong["boards"][0]["code"] = code
    with pytest.raises(ValueError, match="a code of its own"):
        table(wrong)
