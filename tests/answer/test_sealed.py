"""Replies are sealed in the trail as they are published: whoever changes one behind it is seen."""

from __future__ import annotations

import pytest
from django.utils import timezone

from edau.answer.actions.replies import complete, deliver
from edau.answer.models import Reply
from edau.answer.queries.sealed import seal_of
from edau.core import audit
from edau.core.models import AuditLine
from edau.portal.pages.proving import prove
from edau.portal.pages.trail import proof_in_words
from tests.answer.cast import answered, officer
from tests.cast import body, involvement, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def cerys():
    return officer()


@pytest.fixture
def made(cerys) -> Reply:
    return answered(story(within=involvement()), by=cerys)


def faults() -> list[tuple[str, str, str]]:
    return [(one.label, one.id, one.why) for one in prove().faults]


def test_it_holds_through_everything_that_lawfully_happens_to_it(cerys):
    told = story(language="en", within=involvement())
    made = answered(told, by=cerys, words_cy="", later=True)
    assert prove().holds
    complete(reply=made.pk, part="words", language="cy", words="Byddwn.", by=cerys)
    assert prove().holds
    deliver(reply=made.pk, words_cy="", words_en="The hall is open.", by=cerys)
    assert prove().holds
    complete(reply=made.pk, part="delivered", language="cy", words="Mae ar agor.", by=cerys)

    proof = prove()
    assert (proof.holds, proof.seals, proof.unsealed) == (True, 3, 0)
    assert AuditLine.objects.filter(label="answer.Reply", deed="complete_reply").last().codes["seal"] == (
        seal_of(Reply.objects.get())
    )


@pytest.mark.parametrize(
    "change",
    [
        {"words_cy": "Na."},
        {"words_en": ""},
        {"outcome": "not_adopted"},
        {"made": timezone.now()},
        {"delivered_en": "Done."},
        {"delivered": timezone.now()},
        {"salt": ""},
        {"salt": "0" * 32},
    ],
)
def test_one_that_was_changed_behind_the_trail_is_found(made, change):
    assert prove().holds

    Reply.objects.update(**change)

    assert faults() == [("answer.Reply", made.pk, "words")]


def test_one_that_was_taken_out_or_put_in_is_found(made):
    Reply.objects.all().delete()
    put = Reply.objects.create(organisation=body(), outcome="adopted", words_en="Yes.", written_by="user 1")

    assert sorted(faults()) == sorted(
        [("answer.Reply", made.pk, "missing"), ("answer.Reply", put.pk, "words")]
    )


def older(organisation) -> Reply:
    """A reply as it was published before replies were sealed."""
    made = Reply.objects.create(
        organisation=organisation, outcome="adopted", words_en="Yes.", written_by="user 1", salt=""
    )
    codes = {"outcome": "adopted", "answers": 1}
    audit.record(deed="reply", by="user 1", label="answer.Reply", object_id=made.pk, codes=codes)
    return made


def test_older_ones_are_counted_apart_and_sealed_when_something_is_added(cerys):
    first, second = older(body()), older(body())

    proof = prove()
    assert (proof.holds, proof.seals, proof.unsealed) == (True, 0, 2)
    assert proof_in_words(proof)[-1] == "Published before replies were sealed, so not proved: 2."

    complete(reply=first.pk, part="words", language="cy", words="Gwnawn.", by=cerys)
    proof = prove()
    assert (proof.holds, proof.seals, proof.unsealed) == (True, 1, 1)
    Reply.objects.filter(pk=first.pk).update(words_en="No.")
    Reply.objects.filter(pk=second.pk).delete()
    assert faults() == [("answer.Reply", first.pk, "words"), ("answer.Reply", second.pk, "missing")]
