"""Facts become sentences: the same figures in both languages, each in its own words."""

from __future__ import annotations

import re

import pytest

from edau.kernels.findings import Finding
from edau.kernels.indicators.fractions import LADDER, nearest_fraction
from edau.understand import wording
from edau.understand.catalogue import Bilingual, catalogue
from edau.understand.wording import Fact, Names, fraction_words, sentence, shown, strength, strengths

PONTYPRIDD = {
    "cy": Names("Pontypridd", "ym Mhontypridd", "o Bontypridd"),
    "en": Names("Pontypridd", "in Pontypridd", "of Pontypridd"),
}
RELATIONS = ("higher", "lower", "similar", "not_compared")
CLOSENESS = ("exactly", "about", "just_over", "just_under", "more_than", "less_than")
KEYS = sorted(catalogue().indicators)
WHOLES = catalogue().wholes


def fact(
    key: str, number: float | None, relation: str = "not_compared", wales: float | None = None, **more
) -> Fact:
    one = catalogue().indicators[key]
    value = None if number is None else shown(one, number)
    share = nearest_fraction(number / 100) if one.whole and number is not None else None
    other = None if wales is None else shown(one, wales)
    return Fact(one, PONTYPRIDD, value, number, share, relation, other, **more)


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


class TestEverySentence:
    @pytest.mark.parametrize("key", KEYS)
    @pytest.mark.parametrize("relation", RELATIONS)
    def test_both_languages_carry_the_same_figures_and_no_brace_is_left(self, key, relation):
        for number in (None, 0, 1, 2, 0.4, 3, 24.72, 62.8, 100):
            for wales in (None, 19.44):
                one = fact(key, number, relation, wales)
                cy, en = sentence(one, "cy"), sentence(one, "en")
                assert figures(cy) == figures(en), (cy, en)
                for text in (cy, en):
                    assert not re.search(r"[{}]|  | [.,;]|\bNone\b", text), text
                    assert not text[0].islower(), text
                    assert text.endswith("."), text

    @pytest.mark.parametrize("key", [key for key in KEYS if catalogue().indicators[key].strength])
    def test_so_do_the_sentences_about_what_is_there(self, key):
        rule = catalogue().indicators[key].strength
        number = 0 if rule.when == "none" else max(24.72, rule.at_least or 0)
        one = fact(key, number, "higher", 19.44)
        cy, en = strength(one, "cy"), strength(one, "en")
        assert figures(cy) == figures(en), (cy, en)
        assert not re.search(r"[{}]|  ", cy + en)


