"""What came of it: counted right, small numbers hidden, in the same number of questions however much there is."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client

from edau.connect.analysis.impact import Share, impact
from edau.connect.choices import Stage
from edau.connect.models import Proposal
from edau.connect.queries.impact import Came, Help, kilometres, what_came
from edau.core import clock, visibility
from edau.ui.links import address_in
from tests.cast import body
from tests.connect.cast import AREA, asset, capability, need, party

pytestmark = pytest.mark.django_db

RCT, MERTHYR = "W06000016", "W06000024"
FAR = "W01001301"  # a small area of Merthyr, far from Pontypridd


def helped(*, giver_area: str = AREA, first: bool = True, welsh: bool = False, **fields) -> Proposal:
    """Somebody helped somebody: done, and the need met."""
    wanted = need(languages=["cy"] if welsh else ["en"], met=clock.now())
    return Proposal.objects.create(
        need=wanted,
        capability=capability(of=party(area=giver_area)),
        stage=Stage.THANKED,
        by="test",
        answer_by=date(2026, 12, 1),
        done=clock.now(),
        minutes=60,
        first=first,
        in_welsh=welsh,
        **fields,
    )


def used(minutes: int = 90) -> Proposal:
    """A group used a room of a body."""
    hall = asset(of=party(organisation=body()), kind="hall")
    return Proposal.objects.create(
        need=need(skill="", asset_kind="hall"),
        asset=hall,
        stage=Stage.DONE,
        by="test",
        answer_by=date(2026, 12, 1),
        done=clock.now(),
        minutes=minutes,
        first=True,
    )


class TestWhatCame:
    def test_each_help_is_read_as_what_it_was(self):
        helped(welsh=True)
        helped(giver_area=FAR, first=False)
        used(90)

        came = what_came()

        assert len(came.met) == 2
        assert set(came.met) == {RCT}
        by_sort = sorted(came.helps, key=lambda one: (one.room_minutes is not None, not one.in_welsh))
        welsh, far, room = by_sort
        assert (welsh.near, welsh.first_person, welsh.wanted_welsh, welsh.in_welsh) == (
            True,
            True,
            True,
            True,
        )
        assert (far.near, far.first_person, far.wanted_welsh) == (False, False, False)
        assert (room.room_minutes, room.first_person) == (90, False)  # a body is no person
        assert came.authorities == (RCT, MERTHYR)

    def test_help_from_afar_has_no_distance(self):
        one = helped()
        type(one.need).objects.filter(pk=one.need_id).update(remote=True)
        type(one.capability).objects.filter(pk=one.capability_id).update(remote=True)

        assert [each.near for each in what_came().helps] == [None]

    def test_what_is_not_done_or_is_held_does_not_count(self):
        helped()
        Proposal.objects.update(stage=Stage.AGREED)
        hidden = helped()
        visibility.hold(label="connect.Need", object_id=hidden.need_id, reason="test", by="test")

        came = what_came()

        assert came.helps == []
        assert len(came.met) == 1

    def test_it_takes_the_same_questions_for_many_as_for_few(self, django_assert_max_num_queries):
        for _one in range(6):
            helped()
        what_came()

        with django_assert_max_num_queries(6):
            what_came()


class TestCounted:
    def help(self, authority: str, **fields) -> Help:
        given = {
            "first_person": True,
            "room_minutes": None,
            "near": True,
            "wanted_welsh": True,
            "in_welsh": True,
        }
        return Help(authority, synthetic=False, **(given | fields))

    def test_large_numbers_are_told_and_small_ones_hidden_with_what_gives_them_away(self):
        places = ("a", "b", "c")
        met = ["a"] * 40 + ["b"] * 2 + ["c"] * 30
        told = impact(Came(met, [], places, False))

        assert told.whole.met == 72
        shown = {one.authority: one.met for one in told.authorities}
        assert shown["b"] is None
        assert list(shown.values()).count(None) >= 2

    def test_a_share_of_few_is_hidden_though_the_whole_is_large(self):
        many = [self.help("a")] * 30 + [self.help("a", in_welsh=False)] * 2 + [self.help("b")] * 20
        many += [self.help("b", in_welsh=False)] * 10
        told = impact(Came([], many, ("a", "b"), False))

        assert told.authorities[0].welsh.part is None
        assert told.authorities[1].near in (Share(30, 30), Share(None, 30), Share(None, None))

    def test_hours_go_with_the_number_of_uses(self):
        few = impact(Came([], [self.help("a", room_minutes=60)] * 4, ("a",), False))
        enough = impact(Came([], [self.help("a", room_minutes=60)] * 6, ("a",), False))

        assert (few.whole.room_minutes, few.authorities[0].room_minutes) == (None, None)
        assert (enough.whole.room_minutes, enough.authorities[0].room_minutes) == (360, 360)

    def test_what_lies_in_no_known_authority_cannot_be_worked_out(self):
        told = impact(Came(["a"] * 20 + ["elsewhere"] * 2, [], ("a",), False))

        assert told.whole.met == 22
        assert [one.met for one in told.authorities] == [None]

    def test_nobody_at_all(self):
        told = impact(Came([], [], (), False))

        assert told.whole.met is None
        assert told.authorities == ()


def test_a_degree_of_latitude_is_111_kilometres():
    assert kilometres((51.0, -3.0), (52.0, -3.0)) == pytest.approx(111.2, abs=0.1)
    assert kilometres((51.6, -3.3), (51.6, -3.3)) == 0


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_page_and_its_file_say_the_same_and_hide_the_few(language):
    for _one in range(6):
        helped()
    client = Client()

    page = client.get(address_in(language, "portal:impact"))
    text = client.get(address_in(language, "portal:impact_csv") + "?format=csv-plain").content.decode()

    assert page.status_code == 200
    rows = {row["area"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["W92000004"]["met"] == "6"
    assert rows["W92000004"]["welsh_of"] == ""
    assert rows[RCT]["first"] == "6"
    assert rows["W92000004"]["counted"] == clock.today().isoformat()
    assert "6" in page.content.decode().split("<h2")[1]
    assert 'class="banner"' not in page.content.decode()


def test_what_is_made_up_is_told_so_on_the_page_and_in_every_row():
    helped(synthetic=True)
    client = Client()

    assert (
        'class="banner" aria-label="Example data"'
        in client.get(address_in("en", "portal:impact")).content.decode()
    )
    text = client.get(address_in("en", "portal:impact_csv")).content.decode("utf-8-sig")
    assert {row["Example data"] for row in csv.DictReader(io.StringIO(text))} == {"Made-up example"}
