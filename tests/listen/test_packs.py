"""Paper: numbered sheets with receipts that are torn off before anybody has spoken, and typed in by their numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edau.core import audit, clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.contributions import NotOpen, Words, withdraw
from edau.listen.actions.packs import AlreadyIn, NoSuchNumber, make_pack, write_in
from edau.listen.choices import Audience, Route
from edau.listen.models import Contribution, Pack
from edau.listen.queries.packs import numbers_in, packs_of
from edau.people.choices import Part
from edau.people.models import Person
from edau.thread.actions import claim
from edau.thread.models import Receipt
from edau.thread.queries import receipt_by_code, receipt_by_link
from tests import cast
from tests.cast import PONTYPRIDD

pytestmark = pytest.mark.django_db
ENGLISH = Words(language="en", words="The last bus goes before the film ends.", title="The film")


def facilitator():
    return cast.holder(Part.FACILITATOR, cast.body(), name="facilitator")


def test_a_pack_is_as_many_receipts_of_people_nobody_knows_yet():
    one, by = cast.involvement(), facilitator()

    made = make_pack(involvement=one, sheets=3, by=by)

    assert (made.pack.involvement, made.pack.sheets, made.pack.made_by) == (one, 3, str(by))
    assert [issued.receipt.number for issued in made.receipts] == [1, 2, 3]
    assert {issued.receipt.pack for issued in made.receipts} == {made.pack.pk}
    assert len({issued.receipt.person_id for issued in made.receipts}) == 3
    assert [receipt_by_link(issued.link) for issued in made.receipts] == [
        issued.receipt for issued in made.receipts
    ]
    line = AuditLine.objects.get(deed="make_pack")
    assert (line.by, line.label, line.object_id, line.codes) == (
        str(by),
        "listen.Pack",
        made.pack.pk,
        {"sheets": 3, "involvement": f"listen.Involvement {one.pk}"},
    )


def test_nothing_of_a_pack_is_kept_that_would_open_a_receipt():
    made = make_pack(involvement=cast.involvement(), sheets=2, by=facilitator())

    kept = [*Receipt.objects.values_list(), *AuditLine.objects.values_list(), *Pack.objects.values_list()]
    assert len(made.receipts) == 2
    for issued in made.receipts:
        assert issued.link not in str(kept)
        assert issued.code not in str(kept)


@pytest.mark.parametrize("sheets", [0, -1, 51])
def test_no_pack_of_none_or_of_more_than_fifty(sheets):
    one, by = cast.involvement(), facilitator()

    with pytest.raises(ValueError, match="1 to 50"):
        make_pack(involvement=one, sheets=sheets, by=by)

    assert (Pack.objects.count(), Receipt.objects.count(), Person.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("part", [Part.MODERATOR, Part.AUDITOR, Part.ADMINISTRATOR])
def test_others_make_no_packs_and_type_none_in(part):
    one, by = cast.involvement(), cast.holder(part, cast.body())
    made = make_pack(involvement=one, sheets=1, by=facilitator())

    with pytest.raises(NotAllowed):
        make_pack(involvement=one, sheets=1, by=by)
    with pytest.raises(NotAllowed):
        write_in(pack=made.pack, number=1, words=ENGLISH, by=by)

    assert (Pack.objects.count(), Contribution.objects.count()) == (1, 0)


def test_a_draft_and_what_has_closed_have_no_packs():
    by = facilitator()

    for one in (cast.involvement(live=False), cast.involvement(days=(-9, 0, 30))):
        with clock.at(timezone.now() + timedelta(days=1)), pytest.raises(NotOpen):
            make_pack(involvement=one, sheets=1, by=by)


def test_a_sheet_is_typed_in_under_its_own_receipt():
    one, by = cast.involvement(), facilitator()
    made = make_pack(involvement=one, sheets=2, by=by)

    said = write_in(
        pack=made.pack,
        number=2,
        words=ENGLISH,
        by=by,
        place=PONTYPRIDD,
        audience=Audience.EVERYONE,
        word="Afal",
    )

    assert (said.words, said.title, said.language, said.place, said.audience, said.involvement) == (
        *(ENGLISH.words, ENGLISH.title, "en", PONTYPRIDD),
        *(Audience.EVERYONE, one),
    )
    assert (said.route, said.written_by, said.due) == (Route.PAPER, str(by), one.answer_by)
    issued = made.receipts[1]
    held = receipt_by_code(issued.code, "afal")
    assert held == said.receipt == issued.receipt
    assert (held.language, held.person.language) == ("en", "en")
    assert numbers_in(made.pack) == [2]
    assert packs_of(one) == [(made.pack, 1)]
    assert audit.first_break() is None


def test_without_a_second_word_the_code_opens_nothing_and_the_link_does():
    by = facilitator()
    made = make_pack(involvement=cast.involvement(), sheets=1, by=by)
    said = write_in(pack=made.pack, number=1, words=ENGLISH, by=by)

    assert receipt_by_code(made.receipts[0].code, "") is None
    assert receipt_by_link(made.receipts[0].link) == said.receipt


def test_a_number_is_typed_once_also_when_its_words_were_taken_back():
    by = facilitator()
    made = make_pack(involvement=cast.involvement(), sheets=1, by=by)
    said = write_in(pack=made.pack, number=1, words=ENGLISH, by=by, word="afal")
    withdraw(contribution=said, by=str(said.receipt))

    with pytest.raises(AlreadyIn):
        write_in(pack=made.pack, number=1, words=ENGLISH, by=by, word="gellyg")

    assert receipt_by_code(made.receipts[0].code, "gellyg") is None
    assert numbers_in(made.pack) == [1]


def test_what_cannot_come_in_leaves_the_sheet_as_it_was():
    one, by = cast.involvement(days=(0, 1, 2)), facilitator()
    made = make_pack(involvement=one, sheets=1, by=by)
    before = AuditLine.objects.count()

    with pytest.raises(NoSuchNumber):
        write_in(pack=made.pack, number=2, words=ENGLISH, by=by)
    with pytest.raises(ValueError, match="no such place"):
        write_in(pack=made.pack, number=1, words=ENGLISH, by=by, place="W00000000")
    with pytest.raises(ValueError, match="Nothing was said"):
        write_in(pack=made.pack, number=1, words=Words(language="en", words=" "), by=by, word="afal")
    with clock.at(timezone.now() + timedelta(days=3)), pytest.raises(NotOpen):
        write_in(pack=made.pack, number=1, words=ENGLISH, by=by, word="afal")

    assert AuditLine.objects.count() == before
    assert (numbers_in(made.pack), Receipt.objects.get(number=1).word_hash) == ([], "")


def test_who_claimed_the_receipt_before_it_was_typed_keeps_their_own_language():
    by, holder = facilitator(), cast.account("holder", "cy")
    made = make_pack(involvement=cast.involvement(), sheets=1, by=by)
    claim(receipt=made.receipts[0].receipt, by=holder)

    said = write_in(pack=made.pack, number=1, words=ENGLISH, by=by)

    assert (said.receipt.person.user, Person.objects.get(user=holder).language) == (holder, "cy")
