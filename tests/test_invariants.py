"""Promises that no single app can keep by itself: both languages at the same state, no person with a score, no machine's
word as evidence."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

import edau
from edau.core import clock
from edau.core.mail.outbox import message_of
from edau.core.mail.problems import WORDS
from edau.core.mail.testing import send_test
from edau.core.models import Letter
from edau.listen.actions.contributions import changed as touched
from edau.listen.actions.happenings import What, note
from edau.listen.actions.involvements import AlreadyPublished, Promise, change_draft, seal_of
from edau.listen.actions.repeats import decide_repeats
from edau.listen.actions.themes import Name, decide, name_theme
from edau.listen.actions.voices import publish_voices
from edau.listen.choices import Event
from edau.listen.models import Involvement, PublishedVoices
from edau.listen.queries.repeats import repeats_proposed
from edau.listen.queries.themes import counts_of, themes_of_contribution, words_of
from edau.people.choices import Part
from edau.people.purposes import purposes
from edau.portal.pages.proving import prove
from edau.portal.urls import people
from edau.thread.actions import End, tie
from edau.thread.choices import Link
from edau.thread.directions import Way
from edau.thread.following import follow
from edau.thread.models import Edge
from edau.thread.provenance import whole_thread
from tests.cast import SAYS, body, holder, involvement, story
from tests.listen.voices_cast import heard

PACKAGE = Path(edau.__file__).parent
LANGUAGES = ("cy", "en")


def in_language(language: str, name: str, *args: object) -> str:
    with override(language):
        return reverse(f"portal:{name}", args=args)


# Every page and every letter exists in the other language at the same state


def shape(html: str) -> Counter[str]:
    """How many of each element that carries meaning, and which data a template puts where."""
    elements = re.findall(r"<(h1|h2|h3|p|li|dt|dd|tr|th|td|form|button|input|b)\b", html)
    neutral = re.sub(r'_(cy|en)\b|say:"(cy|en)"', "", html)
    return Counter(elements) + Counter(re.findall(r"\{[{%] ?([^}]*?) ?[%}]\}", neutral))


def prose() -> list[str]:
    folder = PACKAGE / "portal/templates/portal/prose"
    return sorted({file.name.split(".")[0] for file in folder.iterdir()})


@pytest.mark.parametrize("page", prose())
def test_prose_says_as_much_in_each_language(page):
    welsh, english = (
        shape((PACKAGE / f"portal/templates/portal/prose/{page}.{language}.html").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    titles = {key for key in welsh | english if key.startswith("block title")}
    for title in titles:
        del welsh[title], english[title]

    assert welsh == english


@pytest.fixture
def two_readers(db) -> tuple[Client, dict[str, object]]:
    """A signed-in administrator, and what the addresses of these pages name."""
    boss = holder(Part.ADMINISTRATOR)
    holder(Part.ADMINISTRATOR, name="another")  # the only one could not erase their account
    asked = involvement()
    story(within=asked)
    story("Rhywbeth arall.", within=asked)
    client = Client()
    client.force_login(boss)
    values = {"board": "psb-gwent", "organisation": body().key, "role": boss.roles.get().pk}
    return client, values


def text_of(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]+>", " ", main)


def test_pages_about_people_have_the_same_numbers_in_both_languages(two_readers):
    client, values = two_readers
    compared = {}
    for pattern in people.urlpatterns:
        arguments = [values.get(name) for name in pattern.pattern.converters]
        if None in arguments or pattern.name == "role_take":
            continue
        answers = [client.get(in_language(language, pattern.name, *arguments)) for language in LANGUAGES]
        assert [answer.status_code for answer in answers] == [200, 200], pattern.name
        if answers[0].headers["Content-Type"].startswith("text/html"):
            compared[pattern.name] = [
                Counter(re.findall(r"\d+", text_of(answer.content.decode()))) for answer in answers
            ]

    assert {name for name, (welsh, english) in compared.items() if welsh != english} == set()
    assert len(compared) == 12


def test_every_address_has_its_own_words_in_each_language():
    same = set()
    for pattern in people.urlpatterns:
        values = {"int": 7, "slug": "x", "str": "x"}
        arguments = [
            values[kind.__class__.__name__.removesuffix("Converter").lower().replace("string", "str")]
            for kind in pattern.pattern.converters.values()
        ]
        try:
            welsh, english = (in_language(language, pattern.name, *arguments) for language in LANGUAGES)
        except NoReverseMatch:
            same.add(pattern.name)
            continue
        if welsh.removeprefix("/cy/") == english.removeprefix("/en/"):
            same.add(pattern.name)

    assert same == set()


@pytest.mark.django_db
def test_a_letter_is_whole_in_each_language():
    def letter(language: str) -> tuple[str, str]:
        send_test(to="sian@example.org", language=language, by="user 1")
        message = message_of(Letter.objects.order_by("-made").first())
        return message.subject, message.body

    welsh, english = letter("cy"), letter("en")

    assert [own == other for own, other in zip(welsh, english, strict=True)] == [False, False]


@pytest.mark.parametrize("part", ["subject", "message"])
def test_the_letter_with_a_code_is_whole_in_each_language(part, rf):
    def text(language: str) -> str:
        with override(language):
            context = {"code": "1234-5678", "minutes": 15, "request": rf.get("/")}
            return render_to_string(f"accounts/email/login_code_{part}.txt", context)

    welsh, english = text("cy"), text("en")

    assert (welsh != english, welsh.count("1234-5678")) == (True, english.count("1234-5678"))


def test_every_reason_for_a_failed_letter_and_every_purpose_is_there_in_each_language():
    sentences = [sentence for pair in WORDS.values() for sentence in pair]
    for sentence in sentences:
        with override("cy"):
            welsh = str(sentence)
        with override("en"):
            assert str(sentence) != welsh
    for purpose in purposes():
        for words in (purpose.what_for, purpose.data, purpose.basis_words, purpose.kept):
            assert words.cy
            assert words.en != words.cy


# No person has a score

# Every column of a number in the apps that know of people: what it counts is a thing, an order or a time, never somebody.
NUMBERS = {
    "connect.Account.hard": "a rule of the ledger: from how many minutes below nought nothing more is taken",
    "connect.Account.soft": "a rule of the ledger: from how many minutes below nought a word is said",
    "connect.Asset.latitude": "where a thing lies",
    "connect.Asset.longitude": "where a thing lies",
    "connect.Asset.pence_an_hour": "what an hour of a thing costs",
    "connect.Asset.persons": "how many a room holds",
    "connect.Asset.rent_pence": "what an hour of a thing would be hired out for",
    "connect.Capability.capacity": "how often a month somebody wants to help, as they said",
    "connect.Capability.km": "how far they would go, as they said",
    "connect.Doorstep.latitude": "where somebody lives: shown to nobody, and gone with them",
    "connect.Doorstep.longitude": "where somebody lives: shown to nobody, and gone with them",
    "connect.Entry.minutes": "minutes that passed between two accounts: every hour counts the same, whoever gives it",
    "connect.FreeWeek.friday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.longest": "half hours in the longest time that is free",
    "connect.FreeWeek.monday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.saturday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.sunday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.thursday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.tuesday": "which half hours of the day are free, as a mask",
    "connect.FreeWeek.wednesday": "which half hours of the day are free, as a mask",
    "connect.GroupPrice.group": "which group of skills",
    "connect.GroupPrice.matchings": "how many matchings a price was learned from",
    "connect.GroupPrice.price": "how scarce a group of skills is in an area, never somebody",
    "connect.Matching.bound": "what a whole matching could be worth at most",
    "connect.Matching.needs": "how many needs a matching looked at",
    "connect.Matching.offers": "how many offers a matching looked at",
    "connect.Matching.pairs": "how many pairs were possible",
    "connect.Matching.proposed": "how many were proposed",
    "connect.Matching.value": "what a whole matching is worth, all of its pairs together",
    "connect.Need.group": "which group of skills",
    "connect.Need.latitude": "where something is needed",
    "connect.Need.longitude": "where something is needed",
    "connect.Need.minutes": "how long something takes",
    "connect.Need.persons": "how many a room must hold",
    "connect.Need.units": "how many people or things are needed",
    "connect.Offered.group": "which group of skills",
    "connect.Offered.km": "how far they would go, as they said",
    "connect.Party.asks_a_week": "how often somebody wants to be asked, as they said",
    "connect.Placing.minutes": "how long a room is had",
    "connect.Placing.start": "a time of day",
    "connect.Placing.weekday": "a day of the week",
    "connect.Proposal.minutes": "how long it took",
    "connect.SeasonRequest.least": "minutes that are enough for a group",
    "connect.SeasonRequest.most": "minutes that a group would like",
    "connect.SeasonRequest.persons": "how many come to a group",
    "connect.SeasonRequest.times": "how often a week",
    "connect.SeasonRound.bound": "what a whole plan of rooms could be worth at most",
    "connect.SeasonRound.seed": "what makes a plan come out the same twice",
    "connect.SeasonRound.value": "what a whole plan of rooms is worth",
    "connect.Transfer.number": "the place of a transfer in the ledger",
    "core.AuditLine.number": "the place of a line in the trail",
    "core.Letter.tries": "how often a letter was tried",
    "listen.Happening.cost": "what something cost, in pounds",
    "listen.Happening.hours": "hours of all who took part together",
    "listen.Happening.people": "how many took part",
    "listen.PrinciplePlan.principle": "which of the ten principles",
    "listen.PrincipleRating.edition": "which edition of a scale",
    "listen.PrincipleRating.principle": "which of the ten principles",
    "listen.PrincipleRating.value": "how well people were engaged, never somebody",
    "listen.ScaleLevel.edition": "which edition of a scale",
    "listen.ScaleLevel.value": "the order of an organisation’s words for how well it engages",
    "listen.Sign.along": "where a story lies between two words, as its teller placed it",
    "listen.Sign.first": "where a story lies between three words, as its teller placed it",
    "listen.Sign.second": "where a story lies between three words, as its teller placed it",
    "listen.Sign.third": "where a story lies between three words, as its teller placed it",
    "listen.Pack.sheets": "how many sheets of paper",
    "listen.Recording.seconds": "how long a recording is",
    "thread.Receipt.number": "which sheet of a pack",
}
OF_PEOPLE = ("accounts", "people", "moderation", "thread", "listen", "answer", "connect", "core", "account")
KINDS = (models.IntegerField, models.FloatField, models.DecimalField)
WORDS_FOR_SCORES = re.compile(
    r"score|rank|points|reputation|karma|trust|rating|level|badge|influence_of|weight", re.IGNORECASE
)


def test_no_table_about_people_holds_a_number_that_could_be_a_score():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OF_PEOPLE
        for field in model._meta.local_concrete_fields
        if isinstance(field, KINDS) and not field.primary_key and not field.is_relation
    }

    assert found == set(NUMBERS)


def test_no_column_about_people_is_called_a_score():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OF_PEOPLE
        for field in model._meta.local_concrete_fields
        if WORDS_FOR_SCORES.search(field.name)
    }

    assert found == {
        "connect.Matching.weights",  # by which version of the published weights a whole matching was made
        "listen.Happening.level",  # how much say people had in a meeting, all of them together
    }


def test_the_only_marks_people_give_are_for_signals_and_none_is_about_a_person():
    marks = {
        f"{model._meta.label}.{field.name}": sorted(
            other.related_model._meta.label for other in model._meta.concrete_fields if other.is_relation
        )
        for model in apps.get_models()
        if model._meta.app_label == "understand"
        for field in model._meta.local_concrete_fields
        if isinstance(field, KINDS)
        and any(
            other.is_relation and other.related_model._meta.label in ("accounts.User", "people.Person")
            for other in model._meta.concrete_fields
        )
        and not field.primary_key
        and not field.is_relation
    }

    about = ["accounts.User", "understand.Signal"]
    assert marks == {"understand.SignalRating.impact": about, "understand.SignalRating.likelihood": about}


OF_FIGURES = ("signal", "about_the_data", "how_we_compare", "open_data", "ahead", "links")
NOBODY_HAS_ONE = ("no person has a score", "nid oes sgôr gan", "nid oes gan neb sgôr")


def test_no_page_speaks_of_a_persons_score():
    """Whatever a page says of scores is that nobody has one; on pages about figures a score is that of an area or a trend."""
    spoken = []
    for template in (PACKAGE / "portal/templates").rglob("*.html"):
        if not template.name.startswith(OF_FIGURES):
            text = re.sub(r"<[^>]+>", " ", template.read_text(encoding="utf-8"))
            spoken += re.findall(
                r"[^.]*\b(?:scores?|sgôr|leaderboard|reputation)\b[^.]*\.", text, re.IGNORECASE
            )

    assert len(spoken) >= 2  # the regular expression finds what it looks for, in each language
    assert [words for words in spoken if not any(one in words.lower() for one in NOBODY_HAS_ONE)] == []


# A machine's proposal counts for nothing until a named person accepts it


@pytest.fixture
def proposed(db):
    """A story, a theme, and a machine that thinks they belong together."""
    asked = involvement()
    facilitator = holder(Part.FACILITATOR, body())
    theme = name_theme(involvement=asked, name=Name(cy="Bysiau", en="Buses"), by=facilitator)
    said = story("Mae’r bws olaf yn mynd am bump.", within=asked)
    ends = End("listen.Contribution", said.id), End("listen.Theme", theme.id)
    return tie(ends[0], Link.ABOUT, ends[1], by="edau", by_machine=True), said, theme, facilitator


def evidence(said, theme) -> dict[str, object]:
    """In how many ways the words count for the theme."""
    back = follow(End("listen.Theme", theme.id), Way.BACK, "en")
    document = whole_thread("en")
    return {
        "count": counts_of([theme]).get(theme.id, 0),
        "words": [one.id for one in words_of(theme)],
        "themes": [one.id for one in themes_of_contribution(said.id)],
        "thread": [step.end.id for level in back.levels for step in level if step.end.id == said.id],
        "export": sum(
            f"{theme.id}" in str(part) and f"{said.id}" in str(part)
            for name, kind in document.items()
            if name not in ("entity", "agent", "prefix")
            for part in kind.values()
        )
        > 0,
    }


def test_what_a_machine_proposes_is_no_evidence_anywhere(proposed):
    edge, said, theme, _facilitator = proposed

    assert evidence(said, theme) == {"count": 0, "words": [], "themes": [], "thread": [], "export": False}
    shown = follow(End("listen.Theme", theme.id), Way.BACK, "en").proposals
    assert [proposal.tie.there.id for proposal in shown] == [said.id]
    assert Edge.objects.get(pk=edge.pk).accepted_by == ""


def test_nor_is_that_two_stories_say_the_same(proposed):
    _edge, said, theme, facilitator = proposed
    again = story(f"{said.words} Dyna’r gwir.", within=theme.involvement)
    tie(
        End("listen.Contribution", again.id),
        Link.REPEATS,
        End("listen.Contribution", said.id),
        by="edau",
        by_machine=True,
    )

    shown = follow(End("listen.Contribution", said.id), Way.BACK, "en")
    assert again.id not in [step.end.id for level in shown.levels for step in level]
    assert [proposal.tie.there.id for proposal in shown.proposals] == [again.id]

    (waiting,) = repeats_proposed(theme.involvement)
    decide_repeats(involvement=theme.involvement, edges=[waiting.edge.id], accepted=True, by=facilitator)
    shown = follow(End("listen.Contribution", said.id), Way.BACK, "en")
    assert again.id in [step.end.id for level in shown.levels for step in level]


def test_once_a_named_person_accepts_it_it_counts_everywhere(proposed):
    edge, said, theme, facilitator = proposed

    decide(involvement=theme.involvement, edges=[edge.id], accepted=True, by=facilitator)

    assert evidence(said, theme) == {
        "count": 1,
        "words": [said.id],
        "themes": [theme.id],
        "thread": [said.id],
        "export": True,
    }
    assert Edge.objects.get(pk=edge.pk).accepted_by == str(facilitator)


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_by": "", "accepted": "2026-01-01T00:00Z"},  # accepted by nobody
        {"by_machine": False, "accepted": None},  # a person's word that waits for a person
    ],
)
def test_the_tables_themselves_refuse_what_nobody_accepted(proposed, change):
    edge = proposed[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Edge.objects.filter(pk=edge.pk).update(**change)


# An involvement opened after its decision was taken is shown as consultation after the fact


def decided_first(days: int) -> tuple[Involvement, object]:
    """A published involvement whose decision was taken so many days ago, and who looks after it."""
    asked = involvement(days=(-days - 10, 30, 60))  # it says that it opened before the decision
    officer = holder(Part.OFFICER, body(), name="who-decided")
    on = clock.today() - timedelta(days=days)
    note(involvement=asked, what=What(Event.DECIDED, on, what_en="The cabinet decided."), by=officer)
    return asked, officer


AFTER = {"cy": "Ymgynghori ar ôl penderfynu", "en": "Consultation after the decision"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_consultation_after_the_decision_says_so_wherever_it_is_named(db, language):
    asked, officer = decided_first(days=3)
    places = [
        in_language(language, "involvement", asked.pk),
        in_language(language, "happenings", asked.pk),
        in_language(language, "involvements"),
        in_language(language, "home"),
        f"{in_language(language, 'say')}?involvement={asked.pk}",
        f"{in_language(language, 'say_conversation')}?involvement={asked.pk}",
    ]
    with override(language):
        places.append(reverse("portal:place", args=["W38000081-pontypridd"]))

    silent = [each for each in places if AFTER[language] not in Client().get(each).content.decode()]
    assert silent == []
    client = Client()
    client.force_login(officer)
    assert AFTER[language] in client.get(in_language(language, "involvements_yours")).content.decode()


def test_one_that_was_asked_before_its_decision_is_not_accused_of_it(db):
    asked = involvement()
    officer = holder(Part.OFFICER, body(), name="who-decided")
    note(involvement=asked, what=What(Event.DECIDED, clock.today(), what_en="Decided."), by=officer)

    assert AFTER["en"] not in Client().get(in_language("en", "involvement", asked.pk)).content.decode()


def test_the_seal_of_what_was_open_and_the_day_of_the_opening_cannot_be_backdated(db):
    asked, officer = decided_first(days=3)
    page = in_language("en", "involvement", asked.pk)
    month = timedelta(days=30)

    with pytest.raises(AlreadyPublished):
        change_draft(involvement=asked, promise=promise_like(asked), by=officer)
    # With one's hands in the table: the opening, the day of publishing, and what was open.
    for change in (
        {"opens": asked.opens - month},
        {"published": asked.published - month},
        {"open_en": "Everything."},
    ):
        before = {name: getattr(asked, name) for name in change}
        Involvement.objects.filter(pk=asked.pk).update(**change)
        touched()
        html = Client().get(page).content.decode()
        assert AFTER["en"] in html, change
        assert "What stands here now is no longer what was sealed." in html, change
        assert not prove().holds, change
        Involvement.objects.filter(pk=asked.pk).update(**before)
    # A seal made to fit is not the one in the trail.
    Involvement.objects.filter(pk=asked.pk).update(open_en="Everything.")
    forged = Involvement.objects.get(pk=asked.pk)
    Involvement.objects.filter(pk=asked.pk).update(
        seal=seal_of(forged, [area.code for area in forged.areas.all()], [body().key])
    )
    assert [(fault.id, fault.why) for fault in prove().faults] == [(asked.pk, "promise")]


def promise_like(asked: Involvement) -> Promise:
    texts = {
        f"{name}_{each}": getattr(asked, f"{name}_{each}")
        for name in ("question", "about", "open", "fixed")
        for each in LANGUAGES
    }
    days = {name: getattr(asked, name) for name in ("opens", "closes", "answer_by")}
    return Promise(
        **texts,
        **days,
        checked=False,
        areas=("W38000081",),
        asked_by=body(),
        answered_by=body(),
        controllers=(body(),),
        **SAYS,
    )


# No output joins what people said of themselves to what they said, and nobody is weighed or put in order by it

OF_THEMSELVES = {"age", "sex", "ethnic_group", "disability", "deprivation"}


def test_what_people_said_of_themselves_stands_in_one_table_and_nothing_leads_from_it_or_to_it():
    """Invariant 8: no column of a characteristic anywhere else, no relation, no moment, no number."""
    elsewhere = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OF_PEOPLE and model._meta.label != "listen.Characteristics"
        for field in model._meta.local_concrete_fields
        if field.name in OF_THEMSELVES
    }
    own = apps.get_model("listen", "Characteristics")._meta

    assert elsewhere == set()
    assert [field.name for field in own.get_fields() if field.is_relation] == []
    assert [f.name for f in own.concrete_fields if isinstance(f, (models.DateTimeField, *KINDS))] == []


def test_only_what_counts_asks_and_deletes_reads_what_people_said_of_themselves():
    """Invariants 8 and 11: no list, search, story, reply or analysis of words can take a band into account."""
    reading = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if "migrations" not in file.parts
        and re.search(r"\bCharacteristics\b", file.read_text(encoding="utf-8"))
    }

    assert reading == {
        "listen/models/__init__.py",
        "listen/models/characteristics.py",
        "listen/actions/characteristics.py",  # keeps, changes, deletes
        "listen/queries/characteristics.py",  # finds one by the receipt in hand
        "listen/queries/voices.py",  # counts
        "portal/forms/characteristics.py",  # asks
        "portal/queries/held_data.py",  # tells its teller
        "portal/pages/my_data.py",  # and writes it into their file
    }


@pytest.mark.django_db
def test_what_is_published_of_who_was_heard_is_never_exact_and_few_look_like_nobody():
    for men in (0, 4):
        heard([{"sex": "female"}] * (27 - men) + [{"sex": "male"}] * men + [None] * 9, within=involvement())
    publish_voices()

    # Nought stands for nought to four, and the larger band is hidden, so that it cannot be told from the total.
    bands = [row.counts["bands"] for row in PublishedVoices.objects.all()]
    assert bands == [[-1, 0, 5], [-1, 0, 5]]
