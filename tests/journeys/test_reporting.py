"""A report, in a real browser: what is reported is gone at once, a moderator decides with a reason, its author asks somebody
else to look again, and everyone can read what was counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.steps import DESK, TELEPHONE, clean, give_role, read_first, sign_in

BOTH = (TELEPHONE, DESK)
PROJECT = Path(__file__).parents[2]
WORDS = {
    "cy": {
        "listen": "Gwrando",
        "say": "Dywedwch yn eich geiriau chi",
        "title": "Y ci wrth y bont",
        "story": "Mae ci’r tŷ coch yn dychryn pawb wrth y bont. Byddai gât yn helpu.",
        "other": "Mae angen mainc yn y parc.",
        "word": "gwdihŵ",
        "send": "Anfon fy ngeiriau",
        "stories": "Beth mae pobl yn ei ddweud",
        "report": "Rhoi gwybod am hwn",
        "sign_in": "Mewngofnodi",
        "send_report": "Anfon yr adroddiad",
        "reported": "Diolch. Mae o’r golwg nawr, a bydd cymedrolwr yn penderfynu.",
        "receipt": "Fy nerbynneb",
        "hidden": "O’r golwg am y tro.",
        "private": "Mae’n dweud rhywbeth preifat am berson",
        "say_why": "Dweud pam y dylai fod i’w weld, neu ofyn i rywun arall edrych",
        "answer": "Anfon eich ateb",
        "sent": "Anfonwyd. Dim ond cymedrolwyr sy’n ei ddarllen.",
        "queue": "cymedroli/",
        "closer": "Edrych yn fanylach",
        "decide": "Penderfynu a chyhoeddi’r rheswm",
        "decided": "Penderfynwyd ar 1 achos.",
        "appeal": "Gofyn i rywun arall edrych",
        "first": "Chi a benderfynodd gyntaf: rhaid i rywun arall edrych eto.",
        "final": "Penderfynwyd. Ni ellir edrych arno am y trydydd tro.",
        "same": "a phenderfynu’r un fath",
        "other_way": "a phenderfynu fel arall: dangosir eto",
        "reports": "Adroddiadau a phenderfyniadau",
        "stays": "Yn aros o’r golwg",
    },
    "en": {
        "listen": "Listen",
        "say": "Say it in your words",
        "title": "The dog by the bridge",
        "story": "The dog of the red house frightens everybody by the bridge. A gate would help.",
        "other": "A bench in the park would help.",
        "word": "marmalade",
        "send": "Send my words",
        "stories": "What people say",
        "report": "Report this",
        "sign_in": "Sign in",
        "send_report": "Send the report",
        "reported": "Thank you. It is out of sight now, and a moderator will decide.",
        "receipt": "My receipt",
        "hidden": "Out of sight for now.",
        "private": "It tells something private about a person",
        "say_why": "Say why it should be seen, or ask somebody else to look",
        "answer": "Send your answer",
        "sent": "Sent. Only moderators read it.",
        "queue": "moderation/",
        "closer": "Look closer",
        "decide": "Decide and publish the reason",
        "decided": "1 case decided.",
        "appeal": "Ask for another look",
        "first": "You decided this first: somebody else must look again.",
        "final": "Decided. It cannot be looked at a third time.",
        "same": "and decided the same",
        "other_way": "and decided the other way: shown again",
        "reports": "Reports and decisions",
        "stays": "Stays out of sight",
    },
}
WHY = {"cy": "Gellir adnabod y tŷ.", "en": "The house can be told from it."}
AGAIN = {"cy": "Edrychodd rhywun arall.", "en": "Somebody else has looked."}
# What was decided before: numbers under five are not given, so one case alone would show in no number.
EARLIER = """
from tests.cast import story
from tests.moderation.cast import removed, reported
for number in range(5):
    removed(reported(story(), by=f"nia-{number}").case)
