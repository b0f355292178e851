"""A connector for somebody who is not on-line, in a real browser: their words with their spoken yes, the queue, whom to
propose, answering for them, and what came of it."""

from __future__ import annotations

from tests.journeys.steps import (
    DESK,
    TELEPHONE,
    clean,
    errors_said,
    later_today,
    press,
    queue,
    read_first,
    say,
    text_of,
)

BOTH = (TELEPHONE, DESK)
# Each way of walking is about something else, so that nobody is matched with those of another: what is asked for on behalf,
# and what somebody else waits for longer.
SKILLS = {
    "cy-with": ("fix-tap", "paint-draw"),
    "cy-without": ("take-photos", "knit"),
    "en-with": ("mend-shoes", "play-piano-singing"),
    "en-without": ("plant-trees", "walk-dog"),
}
WORDS = {
    "cy": {
        "offer": "Galla i helpu gyda hyn.",
        "need": "Hoffwn i gael help gyda hyn.",
        "longer": "Dw i wedi aros am hyn.",
        "place": "Pontypridd",
        "thanks": "Diolch o galon.",
    },
    "en": {
        "offer": "I can help with this.",
        "need": "I would like help with this.",
        "longer": "I have waited for this.",
        "place": "Pontypridd",
        "thanks": "Thank you so much.",
    },
}


def first_step(tab, words: str) -> None:
    tab.fill("[name=words]", words)
    tab.locator("main form button[type=submit]").last.click()


def second_step(tab, language: str, skill: str, name: str) -> None:
    """The rest of the form, at any time that is agreed."""
    tab.select_option("[name=other]", skill)
    tab.locator("[name=how][value=any]").check()
    for one in tab.locator("[name=languages]").all():
        one.set_checked(one.get_attribute("value") == language)
    tab.fill("[name=contact_name]", name)
    tab.fill("[name=telephone]", "01443 000000")
    tab.fill("[name=word]", "edau")
    tab.fill("[name=place_name]", WORDS[language]["place"])
    read_first(tab)


def send(tab) -> None:
    tab.locator("main form button[type=submit]").last.click()


def by_themselves(tab, site: str, language: str, what: str, skill: str, name: str) -> None:
    """An offer or a need of somebody who is on-line."""
    tab.goto(f"{site}/{language}/{say(language, what)}/")
    first_step(tab, WORDS[language]["offer" if what == "offer" else "longer"])
    second_step(tab, language, skill, name)
    send(tab)
    assert tab.locator(".code").count() == 1


def answer_for(connector, do: str) -> None:
    """What she said on the telephone today."""
    connector.locator(f"main form:has([name=do][value={do}]) [name=said-how][value=telephone]").check()
    press(connector, do)


def test_a_connector_writes_down_a_need_proposes_answers_for_them_and_says_that_it_is_done(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    skill, waited_for = SKILLS[which]
    giver, waits, connector = visitor(), visitor(), visitor()
    by_themselves(giver, site, language, "offer", skill, "Ceri")
    by_themselves(waits, site, language, "need", waited_for, "Glyn")

    queue(connector, site, home, surroundings, language, f"dros-rywun-{which}@example.org")
    connector.locator("main .acts a").first.click()
    clean(connector, script, *BOTH)
    connector.locator("main .acts a").first.click()

    # Nothing is written down before they have said yes to what was read to them.
    assert connector.locator("main blockquote p").count() == 2  # in both languages
    first_step(connector, words["need"])
    assert errors_said(connector) == 2
    assert connector.locator("[name=words]").input_value() == words["need"]
    clean(connector, script, *BOTH)
    connector.locator("[name=agreed]").check()
    connector.locator(f"[name=spoken][value={language}]").check()
    send(connector)
    assert connector.locator("[name=agreed]").is_checked()
    second_step(connector, language, skill, "Mair")
    connector.locator("[name=alone]").check()
    connector.fill("[name=place_name]", "")
    send(connector)
    assert errors_said(connector) == 1
    clean(connector, script, *BOTH)
    connector.fill("[name=place_name]", words["place"])
    send(connector)
    assert connector.locator(".code").count() == 1  # the receipt is theirs: to be printed, or read out
    clean(connector, script, *BOTH)

    # Whoever sees few people stands before whoever has waited longer.
    queue(connector, site, home, surroundings, language)
    waiting = connector.locator("section[aria-labelledby=nobody] h3 a")
    assert waiting.count() >= 2
    assert connector.locator("section[aria-labelledby=nobody] li").first.locator(".tag.gorse").count() == 1
    clean(connector, script, *BOTH)
    waiting.first.click()
    assert words["need"] in text_of(connector)
    assert "Mair" not in connector.content()
    clean(connector, script, *BOTH)
    connector.locator("[name=offer]").first.check()
    connector.locator("main form:has([name=do][value=propose]) button").click()
    clean(connector, script, *BOTH)

    # The giver is asked, and reads nothing of her before both have said yes.
    giver.reload()
    giver.locator(f"main a[href*='{say(language, 'suggestions')}']").first.click()
    giver.locator("main a[href*='?side=']").first.click()
    press(giver, "yes")
    assert "Mair" not in giver.content()
    queue(connector, site, home, surroundings, language)
    connector.locator("section[aria-labelledby=answer] h3 a").first.click()
    assert "Ceri" not in connector.content()
    clean(connector, script, *BOTH)
    press(connector, "yes")  # whose word it is has to be said first
    assert errors_said(connector) == 1
    clean(connector, script, *BOTH)
    answer_for(connector, "yes")
    assert "Ceri" in text_of(connector)
    clean(connector, script, *BOTH)

    connector.fill("[name=other]", later_today())
    answer_for(connector, "time")
    connector.fill("[name=minutes]", "60")
    answer_for(connector, "done")
    clean(connector, script, *BOTH)
    connector.locator("main form:has([name=do][value=thanks]) textarea").fill(words["thanks"])
    answer_for(connector, "thanks")
    giver.reload()
    assert words["thanks"] in text_of(giver)

    # She says that nobody is to act for her any more.
    connector.goto(f"{site}/{language}/{say(language, 'queue')}/")
    connector.locator("main .acts a").first.click()
    people = connector.locator("section[aria-labelledby=acted] li").count()
    connector.locator("section[aria-labelledby=acted] li button").first.click()
    assert connector.locator("section[aria-labelledby=acted] li").count() == people - 1
    clean(connector, script, *BOTH)
