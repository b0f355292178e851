"""Say it once and be answered, in a real browser: an officer asks, somebody tells, the officer hears, weighs and answers,
the teller reads it with their receipt, follows the thread, and takes their words back."""

from __future__ import annotations

import re

from tests.journeys.steps import DESK, TELEPHONE, clean, give_role, read_first, sign_in

COUNCIL = "merthyr-tydfil-council"
BOTH = (TELEPHONE, DESK)
QUESTION = {
    "cy": "Beth fyddai’n cadw neuadd y pentref ar agor?",
    "en": "What would keep the village hall open?",
}
ANSWER = {
    "cy": "Bydd pwyllgor y neuadd yn cael y clo newydd ym mis Mai, am fod pobl leol yn barod i ofalu amdano.",
    "en": "The hall committee gets the new lock in May, because people nearby are ready to look after it.",
}
WORDS = {
    "cy": {
        "listen": "Gwrando",
        "open": "Agor cynnwys",
        "keep": "Cadw’r drafft ac edrych arno",
        "publish": "Cyhoeddi a selio",
        "sealed": "Yr hyn sydd yma nawr yw’r union beth a seliwyd.",
        "say": "Dywedwch yn eich geiriau chi",
        "title": "Allwedd y neuadd",
        "story": "Mae’r neuadd yn dywyll bob nos. Byddwn i’n fodlon cadw’r allwedd fy hun.",
        "quote": "Byddwn i’n fodlon cadw’r allwedd fy hun.",
        "word": "gwdihŵ",
        "send": "Anfon fy ngeiriau",
        "thanks": "Diolch. Mae eich geiriau gennym ni.",
        "answering": "Ateb",
        "desk": "Desg y rhai sy’n ateb",
        "refused": "Ni allwch wneud hynny yma",
        "heard": "Nodwyd bod 1 wedi ei glywed.",
        "weighed": "Nodwyd bod 1 wedi ei bwyso.",
        "answer": "Cyhoeddi’r ateb",
        "answered": "Mae’r ateb wedi ei gyhoeddi. Gall pawb y mae’n ateb eu geiriau ei ddarllen.",
        "receipt": "Fy nerbynneb",
        "open_receipt": "Agor y dderbynneb",
        "outcome": "Mabwysiadwyd",
        "mattered": "A oedd hyn o bwys? Dywedwch wrthym",
        "felt": "Diolch. Gallwch newid eich meddwl yma cyhyd â bod y dderbynneb gennych.",
        "stands": "Ei weld yn ei le",
        "stories": "Beth mae pobl yn ei ddweud",
        "why": "Pam mae hwn yma?",
        "what_came": "Beth ddaeth o hyn?",
        "follow": "Pam mae hwn yma, a beth ddaeth ohono?",
        "withdraw": "Tynnu fy ngeiriau’n ôl",
        "yes": "Ie, tynnu fy ngeiriau’n ôl",
        "gone": "Wedi’i dynnu’n ôl. Mae eich geiriau wedi mynd.",
        "voice_gone": "1 llais a dynnwyd yn ôl.",
    },
    "en": {
        "listen": "Listen",
        "open": "Open an involvement",
        "keep": "Keep the draft and look at it",
        "publish": "Publish and seal",
        "sealed": "What stands here now is exactly what was sealed.",
        "say": "Say it in your words",
        "title": "The key of the hall",
        "story": "The hall is dark every night. I would gladly keep the key myself.",
        "quote": "I would gladly keep the key myself.",
        "word": "marmalade",
        "send": "Send my words",
        "thanks": "Thank you. We have your words.",
        "answering": "Answer",
        "desk": "Desk of those who answer",
        "refused": "You cannot do that here",
        "heard": "1 is marked as heard.",
        "weighed": "1 is marked as weighed.",
        "answer": "Publish the answer",
        "answered": "The answer is published. Everyone whose words it answers can read it.",
        "receipt": "My receipt",
        "open_receipt": "Open the receipt",
        "outcome": "Adopted",
        "mattered": "Did this matter? Tell us",
        "felt": "Thank you. You can change your mind here as long as you hold the receipt.",
        "stands": "See it where it stands",
        "stories": "What people say",
        "why": "Why is this here?",
        "what_came": "What came of this?",
        "follow": "Why is this here, and what came of it?",
        "withdraw": "Withdraw my words",
        "yes": "Yes, withdraw my words",
        "gone": "Withdrawn. Your words are gone.",
        "voice_gone": "1 voice that was withdrawn.",
    },
}


