"""Every address of the site, walked in both languages: it answers, it has a twin, it speaks its own language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from edau.answer.models import Answered, Reply
from edau.connect.hsds import id_of
from edau.connect.models import SeasonRound, SharingRecord
from edau.core.mail.addresses import hash_of, stop_token
from edau.listen.models import Contribution, Involvement, InvolvementFramework, Theme
from edau.moderation.models import Case
from edau.people.models import Role, Seat
from edau.places.actions import keep_drawn_place
from edau.places.models import Area, DrawnPlace
from edau.portal.addresses import area_reference
from edau.portal.example.cycle import build_example
from edau.thread.records import slug_of
from edau.understand.catalogue import catalogue
from edau.understand.signal_catalogue import starters
from tests import cast
from tests.connect.offers_cast import offers_and_needs
from tests.page_checks import (
    OTHER,
    ids_twice,
    is_described,
    is_made_well,
    left_over,
    link_to_twin,
    named_in_one_language,
)

pytestmark = pytest.mark.django_db

# One area of each kind, a small place, one with an article in its name, one over the border of two authorities.
KINDS = ("country", "authority", "health_board", "board", "place", "community", "ward", "lsoa")
VILLAGES = ["W01000003", "W01000005"]
# The pages of indicators are alike, and so are those of signals: one in so many is walked here, all of them in `make ci`.
SOME = 6
# Without a question these would answer with everything there is: they say that it is too much.
TOO_MUCH = ("/api/v1/data", "/api/v1/citation")
# These are for people who are signed in: others are led to the door.
SIGNED_IN = {
    *("my_account", "my_passkeys", "account_logout", "account_confirm_login_code", "passkey_sign_in"),
    *("portal:signal_add", "portal:signal_edit", "portal:signal_rate"),
    *("portal:roles", "portal:role_take", "portal:my_data", "portal:my_data_file", "portal:erase"),
    *("portal:outbox", "portal:mail_test", "portal:say_for", "portal:recordings", "portal:transcribe"),
    *("portal:involvements_yours", "portal:involvement_new", "portal:involvement_edit"),
    *(
        "portal:involvement_publish",
        "portal:involvement_take_up",
        "portal:my_receipts",
        "portal:receipt_claim",
    ),
    *(
        "portal:themes_tie",
        "portal:theme_new",
        "portal:themes_proposed",
        "portal:themes_look",
        "portal:theme_name",
    ),
    *("portal:desk", "portal:reply_new", "portal:reply_kept", "portal:letter", "portal:call"),
    *("portal:packs", "portal:pack", "portal:pack_print", "portal:import", "portal:import_template"),
    *("portal:moderation", "portal:case", "portal:case_undo", "portal:appeal"),
    *("portal:principles_plan", "portal:principles_rate", "portal:principles_scale", "portal:bear_out"),
    *("portal:ask_note", "portal:ask_take_off"),
    *("portal:frameworks_choose", "portal:repeats"),
    *("portal:reach", "portal:reach_take_back"),
    *("portal:start", "portal:happening_note", "portal:happening_replace", "portal:first_step"),
    *("portal:decide_waiting", "portal:your_work", "portal:trail"),
    *("portal:season_rounds", "portal:season_new", "portal:season_round", "portal:season_edit"),
    *("portal:season_print", "portal:season_lock"),
    *("portal:hours_statement", "portal:hours_give", "portal:receipt_hours", "portal:hours_limits"),
    *(
        "portal:hours_corrections",
        "portal:hours_correction",
        "portal:hours_organisation",
        "portal:hours_issue",
        "portal:hours_used",
        "portal:hours_pots",
        "portal:hours_pot_give",
    ),
    *("portal:sharing_new", "portal:sharing_confirm", "portal:sharing_replace"),
    *(f"portal:own_{page}" for page in ("offers", "settings", "leave", "change", "confirm", "withdraw")),
    *("portal:connector_queue", "portal:connector_queue_print", "portal:connector_need"),
    *("portal:checks", "portal:connector_party", "portal:school_terms"),
    *("portal:own_not_acted", "portal:own_not_acted_of"),
    "portal:own_apart",
    *("portal:acting", "portal:acting_offer", "portal:acting_need", "portal:acting_lend"),
    *("portal:acting_offer_of", "portal:acting_need_of", "portal:acting_lend_of"),
    *(f"portal:acting_{page}" for page in ("one", "change", "confirm", "withdraw", "hours", "letter")),
    "portal:suggestions_of",  # opens the receipt and leads on
    *(
        "portal:own_calendar",
        "portal:own_confirm_of",
        "portal:receipt_go_on",
        "portal:offers_waiting",
        "portal:shared_assets",
    ),
    *(f"portal:own_{page}_for" for page in ("change", "confirm", "withdraw")),
    *("portal:offer_new_for", "portal:own_settings_for", "portal:need_new_for"),
    *(f"portal:asset_{page}" for page in ("new", "change", "confirm", "withdraw")),
    "portal:assets_import",
}
# Nobody of the worked example has spoken aloud or rated a signal; recordings and ratings have tests of their own.
NOT_HERE = {
    "portal:recording",
    "portal:recording_with_receipt",
    "portal:embed_signal",
    *("portal:suggestion", "portal:apart"),  # of those whom it concerns
    "portal:season_request",
    "portal:season_request_of",
}
# Charts of links and of series there are only for places and authorities that have them.
EMBEDDED = {
    "portal:embed_links": [("W38000081", "work-out"), ("W38000081", "work-in")],
    "portal:embed_ahead": [("W06000016", "employment-rate-employment-rate")],
}


def named_patterns(patterns, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += named_patterns(pattern.url_patterns, namespace)
        elif pattern.name:
            found.append((f"{prefix}{pattern.name}", pattern))
    return found


def reference(code: str, language: str) -> str:
    return area_reference(Area.objects.get(code=code), language)


def values_of(language: str) -> dict[str, list[str]]:
    """What each part of an address may be."""
    areas = [Area.objects.filter(kind=kind).order_by("code").first() for kind in KINDS]
    areas += Area.objects.filter(code__in=["W38000081", "K05000002", "W37000342", "W01000003"])
    story = Contribution.objects.get(title="Côr heb gartref")
    record = {"follow": [slug_of("listen.Contribution", language)], "id": [story.id]}
    return {
        "reference": [area_reference(area, language) for area in areas if area],
        "key": sorted(catalogue().indicators)[::SOME],
        "indicator": ["no_car_pct"],
        "signal": sorted(starters())[::SOME],
        "code": ["W38000081", "W06000016"],
        "drawn": [DrawnPlace.objects.get(name="").citation],
        "rest": [],
        "board": ["psb-cwm-taf-morgannwg"],
        "organisation": ["enghraifft-tim-bwrdd", Seat.objects.earliest("pk").organisation_id],
        "role": [str(Role.objects.earliest("pk").pk)],
        "token": [HELD["token"]],
        "involvement": list(Involvement.objects.order_by("pk").values_list("pk", flat=True)),
        "contribution": [HELD["contribution"]],
        "pack": ["zzzzzzzzzzzz"],  # for people who are signed in
        "happening": ["zzzzzzzzzzzz"],
        "step": ["publish"],
        "number": ["1"],  # of what is noted; for people who are signed in
        "receipt": [HELD["link"]],
        "story": [story.id],
        "theme": [Theme.objects.get(name_en="Company").id],
        "what": record["follow"],
        "record": record["id"],
        "reply": list(Reply.objects.order_by("pk").values_list("pk", flat=True)),
        "answered": [str(Answered.objects.earliest("pk").pk)],
        "label": ["listen.Contribution"],
        "ask": ["zzzzzzzzzzzz"],  # for people who are signed in
        "year": [str(Involvement.objects.earliest("opens").opens.year)],
        "case": list(Case.objects.values_list("pk", flat=True)),
        "season": list(SeasonRound.objects.order_by("pk").values_list("pk", flat=True)),
        "shared": list(SharingRecord.objects.order_by("pk").values_list("pk", flat=True)),
        "account": ["zzzzzzzzzzzz"],  # for people who are signed in
        "proposal": ["zzzzzzzzzzzz"],
        "area": ["W06000016"],
        "party": ["zzzzzzzzzzzz"],
        "need": [HELD["need"]],
        "asset": [HELD["asset"]],
        "agreed": [HELD["agreed"]],
        "service": [id_of("service", HELD["asset"])],
        "sort": ["capability"],
        "own": [HELD["capability"]],
        "asked": [HELD["asked"]],
    }


def addresses(language: str) -> dict[str, str]:
    """Every address, with the name of what answers there."""
    values = values_of(language)
    found: dict[str, str] = {}
    with override(language):
        for name, pattern in named_patterns(get_resolver().url_patterns):
            arguments = list(pattern.pattern.converters)
            if name in NOT_HERE:
                continue
            if not arguments:
                found[reverse(name)] = name
            if name == "portal:embed":  # a chart there is only where there is a figure
                keys = ("no_car_pct", "n_library")
                found |= {reverse(name, args=[values["reference"][8], key]): name for key in keys}
                continue
            if name in EMBEDDED:
                keys = EMBEDDED[name]
                found |= {reverse(name, args=[reference(code, language), key]): name for code, key in keys}
                continue
            if {"framework", "item"} & set(
                arguments
            ):  # each framework has its own items, and is not asked everywhere
                used = {"involvement": HELD["involvement"], "framework": "services", "item": "counted"}
                found[reverse(name, args=[used[argument] for argument in arguments])] = name
                continue
            own = values
            if name.startswith("portal:report"):
                own = values | {"key": values["story"]}
            if name.startswith("portal:season"):  # what a group asked for; for people who are signed in
                own = values | {"asked": ["zzzzzzzzzzzz"]}
            for chosen in product(*(own[argument] for argument in arguments)) if arguments else ():
                found[reverse(name, args=chosen)] = name
    return dict(sorted(found.items()))


# What somebody holds of what they said: made with the rest, below.
HELD: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def scene(made_once):
    """A place that somebody drew, the worked example, and one story with its receipt, for as long as these tests last."""
    with made_once():
        keep_drawn_place(small_areas=VILLAGES, how={"way": "list"}, by="tests")
        build_example()
        held = cast.receipt("cy")
        answered = Contribution.objects.get(title="Côr heb gartref")
        answered.receipt = held.receipt  # so that the question whether it mattered can be asked
        answered.save(update_fields=["receipt"])
        InvolvementFramework.objects.get_or_create(involvement=answered.involvement, key="services")
        token = stop_token(
            hash_of("enw@example.org"), "answer"
        )  # it carries its time: made once for both languages
        HELD.update(
            link=held.link, contribution=answered.id, token=token, involvement=answered.involvement_id
        )
        HELD.update(offers_and_needs(held))
        yield


@dataclass(frozen=True)
class Answer:
    """What an address answered; the text only of a page."""

    name: str
    status: int
    html: str | None


@pytest.fixture(scope="module")
def answers(scene, django_db_blocker) -> dict[str, dict[str, Answer]]:
    """What every address answers, by language, asked once."""
    found: dict[str, dict[str, Answer]] = {"cy": {}, "en": {}}
    with django_db_blocker.unblock():
        for language in found:
            for address, name in addresses(language).items():
                answer = Client().get(address)  # each as a stranger: an opened receipt changes later pages
                page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
                html = answer.content.decode() if page else None
                found[language][address] = Answer(name, answer.status_code, html)
    return found


@pytest.fixture(scope="module")
def pages(answers) -> dict[str, dict[str, str]]:
    """Every HTML page by language and address."""
    return {
        language: {address: one.html for address, one in found.items() if one.html is not None}
        for language, found in answers.items()
    }


def test_every_address_answers_in_both_languages(answers):
    wrong = []
    for found in answers.values():
        for address, one in found.items():
            at_the_door = one.status in (302, 405) and one.name in SIGNED_IN
            if one.status != 200 and not at_the_door and address not in TOO_MUCH:
                wrong.append((address, one.name, one.status))

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_indicator_and_every_signal_has_its_page_and_its_file(client: Client, language):
    with override(language):
        asked = [
            reverse(f"portal:{name}", args=[key])
            for page, keys in (("indicator", catalogue().indicators), ("signal", starters()))
            for key in keys
            for name in (page, f"{page}_csv")
        ]

    assert len(asked) == 2 * len(catalogue().indicators) + 2 * len(starters())
    assert [address for address in asked if client.get(address).status_code != 200] == []


def test_both_languages_have_the_same_pages(pages):
    assert len(pages["cy"]) == len(pages["en"]) > 90


def test_every_page_says_its_language_and_links_to_its_twin(pages):
    wrong = []
    for language, other in OTHER.items():
        for address, html in pages[language].items():
            if address == "/" or not address.startswith(f"/{language}/"):
                continue
            if (link := link_to_twin(html, language)) not in pages[other]:
                wrong.append((address, link))

    assert wrong == []


def test_every_link_of_every_page_leads_somewhere(pages, client: Client):
    known = {address for language in pages.values() for address in language}
    links = {
        link.split("#")[0]
        for language in pages.values()
        for html in language.values()
        for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', html)
    }
    unknown = sorted(link for link in links if link and link not in known)
    # Thousands of pages of areas are alike; of those one in forty is opened here.
    areas = [link for link in unknown if re.search(r"/(lle|place)/", link)]
    others = [link for link in unknown if link not in set(areas)]
    # So are comparisons and downloads: their addresses differ in what is asked.
    asked = [link for link in others if "?" in link]
    others = [link for link in others if "?" not in link]

    broken = [
        link
        for link in others + areas[::40] + asked[::25]
        if client.get(link.replace("&amp;", "&")).status_code not in (200, 302)
    ]

    assert broken == []


def test_every_page_has_one_heading_a_title_and_no_style_of_its_own(pages):
    every = [(address, html) for found in pages.values() for address, html in found.items()]
    assert [address for address, html in every if not is_made_well(html)] == []


def test_every_table_has_a_caption_and_every_picture_a_name(pages):
    every = [(address, html) for found in pages.values() for address, html in found.items()]
    assert [address for address, html in every if not is_described(html)] == []


def test_no_id_stands_twice_on_a_page(pages):
    every = {address: ids_twice(html) for found in pages.values() for address, html in found.items()}
    assert {address: ids for address, ids in every.items() if ids} == {}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_page_has_nothing_of_the_other_language_but_what_is_marked_as_such_and_proper_names(
    pages, language
):
    names = named_in_one_language()
    # The front door speaks both.
    left = {
        address: left_over(html, language, names)[:3]
        for address, html in pages[language].items()
        if address != "/"
    }

    assert {address: words for address, words in left.items() if words} == {}
