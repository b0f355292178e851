"""What a connector does for somebody who is off-line: what stands is read, confirmed, changed, withdrawn and answered, each
on their word; a letter and a statement of hours are printed."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.connect.actions.acting import take_back_consent
from edau.connect.actions.answering_for import Word, do_for
from edau.connect.actions.hours import open_account
from edau.connect.actions.leaving import leave, withdraw
from edau.connect.actions.proposals import propose, say_yes
from edau.connect.choices import Answered, How, Said, Side, Stage
from edau.connect.models import Capability, Need, Party, Proposal, SpokenWord
from edau.connect.proposal_rules import NO_CONSENT
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.people.choices import Part
from edau.people.rules import ELSEWHERE as NOT_HERE
from edau.portal.queries.held_data import everything_about
from edau.ui.links import address_in
from tests.cast import account, holder
from tests.connect.cast import AREA, agreed_to_be_acted_for, asset, capability, check, need, party, speaks
from tests.portal.test_acting import ELSEWHERE, LANGUAGES, at, text_of
from tests.portal.test_offering import offering

pytestmark = pytest.mark.django_db
BOTH = ("giver", "seeker")


@pytest.fixture
def gwen():
    return holder(Part.BROKER, area="W06000016", name="gwen")


@pytest.fixture
def desk(gwen) -> Client:
    client = Client()
    client.force_login(gwen)
    return client


@pytest.fixture
def mair() -> Party:
    """She agreed to be acted for; she is written to in Welsh, and left no e-mail address."""
    return agreed_to_be_acted_for(party(language="cy"))


def suggested(mair: Party, gwen) -> Proposal:
    """Dai, who can be reached, could walk Mair's dog."""
    wanted = need(of=mair)
    return propose(need=wanted, capability=capability(of=party(reach="dai")), by=gwen, in_order=True)


def heard(prefix: str = "said", **changes: str) -> dict[str, str]:
    given = {"how": "telephone", "on": clock.today().isoformat()} | changes
    return {f"{prefix}-{name}": value for name, value in given.items()}


def deeds() -> list[str]:
    return list(AuditLine.objects.order_by("number").values_list("deed", flat=True))


@LANGUAGES
def test_their_page_says_what_stands_for_them_and_where_the_letter_in_their_own_language_is(
    desk, mair, gwen, language
):
    made = suggested(mair, gwen)
    capability(of=mair)

    page = desk.get(at("acting_one", mair.pk, language=language))

    assert page.status_code == 200
    body = page.content.decode()
    assert address_in("cy", "portal:acting_letter", mair.pk, made.pk) in body
    for name in ("acting_confirm", "acting_change", "acting_withdraw"):
        assert body.count(at(name, mair.pk, "need", made.need_id, language=language)) == 1
    assert "01443 dai" not in body


def test_what_they_lend_stands_there_too_and_is_confirmed_changed_and_withdrawn(desk, mair):
    lent = asset(of=mair, kind="tools", name_en="My spade", name_cy="", at=None)
    own = (mair.pk, "asset", lent.pk)

    assert "They offer My spade" in text_of(desk.get(at("acting_one", mair.pk)))
    assert "Would lend: tools and a ladder" in text_of(desk.get(at("acting")))
    assert desk.post(at("acting_confirm", *own), heard()).status_code == 302
    assert desk.get(at("acting_change", *own)).status_code == 200
    assert desk.get(at("acting_withdraw", *own)).status_code == 200
    assert desk.post(at("acting_withdraw", *own), heard()).status_code == 302

    lent.refresh_from_db()
    assert (lent.withdrawn is None, lent.name_en) == (False, "")


