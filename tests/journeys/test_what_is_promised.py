"""Involve honestly, in a real browser: an officer begins at a place to start and promises a level; somebody tells, places
what they told, says who they are and rates how it was done; what happened is noted, and everybody reads it beside the
promise.

Its words stay on the site of the journeys: it is named so that it comes after those that count what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.journeys.steps import DESK, TELEPHONE, clean, give_role, read_first, sign_in

COUNCIL = "merthyr-tydfil-council"
# Every page is looked at on a telephone in one language and at a desk in the other.
WIDTH = {"cy": TELEPHONE, "en": DESK}
Look = Callable[..., None]
QUESTION = {
    "cy": "Sut dylai’r feddygfa agor gyda’r nos? ({})",
    "en": "How should the surgery open in the evening? ({})",
}
WORDS = {
    "cy": {
        "listen": "Gwrando",
        "start": "Lle i ddechrau",
        "make": "Gwneud y drafft a’r camau",
        "made": "Mae’r drafft yno, gyda’i gamau cyntaf. Ni all neb arall ei ddarllen eto.",
        "done": "Wedi gorffen",
        "notice": "Y rhai sy’n gweithio yn y dydd, a’u rhieni.",
        "open": "Pa nosweithiau, a phwy sy’n ateb y ffôn.",
        "placing": "Cwestiynau ar gyfer gosod straeon",
        "ask_these": "Gofyn y rhain: Dod i gysylltiad â gwasanaeth",
        "asked": "Mae’r rhai sy’n adrodd stori bellach yn cael y cwestiynau hyn.",
        "change": "Newid y drafft",
        "keep": "Cadw’r drafft ac edrych arno",
        "publish": "Cyhoeddi a selio",
        "sealed": "Yr hyn sydd yma nawr yw’r union beth a seliwyd.",
        "promised": "Rydyn ni’n gweithio arno gyda chi",
        "told": "Rydyn ni’n dweud wrthych chi",
        "say": "Dywedwch yn eich geiriau chi",
        "story": "Ffoniais dair gwaith cyn i neb ateb. Roedd y meddyg ei hun yn garedig.",
        "word": "gwdihŵ",
        "send_words": "Anfon fy ngeiriau",
        "place": "Ateb y cwestiynau",
        "keep_answers": "Cadw fy atebion",
        "kept": "Wedi’i gadw. Gallwch ei newid yma nes i’r cynnwys gau.",
        "again": "Newid ble mae’n perthyn",
        "back": "Yn ôl at y dderbynneb",
        "about_you": "Dywedwch rywbeth amdanoch eich hun",
        "send": "Anfon",
        "apart": "Diolch. Caiff ei gadw ar wahân i’ch geiriau.",
        "rate": "Dweud pa mor dda y gwnaed hyn",
        "rated": "Diolch. Gallwch ei newid yma nes i’r barnu gau.",
        "bear_out": "Dweud a oedd yr hyn a nodwyd yn wir",
        "borne_out": "Diolch. Gallwch ei newid yma unrhyw bryd.",
        "note": "Nodi beth ddigwyddodd",
        "note_it": "Ei nodi",
        "noted": "Wedi’i nodi.",
        "session": "Cawl a sgwrs yn y feddygfa. Gwnaeth pobl yr amserlen gyda’r staff.",
        "changed": "Bydd y ffôn yn cael ei ateb tan wyth ar nos Fawrth.",
        "shown": "Wedi’i ddangos:",
        "not_shown": "Heb ei ddangos:",
        "worked": "Bu pobl a’r corff yn gweithio arno gyda’i gilydd",
        "answered": "Mae o leiaf hanner y rhai a siaradodd wedi cael ateb gyda’i reswm",
        "day_by_day": "Beth ddigwyddodd, ddydd ar ôl dydd",
        "patterns": "Am beth mae straeon pobl, yn ôl y bobl eu hunain",
        "few": "llai na phum stori",
        "counted": "Beth oedd yn bwysig i chi?",
        "few_placed": "Mae llai na phum stori wedi’u gosod yma",
        "heard": "Pwy sydd wedi’u clywed, a phwy sydd heb eto",
        "hidden": "Ni ellir dangos dim eto.",
        "principles": "Sut y gwnaed hyn, yn ôl deg egwyddor",
        "few_rated": "Mae llai na phump o’r rhai a gymerodd ran wedi barnu hyn, felly ni ddangosir eu barn.",
        "came_back": "Pwy ddaeth yn ôl",
        "audits": "Sut y gwnaeth pob corff gynnwys pobl, fesul blwyddyn",
        "council": "Cyngor Bwrdeistref Sirol Merthyr Tudful",
    },
    "en": {
        "listen": "Listen",
        "start": "A place to start",
        "make": "Make the draft and the steps",
        "made": "The draft is there, with its first steps. Nobody else can read it yet.",
        "done": "Done",
        "notice": "Those who work in the day, and their parents.",
        "open": "Which evenings, and who answers the telephone.",
        "placing": "Questions for placing stories",
        "ask_these": "Ask these: Meeting a service",
        "asked": "Tellers are now asked these questions.",
        "change": "Change the draft",
        "keep": "Keep the draft and look at it",
        "publish": "Publish and seal",
        "sealed": "What stands here now is exactly what was sealed.",
        "promised": "We work it out with you",
        "told": "We tell you",
        "say": "Say it in your words",
        "story": "I rang three times before anybody answered. The doctor herself was kind.",
        "word": "marmalade",
        "send_words": "Send my words",
        "place": "Answer the questions",
        "keep_answers": "Keep my answers",
        "kept": "Kept. You can change it here until the involvement closes.",
        "again": "Change where it belongs",
        "back": "Back to the receipt",
        "about_you": "Say something about yourself",
        "send": "Send",
        "apart": "Thank you. It is kept apart from your words.",
        "rate": "Say how well this was done",
        "rated": "Thank you. You can change it here until rating closes.",
        "bear_out": "Say whether what was noted was so",
        "borne_out": "Thank you. You can change it here at any time.",
        "note": "Note what happened",
        "note_it": "Note it",
        "noted": "Noted.",
        "session": "Soup and talk at the surgery. People made the timetable with the staff.",
        "changed": "The telephone will be answered until eight on Tuesdays.",
        "shown": "Shown:",
        "not_shown": "Not shown:",
        "worked": "People and the body worked on it together",
        "answered": "At least half of those who spoke have an answer with its reason",
        "day_by_day": "What happened, day by day",
        "patterns": "What people say their stories are about",
        "few": "fewer than five stories",
        "counted": "What counted for you?",
        "few_placed": "Fewer than five stories have been placed here",
        "heard": "Who has been heard, and who not yet",
        "hidden": "Nothing can be shown yet.",
        "principles": "How it was done, by ten principles",
        "few_rated": "Fewer than five of those who took part have rated it, so their ratings are not shown.",
        "came_back": "Who came back",
        "audits": "How each body involved people, year by year",
        "council": "Merthyr Tydfil County Borough Council",
    },
}


def text_of(tab) -> str:
    return " ".join(tab.locator("main").inner_text().split())


def message_of(tab) -> str:
    return tab.locator("[role=status]").first.inner_text()


def press(tab, button: str) -> None:
    tab.locator("main").get_by_role("button", name=button, exact=True).click()


def faults(tab) -> int:
    """How many faults the page that came back names at its top."""
    return tab.locator(".govuk-error-summary li").count()


def begin(officer, home, surroundings, words, language: str, which: str, seen: Look) -> None:
    """Four questions become a draft with its first steps; the first of them is ticked."""
    officer.get_by_role("banner").get_by_role("link", name=words["listen"], exact=True).click()
    officer.get_by_role("link", name=words["start"], exact=True).click()
    sign_in(officer, home, f"dechrau-{which}@example.org")
    give_role(surroundings, "give", "officer", f"dechrau-{which}@example.org", "--organisation", COUNCIL)
    officer.reload()
    assert officer.locator("[name=answered_by]").input_value() == COUNCIL  # in whose name they ask
    seen(officer)
    press(officer, words["make"])  # nothing answered yet
    assert faults(officer) == 5
    seen(officer)
    officer.fill("[name=about]", QUESTION[language].format(which))
    officer.fill("[name=notice]", words["notice"])
    officer.fill("[name=open]", words["open"])
    officer.check("[name=size][value=hour]")
    officer.check("[name=policy][value=yes]")
    press(officer, words["make"])
    assert message_of(officer) == words["made"]
    first = officer.locator("section[aria-labelledby=steps] li").first
    first.locator("button").click()
    assert first.locator(".tag").inner_text() == words["done"]
    seen(officer)


def promise_and_publish(officer, words, language: str, which: str, seen: Look) -> str:
    """Stage, what is done together and the level are promised, questions for placing stories are chosen; given back is its
    address."""
    officer.get_by_role("link", name=words["change"]).first.click()
    other = "en" if language == "cy" else "cy"
    officer.fill(f"[name=question_{other}]", QUESTION[other].format(which))
    for each in ("cy", "en"):
        officer.fill(
            f"[name=fixed_{each}]",
            {"cy": "Y meddygon: does dim rhagor.", "en": "The doctors: there are no more."}[each],
        )
    officer.check("[name=promised][value=involve]")
    officer.select_option("[name=cycle]", "plan")
    officer.select_option("[name=co]", "design")
    officer.fill("[name=opens]", (date.today() + timedelta(days=40)).isoformat())
    press(officer, words["keep"])  # it would close before it opens
    assert faults(officer) == 1
    assert officer.locator("[name=promised][value=involve]").is_checked()
    seen(officer)
    officer.fill("[name=opens]", date.today().isoformat())
    press(officer, words["keep"])
    officer.get_by_role("link", name=words["change"]).first.click()
    officer.get_by_role("link", name=words["placing"]).click()
    seen(officer)
    officer.locator("form", has_text=words["ask_these"]).get_by_role("button").click()
    assert message_of(officer) == words["asked"]
    seen(officer)
    officer.get_by_role("link", name=words["change"]).click()
    press(officer, words["keep"])
    press(officer, words["publish"])
    assert words["sealed"] in text_of(officer)
    assert [cell.inner_text() for cell in compared(officer)] == [words["promised"], words["told"]]
    seen(officer)
    return officer.url


def compared(tab):
    """The two cells in which the level that was promised stands beside the one that is shown."""
    return tab.locator("table", has=tab.locator("#compared")).locator("tbody tr").first.locator("b").all()


def tell(teller, words) -> None:
    teller.get_by_role("link", name=words["say"]).first.click()
    teller.fill("[name=words]", words["story"])
    teller.fill("[name=word]", words["word"])
    read_first(teller)
    press(teller, words["send_words"])


def place(teller, words, script: bool, seen: Look) -> None:
    """With script by sliders, moved by keyboard; without by one of seven zones and five steps. A question may be left out."""
    teller.get_by_role("link", name=words["place"]).click()
    seen(teller)
    teller.check("[name='services.language'][value=asked]")
    if script:
        for _each in range(16):
            teller.locator("[id='s-services.counted.c']").press("ArrowRight")
        for _each in range(20):
            teller.locator("[id='s-services.decided.x']").press("ArrowLeft")
    else:
        assert not teller.locator("[id='s-services.counted.c']").is_visible()
        teller.check("[name='services.counted'][value=bc]")
        teller.check("[name='services.decided'][value='25']")
    seen(teller)
    press(teller, words["keep_answers"])
    assert message_of(teller) == words["kept"]
    seen(teller)

    # What was kept stands there when they look again.
    teller.get_by_role("link", name=words["again"]).click()
    assert teller.locator("[name='services.language'][value=asked]").is_checked()
    assert teller.locator("[name='services.needed']:checked").count() == 0
    if script:
        shares = [int(teller.locator(f"[id='s-services.counted.{one}']").input_value()) for one in "abc"]
        assert (sum(shares), shares[2]) == (100, 49)
        assert teller.locator("[id='s-services.decided.x']").input_value() == "30"
    else:
        assert teller.locator("[name='services.counted'][value=bc]").is_checked()
        assert teller.locator("[name='services.decided'][value='25']").is_checked()
    seen(teller)
    teller.get_by_role("link", name=words["back"]).click()


def say_who_they_are(teller, words, seen: Look) -> None:
    teller.get_by_role("link", name=words["about_you"]).click()
    seen(teller)
    teller.check("[name=age][value='16-24']")
    teller.check("[name=sex][value=not_said]")
    teller.fill("[name=postcode]", "ZZ99 9ZZ")
    press(teller, words["send"])  # no such postcode
    assert faults(teller) == 1
    assert teller.locator("[name=age][value='16-24']").is_checked()
    seen(teller)
    teller.fill("[name=postcode]", "CF37 1TW")
    press(teller, words["send"])
    assert message_of(teller) == words["apart"]
    teller.get_by_role("link", name=words["about_you"]).click()
    assert teller.locator("[name=postcode]").input_value() == ""  # it is kept nowhere
    seen(teller)
    teller.get_by_role("link", name=words["back"]).click()


def rate(teller, words, seen: Look) -> None:
    teller.get_by_role("link", name=words["rate"]).click()
    seen(teller)
    teller.locator("[name=level_1]").nth(2).check()
    teller.fill("[name=evidence_2]", words["story"])
    press(teller, words["send"])  # a reason without a level
    assert faults(teller) == 1
    assert teller.locator("[name=level_1]").nth(2).is_checked()
    seen(teller)
    teller.fill("[name=evidence_2]", "")
    press(teller, words["send"])
    assert message_of(teller) == words["rated"]
    seen(teller)


def bear_out(teller, words, seen: Look) -> None:
    """Who took part says of what was noted that it was so, from the receipt."""
    teller.get_by_role("link", name=words["back"]).click()
    teller.get_by_role("link", name=words["bear_out"]).click()
    seen(teller)
    for group in teller.locator("fieldset").all():
        group.locator("input[value=so]").check()
    press(teller, words["send"])
    assert message_of(teller) == words["borne_out"]
    assert teller.locator("input[value=so]:checked").count() == 2
    seen(teller)


def note(officer, words, language: str, seen: Look) -> None:
    """People met, and something was changed; neither can have happened tomorrow."""
    officer.get_by_role("link", name=words["note"]).click()
    seen(officer)
    officer.select_option("[name=kind]", "session")
    officer.fill("[name=on]", (date.today() + timedelta(days=3)).isoformat())
    officer.fill(f"[name=what_{language}]", words["session"])
    officer.select_option("[name=level]", "involve")
    officer.fill("[name=people]", "11")
    officer.fill("[name=link]", "https://example.org/minutes")
    press(officer, words["note_it"])
    assert faults(officer) == 1
    seen(officer)
    officer.fill("[name=on]", date.today().isoformat())
    press(officer, words["note_it"])
    assert message_of(officer) == words["noted"]
    officer.select_option("[name=kind]", "changed")
    officer.fill(f"[name=what_{language}]", words["changed"])
    press(officer, words["note_it"])
    assert message_of(officer) == words["noted"]
    assert words["session"] in text_of(officer)
    assert words["changed"] in text_of(officer)
    seen(officer)


def read_it_all(reader, asked: str, words, which: str, seen: Look) -> None:
    """What everybody sees: the promise beside what happened, and no number by which anybody could be known."""
    reader.goto(asked)
    # People worked on it together and something changed, yet who spoke has no answer: no more is shown than being told.
    assert [cell.inner_text() for cell in compared(reader)] == [words["promised"], words["told"]]
    assert f"{words['shown']} {words['worked']}" in text_of(reader)
    assert f"{words['not_shown']} {words['answered']}" in text_of(reader)
    seen(reader)
    reader.get_by_role("link", name=words["day_by_day"]).click()
    assert words["session"] in text_of(reader)
    seen(reader)
    for link, says in (("heard", "hidden"), ("principles", "few_rated"), ("came_back", "came_back")):
        reader.goto(asked)
        reader.get_by_role("link", name=words[link]).click()
        assert words[says] in text_of(reader)
        seen(reader)
    reader.goto(asked)
    reader.get_by_role("link", name=words["patterns"]).click()
    assert (
        reader.locator(".results li", has_text=words["counted"]).locator(".quiet").inner_text()
        == words["few"]
    )
    seen(reader)
    reader.get_by_role("link", name=words["counted"]).click()
    assert words["few_placed"] in text_of(reader)
    seen(reader)
    reader.get_by_role("banner").get_by_role("link", name=words["listen"], exact=True).click()
    reader.get_by_role("link", name=words["audits"]).click()
    seen(reader)
    reader.locator("main li", has_text=words["council"]).get_by_role("link").first.click()
    row = reader.locator("tr", has_text=f"({which})")
    assert [words["promised"], words["told"]] == [
        row.locator("td").nth(place).inner_text() for place in (0, 1)
    ]
    seen(reader)


def test_a_level_is_promised_and_everybody_reads_what_happened_beside_it(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"

    def seen(tab) -> None:
        clean(tab, script, WIDTH[language])

    officer, teller, reader = visitor(), visitor(), visitor()
    officer.goto(f"{site}/{language}/")
    begin(officer, home, surroundings, words, language, which, seen)
    asked = promise_and_publish(officer, words, language, which, seen)

    teller.goto(asked)
    tell(teller, words)
    place(teller, words, script, seen)
    say_who_they_are(teller, words, seen)
    rate(teller, words, seen)

    note(officer, words, language, seen)
    bear_out(teller, words, seen)
    read_it_all(reader, asked, words, which, seen)
