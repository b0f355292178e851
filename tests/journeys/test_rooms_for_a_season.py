"""A season round in a real browser: a body shares a hall, an officer opens a round, groups ask, one place is locked, the rest
is planned, and everybody reads who meets where, and what first come, first served would have given."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.steps import (
    DESK,
    TELEPHONE,
    clean,
    errors_said,
    give_role,
    read_first,
    say,
    sign_in,
    text_of,
)

BOTH = (TELEPHONE, DESK)
COUNCIL = "merthyr-tydfil-council"
EVENING = ("18:00", "22:00")
WORDS = {
    "cy": {
        "hall": "Neuadd y daith",
        "season": "Tymor y daith",
        "choir": "Ymarfer côr",
        "dance": "Dawnsio gwerin",
        "fair": "Ffair fawr",
        "locked": "wedi’i gloi",
    },
    "en": {
        "hall": "The hall of the walk",
        "season": "The season of the walk",
        "choir": "Choir practice",
        "dance": "Folk dancing",
        "fair": "A great fair",
        "locked": "locked",
    },
}


def send(tab) -> None:
    tab.locator("main form button[type=submit]").last.click()


def do(tab, what: str, nth: int = 0) -> None:
    tab.locator(f"main button[name=do][value={what}]").nth(nth).click()


def share_a_hall(tab, site: str, language: str, name: str) -> None:
    """What somebody with a role for a body says: this hall, for sixty, in the evening on Mondays and Tuesdays."""
    tab.goto(f"{site}/{language}/{say(language, 'shared')}/{COUNCIL}/")
    tab.locator("main .acts a").first.click()
    tab.select_option("[name=kind]", "hall")
    tab.fill(f"[name=name_{language}]", name)
    tab.fill("[name=place_name]", "Merthyr Tydfil")
    tab.fill("[name=persons]", "60")
    tab.locator("[name=how][value=ticks]").check()
    for day in ("MO", "TU"):
        tab.locator(f"[name=slots][value={day}-evening]").check()
    read_first(tab)
    send(tab)
    if tab.locator("[name=place]").count():  # the town is chosen, where the county has its name, too
        tab.locator("[name=place]").first.check()
        send(tab)


def ask(tab, address: str, script: bool, words: str, *, persons: int, day: str) -> None:
    """A group asks for a room in the evening of a day; without an account."""
    tab.goto(address)
    read_first(tab)
    send(tab)
    assert errors_said(tab) >= 3
    tab.fill("[name=words]", words)
    tab.fill("[name=persons]", str(persons))
    tab.select_option("[name=day_1]", day)
    tab.fill("[name=from_1]", EVENING[0])
    tab.fill("[name=to_1]", EVENING[1])
    tab.fill("[name=place_name]", "Pontypridd")
    tab.fill("[name=word]", "edau")
    send(tab)
    assert words in text_of(tab)
    assert tab.locator(".code").count() == 1


def test_a_round_is_opened_asked_in_locked_planned_and_published(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    hall, season = f"{words['hall']} {which}", f"{words['season']} {which}"
    officer, choir, dance, fair, reader = (visitor() for _each in range(5))
    rounds = f"{site}/{language}/{say(language, 'seasons')}/{say(language, 'rounds')}/"

    officer.goto(rounds)
    sign_in(officer, home, f"tymor-{which}@example.org")
    assert officer.locator("main form").count() == 0  # no role yet
    give_role(surroundings, "give", "officer", f"tymor-{which}@example.org", "--organisation", COUNCIL)
    share_a_hall(officer, site, language, hall)
    clean(officer, script, *BOTH)

    # The round: nobody else sees it before it has a room.
    officer.goto(rounds)
    clean(officer, script, *BOTH)
    officer.locator("main .acts a").first.click()
    send(officer)
    assert errors_said(officer) >= 4
    clean(officer, script, *BOTH)
    officer.select_option("[name=organisation]", COUNCIL)
    officer.fill(f"[name=name_{language}]", season)
    officer.fill("[name=place_name]", "Pontypridd")
    for name, days in (("ask_by", 10), ("begins", 21), ("ends", 91)):
        officer.fill(f"[name={name}]", str(date.today() + timedelta(days=days)))
    send(officer)
    round_address = officer.url
    officer.select_option("#add", label=hall)
    do(officer, "add_space")
    clean(officer, script, *BOTH)

    # Three groups ask; one of them for more people than the hall holds.
    reader.goto(f"{site}/{language}/{say(language, 'seasons')}/")
    reader.get_by_role("link", name=season).first.click()
    season_address = reader.url
    clean(reader, script, *BOTH)
    reader.locator("main .acts a").first.click()
    asking = reader.url
    clean(reader, script, *BOTH)
    ask(choir, asking, script, words["choir"], persons=40, day="MO")
    clean(choir, script, *BOTH)
    ask(dance, asking, script, words["dance"], persons=20, day="TU")
    ask(fair, asking, script, words["fair"], persons=500, day="MO")

    # The choir has had Monday for thirty years: that is decided, and no plan moves it.
    officer.goto(round_address)
    officer.locator("main details").filter(has_text=words["choir"]).locator("summary").click()
    officer.locator("main details").filter(has_text=words["choir"]).locator("a").first.click()
    send(officer)
    assert errors_said(officer) >= 1
    clean(officer, script, *BOTH)
    officer.select_option("[name=asset]", index=0)
    officer.select_option("[name=weekday]", "0")
    officer.fill("[name=start]", "19:00")
    officer.select_option("[name=minutes]", "120")
    send(officer)
    do(officer, "plan")
    week = officer.locator("section[aria-labelledby=rooms]").inner_text()
    assert "19:00–21:00" in week
    assert words["locked"] in week
    assert words["dance"] in week
    assert words["fair"] in officer.locator("section[aria-labelledby=without]").inner_text()
    assert officer.locator("section[aria-labelledby=full] table tbody tr").count() >= 2  # beside first come
    clean(officer, script, *BOTH)

    do(officer, "publish")
    clean(officer, script, *BOTH)
    officer.locator("main .acts a").last.click()  # a list for each room
    assert "19:00–21:00" in text_of(officer)
    clean(officer, script, *BOTH)

    # Everybody reads who meets where, what first come would have given, and how many could not be placed; nobody's words.
    reader.goto(season_address)
    read = text_of(reader)
    assert "19:00–21:00" in read
    assert reader.locator("section[aria-labelledby=full] table tbody tr").count() >= 2
    assert reader.locator("section[aria-labelledby=without] dl dt").count() == 1
    assert not any(words[name] in read for name in ("choir", "dance", "fair"))
    clean(reader, script, *BOTH)

    # Whoever asked reads what they were given, or why not, and what would help.
    choir.reload()
    assert "19:00–21:00" in text_of(choir)
    fair.reload()
    assert "19:00–21:00" not in text_of(fair)
    assert fair.locator("section[aria-labelledby=given] p").count() == 2
    clean(fair, script, *BOTH)
