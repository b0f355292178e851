"""The register of trends and signals, kept by several people in a real browser: one adds, all rate, everyone reads."""

from __future__ import annotations

from tests.journeys.steps import clean, give_role, sign_in

WORDS = {
    "cy": {
        "register": "arwyddion/",
        "add_link": "Ychwanegu cofnod",
        "refused": "Ni allwch wneud hynny yma",
        "add": "Ychwanegu’r cofnod",
        "added": "Ychwanegwyd. Gall pawb ei ddarllen nawr.",
        "rate_link": "rhoi barn ar y cofnod hwn",
        "keep": "Cadw fy marciau",
        "kept": "Cadwyd eich marciau.",
        "no_middle": "Nid oes canol i lai na thri marc.",
        "likelihood": "4 (tebygol) yw canol y 3 marc; 2 yw’r isaf, 5 yr uchaf.",
        "impact": "Nid oes canol i lai na thri marc. Nid yw 1 person yn gwybod.",
    },
    "en": {
        "register": "signals/",
        "add_link": "Add an entry",
        "refused": "You cannot do that here",
        "add": "Add the entry",
        "added": "Added. Everyone can read it now.",
        "rate_link": "rate this entry",
        "keep": "Keep my marks",
        "kept": "Your marks are kept.",
        "no_middle": "With fewer than three marks there is no middle.",
        "likelihood": "the middle of 3 marks is 4 (likely); the lowest is 2, the highest 5.",
        "impact": "With fewer than three marks there is no middle. 1 person does not know.",
    },
}


def mark(tab, likelihood: str, impact: str, words) -> None:
    tab.locator(f"[name=likelihood][value='{likelihood}']").check()
    tab.locator(f"[name=impact][value='{impact}']").check()
    tab.get_by_role("button", name=words["keep"]).click()
    assert words["kept"] in tab.locator("[role=status]").inner_text()


def test_one_adds_a_signal_others_rate_it_and_everyone_sees_the_range(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    people = {name: f"{name}-{which}@example.org" for name in ("alys", "bryn", "cerys")}
    title = f"Repair cafes open ({which})"

    # Whoever has no role yet is told so, and what was wanted is found again once it is given.
    alys = visitor()
    alys.goto(f"{site}/{language}/{words['register']}")
    alys.get_by_role("link", name=words["add_link"]).click()
    sign_in(alys, home, people["alys"])
    assert words["refused"] in alys.locator("main").inner_text()
    clean(alys, script)
    give_role(surroundings, "signals", people["alys"])
    alys.reload()

    # Sent too early, nothing is lost and each error says what to do.
    alys.fill("[name=title_en]", title)
    alys.get_by_role("button", name=words["add"]).click()
    assert alys.locator(".govuk-error-summary li").count() >= 4
    assert alys.locator("[name=title_en]").input_value() == title
    clean(alys, script)
    alys.locator("[name=kind][value=signal]").check()
    alys.locator("[name=heading][value=social]").check()
    alys.fill("[name=what_en]", "People mend together what would be thrown away.")
    alys.locator("[name=horizons]").first.check()
    alys.locator("[name=areas][value=W92000004]").check()
    alys.fill("[name=source_en]", "Report of the year")
    alys.fill("[name=publisher_en]", "Welsh Government")
    alys.fill("[name=source_date]", "2025")
    alys.get_by_role("button", name=words["add"]).click()
    assert alys.locator("[role=status]").inner_text() == words["added"]
    clean(alys, script)
    alys.get_by_role("link", name=title).click()
    entry = alys.url
    alys.get_by_role("link", name=words["rate_link"]).click()
    mark(alys, "2", "4", words)

    bryn, cerys = visitor(), visitor()
    for tab, name, likelihood, impact in ((bryn, "bryn", "5", "3"), (cerys, "cerys", "4", "0")):
        tab.goto(entry)
        tab.get_by_role("link", name=words["rate_link"]).click()
        sign_in(tab, home, people[name])
        assert words["refused"] in tab.locator("main").inner_text()
        give_role(surroundings, "signals", people[name])
        tab.reload()
        if name == "bryn":
            tab.get_by_role("button", name=words["keep"]).click()  # nothing marked yet
            assert tab.locator(".govuk-error-summary li").count() == 2
            clean(tab, script)
        mark(tab, likelihood, impact, words)
        clean(tab, script)

    reader = visitor()  # has no account
    reader.goto(entry)
    text = reader.locator("main").inner_text()
    assert words["likelihood"] in text
    assert words["impact"] in text
    assert people["alys"].split("@")[0] not in reader.content()
    clean(reader, script)
    reader.goto(f"{site}/{language}/{words['register']}")
    assert reader.get_by_role("link", name=title).count() == 1