class TestSentences:
    def test_a_share_is_said_in_words_with_its_figure_and_beside_wales(self):
        one = fact("no_car_pct", 24.72, "higher", 19.44)
        assert sentence(one, "en") == (
            "About a quarter of households in Pontypridd (24.7%) have no car or van, "
            "a higher share than in Wales as a whole (19.4%)."
        )
        assert sentence(one, "cy") == (
            "Mae tua chwarter yr aelwydydd ym Mhontypridd (24.7%) heb gar na fan, "
            "cyfran uwch nag yng Nghymru gyfan (19.4%)."
        )

    def test_without_a_fraction_the_figure_stands_for_itself(self):
        one = fact("no_car_pct", 24.72)._replace(fraction=None)
        assert sentence(one, "en") == "24.7% of households in Pontypridd have no car or van."
        assert sentence(one, "cy") == "Mae 24.7% o’r aelwydydd ym Mhontypridd heb gar na fan."

    def test_nobody_is_said_as_nobody(self):
        one = fact("wimd25_access_top20_pct", 0)
        assert sentence(one, "en").startswith("Nobody in Pontypridd (0%) lives in the 20%")
        assert sentence(one, "cy").startswith("Nid oes neb ym Mhontypridd (0%) yn byw yn yr 20%")

    @pytest.mark.parametrize(
        ("number", "cy", "en"),
        [
            (
                0,
                "Nid oes llyfrgell ym Mhontypridd ar y rhestr hon.",
                "There is no library in Pontypridd on this list.",
            ),
            (1, "Mae 1 llyfrgell ym Mhontypridd.", "There is 1 library in Pontypridd."),
            (2, "Mae 2 lyfrgell ym Mhontypridd.", "There are 2 libraries in Pontypridd."),
            (3, "Mae 3 llyfrgell ym Mhontypridd.", "There are 3 libraries in Pontypridd."),
        ],
    )
    def test_a_welsh_noun_changes_after_two(self, number, cy, en):
        one = fact("n_library", number)
        assert (sentence(one, "cy"), sentence(one, "en")) == (cy, en)

    def test_people_and_households_are_counted_with_o(self):
        assert (
            sentence(fact("households_2021", 13270), "cy")
            == "Roedd 13,270 o aelwydydd ym Mhontypridd adeg Cyfrifiad 2021."
        )
        assert "30,308 o bobl" in sentence(fact("pop_2020_mye", 30308), "cy")

    def test_a_figure_we_do_not_have_is_said_to_be_missing(self):
        one = fact("pharmacy_minutes", None, wales=11.8)
        assert sentence(one, "en") == "We do not have this figure for Pontypridd."
        assert sentence(one, "cy") == "Nid yw’r ffigur hwn gennym ar gyfer Pontypridd."

    def test_wales_itself_is_not_compared_with_wales(self):
        wales = {"cy": Names("Cymru", "yng Nghymru", "o Gymru"), "en": Names("Wales", "in Wales", "of Wales")}
        one = fact("employed_pct", 53.6)._replace(names=wales)
        assert (
            sentence(one, "en") == "More than half of people aged 16 and over in Wales (53.6%) are in work."
        )

    def test_a_place_is_named_in_the_language_of_the_sentence(self):
        indicator = catalogue().indicators["top_work_destination"]
        one = Fact(indicator, PONTYPRIDD, Bilingual("Caerdydd", "Cardiff"))
        assert sentence(one, "cy").endswith(": Caerdydd.")
        assert sentence(one, "en").endswith(": Cardiff.")

    def test_a_name_with_braces_in_it_does_no_harm(self):
        odd = {language: Names("{value}", "yn {value}", "o {value}") for language in ("cy", "en")}
        assert "{value}" in sentence(fact("no_car_pct", 20.0)._replace(names=odd), "en")


class TestShown:
    @pytest.mark.parametrize(
        ("key", "value", "text"),
        [
            ("no_car_pct", 24.72, "24.7%"),
            ("wimd25_access_top20_pct", 0, "0%"),
            ("no_central_heating_pct", 0.04, "0.0%"),
            ("la_gdhi_head", 18100, "£18,100"),
            ("jobs_in_out_ratio", 1.29, "129"),
            ("msoa_purity", 0.93, "93%"),
            ("la_hle_female", 54.9, "54.9"),
            ("households_2021", 13270, "13,270"),
        ],
    )
    def test_a_value_is_shown_by_its_unit(self, key, value, text):
        assert shown(catalogue().indicators[key], value) == text


