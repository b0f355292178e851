"""The organisations and boards that ship: who the Act says sits where, and what has been seen of it."""

from __future__ import annotations

from collections import Counter

import pytest

from edau.catalogue import CatalogueError, root
from edau.people.actions.loading import load_organisations
from edau.people.board_catalogue import bodies, places, read_places
from edau.people.models import Organisation, Role, Seat
from edau.places.models import Area
from tests.cast import account, involvement

BODIES_OF_THE_ACT = 56


def of(board: str, standing: str) -> list[str]:
    return [place.organisation for place in places() if (place.board, place.standing) == (board, standing)]


def test_the_56_bodies_of_the_act_are_there_by_the_clauses_that_name_them():
    clauses = Counter(
        body.source.partition("s.6(1)")[2].partition(")")[0].strip("(")
        for body in bodies().values()
        if "s.6(1)" in body.source
    )

    classes = {"a": 1, "b": 22, "ba": 4, "c": 7, "d": 3, "da": 2, "e": 3, "f": 3, "g": 1, "h": 1}
    assert clauses == {**classes, "i": 1, "j": 1, "k": 1, "l": 1, "m": 5}
    assert sum(clauses.values()) == BODIES_OF_THE_ACT


def test_cwm_taf_morgannwg_has_its_statutory_members():
    assert sorted(of("psb-cwm-taf-morgannwg", "member")) == [
        "bridgend-council",
        "cwm-taf-morgannwg-health-board",
        "merthyr-tydfil-council",
        "natural-resources-wales",
        "rhondda-cynon-taf-council",
        "south-wales-fire",
    ]


def test_every_board_has_the_members_whom_the_act_invites_and_the_partners_it_names():
    known = bodies()
    boards = sorted({place.board for place in places()})
    assert len(boards) == 13
    for board in boards:
        members = Counter(known[key].sector for key in of(board, "member"))
        invited = Counter(known[key].sector for key in of(board, "invited"))
        assert {name: members[name] for name in ("health", "fire", "environment")} == dict.fromkeys(
            ("health", "fire", "environment"), 1
        ), board
        assert (invited["police"], invited["government"], invited["other"]) == (2, 1, 1), board
        assert invited["voluntary"] >= 1, board
        assert "llais" in of(board, "partner"), board


def test_the_22_councils_are_members_of_one_board_each():
    councils = [place.organisation for place in places() if place.organisation.endswith("-council")]
    members = [key for key in councils if bodies()[key].sector == "authority"]

    assert (len(members), len(set(members))) == (22, 22)


def test_a_seat_names_its_section_and_nobody_claims_to_know_who_accepted():
    laws = {place.standing: place.law for place in places()}

    assert laws == {"member": "s.29(2)", "invited": "s.30(1)", "partner": "s.32(1)"}
    assert {place.checked for place in places() if place.standing == "invited"} == {False}
    unseen = {"psb-powys", "psb-flintshire-and-wrexham"}
    assert {p.board for p in places() if p.standing == "member" and not p.checked} == unseen


@pytest.mark.django_db
def test_every_area_that_is_named_is_one_of_ours_or_of_fire_and_police():
    named = {body.area for body in bodies().values() if body.area}
    ours = set(Area.objects.filter(code__in=named).values_list("code", flat=True))

    assert {code[:3] for code in named - ours} == {"W15", "W25"}


@pytest.mark.django_db
def test_the_welsh_name_of_a_health_board_is_the_one_the_statistics_office_has():
    areas = {area.code: area.name_cy for area in Area.objects.filter(kind="health_board")}
    named = {body.area: body.name_cy for body in bodies().values() if body.area in areas}

    assert named == areas


@pytest.mark.django_db
def test_loading_twice_changes_nothing_the_second_time():
    load_organisations(by="tests")

    assert load_organisations(by="tests") == 0
    assert (Organisation.objects.filter(from_catalogue=True).count(), Seat.objects.count()) == (
        len(bodies()),
        len(places()),
    )


@pytest.mark.django_db
def test_what_was_changed_by_hand_is_brought_back_and_what_left_stays_where_something_rests_on_it():
    load_organisations(by="tests")
    Organisation.objects.filter(key="llais").update(name_en="Community Health Council")
    Seat.objects.filter(board="psb-powys").delete()
    for key in ("gone", "gone-but-needed", "gone-but-controls"):
        Organisation.objects.create(key=key, name_cy=key, name_en=key, sector="other", from_catalogue=True)
    Role.objects.create(user=account("sian"), part="officer", organisation_id="gone-but-needed")

    # The list of those who answer in law for an involvement loses nobody: it is sealed.
    involvement().controllers.add("gone-but-controls")

    load_organisations(by="tests")

    assert Organisation.objects.get(key="llais").name_en == "Llais (Citizen Voice Body)"
    assert Seat.objects.filter(board="psb-powys").count() == len(
        [p for p in places() if p.board == "psb-powys"]
    )
    left = Organisation.objects.filter(key__startswith="gone").values_list("key", "from_catalogue")
    assert list(left) == [("gone-but-controls", False), ("gone-but-needed", False)]


@pytest.mark.django_db
def test_a_body_of_the_installation_itself_is_left_alone():
    Organisation.objects.create(
        key="menter-ni", name_cy="Menter Ni", name_en="Our Venture", sector="voluntary"
    )

    load_organisations(by="tests")

    assert Organisation.objects.get(key="menter-ni").from_catalogue is False


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("organisations.yaml", "sector: government", "sector: kingdom", "organisations[0].sector"),
        (
            "organisations.yaml",
            "key: bridgend-council",
            "key: blaenau-gwent-council",
            "blaenau-gwent-council",
        ),
        ("boards.yaml", "partners: [nptc]", "partners: [nobody]", "partners"),
        ("boards.yaml", "  psb-powys:", "  psb-nowhere:", "psb-powys"),
    ],
)
def test_a_wrong_file_is_refused_with_the_field_to_mend(tmp_path, file, old, new, where):
    for name in ("organisations.yaml", "boards.yaml", "statute/boards.yaml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        text = (root() / name).read_text(encoding="utf-8")
        target.write_text(text.replace(old, new, 1) if name == file else text, encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        read_places(tmp_path)

    assert where in str(refused.value)
