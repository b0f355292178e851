"""Placing stories, and what of it everyone may see: no table, alone or taken with others, tells of few people."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from edau.core.models import AuditLine
from edau.core.readpaths import read_paths
from edau.core.visibility import hold, lift
from edau.kernels.deliberation import LEAST, cross_bounds
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.frameworks import use_framework
from edau.listen.actions.repeats import decide_repeats, look_for_repeats
from edau.listen.actions.signs import Answer, NotPlacedNow, place_story
from edau.listen.analysis import signs
from edau.listen.choices import Audience, Route
from edau.listen.frameworks import frameworks
from edau.listen.models import Contribution, Sign
from edau.listen.queries.repeats import repeats_proposed
from edau.listen.queries.signs import Answers, Given, given, stories
from edau.people.choices import Part
from edau.thread.choices import Link
from edau.thread.directions import Way
from edau.thread.following import End, follow
from edau.thread.models import Edge
from tests import cast

GOOD_LIFE = frameworks()["good-life"]
TRIAD, DYAD, CHOICE = (GOOD_LIFE.items[key] for key in ("about", "pace", "feeling"))
MIDDLES = {"a": (80, 10, 10), "b": (10, 80, 10), "c": (10, 10, 80), "ab": (45, 45, 10), "bc": (10, 45, 45)}
MIDDLES |= {"ac": (45, 10, 45), "centre": (34, 33, 33)}


def row(key: int, zone: str, *, place: str = "", language: str = "cy", involvement: str = "i") -> Given:
    first, second = (None, None) if zone == "na" else MIDDLES[zone][:2]
    return Given(str(key), place, language, involvement, first, second)


def rows_of(**counts: int) -> list[Given]:
    zones = [zone for zone, count in counts.items() for _each in range(count)]
    return [row(key, zone) for key, zone in enumerate(zones)]


def shown(pattern: signs.Pattern) -> dict[str, int]:
    return {band.key: band.count for band in pattern.bands if band.count is not None}


@pytest.fixture
def asked(db):
    made = cast.involvement()
    use_framework(involvement=made, key="good-life", by=made.opened_by)
    return made


def place(story: Contribution, **answers: Answer) -> None:
    place_story(contribution=story, framework="good-life", answers=answers, by=str(story.receipt))


class TestPlacing:
    def test_a_teller_answers_each_kind_of_item_and_changes_it(self, asked):
        story = cast.story(within=asked)

        place(story, about=Answer(shares=(70, 20, 10)), pace=Answer(along=30), feeling=Answer(choice="sad"))
        place(story, about=Answer(zone="ab"), pace=Answer(does_not_apply=True))

        kept = {sign.item: sign for sign in story.signs.all()}
        assert set(kept) == {"about", "pace"}
        about = kept["about"]
        assert (about.first, about.second, about.third, about.by_zone) == (44, 44, 12, True)
        assert (kept["pace"].does_not_apply, kept["pace"].along) == (True, None)

    @pytest.mark.parametrize(
        "answers",
        [
            {"about": Answer(shares=(70, 20, 11))},
            {"about": Answer(shares=(110, -5, -5))},
            {"about": Answer()},
            {"about": Answer(zone="middle")},
            {"pace": Answer(along=101)},
            {"pace": Answer(choice="glad")},
            {"feeling": Answer(choice="cold")},
            {"weather": Answer(choice="cold")},
        ],
    )
    def test_what_an_item_does_not_ask_for_is_refused_and_nothing_is_changed(self, asked, answers):
        story = cast.story(within=asked)
        place(story, often=Answer(choice="once"))

        with pytest.raises(ValueError, match=r"hundred|no such|0 to 100"):
            place(story, **answers)

        assert [sign.item for sign in story.signs.all()] == ["often"]

    def test_only_while_its_involvement_asks_and_takes_answers(self, asked):
        closed = cast.involvement(days=(0, 0, 30))
        use_framework(involvement=closed, key="good-life", by=closed.opened_by)
        late, paper = cast.story(within=closed), cast.story(within=closed, route=Route.PAPER)
        type(closed).objects.filter(pk=closed.pk).update(
            opens=closed.opens - (day := closed.answer_by - closed.closes), closes=closed.closes - day / 2
        )
        gone, alone = cast.story(within=asked), cast.story()
        withdraw(contribution=gone, by="visitor")

        for story in (late, gone, alone):
            with pytest.raises(NotPlacedNow):
                place(Contribution.objects.get(pk=story.pk), feeling=Answer(choice="glad"))
        with pytest.raises(NotPlacedNow):
            place_story(contribution=cast.story(within=asked), framework="services", answers={}, by="x")
        place(Contribution.objects.get(pk=paper.pk), feeling=Answer(choice="glad"))
        assert Sign.objects.get().contribution == paper

    def test_the_trail_keeps_that_it_was_done_and_never_what_was_answered(self, asked):
        story = cast.story(within=asked)

        place(story, about=Answer(shares=(71, 19, 10)), feeling=Answer(choice="angry"))

        line = AuditLine.objects.latest("number")
        assert (line.deed, line.object_id) == ("place_story", story.pk)
        assert line.codes == {"framework": "good-life", "items": 2}

    def test_what_is_withdrawn_takes_its_answers_along(self, asked):
        story = cast.story(within=asked)
        place(story, feeling=Answer(choice="glad"))

        withdraw(contribution=story, by="visitor")

        assert not Sign.objects.exists()

    def test_only_what_everyone_may_read_is_counted_and_what_is_held_leaves_at_once(self, asked):
        open_one, closed = cast.story(within=asked), cast.story(within=asked, audience=Audience.ANSWERERS)
        for story in (open_one, closed):
            place(story, feeling=Answer(choice="glad"))

        def counted() -> list[str]:
            return [one.contribution for one in given("good-life", "feeling", [asked.pk])]

        path = next(path for path in read_paths("listen.Contribution") if path.name == "patterns")
        assert counted() == [open_one.pk] == list(path.ids())
        hold(label="listen.Contribution", object_id=open_one.pk, reason="hate", by="tests")
        assert counted() == [] == list(path.ids()) == stories([open_one.pk], 5)
        lift(label="listen.Contribution", object_id=open_one.pk, by="tests")
        hold(label="listen.Involvement", object_id=asked.pk, reason="hate", by="tests")
        assert counted() == [] == list(path.ids())


class TestPatterns:
    def test_small_parts_are_hidden_and_others_with_them_and_dots_only_stand_where_a_part_is_shown(self):
        found = signs.pattern(TRIAD, rows_of(a=40, b=9, c=10, ab=2, bc=6, ac=7, centre=20, na=8))

        counts = shown(found)
        assert found.total == 102
        assert counts == {"a": 40, "b": 9, "c": 10, "na": 8}
        assert 102 - sum(counts.values()) >= LEAST
        assert set(found.dots) <= {MIDDLES[zone] for zone in counts if zone in MIDDLES}
        assert len(found.dots) == sum(count for zone, count in counts.items() if zone != "na")

    def test_fewer_than_five_answers_show_nothing_at_all(self):
        found = signs.pattern(TRIAD, rows_of(a=4))

        assert (found.total, shown(found), found.dots, found.shading) == (None, {}, (), ())
        assert signs.pattern(TRIAD, []).total is None

    def test_shading_begins_at_thirty_and_dots_end_at_three_hundred(self):
        assert not signs.pattern(TRIAD, rows_of(a=29)).shading
        many = dict.fromkeys(MIDDLES, 60)
        found = signs.pattern(TRIAD, rows_of(**many, na=60))
        assert found.shading
        assert found.dots == ()
        assert max(each.level for each in found.shading) == 1

    def test_shares_are_of_all_who_answered_with_wilson_s_interval(self):
        every = dict.fromkeys(MIDDLES, 10)
        band = signs.pattern(TRIAD, rows_of(**every, na=10)).bands[0]

        assert (band.key, band.count, band.share) == ("a", 10, 0.125)
        assert (band.lower, band.upper) == (pytest.approx(0.0693, abs=1e-4), pytest.approx(0.2150, abs=1e-4))

    def test_dyads_and_choices_count_in_their_own_parts(self):
        places = [0] * 9 + [50] * 8 + [100] * 7
        dyad = [Given(str(n), "", "cy", "i", along=at) for n, at in enumerate(places)]
        away = [Given(f"x{n}", "", "cy", "i") for n in range(6)]
        assert shown(signs.pattern(DYAD, dyad + away)) == {"left": 9, "middle": 8, "right": 7, "na": 6}

        keys = [option.key for option in CHOICE.options]
        chosen = [Given(f"{key}{n}", "", "cy", "i", choice=key) for key in keys for n in range(6)]
        gone = [Given("old", "", "cy", "i", choice="no longer there")]
        assert shown(signs.pattern(CHOICE, chosen + away + gone)) == {**dict.fromkeys(keys, 6), "na": 6}

    def test_stories_stand_only_behind_parts_that_are_shown(self):
        rows = rows_of(a=40, b=9, c=10, ab=2, bc=6, ac=7, centre=20, na=8)

        assert signs.behind(TRIAD, rows, "a") == [str(n) for n in range(40)]
        assert signs.behind(TRIAD, rows, "ab") == []
        assert signs.behind(TRIAD, rows, "na") == []
        assert signs.behind(TRIAD, rows, "nowhere") == []

    @for_all(
        st.lists(
            st.tuples(st.sampled_from([*MIDDLES, "na"]), st.sampled_from(["cy", "en"]), st.integers(1, 12)),
            min_size=1,
            max_size=16,
        )
    )
    @settings(max_examples=40, deadline=None)
    @example([("a", "cy", 5), ("ab", "cy", 9), ("ab", "cy", 12), ("ab", "cy", 12)])  # one language alone
    def test_from_a_filter_and_the_whole_no_small_number_can_be_worked_out(self, cells):
        rows = [
            row(n, zone, language=language)
            for n, (zone, language, of) in enumerate(cells)
            for _each in range(of)
        ]
        groups = signs.groups_by_language(rows)
        whole = signs.pattern(TRIAD, rows)
        exact = {
            language: Counter(signs.bands_of(TRIAD)[n] for n in signs.band_numbers(TRIAD, own))
            for language in ("cy", "en")
            for own in [[one for one in rows if one.language == language]]
        }
        views = {language: signs.filtered(TRIAD, rows, groups, language) for language in ("cy", "en")}

        seen = list(whole.shown)
        table = np.full((3, len(seen) + 2), -1)
        table[2] = [*(shown(whole)[key] for key in seen), -1, -1 if whole.total is None else whole.total]
        if whole.total is not None:
            table[2, -2] = whole.total - table[2, :-2].sum()
        for at, language in enumerate(("cy", "en")):
            view = views[language]
            if view is None:
                continue
            assert set(view.shown) <= set(whole.shown)
            for key, count in shown(view).items():
                assert count == exact[language][key] >= LEAST
                table[at, seen.index(key)] = count
            table[at, -1] = view.total
        limits = cross_bounds(table)
        for at, language in enumerate(("cy", "en")):
            if language not in groups:  # nobody answered in it, as the list of languages to choose from says
                continue
            for column, key in enumerate(seen):
                if exact[language][key] < LEAST:
                    assert limits.lower[at, column] == 0
                    assert limits.upper[at, column] >= LEAST

    def test_a_filter_that_gives_somebody_away_is_refused(self):
        rows = rows_of(a=4)
        assert signs.filtered(TRIAD, rows, signs.groups_by_language(rows), "cy") is None
        rows = rows_of(a=30)
        assert signs.filtered(TRIAD, rows, signs.groups_by_language(rows), "en") is None
        assert signs.filtered(TRIAD, rows, [signs.ELSEWHERE] * 30, signs.ELSEWHERE) is None

    def test_small_places_are_put_together(self):
        rows = [row(n, "a", place="big" if n < 20 else "small") for n in range(39)]

        groups = signs.groups_by_place(rows)

        assert Counter(groups) == {"big": 20, signs.ELSEWHERE: 19}
        assert signs.choices_among(groups) == ["big"]

    @for_all(
        st.lists(
            st.tuples(st.sampled_from([*MIDDLES, "na"]), st.sampled_from("xyz"), st.integers(1, 12)),
            min_size=1,
            max_size=18,
        )
    )
    @settings(max_examples=40, deadline=None)
    def test_joined_involvements_tell_no_more_than_each_of_them_does(self, cells):
        rows = [
            row(n, zone, involvement=of)
            for n, (zone, of, count) in enumerate(cells)
            for _each in range(count)
        ]
        groups = [one.involvement for one in rows]
        names, keys = sorted(set(groups)), signs.bands_of(TRIAD)
        alone = {name: [one for one in rows if one.involvement == name] for name in names}
        together = signs.joined(TRIAD, rows, groups)

        exact = np.zeros((len(names), len(keys)), dtype=int)
        table = np.full((len(names) + 1, len(keys) + 1), -1)
        for at, name in enumerate(names):
            own = signs.pattern(TRIAD, alone[name])
            exact[at] = np.bincount(signs.band_numbers(TRIAD, alone[name]), minlength=len(keys))
            table[at] = [*(-1 if band.count is None else band.count for band in own.bands), own.total or -1]
        table[-1] = [
            *(-1 if band.count is None else band.count for band in together.bands),
            together.total or -1,
        ]
        assert all(
            count in (-1, total)
            for count, total in zip(table[-1], [*exact.sum(axis=0), exact.sum()], strict=True)
        )
        limits = cross_bounds(table)
        small = exact < LEAST
        assert (limits.lower[:-1, :-1][small] == 0).all()
        assert (limits.upper[:-1, :-1][small] >= LEAST).all()

    def test_joining_shows_more_than_small_boards_can_alone(self):
        rows = [
            row(n, zone, involvement=of)
            for of in "xyz"
            for n, zone in enumerate(zone for zone in MIDDLES for _each in range(4))
        ]

        found = signs.joined(TRIAD, rows, [one.involvement for one in rows])

        assert shown(found)["a"] == 12
        assert shown(signs.pattern(TRIAD, [one for one in rows if one.involvement == "x"])) == {}

    def test_answers_kept_by_column_give_what_their_rows_give(self):
        triads = rows_of(a=20, b=12, c=9, ab=7, na=6)
        dyads = [Given(str(n), "", "en", "i", along=n) for n in range(0, 100, 3)] + [
            Given("na", "", "cy", "i")
        ]
        choices = [Given(str(n), "", "cy", "i", choice="glad" if n % 3 else "gone") for n in range(30)]

        for item, rows in ((TRIAD, triads), (DYAD, dyads), (CHOICE, choices), (TRIAD, [])):
            kept = Answers(rows)
            groups = signs.groups_by_language(rows)
            assert list(kept) == rows
            assert (len(kept), list(kept[2:4])) == (len(rows), rows[2:4])
            assert signs.pattern(item, kept) == signs.pattern(item, rows)
            assert signs.groups_by_place(kept) == signs.groups_by_place(rows)
            assert signs.filtered(item, kept, groups, "cy") == signs.filtered(item, rows, groups, "cy")
            assert signs.behind(item, kept, "a") == signs.behind(item, rows, "a")
        assert Answers(triads)[-1] == triads[-1]


class TestComparing:
    def test_two_groups_that_differ_and_two_that_do_not(self):
        rows = [row(n, "a" if n % 2 else "b", language="en" if n % 2 else "cy") for n in range(40)]
        groups = signs.groups_by_language(rows)
        assert signs.compare(TRIAD, rows, groups, "cy", "en").finding.code == "differ"
        mixed = [row(n, "a" if n % 2 else "b", language="en" if n < 20 else "cy") for n in range(40)]
        found = signs.compare(TRIAD, mixed, signs.groups_by_language(mixed), "cy", "en")
        assert (found.finding.code, found.drawn) == ("no_clear_difference", 0)
        assert found == signs.compare(TRIAD, mixed, signs.groups_by_language(mixed), "cy", "en")

    def test_small_groups_and_choices_are_not_compared(self):
        rows = [row(n, "a", language="en" if n < 4 else "cy") for n in range(40)]
        found = signs.compare(TRIAD, rows, signs.groups_by_language(rows), "cy", "en")
        assert found.finding.code == "not_compared"
        assert signs.compare(CHOICE, rows, signs.groups_by_language(rows), "cy", "en") is None


SAME = "Mae’r neuadd yn dywyll bob nos ers i’r allwedd fynd ar goll ym mis Mawrth wedi’r llifogydd."
AGAIN = "Mae neuadd y pentref yn dywyll bob nos ers i’r allwedd fynd ar goll ym mis Mawrth wedi’r llifogydd."


class TestRepeats:
    @pytest.fixture
    def mair(self, db):
        return cast.holder(Part.FACILITATOR, cast.body(), name="mair")

    def test_a_machine_proposes_a_person_decides_and_neither_is_evidence_before(self, asked, mair):
        first, other = (
            cast.story(SAME, within=asked),
            cast.story("Bws olaf am chwech i’r llyfrgell.", within=asked),
        )
        second = cast.story(AGAIN, within=asked)

        assert look_for_repeats(involvement=asked, by=mair) == 1
        assert look_for_repeats(involvement=asked, by=mair) == 0
        (waiting,) = repeats_proposed(asked)

        assert (waiting.one, waiting.other) == (second, first)
        assert (waiting.edge.by_machine, waiting.edge.accepted) == (True, None)
        thread = follow(End("listen.Contribution", first.pk), Way.ON, "en")
        assert [proposal.tie.there.id for proposal in thread.proposals] == [second.pk]
        assert second.pk not in [step.end.id for level in thread.levels for step in level]

        assert decide_repeats(involvement=asked, edges=[waiting.edge.pk, "x"], accepted=True, by=mair) == 1
        thread = follow(End("listen.Contribution", first.pk), Way.ON, "en")
        assert second.pk in [step.end.id for level in thread.levels for step in level]
        assert other.pk not in str(Edge.objects.filter(kind=Link.REPEATS).values())

    def test_what_was_refused_is_not_proposed_again_and_what_is_held_not_at_all(self, asked, mair):
        cast.story(SAME, within=asked)
        second = cast.story(AGAIN, within=asked)
        look_for_repeats(involvement=asked, by=mair)
        hold(label="listen.Contribution", object_id=second.pk, reason="hate", by="tests")
        assert repeats_proposed(asked) == []
        lift(label="listen.Contribution", object_id=second.pk, by="tests")

        decide_repeats(
            involvement=asked, edges=[one.edge.pk for one in repeats_proposed(asked)], accepted=False, by=mair
        )

        assert look_for_repeats(involvement=asked, by=mair) == 0
        assert not Edge.objects.filter(kind=Link.REPEATS).exists()
