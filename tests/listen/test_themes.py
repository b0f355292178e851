"""Naming themes, tying words to them, and deciding what a machine proposes."""

from __future__ import annotations

import pytest

from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.listen.actions.contributions import add_words, withdraw
from edau.listen.actions.themes import (
    Name,
    NameTaken,
    decide,
    name_theme,
    propose,
    rename_theme,
    tie_words,
    untie_words,
)
from edau.listen.choices import Audience
from edau.listen.models import Contribution, Theme
from edau.listen.queries.themes import counts_of, ids_of_words, ids_to_tie, proposed, themes_of, words_of
from edau.people.choices import Part
from edau.thread.models import Edge
from tests import cast

pytestmark = pytest.mark.django_db

HALL = "Mae’r neuadd yn dywyll bob nos, a’r allwedd ar goll."
HALLS = "Roedd yr allwedd gyda fy mam; agorai hi’r neuadd i’r côr."
BUS = "The last bus leaves at six, so nobody goes to the library."
BUSES = "Two buses a day, and none to the library on a Sunday."


@pytest.fixture
def asked():
    return cast.involvement()


@pytest.fixture
def mair():
    return cast.holder(Part.FACILITATOR, cast.body(), name="mair")


def named(asked, by, cy: str = "Neuaddau", en: str = "Halls") -> Theme:
    return name_theme(involvement=asked, name=Name(cy=cy, en=en), by=by)


def test_only_facilitators_and_officers_of_the_involvement_name_and_tie(asked, mair):
    said, theme = cast.story(within=asked), named(asked, mair)
    strangers = [
        cast.holder(Part.FACILITATOR, cast.body("arall"), name="stranger"),
        cast.holder(Part.LISTENER, cast.body(), name="listener"),
        cast.holder(Part.AUDITOR, name="auditor"),
        cast.account("nobody"),
    ]

    for who in strangers:
        for deed in (
            lambda who=who: named(asked, who, "Arall", "Other"),
            lambda who=who: rename_theme(theme=theme, name=Name(en="Mine"), by=who),
            lambda who=who: tie_words(theme=theme, contributions=[said.pk], by=who),
            lambda who=who: untie_words(theme=theme, contributions=[said.pk], by=who),
            lambda who=who: propose(involvement=asked, by=who),
            lambda who=who: decide(involvement=asked, edges=[], accepted=True, by=who),
        ):
            with pytest.raises(NotAllowed):
                deed()
    assert tie_words(theme=theme, contributions=[said.pk], by=mair) == 1
    officer = cast.holder(Part.OFFICER, cast.body(), name="officer")
    assert tie_words(theme=theme, contributions=[said.pk], by=officer) == 1


def test_each_deed_leaves_one_line_without_a_word_of_text(asked, mair):
    said = cast.story("Secret words", within=asked)
    before = AuditLine.objects.count()

    theme = named(asked, mair)
    rename_theme(theme=theme, name=Name(en="Rooms"), by=mair)
    tie_words(theme=theme, contributions=[said.pk], by=mair)
    tie_words(theme=theme, contributions=[said.pk], by=mair)
    untie_words(theme=theme, contributions=[said.pk], by=mair)

    lines = AuditLine.objects.filter(number__gt=before)
    assert [line.deed for line in lines] == ["name_theme", "rename_theme", "tie", "untie"]
    assert not any(text in str(lines.values()) for text in ("Secret", "Neuaddau", "Rooms"))


@pytest.mark.parametrize("name", [Name(), Name(cy="  "), Name(en="x" * 81)])
def test_a_theme_has_a_name_and_a_short_one(asked, mair, name):
    with pytest.raises(ValueError, match="name"):
        name_theme(involvement=asked, name=name, by=mair)


def test_two_themes_of_an_involvement_have_different_names_in_either_language(asked, mair):
    theme = named(asked, mair)

    for name in (Name(cy="neuaddau"), Name(en="HALLS "), Name(cy="Halls")):
        with pytest.raises(NameTaken):
            name_theme(involvement=asked, name=name, by=mair)
    rename_theme(theme=theme, name=Name(cy="Neuaddau", en="Rooms"), by=mair)
    assert Theme.objects.get().said("en") == ("Rooms", "en")


def test_words_of_another_involvement_held_ones_and_withdrawn_ones_cannot_be_tied(asked, mair):
    theme = named(asked, mair)
    there, gone, elsewhere = cast.story(within=asked), cast.story(within=asked), cast.story()
    held = cast.story(within=asked)
    hold(label="listen.Contribution", object_id=held.pk, reason="hate", by="tests")
    withdraw(contribution=gone, by="visitor")

    count = tie_words(theme=theme, contributions=[there.pk, gone.pk, elsewhere.pk, held.pk, "x"], by=mair)

    assert count == 1
    assert list(words_of(theme)) == [there]