def text_of(tab) -> str:
    return " ".join(tab.locator("main").inner_text().split())


def search(tab, words, asked: str) -> None:
    """From the foot of any page to the stories in which these words stand."""
    tab.locator("footer").get_by_role("link", name=words["stories"], exact=True).click()
    tab.fill("main [name=q]", asked)
    tab.locator("main form[role=search] button").click()


def open_and_publish(officer, home, surroundings, words, address: str, script: bool) -> str:
    """The officer asks a question in both languages; given back is its address. Whoever has no role is told so first."""
    officer.get_by_role("banner").get_by_role("link", name=words["answering"], exact=True).click()
    officer.get_by_role("link", name=words["desk"]).click()
    sign_in(officer, home, address)
    assert words["refused"] in text_of(officer)
    give_role(surroundings, "give", "officer", address, "--organisation", COUNCIL)

    officer.get_by_role("banner").get_by_role("link", name=words["listen"], exact=True).click()
    clean(officer, script, *BOTH)
    officer.get_by_role("link", name=words["open"]).click()
    officer.get_by_role("button", name=words["keep"]).click()  # nothing filled in yet
    assert officer.locator(".govuk-error-summary li").count() >= 3
    clean(officer, script, *BOTH)
    for language, question in QUESTION.items():
        officer.fill(f"[name=question_{language}]", question)
    officer.fill("[name=open_cy]", "Pwy sy’n gofalu am y neuadd, a phryd mae hi ar agor.")
    officer.fill("[name=open_en]", "Who looks after the hall, and when it is open.")
    officer.fill("[name=places]", "Merthyr Tudful")
    officer.check("[name=promised][value=consult]")
    officer.select_option("[name=cycle]", "identify")
    officer.select_option("[name=co]", "commission")
    officer.check("[name=policy][value=no]")
    officer.fill("[name=no_policy_cy]", "Gwrando yn unig yw hyn.")
    officer.fill("[name=no_policy_en]", "This only listens.")
    officer.select_option("[name=asked_by]", COUNCIL)
    officer.select_option("[name=answered_by]", COUNCIL)
    officer.get_by_role("button", name=words["keep"]).click()
    clean(officer, script, *BOTH)
    officer.get_by_role("button", name=words["publish"]).click()
    assert words["sealed"] in text_of(officer)
    clean(officer, script, *BOTH)
    return officer.url


def tell(teller, words, title: str, script: bool) -> tuple[str, str]:
    """Somebody without an account says it; given back are the code of their receipt and its secret address."""
    teller.get_by_role("link", name=words["say"]).first.click()
    clean(teller, script, *BOTH)
    teller.fill("[name=title]", title)
    teller.fill("[name=word]", words["word"])
    read_first(teller)
    teller.get_by_role("button", name=words["send"]).click()  # the words themselves are missing
    assert teller.locator(".govuk-error-summary li").count() == 1
    assert teller.locator("[name=title]").input_value() == title
    clean(teller, script, *BOTH)
    teller.fill("[name=words]", words["story"])
    teller.get_by_role("button", name=words["send"]).click()
    assert teller.locator("h1").inner_text() == words["thanks"]
    clean(teller, script, *BOTH)
    return teller.locator(".code").inner_text(), teller.url


def hear_weigh_and_answer(officer, words, title: str, script: bool) -> None:
    """One step after the other at the desk; of the story, one sentence is answered."""
    officer.get_by_role("banner").get_by_role("link", name=words["answering"], exact=True).click()
    officer.get_by_role("link", name=words["desk"]).click()
    for said in (words["heard"], words["weighed"]):
        officer.locator(".desk li", has_text=title).get_by_role("checkbox").check()
        officer.locator("button[name=do]").click()
        assert officer.locator("[role=status]").inner_text() == said
        clean(officer, script, *BOTH)
    officer.locator(".desk li", has_text=title).get_by_role("checkbox").check()
    officer.locator("button[name=do]").click()
    officer.get_by_role("button", name=words["answer"]).click()  # nothing written yet
    assert officer.locator(".govuk-error-summary li").count() == 2
    clean(officer, script, *BOTH)
    officer.locator("[name=outcome][value=adopted]").check()
    for language, answer in ANSWER.items():
        officer.fill(f"[name=words_{language}]", answer)
    officer.locator("[name^=quote_]").fill(words["quote"])
    officer.get_by_role("button", name=words["answer"]).click()
    assert officer.locator("[role=status]").inner_text() == words["answered"]
    clean(officer, script, *BOTH)


