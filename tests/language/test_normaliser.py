"""Search keys: every form of a word finds every other, and words that have nothing in common stay apart."""

import random
import threading

import pytest

from edau.language import vocabulary
from edau.language.mutation import Mutation, mutate
from edau.language.normaliser import LONGEST_QUERY, MOST_TERMS, Normaliser
from edau.language.orthography import fold

MUTATED = [
    "Caerdydd Nghaerdydd Gaerdydd Chaerdydd",
    "pobl bobl phobl mhobl",
    "cymuned gymuned nghymuned chymuned",
    "tref dref nhref thref",
    "gwirfoddoli wirfoddoli ngwirfoddoli",
    "llyfrgell lyfrgell",
    "Gwynedd Wynedd Ngwynedd",
    "Powys Bowys Mhowys Phowys",
    "gofal ofal ngofal",
    "plant blant phlant mhlant",
    "meddyg feddyg",
    "rhieni rieni",
    "brawd frawd mrawd",
    "dinas ddinas ninas",
    "iechyd hiechyd",
    "Bangor Fangor Mangor",
    "Dinbych Ddinbych Ninbych",
    "Talacharn Dalacharn Nhalacharn Thalacharn",
    "ysgol hysgol",
    "tŷ dŷ nhŷ thŷ",
]
INFLECTED = [
    "cymuned cymunedau gymunedau nghymunedau chymunedau",
    "llyfrgell llyfrgelloedd lyfrgelloedd",
    "gwirfoddolwr gwirfoddolwyr wirfoddolwyr",
    "tŷ tai dai thai",
    "plentyn plant blant phlant",
    "ysgol ysgolion hysgolion",
    "gwasanaeth gwasanaethau wasanaethau",
    "tref trefi drefi threfi",
    "ward wardiau",
    "anabledd anableddau hanableddau",
    "cefnogi cefnogodd gefnogi gefnogaf chefnogwyd",
    "gweithio gweithiais weithiodd gweithiwn",
]
NAMES = ["Talacharn", "Y Barri", "Pen-y-bont ar Ogwr", "Pontypridd", "Yr Wyddgrug"]


@pytest.fixture(scope="module")
def welsh() -> Normaliser:
    return Normaliser(NAMES)


def share(normaliser: Normaliser, a: str, b: str, language: str = "cy") -> bool:
    return bool(set(normaliser.keys(a, language)) & set(normaliser.keys(b, language)))


@pytest.mark.parametrize("family", MUTATED + INFLECTED)
def test_every_form_of_a_family_finds_every_other(welsh, family):
    forms = family.split()
    assert [(a, b) for a in forms for b in forms if not share(welsh, a, b)] == []


@pytest.mark.parametrize(
    "family",
    ["Llyfrgell LLYFRGELLOEDD lyfrgelloedd", "tŷ ty TAI", "dŵr dwr", "Mae'r mae", "fysiau bws bysiau"],
)
def test_capitals_accents_and_clitics_do_not_part_a_family(welsh, family):
    forms = family.split()
    assert [(a, b) for a in forms for b in forms if not share(welsh, a, b)] == []


def test_a_place_name_the_vocabulary_lacks_is_known_when_it_is_given():
    assert share(Normaliser(["Talacharn"]), "Talacharn", "Nhalacharn")
    assert not share(Normaliser(), "Talacharn", "Nhalacharn")


def headwords(count: int) -> list[str]:
    """A fixed sample of Welsh headwords: words that the vocabulary lists as their own."""
    known = vocabulary.welsh()
    own = [w for w in known.all_headwords() if w.isalpha() and len(w) > 2 and known.headwords(w)[:1] == (w,)]
    return random.Random(1789).sample(own, count)


def test_nearly_every_mutated_form_of_a_headword_finds_it(welsh):
    pairs = [
        (mutated, word)
        for word in headwords(4000)
        for mutated in sorted({mutate(word, mutation) for mutation in Mutation} - {word})
    ]
    missed = [pair for pair in pairs if not share(welsh, *pair)]
    assert len(pairs) > 5000
    assert len(missed) / len(pairs) <= 0.002


def test_few_keys_are_shared_by_different_headwords(welsh):
    words_of: dict[str, set[str]] = {}
    for word in headwords(8000):
        for key in welsh.keys(word, "cy"):
            words_of.setdefault(key, set()).add(fold(word))
    assert sum(len(words) > 1 for words in words_of.values()) / len(words_of) <= 0.03


@pytest.mark.parametrize(
    ("a", "b"), [("tref", "trefn"), ("ward", "gwar"), ("ysgol", "ysgwyd"), ("mam", "pam"), ("gan", "cân")]
)
def test_words_that_only_look_alike_stay_apart(welsh, a, b):
    assert not share(welsh, a, b)