class TestFractions:
    @pytest.mark.parametrize(
        ("share", "cy", "en"),
        [
            (0.247, "tua chwarter yr aelwydydd", "about a quarter of households"),
            (0.194, "tuag un o bob pump o’r aelwydydd", "about one in five households"),
            (0.2, "un o bob pump o’r aelwydydd", "one in five households"),
            (0.335, "tua thraean yr aelwydydd", "about a third of households"),
            (0.345, "ychydig dros draean yr aelwydydd", "just over a third of households"),
            (0.32, "bron i draean yr aelwydydd", "just under a third of households"),
            (0.405, "tua dwy o bob pump o’r aelwydydd", "about two in five households"),
            (0.415, "ychydig dros ddwy o bob pump o’r aelwydydd", "just over two in five households"),
            (0.52, "ychydig dros hanner yr aelwydydd", "just over half of households"),
            (0.595, "tua thair o bob pump o’r aelwydydd", "about three in five households"),
            (0.664, "tua dwy ran o dair o’r aelwydydd", "about two thirds of households"),
            (0.68, "ychydig dros ddwy ran o dair o’r aelwydydd", "just over two thirds of households"),
            (0.73, "bron i dri chwarter yr aelwydydd", "just under three quarters of households"),
            (0.79, "tua phedair o bob pump o’r aelwydydd", "about four in five households"),
            (0.86, "llai na naw o bob deg o’r aelwydydd", "fewer than nine in ten households"),
            (0.024, "tuag un o bob 40 o’r aelwydydd", "about one in 40 households"),
            (0.004, "ychydig iawn o’r aelwydydd", "very few households"),
            (0.98, "bron pob un o’r aelwydydd", "nearly all households"),
            (1.0, "pob un o’r aelwydydd", "all households"),
        ],
    )
    def test_of_households_which_are_feminine_in_welsh(self, share, cy, en):
        found = nearest_fraction(share)
        assert fraction_words(found, WHOLES["households"], "cy") == cy
        assert fraction_words(found, WHOLES["households"], "en") == en

    @pytest.mark.parametrize(
        ("share", "cy"),
        [
            (0.405, "tua dau o bob pump o’r trigolion"),
            (0.595, "tua thri o bob pump o’r trigolion"),
            (0.62, "ychydig dros dri o bob pump o’r trigolion"),
            (0.79, "tua phedwar o bob pump o’r trigolion"),
            (0.745, "tua thri chwarter y trigolion"),
            (0.225, "mwy nag un o bob pump o’r trigolion"),
            (0.54, "mwy na hanner y trigolion"),
        ],
    )
    def test_of_residents(self, share, cy):
        assert fraction_words(nearest_fraction(share), WHOLES["persons"], "cy") == cy

    def test_at_the_start_of_a_sentence_it_takes_a_capital(self):
        found = nearest_fraction(0.247)
        assert fraction_words(found, WHOLES["households"], "cy", start=True) == "Tua chwarter yr aelwydydd"
        assert (
            fraction_words(found, WHOLES["households"], "en", start=True) == "About a quarter of households"
        )

    @pytest.mark.parametrize("code", ["missing", "no_such_code"])
    def test_what_cannot_be_said_as_a_fraction_is_left_to_the_figure(self, code):
        assert fraction_words(Finding(code), WHOLES["persons"], "cy") is None
        assert fraction_words(None, WHOLES["persons"], "en") is None

    @pytest.mark.parametrize("near", CLOSENESS)
    @pytest.mark.parametrize("whole", sorted(WHOLES))
    def test_every_rung_has_words_and_the_mutation_that_its_lead_asks_for(self, near, whole):
        for rung in LADDER:
            found = Finding(rung.code, {"k": rung.k, "n": rung.n, "closeness": near})
            cy = fraction_words(found, WHOLES[whole], "cy")
            en = fraction_words(found, WHOLES[whole], "en")
            assert not re.search(r"[{}]|None|  ", cy + en)
            assert not re.search(r"\b(tua|na) (p(?!h)|t(?!h)|c(?!h)|[aeiouwy])", cy), cy
            assert not re.search(r"\b(tuag|nag) [^aeiouwy]", cy), cy
            assert not re.search(r"\b(dros|bron i) (p|t|c(?!h)|dau|dwy|deg)", cy), cy
            assert figures(cy) == figures(en)


class TestVerdicts:
    @pytest.mark.parametrize("relation", RELATIONS)
    def test_each_has_a_label_in_both_languages(self, relation):
        assert wording.verdict(relation, "cy") != wording.verdict(relation, "en")

    def test_the_words_are_plain(self):
        assert wording.verdict("higher", "cy") == "uwch na Chymru"
        assert wording.verdict("lower", "cy") == "is na Chymru"
        assert wording.verdict("similar", "cy") == "tebyg i Gymru"