def open_receipt(tab, words, code: str) -> None:
    """By what a teller has in their head and on paper, in a browser that has never seen the receipt."""
    tab.get_by_role("banner").get_by_role("link", name=words["receipt"], exact=True).click()
    tab.fill("[name=code]", code.replace(" ", "").lower())
    tab.fill("[name=word]", words["word"].upper())
    tab.get_by_role("button", name=words["open_receipt"]).click()


def test_somebody_tells_is_answered_follows_it_and_takes_their_words_back(
    site, home, surroundings, visitor, language, script
):
    words, which = WORDS[language], f"{language}-{'with' if script else 'without'}"
    title = f"{words['title']} ({which})"
    officer, teller, reader = visitor(), visitor(), visitor()
    officer.goto(f"{site}/{language}/")
    asked = open_and_publish(officer, home, surroundings, words, f"swyddog-{which}@example.org", script)
    teller.goto(asked)
    code, secret = tell(teller, words, title, script)
    assert re.fullmatch(r"\w{4} \w{3} \w{3}", code)

    hear_weigh_and_answer(officer, words, title, script)

    # The teller, at another machine: the answer, which of their words it answers, and whether it mattered.
    back = visitor()
    back.goto(f"{site}/{language}/")
    open_receipt(back, words, code)
    assert back.url != secret
    assert words["outcome"] in text_of(back)
    assert ANSWER[language] in text_of(back)
    assert back.locator("article blockquote").inner_text() == f"“{words['quote']}”"
    clean(back, script, *BOTH)
    held = back.url
    back.get_by_role("link", name=words["mattered"]).click()
    back.locator("[name=mattered][value=yes]").check()
    back.locator("main form button").click()
    assert back.locator("[role=status]").inner_text() == words["felt"]
    clean(back, script, *BOTH)

    # The thread: back to the question it was said to, on to the answer that came of it.
    search(back, words, title)
    assert back.get_by_role("link", name=title).count() == 1
    clean(back, script, *BOTH)
    back.goto(held)
    back.get_by_role("link", name=words["stands"]).click()
    story = back.url
    assert back.locator("h1").inner_text() == title
    clean(back, script, *BOTH)
    back.get_by_role("link", name=words["why"]).click()
    why = back.url
    assert QUESTION[language] in text_of(back)
    clean(back, script, *BOTH)
    back.get_by_role("link", name=words["what_came"]).click()
    clean(back, script, *BOTH)
    back.locator(".followed a").first.click()
    assert ANSWER[language] in text_of(back)
    assert words["quote"] in text_of(back)
    clean(back, script, *BOTH)
    reply = back.url
    back.get_by_role("link", name=words["follow"]).click()
    of_the_reply = back.url
    assert title in text_of(back)
    clean(back, script, *BOTH)

    # Two steps, and everyone may see that somebody said something: nothing else.
    back.goto(held)
    back.get_by_role("link", name=words["withdraw"]).click()
    assert words["quote"] not in text_of(back)
    clean(back, script, *BOTH)
    back.get_by_role("button", name=words["yes"]).click()
    assert back.locator("[role=status]").inner_text() == words["gone"]
    assert words["story"] not in back.content()
    clean(back, script, *BOTH)

    reader.goto(f"{site}/{language}/")
    search(reader, words, title)
    assert reader.get_by_role("link", name=title).count() == 0
    clean(reader, script, *BOTH)
    assert [reader.request.get(page).status for page in (story, why)] == [
        404,
        410,
    ]  # its gap in the thread says that the words were taken back
    for page in (asked, reply, of_the_reply):
        reader.goto(page)
        assert title not in reader.content()
        assert words["quote"] not in reader.content()
        clean(reader, script, *BOTH)
    assert words["voice_gone"] in text_of(reader)
