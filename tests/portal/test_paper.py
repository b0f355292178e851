"""Paper and files in the browser: packs are made, printed once and typed in; a file is looked at and comes in whole."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from edau.accounts.models import User
from edau.core import clock, visibility
from edau.core.models import AuditLine
from edau.listen.actions.contributions import Words
from edau.listen.actions.frameworks import use_framework
from edau.listen.actions.packs import make_pack, write_in
from edau.listen.analysis.signs import zone_for
from edau.listen.choices import Audience, Kind, Route
from edau.listen.frameworks import ItemKind, frameworks
from edau.listen.imports.text import LARGEST
from edau.listen.models import Contribution, Involvement, Pack, Sign
from edau.people.choices import Part
from edau.portal.limits import limit_of
from edau.portal.pages.importing import LARGEST_CARRIED
from edau.portal.pages.paper import runs
from edau.thread.models import Receipt
from edau.thread.queries import receipt_by_code, receipt_by_link
from edau.ui.links import address_in
from tests import cast
from tests.cast import PONTYPRIDD
from tests.test_translations import english_left_over

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
SCRIPT = "<script>alert(1)</script>"
PAGES = ("packs", "import", "import_template")


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def facilitator() -> User:
    return cast.holder(Part.FACILITATOR, cast.body(), name="facilitator")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(response)).split())


def sheet(number: object = 1, **given: object) -> dict[str, object]:
    """A sheet as somebody types it."""
    return {
        "number": number,
        "words": "The hall is locked every night.",
        "title": "",
        "place_name": "Pontypridd",
        "audience": "everyone",
        "word": "Afal",
        "language": "en",
        **given,
    }


def pack_of(one: Involvement, by: User, sheets: int = 3) -> Pack:
    return make_pack(involvement=one, sheets=sheets, by=by).pack


def test_each_sheet_of_an_involvement_that_was_made_up_says_so_in_both_languages():
    """Paper has no banner."""
    asked, by = cast.involvement(), facilitator()
    client = signed_in(by)
    for made_up, times in ((False, 0), (True, 3)):  # two sheets, and the one for whoever hands them out
        Involvement.objects.filter(pk=asked.pk).update(synthetic=made_up)
        answer = client.post(address("packs", asked.pk), {"sheets": 2}, follow=True)
        page = html_of(answer)
        assert page.count('<section class="sheet"') == 2
        assert page.count('<b lang="cy">Enghraifft ddychmygol.</b>') == times
        assert page.count('<b lang="en">Made-up example.</b>') == times


# Who may


@LANGUAGES
def test_only_for_those_who_write_for_others(language):
    one = cast.involvement()
    pack = pack_of(one, facilitator())
    pages = [address(name, one.pk, language=language) for name in PAGES]
    pages += [address(name, pack.pk, language=language) for name in ("pack", "pack_print")]

    for page in pages:
        assert Client().get(page).status_code == 302
        assert signed_in(cast.account("nobody")).get(page).status_code == 403
        assert signed_in(cast.holder(Part.AUDITOR)).get(page).status_code == 403
        assert signed_in(cast.holder(Part.LISTENER, cast.body())).get(page).status_code == 200


def test_what_is_held_or_is_no_more_than_a_draft_has_no_paper():
    by = facilitator()
    one, draft = cast.involvement(), cast.involvement(live=False)
    pack = pack_of(one, by)
    client = signed_in(by)
    visibility.hold(label="listen.Involvement", object_id=one.pk, reason="personal", by="tests")

    for page in (
        *(address(name, key.pk) for name in PAGES for key in (one, draft)),
        *(address("pack", pack.pk), address("pack_print", pack.pk), address("pack", "zzzzzzzzzzzz")),
    ):
        assert client.get(page).status_code == 404


# Packs


@LANGUAGES
def test_a_pack_is_made_printed_and_forgotten(language):
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)

    answer = client.post(address("packs", one.pk, language=language), {"sheets": "2"})

    pack = Pack.objects.get()
    printing = address("pack_print", pack.pk, language=language)
    assert (answer.status_code, answer["Location"]) == (302, printing)
    page = client.get(printing)
    html = html_of(page)
    links = re.findall(r"http://testserver/cy/derbynneb/([\w-]{22})/", html)
    codes = re.findall(r'class="code">([^<]+)<', html)
    receipts = list(Receipt.objects.order_by("number"))
    assert [receipt_by_link(link) for link in links] == receipts
    assert len(set(codes)) == 2
    assert html.count('class="sheet"') == 2
    # Both languages on every sheet, Welsh first, whatever the page speaks.
    for welsh, english in (
        (one.question_cy, one.question_en),
        ("Pa le mae hyn yn ymwneud ag ef?", "Which place is it about?"),
        ("Dim ond y rhai sy’n ateb", "Only those who answer"),
    ):
        if welsh in html:
            assert html.index(welsh) < html.index(english)
        assert html.count(english) >= 2
    assert page["Cache-Control"].split(", ").count("no-store") == 1

    assert client.post(printing).status_code == 302
    again = html_of(client.get(printing))
    assert (links[0] in again, codes[0] in again, 'class="sheet"' in again) == (False, False, False)
    assert links[0] not in str(dict(client.session.items()))


def test_the_secrets_are_shown_to_who_made_the_pack_for_half_an_hour(monkeypatch):
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    client.post(address("packs", one.pk), {"sheets": "1"})
    printing = address("pack_print", Pack.objects.get().pk)

    assert 'class="sheet"' not in html_of(signed_in(by).get(printing))
    monkeypatch.setattr(
        "edau.portal.doors.pack_secrets.time.time", lambda: timezone.now().timestamp() + 31 * 60
    )
    assert 'class="sheet"' not in html_of(client.get(printing))
    assert client.session["fresh_packs"] == {}


@pytest.mark.parametrize("sheets", ["", "0", "51", "many", "1e9", "-3"])
def test_a_number_of_sheets_that_will_not_do(sheets):
    answer = signed_in(facilitator()).post(address("packs", cast.involvement().pk), {"sheets": sheets})

    assert answer.status_code == 422
    assert "Type a number from 1 to 50." in html_of(answer)
    assert Pack.objects.count() == 0


@LANGUAGES
def test_a_sheet_is_typed_and_the_next_one_waits(language):
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    client.post(address("packs", one.pk), {"sheets": "3"})
    pack = Pack.objects.get()
    code = re.findall(r'class="code">([^<]+)<', html_of(client.get(address("pack_print", pack.pk))))[1]

    page = address("pack", pack.pk, language=language)
    answer = client.post(page, sheet(2, word="afal"))

    assert (answer.status_code, answer["Location"]) == (302, f"{page}?spoken=en&place={PONTYPRIDD}")
    said = Contribution.objects.get()
    assert (said.words, said.place, said.audience, said.route, said.written_by, said.language) == (
        *("The hall is locked every night.", PONTYPRIDD, Audience.EVERYONE),
        *(Route.PAPER, str(by), "en"),
    )
    assert receipt_by_code(code, "Afal") == said.receipt
    following = html_of(client.get(answer["Location"]))
    assert '<span class="num">1, 3</span>' in following
    assert 'value="Pontypridd"' in following
    assert re.search(r'name="language" value="en"[^>]*checked', following)
    assert not re.search(r'name="audience"[^>]*checked', following)  # each sheet has its own boxes


@LANGUAGES
def test_the_boxes_that_are_printed_are_typed_by_their_numbers_and_kept_as_on_a_screen(language):
    one, by = cast.involvement(), facilitator()
    use_framework(involvement=one, key="good-life", by=one.opened_by)
    client = signed_in(by)
    client.post(address("packs", one.pk, language=language), {"sheets": "2"})
    pack = Pack.objects.get()
    paper = html_of(client.get(address("pack_print", pack.pk, language=language)))
    items = frameworks()["good-life"].items.values()
    triad, dyad, choice = (
        next(item for item in items if item.kind == kind)
        for kind in (ItemKind.TRIAD, ItemKind.DYAD, ItemKind.CHOICE)
    )
    spare = next(item for item in items if item.kind == ItemKind.TRIAD and item != triad)
    assert paper.count("signs-on-paper") == 2
    for item in items:
        for spoken in ("cy", "en"):
            assert paper.count(f'<span lang="{spoken}">{escape(item.asks.say(spoken))}</span>') == 2
    typed = {
        "good-life." + item.key: n for item, n in ((triad, "2"), (dyad, "4"), (choice, "1"), (spare, "8"))
    }
    page = address("pack", pack.pk, language=language)

    wrong = client.post(page, sheet(1, **{**typed, "good-life." + triad.key: "9"}))
    assert (wrong.status_code, Contribution.objects.count()) == (422, 0)
    assert 'value="9"' in html_of(wrong)

    assert client.post(page, sheet(1, **typed)).status_code == 302
    kept = {sign.item: sign for sign in Sign.objects.filter(contribution__receipt__number=1)}
    assert kept.keys() == {triad.key, dyad.key, choice.key, spare.key}
    about = kept[triad.key]
    assert (zone_for(about.first, about.second, about.third), about.by_zone) == ("b", True)
    assert (kept[dyad.key].along, kept[choice.key].choice) == (75, choice.options[0].key)
    assert kept[spare.key].does_not_apply
    assert client.post(page, sheet(2)).status_code == 302  # whoever ticked nothing is not asked again
    assert Sign.objects.count() == 4


def test_a_number_that_is_in_or_is_not_of_this_pack_is_refused_and_nothing_is_lost():
    one, by = cast.involvement(), facilitator()
    pack = pack_of(one, by)
    write_in(pack=pack, number=2, words=Words("cy", "Helo."), by=by)
    client = signed_in(by)

    for number, complaint in (
        (2, "Number 2 is in already. Look at the number on the sheet once more."),
        (4, "This pack has the numbers 1 to 3. Look again."),
        (0, "This pack has the numbers 1 to 3. Look again."),
        ("9" * 30, "This pack has the numbers 1 to 3. Look again."),
        ("two", "Type the number that stands at the top of the sheet."),
        ("", "Type the number that stands at the top of the sheet."),
    ):
        answer = client.post(address("pack", pack.pk), sheet(number, words=f"Kept {SCRIPT}", word="Gellyg"))
        html = html_of(answer)
        assert (answer.status_code, complaint in html) == (422, True)
        assert ("Kept &lt;script&gt;" in html, SCRIPT in html, "Gellyg" in html) == (True, False, True)
    assert Contribution.objects.count() == 1


def test_who_may_read_it_is_never_guessed():
    pack = pack_of(cast.involvement(), by := facilitator())

    answer = signed_in(by).post(address("pack", pack.pk), sheet(audience=""))

    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert "Choose who may read it, as the sheet says." in html_of(answer)


def test_paper_comes_in_after_the_last_day_for_words_and_not_after_that_for_answers():
    one, by = cast.involvement(days=(0, 1, 5)), facilitator()
    pack = pack_of(one, by)
    client = signed_in(by)

    with clock.at(timezone.now() + timedelta(days=3)):
        assert client.post(address("pack", pack.pk), sheet()).status_code == 302
        assert "no new sheets are handed out" in html_of(client.get(address("packs", one.pk)))
    with clock.at(timezone.now() + timedelta(days=6)):
        assert client.post(address("pack", pack.pk), sheet(2)).status_code == 422

    assert Contribution.objects.count() == 1


def test_numbers_as_people_write_them():
    assert [runs(numbers) for numbers in ([], [3], [1, 2, 3, 7, 9, 10])] == ["", "3", "1–3, 7, 9–10"]


def test_the_page_of_a_pack_asks_the_same_number_of_queries_whatever_is_in():
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    counts = []
    for size in (2, 40):
        pack = pack_of(one, by, size)
        for number in range(1, size):
            write_in(pack=pack, number=number, words=Words("cy", "Helo."), by=by)
        client.get(address("pack", pack.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("pack", pack.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Files


def upload(text: str | bytes, name: str = "geiriau.csv") -> SimpleUploadedFile:
    content = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile(name, content, "text/csv")


def token_in(response) -> str:
    return re.search(r'name="token" value="([^"]+)"', html_of(response)).group(1)


GOOD = "words,language,kind,who may read\nThe hall is locked.,en,insight,everyone\nMae’r bws yn hwyr.,cy,,\n"


@LANGUAGES
def test_a_file_is_looked_at_first_and_then_comes_in(language):
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    page = address("import", one.pk, language=language)

    looked = client.post(page, {"file": upload(GOOD)})

    assert (looked.status_code, Contribution.objects.count()) == (200, 0)
    assert "Mae’r bws yn hwyr." in html_of(looked)
    answer = client.post(page, {"token": token_in(looked)})
    assert (answer.status_code, answer["Location"]) == (302, address("packs", one.pk, language=language))
    assert sorted(Contribution.objects.values_list("words", "language", "kind", "audience", "route")) == [
        ("Mae’r bws yn hwyr.", "cy", Kind.STORY, Audience.ANSWERERS, Route.FILE),
        ("The hall is locked.", "en", Kind.INSIGHT, Audience.EVERYONE, Route.FILE),
    ]
    assert client.post(page, {"token": token_in(looked)}).status_code == 422  # the second press
    assert Contribution.objects.count() == 2


def test_no_receipt_of_a_file_is_given_to_anybody():
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    looked = client.post(address("import", one.pk), {"file": upload(GOOD)})

    assert "Nobody gets the receipts of these rows" in text_of(looked)
    client.post(address("import", one.pk), {"token": token_in(looked)})
    assert "/receipt/" not in html_of(client.get(address("packs", one.pk))).replace('href="/en/receipt/"', "")


@LANGUAGES
def test_every_error_stands_beside_its_line_and_nothing_comes_in(language):
    one = cast.involvement()
    file = upload("words,language,place\n,en,\nHello,fr,Nowhere at all\n" + f'"{SCRIPT}",en,\n')

    answer = signed_in(facilitator()).post(address("import", one.pk, language=language), {"file": file})

    html = html_of(answer)
    assert (answer.status_code, Contribution.objects.count(), 'name="token"' in html) == (422, 0, False)
    assert re.findall(r'<tr><th scope="row">(\d+)</th>', html) == ["2", "3", "3"]
    assert ("<q>fr</q>" in html, "<q>Nowhere at all</q>" in html) == (True, True)
    assert (SCRIPT in html, "&lt;script&gt;" in html) == (False, True)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"words,language\nHello\x00,en\n", "This is not a file of text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not a file of text"),
        (b"PK\x03\x04workbook", "This is a workbook."),
        ("words,language\nHello,en\n".encode("utf-16"), "This file is in UTF-16."),
        (b"", "The file is empty."),
        (b"a" * (LARGEST + 1), "The file is larger than 1 MB."),
        (b'words,language\n"never closed,en\nb,cy\n' * 2, "a quotation mark opens and never closes"),
        (b"words,language\n" + b"a" * 900_000, "One cell here holds more than a file of words can."),
        (b"words,language\n" + b"a,en\n" * 2_001, "A file may have 2,000 rows."),
        (b"words,language\n", "There is no row below the headings."),
        (b"just some text", "We know no column called this."),
    ],
)
def test_files_that_are_not_what_they_say(content, complaint):
    one = cast.involvement()

    answer = signed_in(facilitator()).post(address("import", one.pk), {"file": upload(content)})

    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert complaint in text_of(answer)


def test_ten_megabytes_are_refused_before_they_are_read():
    page = address("import", cast.involvement().pk)
    file = upload(b"words,language\n" + b"a" * 10_000_000)

    assert signed_in(facilitator()).post(page, {"file": file}).status_code == 413
    assert limit_of(RequestFactory().post(page)) == LARGEST + 200 * 1024


def test_formulas_come_in_as_text_and_leave_as_text():
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    looked = client.post(
        address("import", one.pk), {"file": upload("words,language\n\"=cmd|'/c calc'!A0\",en\n")}
    )
    client.post(address("import", one.pk), {"token": token_in(looked)})

    assert Contribution.objects.get().words == "=cmd|'/c calc'!A0"


def test_windows_1252_is_read_and_said_to_be():
    one = cast.involvement()
    file = upload("geiriau;iaith\nYnys Môn – “hen le”.;cy\n".encode("cp1252"))

    looked = signed_in(facilitator()).post(address("import", one.pk), {"file": file})

    assert "Ynys Môn – “hen le”." in html_of(looked)
    assert "The file was read as Windows-1252, which has no ŵ and no ŷ." in text_of(looked)


def test_words_that_are_in_already_are_named_and_decided_about():
    one, by = cast.involvement(), facilitator()
    cast.story("The hall is locked.", within=one)
    client, page = signed_in(by), address("import", one.pk)

    looked = client.post(page, {"file": upload(GOOD)})
    assert "line 2 (in already)" in text_of(looked)
    undecided = client.post(page, {"token": token_in(looked)})
    assert (undecided.status_code, Contribution.objects.count()) == (422, 1)
    assert client.post(page, {"token": token_in(undecided), "again": "leave"}).status_code == 302
    assert Contribution.objects.filter(words="The hall is locked.").count() == 1

    again = client.post(page, {"file": upload(GOOD)})
    assert client.post(page, {"token": token_in(again), "again": "leave"}).status_code == 422
    assert client.post(page, {"token": token_in(again), "again": "bring"}).status_code == 302
    assert Contribution.objects.filter(words="The hall is locked.").count() == 2


def test_what_may_say_who_somebody_is_has_to_be_looked_at():
    client, page = signed_in(facilitator()), address("import", cast.involvement().pk)

    looked = client.post(page, {"file": upload("words,language\nWrite to enw@example.org.,en\n")})
    assert "Line 2, an e-mail address: enw@example.org" in text_of(looked).replace(" ,", ",")
    assert client.post(page, {"token": token_in(looked)}).status_code == 422
    assert client.post(page, {"token": token_in(looked), "looked": "on"}).status_code == 302


def test_a_file_too_large_for_its_page_is_chosen_once_more_and_must_be_the_same():
    one, by = cast.involvement(), facilitator()
    client, page = signed_in(by), address("import", one.pk)
    # Words that do not pack: digits of a hash.
    from hashlib import sha256

    rows = "".join(
        f"{''.join(sha256(f'{row} {part}'.encode()).hexdigest() for part in range(8))},en\n"
        for row in range(700)
    )
    large = f"words,language\n{rows}"

    looked = client.post(page, {"file": upload(large)})
    token = token_in(looked)
    assert len(token) < LARGEST_CARRIED
    assert 'name="file"' in html_of(looked)
    for wrong in ({}, {"file": upload(large + "more,en\n")}, {"file": upload(b"\x00")}):
        assert client.post(page, {"token": token, **wrong}).status_code == 422
    assert Contribution.objects.count() == 0
    assert client.post(page, {"token": token, "file": upload(large)}).status_code == 302
    assert (Contribution.objects.count(), AuditLine.objects.get(deed="bring_in").codes) == (
        700,
        {"rows": 700},
    )


def test_what_was_looked_at_comes_in_there_and_by_them_alone():
    one, other, by = cast.involvement(), cast.involvement(), facilitator()
    token = token_in(signed_in(by).post(address("import", one.pk), {"file": upload(GOOD)}))
    colleague = cast.holder(Part.OFFICER, cast.body(), name="colleague")

    for client, page in (
        (signed_in(by), address("import", other.pk)),
        (signed_in(colleague), address("import", one.pk)),
    ):
        assert client.post(page, {"token": token}).status_code == 422
    assert signed_in(by).post(address("import", one.pk), {"token": token[:-1] + "x"}).status_code == 422
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("cy", "geiriau,teitl,iaith,lle,math,pwy gaiff ddarllen,dyddiad"),
        ("en", "words,title,language,place,kind,who may read,date said"),
    ],
)
def test_the_template_of_either_language_is_read_as_it_is(language, heading):
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)

    answer = client.get(address("import_template", one.pk, language=language))

    content = answer.content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0] == heading
    looked = client.post(address("import", one.pk, language=language), {"file": upload(content)})
    assert looked.status_code == 200


def test_the_welsh_pages_are_in_welsh():
    one, by = cast.involvement(), facilitator()
    client = signed_in(by)
    client.post(address("packs", one.pk), {"sheets": "1"})
    pack = Pack.objects.get()
    file = "geiriau,iaith\nYsgrifennwch at enw@example.org.,cy\nHelo.,cy\nHelo.,cy\n"
    pages = [client.get(address(name, one.pk, language="cy")) for name in ("packs", "import")]
    pages += [client.get(address(name, pack.pk, language="cy")) for name in ("pack", "pack_print")]
    pages += [client.post(address("pack", pack.pk, language="cy"), sheet("x", words=""))]
    for content in (
        file,
        "geiriau,iaith,lle,lliw\na,b,c,d\n",
        "geiriau,iaith,lle\na,fr,Mochdre\n,,\n,cy,x\n",
    ):
        pages.append(client.post(address("import", one.pk, language="cy"), {"file": upload(content)}))

    assert [english_left_over(html_of(page)) for page in pages] == [[]] * len(pages)