class TestStrengths:
    def test_only_a_significant_difference_in_the_right_direction_counts(self):
        young = fact("age_16_24_pct", 15.2, "higher", 10.6)
        assert strengths([young]) == [young]
        assert strengths([young._replace(relation="similar")]) == []
        assert strengths([young._replace(relation="lower")]) == []

    def test_a_weak_or_withheld_figure_is_never_a_strength(self):
        young = fact("age_16_24_pct", 15.2, "higher", 10.6)
        assert strengths([young._replace(reliability="D"), young._replace(value=None)]) == []

    def test_nought_counts_where_nobody_is_far_from_services(self):
        near = fact("wimd25_access_top20_pct", 0, wales=20.6)
        assert strengths([near]) == [near]
        assert strengths([fact("wimd25_access_top20_pct", 0.3, wales=20.6)]) == []

    def test_a_town_that_draws_workers_in_needs_clearly_more_in_than_out(self):
        assert strengths([fact("jobs_in_out_ratio", 1.29)]) == [fact("jobs_in_out_ratio", 1.29)]
        assert strengths([fact("jobs_in_out_ratio", 1.05)]) == []

    def test_a_place_without_a_library_does_not_boast_of_one(self):
        assert strengths([fact("n_library", 0)]) == []
        assert strengths([fact("n_library", 1)]) == [fact("n_library", 1)]

    def test_what_sets_a_place_apart_comes_before_what_is_simply_there(self):
        library, young = fact("n_library", 2), fact("age_16_24_pct", 15.2, "higher", 10.6)
        assert strengths([library._replace(distinctness=9.0), young]) == [
            young,
            library._replace(distinctness=9.0),
        ]

    def test_care_below_that_of_wales_is_not_praised(self):
        assert strengths([fact("carers_pct", 10.1, "lower", 10.5)]) == []

    def test_themes_take_turns_and_the_more_distinct_comes_first(self):
        young = fact("age_16_24_pct", 15.2, "higher", 10.6, distinctness=3.0)
        new = fact("moved_last_year_pct", 12.5, "higher", 9.5, distinctness=2.0)
        owners = fact("owned_pct", 80.0, "higher", 66.4, distinctness=1.0)
        assert strengths([owners, new, young]) == [young, owners, new]
        assert strengths([owners, new, young], limit=2) == [young, owners]

    def test_the_order_does_not_depend_on_the_order_of_the_facts(self):
        facts = [
            fact("age_16_24_pct", 15.2, "higher", 10.6),
            fact("age_65_plus_pct", 25.0, "higher", 21.3),
            fact("n_library", 2),
            fact("n_school", 12),
        ]
        assert strengths(facts) == strengths(list(reversed(facts)))

    def test_saying_a_strength_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match="age_16_24_pct is not a strength here"):
            strength(fact("age_16_24_pct", 9.0, "lower", 10.6), "cy")

    def test_a_strength_reads_as_a_person_would_say_it(self):
        young = fact("age_16_24_pct", 15.2, "higher", 10.6)
        assert (
            strength(young, "en")
            == "Many young adults live here. 15.2% of residents are aged 16 to 24, against 10.6% across Wales."
        )
        assert strength(young, "cy") == (
            "Mae llawer o oedolion ifanc yma. Mae 15.2% o’r trigolion yn 16 i 24 oed, o’i gymharu â 10.6% ledled Cymru."
        )


class TestGaps:
    def test_a_gap_names_the_place_and_its_authority_in_both_languages(self):
        authority = {
            "cy": Names("Rhondda Cynon Taf", "yn Rhondda Cynon Taf", "o Rondda Cynon Taf"),
            "en": Names("Rhondda Cynon Taf", "in Rhondda Cynon Taf", "of Rhondda Cynon Taf"),
        }
        register = catalogue().gaps["feelings"]
        cy, _ = wording.gap(register, PONTYPRIDD, "cy", authority)
        en, _ = wording.gap(register, PONTYPRIDD, "en", authority)
        assert cy == (
            "Sut mae pobl ym Mhontypridd yn teimlo am eu bywydau. "
            "Dim ond ar gyfer awdurdod cyfan y mae’r arolwg yn ddigon mawr: Rhondda Cynon Taf."
        )
        assert en == (
            "How people in Pontypridd feel about their lives. "
            "The survey is large enough only for a whole authority: Rhondda Cynon Taf."
        )

    @pytest.mark.parametrize("code", sorted(catalogue().gaps))
    def test_every_gap_says_what_would_fill_it_with_the_same_figures(self, code):
        register = catalogue().gaps[code]
        (cy, fill_cy), (en, fill_en) = (
            wording.gap(register, PONTYPRIDD, language) for language in ("cy", "en")
        )
        assert (figures(cy), figures(fill_cy)) == (figures(en), figures(fill_en))
        assert not re.search(r"[{}]|  ", cy + en + fill_cy + fill_en)


def test_names_come_from_an_area_that_knows_its_own_forms():
    class Area:
        def name(self, language):
            return "Pontypridd"

        def locative(self, language):
            return {"cy": "ym Mhontypridd", "en": "in Pontypridd"}[language]

        def of(self, language):
            return {"cy": "o Bontypridd", "en": "of Pontypridd"}[language]

    assert wording.names_of(Area()) == PONTYPRIDD