def test_nobody_else_comes_near_it(mair, gwen, desk):
    made = suggested(mair, gwen)
    far = Client()
    far.force_login(holder(Part.BROKER, area=ELSEWHERE, name="far"))
    own = ("need", made.need_id)
    pages = {
        "acting_one": (),
        "acting_change": own,
        "acting_withdraw": own,
        "acting_hours": (),
        "acting_letter": (made.pk,),
    }
    for name, args in pages.items():
        assert far.get(at(name, mair.pk, *args)).status_code == 404
        assert Client().get(at(name, mair.pk, *args)).status_code == 302
        assert desk.get(at(name, party().pk, *args)).status_code == 404
    assert far.post(at("acting_withdraw", mair.pk, *own)).status_code == 404
    assert far.post(at("acting_confirm", mair.pk, *own)).status_code == 404
    take_back_consent(party=mair, by="tests")
    for name, args in pages.items():
        assert desk.get(at(name, mair.pk, *args)).status_code == 404
    assert Need.objects.get().withdrawn is None


def test_of_another_party_nothing_is_confirmed_changed_or_withdrawn(desk, mair):
    theirs = need(of=agreed_to_be_acted_for(party()))
    own = (mair.pk, "need", theirs.pk)

    assert desk.post(at("acting_confirm", *own)).status_code == 404
    assert desk.get(at("acting_change", *own)).status_code == 404
    assert desk.post(at("acting_withdraw", *own)).status_code == 404


def test_an_offer_is_confirmed_changed_and_withdrawn_in_two_steps_each_on_the_trail(desk, mair, gwen):
    offer = capability(of=mair)
    Capability.objects.update(fresh_until=clock.today())
    own = (mair.pk, "capability", offer.pk)

    confirmed = desk.post(at("acting_confirm", *own), heard(), follow=True)
    offer.refresh_from_db()
    assert offer.fresh_until == clock.today() + timedelta(days=180)
    assert confirmed.redirect_chain[-1][0] == at("acting_one", mair.pk)

    form = desk.get(at("acting_change", *own)).content.decode()
    assert "with a dog all the more" in form
    changed = desk.post(at("acting_change", *own), offering(words="Garddio hefyd", capacity="3", **heard()))
    assert changed.status_code == 302
    offer.refresh_from_db()
    assert (offer.words, offer.capacity) == ("Garddio hefyd", 3)

    first = desk.get(at("acting_withdraw", *own))
    assert "Garddio hefyd" in first.content.decode()
    offer.refresh_from_db()
    assert offer.withdrawn is None
    assert desk.post(at("acting_withdraw", *own), heard(how="paper")).status_code == 302
    offer.refresh_from_db()
    assert (offer.withdrawn is not None, offer.words) == (True, "")

    mine = [
        line.deed
        for line in AuditLine.objects.order_by("number")
        if line.by == str(gwen) and line.object_id == offer.pk
    ]
    assert mine == ["confirm_fresh", "change_offer", "withdraw_offer"]
    words = SpokenWord.objects.order_by("pk").values_list("answer", "how", "label", "object_id", "taken_by")
    about = ("connect.Capability", offer.pk, str(gwen))
    assert list(words) == [
        ("still", "telephone", *about),
        ("change", "telephone", *about),
        ("back", "paper", *about),
    ]


def test_nothing_of_theirs_is_confirmed_changed_or_withdrawn_without_their_word(desk, mair):
    wants, can = need(of=mair), capability(of=mair)
    pages = [
        (name, (mair.pk, sort, one.pk))
        for name in ("acting_confirm", "acting_change", "acting_withdraw")
        for sort, one in (("need", wants), ("capability", can))
    ]
    before = Need.objects.values().get(), Capability.objects.values().get()
    for name, own in pages:
        for said in ({}, heard(how="guessed"), heard(on="2020-01-01")):
            given = offering(**said) if own[1] == "capability" else said
            answered = desk.post(at(name, *own), given)
            assert (answered.status_code, "said-how" in answered.content.decode()) == (422, True)
    assert not SpokenWord.objects.exists()
    assert (Need.objects.values().get(), Capability.objects.values().get()) == before

    assert desk.post(at("acting_confirm", mair.pk, "need", wants.pk), heard()).status_code == 302
    assert Need.objects.get().met is not None
    assert (SpokenWord.objects.get().answer, deeds()[-2:]) == ("helped", ["need_met", "note_word"])


