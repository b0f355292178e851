"""Frameworks: what the catalogue may hold, and who may have an involvement ask by one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils.translation import override

import edau.catalogue
from edau.catalogue import CatalogueError
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.frameworks import Settled, TooMany, leave_framework, use_framework
from edau.listen.actions.signs import Answer, place_story
from edau.listen.frameworks import ItemKind, frameworks, read_frameworks
from edau.listen.queries.signs import frameworks_of, in_use, users_of
from edau.people.choices import Part
from tests import cast

FILES = Path(edau.catalogue.__file__).parent / "frameworks"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FILES, tmp_path / "frameworks")
    return tmp_path


def change(folder: Path, deed) -> None:
    file = folder / "frameworks/services.yaml"
    values = yaml.safe_load(file.read_text())
    deed(values)
    file.write_text(yaml.safe_dump(values, allow_unicode=True))


def test_the_ones_that_ship_have_every_kind_of_item_in_both_languages():
    found = frameworks()

    kinds = {
        key: [sum(item.kind == kind for item in one.items.values()) for kind in ItemKind]
        for key, one in found.items()
    }
    assert kinds == {"good-life": [3, 2, 2], "services": [2, 1, 1]}
    for one in found.values():
        for item in one.items.values():
            texts = [item.asks, *item.ends, *(option.name for option in item.options)]
            assert all(text.cy and text.en and text.cy != text.en for text in texts)


@pytest.mark.parametrize(
    ("deed", "where"),
    [
        (lambda v: v.update(key="Good Life"), "key"),
        (lambda v: v.update(key="good-life"), "key"),
        (lambda v: v.update(checked="yes"), "checked"),
        (lambda v: v.update(colour="red"), "colour"),
        (lambda v: v["name"].pop("cy"), "name.cy"),
        (lambda v: v.update(items=[]), "items"),
        (lambda v: v["items"][0].update(kind="square"), "items[0].kind"),
        (lambda v: v["items"][0]["corners"].pop(), "items[0].corners"),
        (lambda v: v["items"][0]["corners"][1].pop("en"), "items[0].corners[1].en"),
        (lambda v: v["items"][0]["corners"].__setitem__(1, v["items"][0]["corners"][0]), "items[0].corners"),
        (lambda v: v["items"][2]["poles"].append({"cy": "x", "en": "y"}), "items[2].poles"),
        (lambda v: v["items"][3]["options"][0].update(key="asked"), "items[3].options"),
        (lambda v: v["items"][3].update(options=[]), "items[3].options"),
        (lambda v: v["items"][1].update(key="counted"), "items[1].key"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_name_and_the_field(folder, deed, where):
    read_frameworks(folder)
    change(folder, deed)

    with pytest.raises(CatalogueError) as error:
        read_frameworks(folder)

    assert error.value.file == "frameworks/services.yaml"
    assert error.value.where == where


@pytest.mark.django_db
class TestUsing:
    def test_who_may_change_an_involvement_has_it_ask_and_each_deed_leaves_a_line(self):
        asked, officer = cast.involvement(live=False), cast.holder(Part.OFFICER, cast.body())
        before = AuditLine.objects.count()

        assert use_framework(involvement=asked, key="good-life", by=officer)
        assert not use_framework(involvement=asked, key="good-life", by=officer)
        assert [one.key for one in frameworks_of(asked)] == ["good-life"]
        assert leave_framework(involvement=asked, key="good-life", by=officer)
        assert not leave_framework(involvement=asked, key="good-life", by=officer)

        lines = list(AuditLine.objects.filter(number__gt=before).values_list("deed", "codes"))
        assert lines == [
            ("use_framework", {"framework": "good-life"}),
            ("leave_framework", {"framework": "good-life"}),
        ]
        assert frameworks_of(asked) == []

    def test_nobody_else_may(self):
        asked = cast.involvement()
        for who in (
            cast.account("nobody"),
            cast.holder(Part.LISTENER, cast.body(), name="listener"),
            cast.holder(Part.OFFICER, cast.body("arall"), name="stranger"),
        ):
            for deed in (use_framework, leave_framework):
                with pytest.raises(NotAllowed):
                    deed(involvement=asked, key="good-life", by=who)

    def test_once_somebody_has_answered_nothing_is_changed(self):
        asked, officer = cast.involvement(), cast.holder(Part.OFFICER, cast.body())
        use_framework(involvement=asked, key="good-life", by=officer)
        story = cast.story(within=asked)
        answers = {"feeling": Answer(choice="glad")}
        place_story(contribution=story, framework="good-life", answers=answers, by="receipt x")

        for deed, key in ((leave_framework, "good-life"), (use_framework, "services")):
            with pytest.raises(Settled):
                deed(involvement=asked, key=key, by=officer)

    def test_nor_once_it_has_closed_and_there_is_no_other_framework(self):
        officer = cast.holder(Part.OFFICER, cast.body())
        with pytest.raises(Settled):
            use_framework(involvement=cast.involvement(days=(-9, -1, 9)), key="services", by=officer)
        with pytest.raises(ValueError, match="framework"):
            use_framework(involvement=cast.involvement(), key="nothing", by=officer)

    def test_nobody_is_asked_more_of_one_story_than_a_form_can_send(self, monkeypatch, client):
        asked, officer = cast.involvement(), cast.holder(Part.OFFICER, cast.body())
        monkeypatch.setattr(
            "edau.listen.actions.frameworks.MOST_ITEMS", 10
        )  # the two that ship have eleven together
        use_framework(involvement=asked, key="good-life", by=officer)

        with pytest.raises(TooMany):
            use_framework(involvement=asked, key="services", by=officer)
        client.force_login(officer)
        with override("en"):
            answer = client.post(reverse("portal:frameworks_choose", args=[asked.pk]), {"use": "services"})

        assert answer.status_code == 409
        assert "Take away others first." in answer.content.decode()
        assert [one.key for one in frameworks_of(asked)] == ["good-life"]

    def test_boards_see_who_else_asks_by_it_but_no_drafts(self):
        first, second = cast.involvement(), cast.involvement(organisation=cast.body("arall"))
        draft = cast.involvement(live=False)
        for one in (first, second, draft):
            use_framework(involvement=one, key="services", by=one.opened_by)

        assert users_of("services") == [first, second]
        assert in_use() == {"services": [first, second]}
