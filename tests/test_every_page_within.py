"""Every page that is not for everybody, opened by who has to do with it, in both languages: with the members of the worked
example, and with what each of them has there."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from edau.portal.example.cycle import build_example
from tests.page_checks import OTHER, faults_of, named_in_one_language
from tests.test_every_page import NOT_HERE, SIGNED_IN
from tests.within import Visit, client_of, prepare, visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# These only take what a button sends, and lead on to a page that is walked.
SENT = {
    *(
        "portal:case_undo",
        "portal:decide_waiting",
        "portal:first_step",
        "portal:role_take",
        "portal:themes_look",
    ),
    *(
        "portal:own_confirm",
        "portal:own_confirm_of",
        "portal:receipt_go_on",
        "portal:own_not_acted",
        "portal:own_not_acted_of",
    ),
    *("portal:asset_confirm", "portal:own_confirm_for"),
}
# These open a receipt in this browser, and lead on.
OPENING = {"portal:suggestions_of", "portal:receipt_hours"}
# These are files and sounds, not pages; and what a device signs.
FILES = {
    *("portal:my_data_file", "portal:import_template", "portal:own_calendar"),
    *("portal:recording", "portal:recording_with_receipt", "passkey_sign_in"),
}


@pytest.fixture(scope="module")
def walk(made_once):
    """Who opens what, once the worked example is there with what it leaves out."""
    with made_once():
        build_example()
        yield visits(prepare())


def address_of(visit: Visit, language: str) -> str:
    with override(language):
        return reverse(visit.name, args=visit.args) + visit.query


def test_every_page_that_is_not_for_everybody_is_opened_by_somebody(walk):
    opened = {visit.name for visit in walk}

    assert (SIGNED_IN | NOT_HERE) - opened == SENT | OPENING | FILES


@pytest.mark.parametrize("language", ["cy", "en"])
def test_each_is_there_has_a_twin_and_is_in_its_own_language(walk, language):
    browsers = {visit.who: client_of(visit.who) for visit in walk}
    names, wrong = named_in_one_language(), []
    for visit in walk:
        answer = browsers[visit.who].get(address_of(visit, language))
        if answer.status_code != 200:
            wrong.append((visit, answer.status_code))
        elif found := faults_of(answer.content.decode(), language, address_of(visit, OTHER[language]), names):
            wrong.append((visit, found))

    assert wrong == []
