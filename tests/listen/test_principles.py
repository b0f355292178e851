"""The ten principles: their wording, what is planned, how both sides rate, an organisation's own scale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.listen.actions import principles as deeds
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.principles import LevelName, Planned, Rated
from edau.listen.analysis.principles import shown as as_everyone_sees
from edau.listen.models import Contribution, PrinciplePlan, PrincipleRating
from edau.listen.national_principles import NUMBERS, common_scale, principles, wording
from edau.listen.queries.principles import RATED_FOR, Spread, picture, scale_of
from edau.people.choices import Part
from edau.portal.pages.principles import principles_page
from edau.portal.queries.held_data import everything_about
from edau.thread.actions import claim
from tests import cast


@pytest.fixture
def asked(db):
    return cast.involvement()


@pytest.fixture
def officer(asked):
    return cast.holder(Part.OFFICER, cast.body(), name="swyddog")


def tellers(asked, number):
    """Receipts of so many people who said something in an involvement."""
    held = [cast.receipt() for _n in range(number)]
    for one in held:
        cast.story("Mae’r neuadd yn oer.", within=asked, held_by=one)
    return held


def rate(asked, held, value, evidence="", principle=1):
    deeds.rate_as_participant(
        involvement=asked, receipt=held.receipt, ratings={principle: Rated(value, evidence)}, language="cy"
    )


def shown(asked, side="participants", principle=1):
    return getattr(picture(asked).standings[principle - 1], side)


class TestWording:
    def test_there_are_ten_each_with_words_in_both_languages_and_a_source(self):
        known = principles()

        assert tuple(known) == NUMBERS
        for one in known.values():
            assert one.label("cy")
            assert one.label("en")
            assert one.source.cy
            assert one.source.en

    def test_welsh_that_nobody_saw_is_quoted_in_english_beside_our_own_label(self):
        said = wording(principles()[9].heading, "cy")

        assert (said.lang, said.official) == ("en", True)
        assert said.label == principles()[9].heading.cy_label
        assert said.notice == "disgrifiad answyddogol"

    def test_words_of_our_own_are_never_called_official_in_either_language(self):
        nine = principles()[9].description

        welsh, english = wording(nine, "cy"), wording(nine, "en")

        assert (welsh.text, welsh.lang, welsh.official) == (nine.cy_label, "cy", False)
        assert (english.text, english.official, bool(english.notice)) == (nine.en, False, True)

    def test_welsh_in_which_a_word_was_lost_in_print_is_not_shown_as_official(self):
        five = principles()[5].heading

        assert wording(five, "cy").text == five.en
        assert "am ddim" in (five.cy or "")


class TestPlanning:
    def test_the_team_plans_in_both_languages_and_mends_it_until_the_close(self, asked, officer):
        deeds.plan(involvement=asked, plans={1: Planned("Newid oriau.", "Change hours.")}, by=officer)
        deeds.plan(involvement=asked, plans={1: Planned("Newid yr oriau.", "")}, by=officer)

        kept = PrinciplePlan.objects.get()
        assert (kept.planned_cy, kept.planned_en) == ("Newid yr oriau.", "")

        deeds.plan(involvement=asked, plans={1: Planned()}, by=officer)
        assert not PrinciplePlan.objects.exists()

        later = clock.now() + timedelta(days=31)
        with clock.at(later), pytest.raises(deeds.RatingClosed):
            deeds.plan(involvement=asked, plans={1: Planned("Rhy hwyr")}, by=officer)

    def test_whoever_has_no_role_there_neither_plans_nor_rates(self, asked):
        other = cast.holder(Part.OFFICER, cast.body("bwrdd-arall"), name="arall")

        with pytest.raises(NotAllowed):
            deeds.plan(involvement=asked, plans={1: Planned("Rhywbeth")}, by=other)
        with pytest.raises(NotAllowed):
            deeds.rate_for_team(involvement=asked, ratings={1: Rated(3, "x")}, language="cy", by=other)

    @pytest.mark.parametrize("plans", [{0: Planned("x")}, {11: Planned("x")}, {1: Planned("x" * 2001)}])
    def test_what_is_no_principle_or_too_long_is_refused(self, asked, officer, plans):
        with pytest.raises(ValueError, match=r"ten|long"):
            deeds.plan(involvement=asked, plans=plans, by=officer)


class TestRating:
    def test_ratings_of_those_who_took_part_are_shown_from_five_on(self, asked):
        held = tellers(asked, 5)
        for one in held[:4]:
            rate(asked, one, 3)
        four = shown(asked)

        rate(asked, held[4], 0)

        assert (four.hidden, four.counts) == (True, ())
        assert shown(asked).counts == (1, 0, 0, 4, 0)
        assert shown(asked).median(common_scale().values) == (3, 3)

    def test_one_more_rating_changes_nothing_that_anybody_can_read(self, asked):
        held = tellers(asked, 9)
        for one in held[:5]:
            rate(asked, one, 3)
        five = shown(asked)

        for one, value in zip(held[5:], (0, 4, 4, 1), strict=True):
            rate(asked, one, value)
            assert shown(asked) == five
        rate(asked, held[0], 1)  # a changed mind is counted behind the others, and nobody reads it off either

        assert shown(asked).total == five.total

    def test_what_is_sent_again_as_it_stood_keeps_its_place_and_leaves_no_line(self, asked):
        (held,) = tellers(asked, 1)
        rate(asked, held, 3, "Yr un geiriau")
        kept, lines = PrincipleRating.objects.get(), AuditLine.objects.count()

        rate(asked, held, 3, "Yr un geiriau ")

        assert PrincipleRating.objects.get().made == kept.made
        assert AuditLine.objects.count() == lines

    def test_one_person_with_many_receipts_has_one_say_the_last(self, asked):
        user = cast.account("llawer")
        for one in (mine := tellers(asked, 6)):
            claim(receipt=one.receipt, by=user)
            rate(asked, one, 0)
        assert shown(asked) == Spread(hidden=True)

        for one in tellers(asked, 4):
            rate(asked, one, 4)
        rate(asked, mine[2], 3)

        assert shown(asked).counts == (0, 0, 0, 1, 4)

    def test_words_that_wait_to_be_looked_at_do_not_rate_and_held_ones_do(self, asked):
        waits, held = cast.receipt(), cast.receipt()
        cast.story("Sbam.", within=asked, held_by=waits)
        Contribution.objects.update(waiting=True)
        reported = cast.story("Geiriau.", within=asked, held_by=held)
        hold(label="listen.Contribution", object_id=reported.pk, reason="other", by="tests")

        with pytest.raises(deeds.TookNoPart):
            rate(asked, waits, 4)
        rate(asked, held, 1)

        with override("en"):
            address = reverse("portal:receipt_rate", args=[waits.link])
        answer = Client().post(address, {"level_1": "4"})
        assert "There is nothing here for you to rate" in answer.content.decode()
        assert [one.value for one in PrincipleRating.objects.all()] == [1]

    def test_a_participant_has_one_rating_a_principle_and_may_change_it_or_take_it_back(self, asked):
        (held,) = tellers(asked, 1)

        rate(asked, held, 1)
        rate(asked, held, 4)
        assert [one.value for one in PrincipleRating.objects.all()] == [4]

        deeds.rate_as_participant(involvement=asked, receipt=held.receipt, ratings={}, language="cy")
        assert not PrincipleRating.objects.exists()

    def test_who_took_no_part_or_took_their_words_back_does_not_rate(self, asked):
        with pytest.raises(deeds.TookNoPart):
            rate(asked, cast.receipt(), 2)

        held = cast.receipt()
        said = cast.story("Geiriau.", within=asked, held_by=held)
        rate(asked, held, 2)
        withdraw(contribution=said, by=str(held.receipt))

        assert not PrincipleRating.objects.exists()
        with pytest.raises(deeds.TookNoPart):
            rate(asked, held, 2)

    def test_rating_closes_three_months_after_everyone_was_to_be_answered(self, asked):
        (held,) = tellers(asked, 1)
        last = clock.now().replace(hour=12) + timedelta(days=60) + RATED_FOR  # noon, whatever the clocks do

        with clock.at(last):
            rate(asked, held, 2)
        with clock.at(last + timedelta(days=1)), pytest.raises(deeds.RatingClosed):
            rate(asked, held, 3)

    def test_the_team_says_what_shows_it_and_each_member_rates_once(self, asked, officer):
        colleague = cast.holder(Part.FACILITATOR, cast.body(), name="hwylusydd")
        with pytest.raises(ValueError, match="shows"):
            deeds.rate_for_team(involvement=asked, ratings={1: Rated(4, " ")}, language="cy", by=officer)

        for value in (1, 4):
            deeds.rate_for_team(
                involvement=asked, ratings={1: Rated(value, "Cofnod")}, language="cy", by=officer
            )
        deeds.rate_for_team(involvement=asked, ratings={1: Rated(2, "Note")}, language="en", by=colleague)

        assert shown(asked, "team").counts == (0, 0, 1, 0, 1)
        assert shown(asked, "team").median(common_scale().values) == (2, 4)
        assert {one.words for one in picture(asked).standings[0].evidence} == {"Cofnod", "Note"}

    def test_a_level_that_the_scale_does_not_have_is_refused(self, asked):
        (held,) = tellers(asked, 1)

        with pytest.raises(ValueError, match="level"):
            rate(asked, held, 5)

    def test_the_trail_keeps_that_somebody_rated_but_neither_level_nor_words(self, asked):
        (held,) = tellers(asked, 1)

        rate(asked, held, 3, "Cyfrinach fawr")

        line = AuditLine.objects.get(deed="rate_principles")
        assert line.codes == {"side": "participant", "principles": "1"}

    def test_what_somebody_rated_is_among_what_is_held_about_them(self, asked):
        user = cast.account("deiliad")
        (held,) = tellers(asked, 1)
        claim(receipt=held.receipt, by=user)
        rate(asked, held, 3, "Fy ngeiriau")

        (row,) = everything_about(user).of("listen.PrincipleRating")
        assert row["evidence"] == "Fy ngeiriau"


class TestScale:
    def test_a_new_scale_leaves_the_meaning_of_what_was_rated(self, asked, officer):
        held = tellers(asked, 5)
        rate(asked, held[0], 4)

        edition = deeds.set_scale(
            organisation=cast.body(),
            levels=[LevelName("Na", "No"), LevelName("Ie", "Yes")],
            checked=False,
            by=officer,
        )

        assert edition == 1
        assert scale_of(asked) == common_scale()
        rate(asked, held[1], 3)  # still by the five levels
        fresh = cast.involvement(by=officer)
        assert [level.name.en for level in scale_of(fresh).levels] == ["No", "Yes"]

    @pytest.mark.parametrize(
        "levels", [[("a", "a")], [("a", "a")] * 11, [("a", ""), ("b", "b")], [("a" * 81, "a"), ("b", "b")]]
    )
    def test_a_scale_has_two_levels_to_ten_each_named_in_both_languages(self, asked, officer, levels):
        with pytest.raises(ValueError, match=r"scale|name"):
            deeds.set_scale(
                organisation=cast.body(),
                levels=[LevelName(*one) for one in levels],
                checked=False,
                by=officer,
            )


@given(st.lists(st.integers(0, 6), min_size=5, max_size=5))
def test_the_middle_is_what_slow_counting_gives(counts):
    in_order = sorted(value for value, count in enumerate(counts) for _n in range(count))
    half = len(in_order) // 2
    slow = (in_order[half - 1 + len(in_order) % 2], in_order[half]) if in_order else None

    assert Spread(tuple(counts)).median(range(5)) == slow


class TestPages:
    def page(self, asked, language="en"):
        with override(language):
            return Client().get(reverse("portal:principles", args=[asked.pk])).content.decode()

    def test_planned_stands_beside_rated_and_says_who_sees_it_better(self, asked, officer):
        deeds.plan(involvement=asked, plans={1: Planned("Agor pob nos.", "Open each night.")}, by=officer)
        deeds.rate_for_team(
            involvement=asked, ratings={1: Rated(4, "Minutes of May")}, language="en", by=officer
        )
        for one in tellers(asked, 5):
            rate(asked, one, 1, "geiriau nad yw neb i’w gweld")

        html = self.page(asked)

        assert "Open each night." in html
        assert "Minutes of May" in html
        assert "The team sees it as better done than those who took part do." in html
        assert "nad yw neb" not in html
        assert "nad yw neb" not in self.page(asked, "cy")

    def test_a_level_that_few_chose_is_not_shown_nor_one_that_would_give_it_away(self, asked):
        for place, one in enumerate(tellers(asked, 5)):
            rate(asked, one, 4 if place else 0)

        rows = principles_page(asked, "en").parts[0].table.cells

        assert [row[2] for row in rows] == ["not shown"] * 5

    def test_what_many_chose_is_open_by_five_and_one_of_them_hides_what_nobody_chose(self):
        assert as_everyone_sees([41, 0, 0, 0, 59]) == [None, None, None, None, (55, 59)]
        assert as_everyone_sees([41, 59]) == [(40, 44), (55, 59)]
        assert as_everyone_sees([0, 0]) == [None, None]

    def test_a_participant_rates_from_the_receipt_and_finds_it_again(self, asked):
        (held,) = tellers(asked, 1)
        with override("en"):
            address = reverse("portal:receipt_rate", args=[held.link])
        client = Client()

        answer = client.post(address, {"level_1": "3", "evidence_1": "It was warm."})

        assert answer.status_code == 302
        assert PrincipleRating.objects.get().value == 3
        html = client.get(address).content.decode()
        assert "It was warm." in html
        assert "You have rated this." in html

    def test_words_without_a_level_come_back_with_what_to_do(self, asked):
        (held,) = tellers(asked, 1)
        with override("en"):
            address = reverse("portal:receipt_rate", args=[held.link])

        answer = Client().post(address, {"evidence_2": "Because."})

        assert answer.status_code == 422
        assert "Choose a level, or leave both empty." in answer.content.decode()
        assert "Because." in answer.content.decode()

    def test_the_team_rates_on_its_page_and_reads_there_what_others_wrote(self, asked, officer, client):
        rate(asked, tellers(asked, 1)[0], 2, "Roedd yn rhy hwyr")
        client.force_login(officer)
        with override("en"):
            address = reverse("portal:principles_rate", args=[asked.pk])

        html = client.get(address).content.decode()
        assert "<li>1. <span" in html  # without the level: that is counted with those of others
        assert "Roedd yn rhy hwyr" in html
        assert client.post(address, {"level_1": "4"}).status_code == 422
        assert client.post(address, {"level_1": "4", "evidence_1": "Minutes"}).status_code == 302
        assert shown(asked, "team").total == 1

    def test_the_plan_and_the_scale_are_kept_by_their_forms(self, asked, officer, client):
        client.force_login(officer)
        with override("en"):
            plan = reverse("portal:principles_plan", args=[asked.pk])
            scale = reverse("portal:principles_scale", args=[cast.body().key])

        assert client.post(plan, {"cy_3": "Mewn pryd"}).status_code == 302
        assert client.post(scale, {"levels_cy": "Na\nIe", "levels_en": "No"}).status_code == 422
        assert client.post(scale, {"levels_cy": "Na\nIe", "levels_en": "No\nYes"}).status_code == 302
        assert PrinciplePlan.objects.get().principle == 3
        assert "Yes" in client.get(scale).content.decode()

    def test_the_page_asks_the_same_number_of_questions_whoever_rated(
        self, asked, officer, django_assert_max_num_queries
    ):
        for one in tellers(asked, 6):
            rate(asked, one, 2)

        with django_assert_max_num_queries(12):
            self.page(asked)