def test_what_is_made_up_is_labelled_so_before_anything_is_done_with_it(desk, mair):
    wants = need(of=mair)
    pages = [at(f"acting_{name}", mair.pk, "need", wants.pk) for name in ("confirm", "change", "withdraw")]
    shown = []
    for made_up in (False, True):
        Need.objects.update(synthetic=made_up)
        shown += [text_of(desk.get(page)).count("Example data.") for page in pages]
    assert shown == [0, 0, 0, 1, 1, 1]


def test_the_deed_itself_asks_whether_the_connector_may_act_for_them(mair, gwen):
    wants = need(of=mair)
    word = Word(Said.SELF, How.TELEPHONE, clock.today())

    def refused(by) -> str:
        deed = partial(withdraw, record=wants, by=str(by))
        with pytest.raises(NotAllowed) as no:
            do_for(deed=deed, record=wants, answer=Answered.BACK, word=word, by=by)
        return str(no.value)

    assert refused(holder(Part.BROKER, area=ELSEWHERE, name="far")) == str(NOT_HERE.reason)
    take_back_consent(party=mair, by="tests")
    mair.refresh_from_db()
    wants.refresh_from_db()
    assert refused(gwen) == str(NO_CONSENT.reason)
    assert (Need.objects.get().withdrawn, SpokenWord.objects.exists()) == (None, False)


def test_a_yes_for_them_needs_who_said_it_when_and_how(desk, mair, gwen):
    made = suggested(mair, gwen)
    where = f"{at('suggestion', made.pk)}?side=seeker"

    for wrong in (
        {},
        heard(how="guessed"),
        heard(on=(clock.today() + timedelta(days=1)).isoformat()),
        heard(on=(clock.today() - timedelta(days=61)).isoformat()),
    ):
        assert desk.post(where, {"do": "yes", **wrong}).status_code == 422
    assert not SpokenWord.objects.exists()
    done = desk.post(where, {"do": "yes", **heard()})

    assert done.status_code == 302
    word = SpokenWord.objects.get()
    assert (word.party, word.proposal, word.answer, word.said_by, word.how, word.taken_by) == (
        mair,
        made,
        "yes",
        "self",
        "telephone",
        str(gwen),
    )
    made.refresh_from_db()
    assert made.seeker_yes is not None
    assert deeds()[-2:] == ["say_yes", "note_word"]


def test_a_no_rests_on_their_word_too_and_one_that_is_not_allowed_leaves_none(desk, mair, gwen):
    made = suggested(mair, gwen)
    giver = f"{at('suggestion', made.pk)}?side=giver"
    assert desk.post(giver, {"do": "yes", **heard()}).status_code == 403
    assert not SpokenWord.objects.exists()

    where = f"{at('suggestion', made.pk)}?side=seeker"
    assert desk.post(where, {"do": "no", "why": "time"}).status_code == 422
    assert desk.post(where, {"do": "no", "why": "time", **heard("refused", how="paper")}).status_code == 302

    made.refresh_from_db()
    assert (made.stage, made.why) == (Stage.DECLINED, "time")
    assert SpokenWord.objects.get().how == "paper"


def test_whoever_answers_for_themselves_is_asked_for_no_such_word(mair, gwen):
    made = suggested(mair, gwen)
    dai = made.capability.party

    say_yes(proposal=made.pk, side=Side.GIVER, by=speaks(dai))

    assert not SpokenWord.objects.exists()


def test_only_for_somebody_at_risk_may_it_be_the_word_of_whoever_is_responsible(desk, gwen):
    child = party(at_risk=True, broker=gwen)
    wanted = need(of=child, checks=["dbs_enhanced"])
    dai = party(reach="dai")
    check(dai)
    made = propose(need=wanted, capability=capability(of=dai), by=gwen, in_order=True)
    where = f"{at('suggestion', made.pk)}?side=seeker"

    assert desk.post(where, {"do": "yes", **heard()}).status_code == 422
    assert desk.post(where, {"do": "yes", **heard(said_by="carer")}).status_code == 302

    assert SpokenWord.objects.get().said_by == "carer"