def test_words_stand_in_the_order_in_which_they_were_said_and_only_readable_ones_count(asked, mair):
    theme, other = named(asked, mair), named(asked, mair, "Bysiau", "Buses")
    first, second, closed, held = (cast.story(str(n), within=asked) for n in range(4))
    closed.audience = Audience.ANSWERERS
    closed.save()
    tie_words(theme=theme, contributions=[held.pk, second.pk, closed.pk, first.pk], by=mair)
    hold(label="listen.Contribution", object_id=held.pk, reason="hate", by="tests")

    assert list(words_of(theme)) == [first, second]
    assert counts_of([theme, other]) == {theme.pk: 2}
    assert themes_of(asked) == [theme, other]
    assert set(ids_of_words()) == {first.pk, second.pk}
    assert set(ids_to_tie()) == {first.pk, second.pk, closed.pk}


def test_a_machine_proposes_by_rare_words_in_any_of_their_forms_and_a_person_decides(asked, mair):
    halls = named(asked, mair)
    buses = named(asked, mair, "Bysiau", "Buses")
    stories = {
        words: cast.story(words, within=asked, language=lang)
        for words, lang in (
            (HALL, "cy"),
            (HALLS, "cy"),
            (BUS, "en"),
            (BUSES, "en"),
            ("Glaw, glaw, glaw.", "cy"),
        )
    }
    tie_words(theme=halls, contributions=[stories[HALL].pk], by=mair)
    tie_words(theme=buses, contributions=[stories[BUS].pk], by=mair)

    assert propose(involvement=asked, by=mair) == 2
    waiting = {one.contribution.words: one for one in proposed(asked)}

    assert {words: one.theme for words, one in waiting.items()} == {HALLS: halls, BUSES: buses}
    assert list(words_of(halls)) == [stories[HALL]]
    assert list(Edge.objects.filter(accepted=None).values_list("by_machine", flat=True)) == [True, True]

    assert decide(involvement=asked, edges=[waiting[HALLS].edge.pk], accepted=True, by=mair) == 1
    assert decide(involvement=asked, edges=[waiting[BUSES].edge.pk, "x"], accepted=False, by=mair) == 1
    assert list(words_of(halls)) == [stories[HALL], stories[HALLS]]
    assert list(words_of(buses)) == [stories[BUS]]
    assert proposed(asked) == []
    # What somebody refused is not proposed to them again.
    assert propose(involvement=asked, by=mair) == 0


def test_a_proposal_of_another_involvement_is_not_decided_here(asked, mair):
    other = cast.involvement()
    theme = named(other, mair)
    said = cast.story(HALL, within=other)
    edge = Edge.objects.create(
        from_label="listen.Contribution",
        from_id=said.pk,
        kind="about",
        to_label="listen.Theme",
        to_id=theme.pk,
        by="edau likeness",
        by_machine=True,
    )

    assert decide(involvement=asked, edges=[edge.pk], accepted=True, by=mair) == 0
    assert decide(involvement=other, edges=[edge.pk], accepted=True, by=mair) == 1


def test_a_machine_reads_what_was_said_of_the_welsh_language_and_nothing_that_is_held(asked, mair):
    theme = named(asked, mair)
    effects, added, *_rest = (cast.story(f"Glaw {n}.", within=asked) for n in range(5))
    Contribution.objects.filter(pk=effects.pk).update(welsh_effects=HALLS)
    hidden = add_words(contribution=added, words=HALLS, language="cy", by="visitor")
    hold(label="listen.Addition", object_id=hidden.pk, reason="hate", by="tests")
    tie_words(theme=theme, contributions=[cast.story(HALL, within=asked).pk], by=mair)

    propose(involvement=asked, by=mair)

    assert [one.contribution for one in proposed(asked)] == [effects]


def test_what_is_held_is_not_proposed(asked, mair):
    theme = named(asked, mair)
    tied, held = cast.story(HALL, within=asked), cast.story(HALLS, within=asked)
    for words in (BUS, BUSES, "Glaw."):
        cast.story(words, within=asked)
    tie_words(theme=theme, contributions=[tied.pk], by=mair)
    propose(involvement=asked, by=mair)
    assert [one.contribution for one in proposed(asked)] == [held]

    hold(label="listen.Contribution", object_id=held.pk, reason="hate", by="tests")

    assert proposed(asked) == []
