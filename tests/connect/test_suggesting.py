"""Suggesting skills and kinds of asset from free text: by words in either language, and by meaning where there is one."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.connect import meaning, suggesting
from edau.connect.meaning import Meaning
from edau.connect.skills import asset_kinds, skills
from edau.connect.suggesting import LEAST, MOST, Kind, suggest, suggester

DATA = Path(__file__).parent / "data"
PHRASES = {
    file: yaml.safe_load((DATA / f"{file}.yaml").read_text(encoding="utf-8"))
    for file in ("phrases", "phrases_after")
}

WORDS = [
    "ci",
    "gerdded",
    "a dog",
    "Ffurflen",
    "y",
    "help",
    "tŷ",
    "bake",
    "l’r",
    "wi-fi",
    "ysgol",
    "10",
    "PIANO",
    "gwallt",
    "zzz",
]


@pytest.fixture(autouse=True, scope="module")
def no_extra():
    """What the extra finds depends on the machine: without a test's word it is not there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "_ready", None)
        yield


def keys(text: str, **more) -> list[str]:
    return [one.key for one in suggest(text, **more)]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("cerdded ci", "walk-dog"),
            ("gerdded ci", "walk-dog"),
            ("cherdded y ci", "walk-dog"),
            ("cerdded dy gi", "walk-dog"),
            ("walking the dogs", "walk-dog"),
            ("trwsio fy meic", "mend-bike"),
            ("drwsio beiciau", "mend-bike"),
            ("torri gwrychoedd, tocio’r gwrych", "trim-hedge"),
            ("bobi bara", "bake-bread"),
            ("mhobi bara", "bake-bread"),
            ("Can you help me with filling a form?", "fill-forms"),
            ("lenwi ffurflen", "fill-forms"),
            ("benthyg ysgol a dril", "tools"),
            ("a ladder", "tools"),
            ("ystafell gyfarfod", "meeting-room"),
        ],
    )
    def test_any_form_of_a_word_finds_the_label(self, text, key):
        assert keys(text)[0] == key

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_the_name_of_every_skill_and_kind_finds_it_first(self, language):
        names = {
            key: one.name.say(language) for many in (skills(), asset_kinds()) for key, one in many.items()
        }
        missed = {key: found[:1] for key, name in names.items() if (found := keys(name, most=1)) != [key]}
        assert missed == {}

    @pytest.mark.parametrize(
        ("text", "key"),
        [("upholstry", "upholster"), ("crocheting blankits", "crochet"), ("gwyddbwll", "play-cards")],
    )
    def test_a_word_that_is_nearly_right_finds_it(self, text, key):
        assert key in keys(text)

    def test_it_says_which_of_the_words_led_there_as_they_were_written(self):
        found = suggest("Fedra i ddim Cerdded y Ci bellach")
        assert (found[0].key, found[0].kind) == ("walk-dog", Kind.SKILL)
        assert set(found[0].words) == {"Cerdded", "Ci"}
        assert 0 < found[0].likeness <= 1

    def test_a_rare_word_counts_for_more_than_one_that_many_labels_have(self):
        assert keys("chwarae gwyddbwll")[0] == "play-cards"
        assert keys("mend a cot")[0] == "children-kit"

    def test_at_most_five_the_nearest_first_each_once(self):
        found = suggest("help with children, cooking, dogs, bikes, gardens, songs, computers and forms")
        assert len(found) == MOST
        assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
        assert len({one.key for one in found}) == MOST
        assert all(one.likeness >= LEAST for one in found)

    def test_only_the_kinds_that_are_asked_for(self):
        assert {one.kind for one in suggest("sewing machine", kinds=[Kind.ASSET])} == {Kind.ASSET}
        assert {one.kind for one in suggest("sewing machine", kinds=[Kind.SKILL])} == {Kind.SKILL}

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "?!",
            "Dw i isio help gyda rhywbeth",
            "I need somebody to help me",
            "zzyzx qwrtp",
            "\0",
            "12 34",
        ],
    )
    def test_a_text_that_says_nothing_known_finds_nothing(self, text):
        assert suggest(text) == []

    def test_the_language_somebody_writes_decides_between_two_readings(self):
        """“Tap” is a tap in both, “hen” an old one in Welsh and a bird in English."""
        assert keys("hen", language="en")[:1] == ["keep-hens"]
        assert "keep-hens" not in keys("hen luniau", language="cy")
        with pytest.raises(ValueError, match="'de'"):
            suggest("Hund", language="de")

    def test_a_very_long_text_is_read_from_its_beginning(self):
        assert keys("cerdded ci. " + "dim byd. " * 5_000)[0] == "walk-dog"

    def test_the_same_text_gives_the_same_answer_again(self):
        assert suggest("garddio a choginio") == suggest("garddio a choginio")


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_it_answers_in_order_with_words_of_the_text(text):
    found = suggest(text)
    assert len(found) <= MOST
    assert all(LEAST <= one.likeness <= 1 and one.words for one in found)
    assert all(word in text for one in found for word in one.words)
    assert found == suggest(text + " ?!")