@pytest.mark.parametrize(
    "family", ["library libraries Libraries library's", "volunteer volunteers volunteering volunteered"]
)
def test_english_words_are_stemmed(welsh, family):
    forms = family.split()
    assert [(a, b) for a in forms for b in forms if not share(welsh, a, b, "en")] == []


def test_an_override_speaks_first(welsh):
    assert [welsh.keys("wardiau", "cy"), welsh.keys("news", "en")] == [("ward",), ("news",)]


def test_a_document_keeps_all_keys_and_the_parts_of_hyphenated_words(welsh):
    assert welsh.document(
        "Mae’r gymuned ym Mhen-y-bont", "cy"
    ) == "mae cymuned cymuno ym penybont pen y pont bont".replace(
        "pont bont", " ".join(welsh.keys("bont", "cy"))
    )
    assert welsh.document("", "cy") == ""


def test_a_query_leaves_out_words_that_tell_nothing(welsh):
    assert welsh.query("llyfrgelloedd yng Nghaerdydd") == (
        {"cy": ("llyfrgell",), "en": ("llyfrgelloedd",)},
        {"cy": ("caerdydd",), "en": ("nghaerdydd",)},
    )
    assert welsh.query("yn y") == ({"cy": ("yn",), "en": ("yn",)}, {"cy": ("y",), "en": ("y",)})


@pytest.mark.parametrize("text", ["", "   ", "!?*()\"'", "’’’", "\0"])
def test_a_query_without_words_has_no_terms_and_no_names(welsh, text):
    assert [welsh.query(text), welsh.name_queries(text)] == [(), ((), ())]


def test_a_query_of_any_length_stays_small(welsh):
    assert len(welsh.query("gair " * 10_000)) == MOST_TERMS
    assert max(map(len, welsh.name_queries("a" * 10_000)[0])) == LONGEST_QUERY


def test_a_name_is_found_with_and_without_its_article(welsh):
    assert [
        welsh.name_keys("Y Barri"),
        welsh.name_keys("Pen-y-bont ar Ogwr"),
        welsh.name_keys("Pentre’r Eglwys"),
    ] == [*(("ybarri", "barri"), ("penybontarogwr",), ("pentrereglwys",))]
    assert welsh.name_keys("") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pontypridd", "Pontypridd"),
        ("ym Mhontypridd", "Pontypridd"),
        ("o Bontypridd", "Pontypridd"),
        ("i’r Barri", "Y Barri"),
        ("yn y Barri", "Y Barri"),
        ("barri", "Y Barri"),
        ("o'r Wyddgrug", "Yr Wyddgrug"),
        ("ym Mhen-y-bont ar Ogwr", "Pen-y-bont ar Ogwr"),
        ("pen y bont ar ogwr", "Pen-y-bont ar Ogwr"),
        ("in Pontypridd", "Pontypridd"),
    ],
)
def test_a_name_is_recognised_in_a_sentence_and_mutated(welsh, text, name):
    written, mutated = welsh.name_queries(text)
    assert {*written, *mutated} & set(welsh.name_keys(name))


def test_a_language_without_keys_is_refused(welsh):
    with pytest.raises(ValueError, match="no search keys for the language 'fr'"):
        welsh.keys("mot", "fr")


def test_the_vocabulary_is_loaded_once_however_many_threads_ask(monkeypatch):
    loads = []

    def few_words():
        loads.append(1)
        return [("tai", "tŷ"), ("tŷ", "tŷ")]

    monkeypatch.setattr(vocabulary, "_welsh", None)
    monkeypatch.setattr(vocabulary, "_simplemma", few_words)
    threads = [threading.Thread(target=vocabulary.warm) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]
    assert vocabulary.welsh().headwords("tai") == ("tŷ",)


def test_the_packed_vocabulary_answers_as_a_dictionary_would():
    forms = [
        ("Bangor", "Bangor"),
        ("canŵau", "canŵ"),
        ("tai", "tŷ"),
        ("twr", "twr"),
        ("tŷ", "tŷ"),
        ("dwr", "twr"),
        ("dŵr", "dŵr"),
    ]
    known = vocabulary.Vocabulary(forms)
    found = {form: known.headwords(form) for form in ("tai", "bangor", "canwau", "dwr", "aberth", "zzz", "")}
    assert found == {
        "tai": ("tŷ",),
        "bangor": ("bangor",),
        "canwau": ("canŵ",),
        "dwr": ("twr", "dŵr"),
        "aberth": (),
        "zzz": (),
        "": (),
    }
    assert [known.is_headword("tŷ"), known.is_headword("tai")] == [True, False]