def test_the_word_is_among_what_is_held_about_them_and_goes_when_they_leave(desk, mair, gwen):
    made = suggested(mair, gwen)
    desk.post(f"{at('suggestion', made.pk)}?side=seeker", {"do": "yes", **heard()})
    mair.person.user = account("mair")
    mair.person.save()
    assert len(everything_about(mair.person.user).of("connect.SpokenWord")) == 1

    leave(party=mair, by="tests")

    assert not SpokenWord.objects.exists()


@LANGUAGES
def test_a_letter_has_what_is_suggested_and_how_to_reach_one_another_only_once_both_said_yes(
    desk, mair, gwen, language
):
    made = suggested(mair, gwen)
    where = at("acting_letter", mair.pk, made.pk, language=language)

    before = text_of(desk.get(where))
    say_yes(proposal=made.pk, side=Side.GIVER, by=speaks(made.capability.party))
    one_yes = text_of(desk.get(where))
    desk.post(f"{at('suggestion', made.pk)}?side=seeker", {"do": "yes", **heard()})
    both = text_of(desk.get(where))

    assert [text.count("01443 dai") for text in (before, one_yes, both)] == [0, 0, 1]
    assert gwen.email in before
    assert ("Helo," in before) == (language == "cy")


def test_a_letter_is_of_what_they_were_asked_and_never_for_a_child_or_an_adult_at_risk(desk, mair, gwen):
    made = suggested(mair, gwen)
    where = at("acting_letter", mair.pk, made.pk)
    Proposal.objects.update(giver_asked=None)
    assert desk.get(where).status_code == 404
    Proposal.objects.update(giver_asked=clock.now())
    assert desk.get(where).status_code == 200
    Party.objects.filter(pk=mair.pk).update(at_risk=True)
    assert desk.get(where).status_code == 404
    stranger = agreed_to_be_acted_for(party())
    assert desk.get(at("acting_letter", stranger.pk, made.pk)).status_code == 404


def test_thanks_to_somebody_off_line_are_printed_in_the_language_in_which_they_were_written(desk, gwen):
    mair = agreed_to_be_acted_for(party(language="cy"))
    made = propose(need=need(), capability=capability(of=mair), by=gwen, in_order=True)
    letter = at("acting_letter", mair.pk, made.pk, language="cy")
    assert letter in desk.get(at("acting_one", mair.pk)).content.decode()

    Proposal.objects.update(
        stage=Stage.THANKED, done=clock.now(), thanks="Thank you, Mair.", thanks_language="en"
    )

    assert letter in desk.get(at("acting_one", mair.pk)).content.decode()
    assert '<blockquote lang="en"><p>Thank you, Mair.</p></blockquote>' in desk.get(letter).content.decode()


def test_their_connector_is_told_of_a_suggestion_where_they_left_no_address(
    mair, gwen, django_capture_on_commit_callbacks
):
    mair.broker = gwen
    mair.save()

    with django_capture_on_commit_callbacks(execute=True):
        suggested(mair, gwen)

    to = sorted(letter.to[0] for letter in outbox.outbox)
    assert to == sorted(["dai@example.org", gwen.email])


def test_their_hours_are_printed_once_they_have_an_account(desk, mair):
    where = at("acting_hours", mair.pk)
    assert "They have no account of hours yet." in text_of(desk.get(where, follow=True))
    kept = open_account(party=mair, by="tests")

    page = text_of(desk.get(where))

    assert "Statement of hours" in page
    assert re.sub(r"\s", "", str(kept.pk)) in re.sub(r"\s", "", page)


def test_their_page_asks_as_many_questions_of_one_need_as_of_three(desk, mair, gwen):
    counts = []
    for many in (1, 2):
        for _each in range(many):
            suggested(mair, gwen)
        desk.get(at("acting_one", mair.pk))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(at("acting_one", mair.pk)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert mair.area == AREA