@pytest.mark.parametrize(
    ("file", "language", "count", "first", "among_five"),
    [
        ("phrases", "cy", 25, 22, 24),
        ("phrases", "en", 25, 17, 24),
        ("phrases_after", "cy", 12, 10, 12),
        ("phrases_after", "en", 12, 10, 11),
    ],
)
def test_our_own_phrases_find_what_they_found(file, language, count, first, among_five):
    """A smoke test by our own phrases: today's count, which a change may raise and must not lower."""
    at: Counter[int] = Counter()
    for one in PHRASES[file]:
        if one["language"] == language:
            found = keys(one["text"])
            at[next((place for place, key in enumerate(found) if key in one["expects"]), MOST)] += 1

    assert at.total() == count
    assert at[0] >= first
    assert at.total() - at[MOST] >= among_five


def test_the_phrases_expect_what_there_is():
    expected = {key for many in PHRASES.values() for one in many for key in one["expects"]}
    assert expected <= skills().keys() | asset_kinds().keys()


class Fake:
    """An embedder of three directions: dogs, songs and the rest."""

    floor = 0.0

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, text: str) -> list[float]:
        self.asked.append(text)
        return self._of(text)

    def passages(self, texts):
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[float]:
        text = text.lower()
        return [float("walk a dog" in text or "hound" in text), float("choir" in text), 0.2]


class TestMeaning:
    def test_likeness_is_the_mean_of_words_and_meaning(self):
        by_words = suggest("walk a dog")[0].likeness
        by_meaning = Meaning(Fake(), suggester().meanings())

        found = suggest("walk a dog", by_meaning=by_meaning)[0]

        assert found.key == "walk-dog"
        assert found.likeness == pytest.approx(
            (by_words + by_meaning.near("walk a dog")["walk-dog"]) / 2, abs=1e-3
        )

    def test_what_no_word_finds_meaning_can_and_then_no_word_led_there(self):
        assert suggest("my hound") == []
        found = suggest("my hound", by_meaning=Meaning(Fake(), suggester().meanings()))
        assert (found[0].key, found[0].words) == ("walk-dog", ())

    def test_nothing_is_asked_of_it_for_an_empty_text(self):
        fake = Fake()
        assert suggest("  ", by_meaning=Meaning(fake, suggester().meanings())) == []
        assert fake.asked == []

    def test_the_floor_is_nought_and_below_it_too(self):
        class High(Fake):
            floor = 0.5

        near = Meaning(High(), {"dog": "walk a dog", "song": "choir"}).near("hound")
        assert near["dog"] == pytest.approx(1)
        assert near["song"] == 0

    def test_a_vector_without_a_direction_is_near_nothing(self):
        class Empty(Fake):
            def query(self, text):
                return [0.0, 0.0, 0.0]

        assert Meaning(Empty(), {"dog": "walk a dog"}).near("hound") == {"dog": 0.0}

    def test_without_the_extra_it_says_so_and_words_do_alone(self, monkeypatch):
        monkeypatch.setitem(sys.modules, meaning.PACKAGE, None)
        assert suggesting.warm_meaning() is False
        assert meaning.ready() is None
        assert keys("cerdded ci")[0] == "walk-dog"

    def test_with_the_extra_it_is_used_once_it_is_ready(self, monkeypatch):
        monkeypatch.setattr(meaning, "_ready", None)
        fake, many = Fake(), []

        def query(texts):
            if isinstance(texts, str):
                return fake.query(texts)
            many.append(len(texts))
            return fake.passages(texts)

        monkeypatch.setitem(sys.modules, meaning.PACKAGE, SimpleNamespace(query=query))
        assert suggest("my hound") == []
        assert suggesting.warm_meaning() is True
        assert suggesting.warm_meaning() is True
        assert many == [len(skills()) + len(asset_kinds())]
        assert keys("my hound")[0] == "walk-dog"
