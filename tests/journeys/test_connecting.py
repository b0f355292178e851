"""The dream app in a real browser: one offers, one needs, a connector has everybody matched, both say yes, it is done and
thanked for, and the hour stands in both accounts."""

from __future__ import annotations

import re

from tests.journeys.steps import DESK, TELEPHONE, clean, later_today, press, queue, read_first, say, text_of

BOTH = (TELEPHONE, DESK)
WORDS = {
    "cy": {
        "connect": "Cysylltu",
        "place": "Pontypridd",
        "offer": "Galla i drwsio beic i rywun.",
        "need": "Mae angen i rywun drwsio fy meic.",
        "thanks": "Diolch o galon.",
    },
    "en": {
        "connect": "Connect",
        "place": "Pontypridd",
        "offer": "I can mend a bike for somebody.",
        "need": "I need somebody to mend my bike.",
        "thanks": "Thank you so much.",
    },
}
# Each way of walking is about something else, so that nobody is matched with those of another.
SKILLS = {
    "cy-with": "lay-tiles",
    "cy-without": "iron-clothes",
    "en-with": "prune-trees",
    "en-without": "press-juice",
}


def begin(tab, site: str, language: str, button: str, words: str, script: bool) -> None:
    """From the menu to the rest of the form, with nothing but one's own words; they are read, and tags suggested."""
    tab.goto(f"{site}/{language}/")
    tab.get_by_role("banner").get_by_role("link", name=WORDS[language]["connect"], exact=True).click()
    clean(tab, script, *BOTH)
    tab.locator(f"main .acts a[href*='{button}']").first.click()
    tab.locator("main form button[type=submit]").last.click()  # nothing said yet
    assert tab.locator(".govuk-error-summary li").count() == 1
    tab.fill("[name=words]", words)
    tab.locator("main form button[type=submit]").last.click()


def finish(tab, language: str, skill: str, name: str, script: bool) -> None:
    """Where, in which language, how to be reached once both said yes; without a place it comes back with what was typed."""
    tab.select_option("[name=other]", skill)
    tab.locator("[name=how][value=any]").check()
    for one in tab.locator("[name=languages]").all():
        one.set_checked(one.get_attribute("value") == language)
    tab.fill("[name=contact_name]", name)
    tab.fill("[name=telephone]", "01443 000000")
    tab.fill("[name=word]", "edau")
    read_first(tab)
    tab.locator("main form button[type=submit]").last.click()
    assert tab.locator(".govuk-error-summary li").count() == 1
    assert tab.locator("[name=contact_name]").input_value() == name
    clean(tab, script, *BOTH)
    tab.fill("[name=place_name]", WORDS[language]["place"])
    tab.locator("main form button[type=submit]").last.click()
    assert tab.locator(".code").count() == 1
    clean(tab, script, *BOTH)


def tags_suggested(tab, name: str) -> list[str]:
    return [one.get_attribute("value") for one in tab.locator(f"[name={name}]").all()]


def open_suggestion(tab, name: str) -> None:
    """From one's own list to the one suggestion that waits."""
    tab.locator(f"main a[href*='{name}']").first.click()
    tab.locator("main a[href*='?side=']").first.click()


def test_one_offers_one_needs_both_say_yes_it_is_done_thanked_for_and_counted(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    offer, need = {"cy": ("cynnig", "dweud-angen"), "en": ("offer", "say-need")}[language]
    suggestions = {"cy": "awgrymiadau", "en": "suggestions"}[language]
    giver, seeker, connector = visitor(), visitor(), visitor()

    begin(giver, site, language, offer, words["offer"], script)
    assert "mend-bike" in tags_suggested(giver, "tags")
    finish(giver, language, SKILLS[which], "Ceri", script)
    begin(seeker, site, language, need, words["need"], script)
    assert "mend-bike" in tags_suggested(seeker, "tag")
    finish(seeker, language, SKILLS[which], "Sam", script)

    queue(connector, site, home, surroundings, language, f"cysylltydd-{which}@example.org")
    clean(connector, script, *BOTH)
    connector.locator("main form button").first.click()
    clean(connector, script, *BOTH)

    # People are asked, never assigned: neither learns anything of the other before both have said yes.
    open_suggestion(giver, suggestions)
    assert words["need"] in text_of(giver)
    assert not re.search(r"\bSam\b", giver.content())  # a token may hold these letters
    clean(giver, script, *BOTH)
    press(giver, "yes")
    assert not re.search(r"\bSam\b", giver.content())  # a token may hold these letters
    clean(giver, script, *BOTH)
    open_suggestion(seeker, suggestions)
    assert "Ceri" not in seeker.content()
    clean(seeker, script, *BOTH)
    press(seeker, "yes")
    assert "Ceri" in text_of(seeker)
    assert "01443 000000" in text_of(seeker)
    clean(seeker, script, *BOTH)

    assert seeker.locator("[name=time]").count() > 1
    seeker.fill("[name=other]", later_today())
    press(seeker, "time")
    clean(seeker, script, *BOTH)
    giver.reload()
    assert "Sam" in text_of(giver)
    giver.fill("[name=minutes]", "90")
    press(giver, "done")
    clean(giver, script, *BOTH)
    seeker.reload()
    seeker.locator("main form:has([name=do][value=thanks]) textarea").fill(words["thanks"])
    press(seeker, "thanks")
    clean(seeker, script, *BOTH)
    giver.reload()
    assert words["thanks"] in text_of(giver)

    # The hour stands in both accounts, and comes to nothing together.
    for tab, balance in ((giver, "+1:30"), (seeker, "−1:30")):
        tab.goto(f"{site}/{language}/{say(language, 'hours')}/")
        assert tab.locator("table").first.locator("tr").last.locator("td").last.inner_text() == balance
        clean(tab, script, *BOTH)
