"""The list of skills, kinds of asset and checks: what it promises to those who save its keys and numbers, and what a file may
hold."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

import edau.catalogue
from edau.catalogue import CatalogueError
from edau.connect.skills import (
    GROUPS,
    BarredList,
    Nature,
    Risk,
    asset_kinds,
    check_kinds,
    fields,
    groups,
    may_ask,
    read_fillers,
    read_skill_list,
    satisfies,
    skill_list,
    skills,
    skills_of,
)
from edau.language import vocabulary
from edau.language.mutation import radicals

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CATALOGUE = Path(edau.catalogue.__file__).parent
UNLISTED = Path(__file__).parent / "data" / "welsh_words.txt"
# A number stands in what people saved, so it never moves; a group that is no longer wanted keeps its number.
NUMBERS = [
    "small-repairs",
    "painting-furniture",
    "cleaning-laundry",
    "gardening",
    "growing-food",
    "shopping-errands",
    "lifts-travel",
    "dogs-pets",
    "moving-carrying",
    "forms-letters",
    "company",
    "telephone-company",
    "daily-living",
    "carers-breaks",
    "lived-experience",
    "childcare",
    "reading-school",
    "young-people",
    "adult-learning",
    "work-business",
    "welsh-practice",
    "other-languages",
    "music-song",
    "stories-memories",
    "photo-film-sound",
    "arts-crafts",
    "sewing-knitting",
    "cooking-baking",
    "sport-movement",
    "walking-outdoors",
    "digital-help",
    "mending-things",
    "bikes-vehicles",
    "nature-environment",
    "emergencies",
    "events",
    "running-a-group",
    "money-accounts",
    "law-rights",
    "web-design-publicity",
]
CHECK_NUMBERS = [
    "reference",
    "dbs_basic",
    "dbs_standard",
    "dbs_enhanced",
    "dbs_enhanced_adults_barred",
    "dbs_enhanced_children_barred",
    "driving",
    "food_hygiene",
]
# Words that English has and a Welsh label must not: articles, helping words, the commonest of the list itself.
ENGLISH = {
    "advice",
    "and",
    "children",
    "clean",
    "drive",
    "food",
    "for",
    "garden",
    "house",
    "lesson",
    "lessons",
    "make",
    "meeting",
    "mend",
    "of",
    "people",
    "read",
    "repair",
    "school",
    "skills",
    "somebody",
    "someone",
    "support",
    "the",
    "things",
    "walk",
    "with",
    "work",
    "write",
    "your",
}


def labels():
    """Every label with the key it belongs to."""
    listed = skill_list()
    for many in (listed.groups, listed.skills, listed.asset_kinds):
        for key, one in many.items():
            yield key, one.label


def words(text: str) -> list[str]:
    return [
        re.sub(r"’(?:r|n|i|u|m|th|w|ch)$", "", one)
        for one in re.findall(r"[^\W\d_]+(?:[-’][^\W\d_]+)*", text.lower())
    ]


class TestTheList:
    def test_forty_groups_of_about_ten_skills_under_eight_fields(self):
        assert [group.number for group in groups().values()] == list(range(GROUPS))
        assert {len(skills_of(key)) for key in groups()} <= {8, 9, 10, 11, 12}
        assert Counter(group.field for group in groups().values()) == dict.fromkeys(fields(), 5)

    def test_the_numbers_stay_where_they_are(self):
        assert list(groups()) == NUMBERS
        assert list(check_kinds()) == CHECK_NUMBERS
        assert [one.number for one in check_kinds().values()] == list(range(len(CHECK_NUMBERS)))

    def test_more_than_twenty_kinds_of_asset_of_every_nature(self):
        assert len(asset_kinds()) >= 20
        assert {kind.nature for kind in asset_kinds().values()} == set(Nature)
        named = {
            "part-of-room",
            "vehicle",
            "kitchen",
            "storage",
            "printing",
            "address",
            "green-space",
            "shop-floor",
        }
        assert named | {"staff-hours", "hall", "upper-floor"} <= asset_kinds().keys()

    def test_keys_are_used_once(self):
        keys = [*fields(), *groups(), *skills(), *asset_kinds()]
        assert len(keys) == len(set(keys))

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_a_label_means_one_thing(self, language):
        count = Counter(text.casefold() for _, label in labels() for text in label.every(language))
        assert [text for text, times in count.items() if times > 1] == []

    def test_everything_has_both_languages_and_other_ways_of_saying_it(self):
        assert [key for key, label in labels() if not (label.also_cy and label.also_en)] == []
        assert [key for key, label in labels() if label.name.cy == label.name.en] == []

    def test_nobody_has_checked_the_welsh_yet(self):
        assert [key for key, label in labels() if label.checked] == []
        assert not any(one.checked for one in [*fields().values(), *check_kinds().values()])

    def test_skills_are_written_as_people_go_on_writing_them(self):
        """A skill begins small: it stands in the middle of sentences too; a group is a heading."""
        small = [key for key, one in skills().items() if one.name.en[0] != one.name.en[0].lower()]
        assert [key for key in small if not skills()[key].name.en.startswith("3D")] == []
        assert [key for key, one in groups().items() if not one.name.cy[0].isupper()] == []


class TestWelsh:
    def test_no_label_has_an_english_word_where_a_welsh_one_belongs(self):
        found = {(key, word) for key, label in labels() for text in label.every("cy") for word in words(text)}
        assert sorted((key, word) for key, word in found if word in ENGLISH) == []

    def test_every_word_is_known_or_was_looked_at(self):
        """A slip of the pen is a word that neither the vocabulary nor the list of words looked at one by one has."""
        looked_at = {
            line for line in UNLISTED.read_text(encoding="utf-8").split("\n") if line[:1] not in ("", "#")
        }
        texts = [text for _, label in labels() for text in label.every("cy")]
        texts += [one.name.cy for one in fields().values()]
        texts += [text for one in check_kinds().values() for text in (one.name.cy, one.says.cy)]
        said = {word for text in texts for word in words(text)}

        unknown = {word for word in said if not known(word)}

        assert sorted(unknown - looked_at) == []
        assert sorted(looked_at - unknown) == [], "no longer needed in the list of words looked at"


def known(word: str) -> bool:
    listed = vocabulary.welsh()
    whole = word.replace("-", "")
    forms = [whole, word, *(radical.word for one in (whole, word) for radical in radicals(one))]
    if any(listed.headwords(form) or listed.is_headword(form) for form in forms):
        return True
    return "-" in word and all(listed.headwords(part) or listed.is_headword(part) for part in word.split("-"))


class TestChecks:
    def test_what_may_be_asked_rises_only_where_somebody_at_risk_may_be(self):
        """An enhanced check is for work with children or with adults who receive care: there a connector always stands."""
        enhanced = {key for key in check_kinds() if key.startswith("dbs_enhanced")}
        for key, group in groups().items():
            assert not enhanced & set(group.checks) or group.risk == Risk.BROKER, key

    def test_no_everyday_group_may_ask_for_the_standard_check(self):
        assert [key for key in groups() if may_ask(key, "dbs_standard")] == []

    def test_looking_after_children_may_ask_for_the_childrens_list_and_gardening_may_not(self):
        assert may_ask("childcare", "dbs_enhanced_children_barred")
        assert not may_ask("gardening", "dbs_enhanced")
        with pytest.raises(KeyError):
            may_ask("gardening", "dbs")
        with pytest.raises(KeyError):
            may_ask("no-such-group", "dbs_basic")

    def test_whoever_holds_more_holds_less_but_neither_list_stands_for_the_other(self):
        assert satisfies("dbs_enhanced_adults_barred", "dbs_basic")
        assert satisfies("driving", "driving")
        assert not satisfies("dbs_basic", "dbs_enhanced")
        assert not satisfies("dbs_enhanced_adults_barred", "dbs_enhanced_children_barred")
        assert not satisfies("dbs_enhanced", "driving")

    def test_only_the_two_that_say_so_look_at_a_list(self):
        found = {
            key: kind.barred_list
            for key, kind in check_kinds().items()
            if kind.barred_list != BarredList.NONE
        }
        assert found == {
            "dbs_enhanced_adults_barred": BarredList.ADULTS,
            "dbs_enhanced_children_barred": BarredList.CHILDREN,
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    shutil.copytree(CATALOGUE / "words/skills", tmp_path / "words/skills")
    for file in ("checks.yaml", "words/assets.yaml", "words/fillers.yaml"):
        shutil.copy(CATALOGUE / file, tmp_path / file)
    return tmp_path


def change(folder: Path, file: str, deed) -> None:
    path = folder / file
    values = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    deed(values)
    path.write_text(
        json.dumps(values, ensure_ascii=False), encoding="utf-8"
    )  # JSON is YAML too, and sooner written


HOME, KINDS, SEEN = "words/skills/home.yaml", "words/assets.yaml", "checks.yaml"


@pytest.mark.parametrize(
    ("file", "deed", "where"),
    [
        (HOME, lambda v: v.update(key="Home"), "key"),
        (HOME, lambda v: v.update(colour="red"), "colour"),
        (HOME, lambda v: v.update(position=1), "position"),
        (HOME, lambda v: v["prefLabel"].pop("cy"), "prefLabel.cy"),
        (HOME, lambda v: v["groups"][1].update(number=0), "groups[1].number"),
        (HOME, lambda v: v["groups"][1].update(number=40), "groups[1].number"),
        (HOME, lambda v: v["groups"][1].update(risk="some"), "groups[1].risk"),
        (HOME, lambda v: v["groups"][1].update(remote="no"), "groups[1].remote"),
        (HOME, lambda v: v["groups"][1].update(checks=["dbs_best"]), "groups[1].checks"),
        (HOME, lambda v: v["groups"][1].update(broader="daily"), "groups[1].broader"),
        (HOME, lambda v: v["groups"][1].update(skills=[]), "groups[1].skills"),
        (HOME, lambda v: v["groups"][1]["skills"][0].update(key="fix-tap"), "groups[1].skills[0].key"),
        (
            HOME,
            lambda v: v["groups"][1]["skills"][0].update(broader="gardening"),
            "groups[1].skills[0].broader",
        ),
        (
            HOME,
            lambda v: v["groups"][1]["skills"][0]["altLabel"].update(en="paint"),
            "groups[1].skills[0].altLabel.en",
        ),
        (
            HOME,
            lambda v: v["groups"][1]["skills"][0]["altLabel"].update(en=["Leaking  tap"]),
            "groups[1].skills[0].en",
        ),
        (
            HOME,
            lambda v: v["groups"][1]["skills"][0]["altLabel"].pop("cy"),
            "groups[1].skills[0].altLabel.cy",
        ),
        (KINDS, lambda v: v["kinds"][0].update(nature="room"), "kinds[0].nature"),
        (KINDS, lambda v: v["kinds"][0].update(key="fix-tap"), "kinds[0].key"),
        (KINDS, lambda v: v["kinds"][0]["prefLabel"].update(cy="palu"), "kinds[0].cy"),
        (SEEN, lambda v: v.update(legal_advice=True), "legal_advice"),
        (SEEN, lambda v: v["checks"][1].update(number=0), "checks[1].key"),
        (SEEN, lambda v: v["checks"][1].update(covers=["dbs_enhanced"]), "checks[1].covers"),
        (SEEN, lambda v: v["checks"][1].update(recheck_months=0), "checks[1].recheck_months"),
        (SEEN, lambda v: v["checks"][1].update(barred_list="both"), "checks[1].barred_list"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_name_and_the_field(folder, file, deed, where):
    change(folder, file, deed)

    with pytest.raises(CatalogueError) as error:
        read_skill_list(folder)

    assert (error.value.file, error.value.where) == (file, where)


def test_a_list_of_thirty_nine_groups_is_refused(folder):
    change(folder, HOME, lambda values: values["groups"].pop())

    with pytest.raises(CatalogueError, match="there are 39, and there should be 40"):
        read_skill_list(folder)


def test_a_filler_that_is_no_text_is_refused(folder):
    (folder / "words/fillers.yaml").write_text("cy: [dw]\nen: [no]\n")

    with pytest.raises(CatalogueError) as error:
        read_fillers(folder)

    assert error.value.where == "en"