"""


@pytest.fixture(scope="session")
def decided_before(site, surroundings) -> None:
    """Five cases that moderators decided before, by the deeds that pages do."""
    path = os.pathsep.join(filter(None, (str(PROJECT), surroundings.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "edau.cli", "manage", "shell", "-c", EARLIER]
    subprocess.run(
        command, env=surroundings | {"PYTHONPATH": path}, check=True, capture_output=True, timeout=120
    )


def text_of(tab) -> str:
    return " ".join(tab.locator("main").inner_text().split())


def search(tab, words, asked: str) -> None:
    """From the foot of any page to the stories in which these words stand."""
    tab.locator("footer").get_by_role("link", name=words["stories"], exact=True).click()
    tab.fill("main [name=q]", asked)
    tab.locator("main form[role=search] button").click()


def tell(author, words, title: str, story: str, word: str = "") -> str:
    """Somebody says something about a place; given back is the secret address of their receipt."""
    author.get_by_role("banner").get_by_role("link", name=words["listen"], exact=True).click()
    author.get_by_role("link", name=words["say"]).click()
    author.fill("[name=words]", story)
    author.fill("[name=title]", title)
    author.fill("[name=place_name]", "Pontypridd")
    author.fill("[name=word]", word)
    read_first(author)
    author.get_by_role("button", name=words["send"]).click()
    assert author.locator(".code").count() == 1
    return author.url


def report(reporter, home, words, address: str, script: bool) -> None:
    """From the story itself. Only those who are known can follow what comes of it: here by an account."""
    reporter.get_by_role("link", name=words["report"]).click()
    clean(reporter, script, *BOTH)
    reporter.locator("main").get_by_role("link", name=words["sign_in"]).click()
    sign_in(reporter, home, address)
    send_report(reporter, words, script)


def report_with_receipt(reporter, words, script: bool) -> None:
    """The same by somebody without an account, who has said something here too and has opened their receipt."""
    story = reporter.url
    tell(reporter, words, "", words["other"], words["word"])
    code = reporter.locator(".code").inner_text()
    reporter.get_by_role("banner").get_by_role("link", name=words["receipt"], exact=True).click()
    reporter.fill("[name=code]", code)
    reporter.fill("[name=word]", words["word"])
    reporter.locator("main form button").first.click()
    opened = reporter.url.rstrip("/").rpartition("/")[2]
    reporter.goto(story)
    reporter.get_by_role("link", name=words["report"]).click()
    reporter.locator(f"main a[href*='{opened}']").click()
    send_report(reporter, words, script)
    assert opened in reporter.url


def send_report(reporter, words, script: bool) -> None:
    reporter.fill("[name=words]", "01685 000000")
    read_first(reporter)
    reporter.get_by_role("button", name=words["send_report"]).click()  # no reason yet: what was typed stays
    assert reporter.locator(".govuk-error-summary li").count() == 1
    assert reporter.locator("[name=words]").input_value() == "01685 000000"
    clean(reporter, script, *BOTH)
    reporter.locator("[name=reason][value=personal]").check()
    reporter.get_by_role("button", name=words["send_report"]).click()
    assert reporter.locator("[role=status]").inner_text() == words["reported"]


def shown(reader, key: str, words: str, pages: list[str]) -> list[bool]:
    """Which of these pages lead to the story or have its words. A page that is not there names its own address alone."""
    answers = [reader.request.get(page) for page in pages]
    return [words in one.text() or (one.ok and key in one.text()) for one in answers]


def moderate(moderator, home, surroundings, words, address: str, site: str, language: str) -> None:
    """To the queue, by somebody who has just been made a moderator."""
    moderator.goto(f"{site}/{language}/{words['queue']}")
    sign_in(moderator, home, address)
    give_role(surroundings, "give", "moderator", address)
    moderator.reload()


def decided_so_far(reader, words) -> int:
    """What the public account counts of cases like this."""
    reader.locator("footer").get_by_role("link", name=words["reports"], exact=True).click()
    row = reader.locator("main table tr", has_text=words["private"]).filter(has_text=words["stays"])
    return int(row.locator("td").last.text_content())


def test_what_is_reported_is_gone_at_once_and_is_decided_with_a_reason(
    site, home, surroundings, decided_before, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    title, said = f"{words['title']} ({which})", f"{words['story']} ({which})"
    shown_again = script == (language == "cy")  # one of the two ends in each language
    author, reporter, reader = visitor(), visitor(), visitor()
    reader.goto(f"{site}/{language}/")
    counted = decided_so_far(reader, words)
    author.goto(f"{site}/{language}/")
    receipt = tell(author, words, title, said)

    reporter.goto(f"{site}/{language}/")
    search(reporter, words, title)
    found = reporter.url
    feed = site + reporter.locator("link[type='application/atom+xml']").get_attribute("href")
    reporter.get_by_role("link", name=title).click()
    story = reporter.url
    key = story.rstrip("/").rpartition("/")[2]
    back, on = (
        site + reporter.locator(f"main a[href$='?way={way}']").get_attribute("href") for way in ("back", "on")
    )
    place = site + reporter.locator("main .by a").first.get_attribute("href")
    stories = site + reporter.locator(".crumbs a").get_attribute("href")
    pages = [story, found, stories, feed, place, back, on]
    assert shown(reader, key, said, pages) == [True] * len(pages)
    if script:
        report(reporter, home, words, f"darllenydd-{which}@example.org", script)
    else:
        report_with_receipt(reporter, words, script)
    assert shown(reader, key, said, pages) == [False] * len(pages)
    assert shown(reporter, key, said, pages) == [False] * len(pages)
    assert [reader.request.get(page).status for page in (story, back, on)] == [404] * 3
    clean(reporter, script, *BOTH)
    reader.goto(found)
    assert reader.get_by_role("link", name=title).count() == 0
    clean(reader, script, *BOTH)

    # The author is told why, and says why it should be seen.
    author.goto(receipt)
    assert words["hidden"] in text_of(author)
    assert words["private"] in text_of(author)
    assert said in text_of(author)
    clean(author, script, *BOTH)
    author.get_by_role("link", name=words["say_why"]).click()
    author.fill("[name=words]", "Nid oes enw ynddi.")
    author.get_by_role("button", name=words["answer"]).click()
    assert author.locator("[role=status]").inner_text() == words["sent"]
    clean(author, script, *BOTH)

    # One moderator reads all sides and decides; the reason is for everyone.
    first = visitor()
    moderate(first, home, surroundings, words, f"cymedrolwr-{which}@example.org", site, language)
    card = first.locator("article", has_text=title)
    assert said in card.inner_text()
    assert "01685 000000" in card.inner_text()
    assert "Nid oes enw ynddi." in card.inner_text()
    clean(first, script, *BOTH)
    card.get_by_role("link", name=words["closer"]).click()
    clean(first, script, *BOTH)
    first.get_by_role(
        "button", name=words["decide"]
    ).click()  # nothing chosen: the rule is, the decision is not
    assert first.locator(".govuk-error-summary li").count() == 1
    clean(first, script, *BOTH)
    first.locator("[name=decision][value=removed]").check()
    for each, why in WHY.items():
        first.fill(f"[name=why_{each}]", why)
    first.get_by_role("button", name=words["decide"]).click()
    assert words["decided"] in first.locator("[role=status]").inner_text()
    assert first.locator("article", has_text=title).count() == 0
    clean(first, script, *BOTH)

    # The author reads the reason with the receipt, and asks for another look.
    author.goto(receipt)
    assert WHY[language] in text_of(author)
    clean(author, script, *BOTH)
    author.get_by_role("link", name=words["say_why"]).click()
    case = author.url
    assert WHY[language] in text_of(author)
    clean(author, script, *BOTH)
    author.fill("[name=words]", "Mae llawer o dai coch.")
    author.get_by_role("button", name=words["appeal"]).click()
    assert author.locator("[role=status]").inner_text() == words["sent"]
    clean(author, script, *BOTH)

    # Not by who decided first: by somebody else.
    first.reload()
    first.locator("article", has_text=title).get_by_role("link").first.click()
    assert words["first"] in text_of(first)
    assert first.get_by_role("button", name=words["decide"]).count() == 0
    clean(first, script, *BOTH)
    second = visitor()
    moderate(second, home, surroundings, words, f"ail-{which}@example.org", site, language)
    second.locator("article", has_text=title).get_by_role("link").first.click()
    assert "Mae llawer o dai coch." in text_of(second)
    clean(second, script, *BOTH)
    second.locator(f"[name=decision][value={'restored' if shown_again else 'removed'}]").check()
    for each, why in AGAIN.items():
        second.fill(f"[name=why_{each}]", why)
    second.get_by_role("button", name=words["decide"]).click()
    assert second.locator("[role=status]").inner_text() == words["final"]

    assert shown(reader, key, said, pages) == [shown_again] * len(pages)
    author.goto(case)
    assert words["other_way" if shown_again else "same"] in text_of(author)
    assert AGAIN[language] in text_of(author)
    clean(author, script, *BOTH)
    author.goto(receipt)
    assert [words["hidden"] in text_of(author), AGAIN[language] in text_of(author)] == [not shown_again] * 2
    clean(author, script, *BOTH)

    # Everyone can read that it was decided, by which rule and why: never what was said.
    assert decided_so_far(reader, words) == counted + 1
    clean(reader, script, *BOTH)
    reader.locator("main ul.results a").first.click()
    assert WHY[language] in text_of(reader)
    assert AGAIN[language] in text_of(reader)
    assert key not in reader.content()
    assert title not in reader.content()
    clean(reader, script, *BOTH)
