"""Who opens the pages that are not for everybody, and with what: members of the worked example, each with the roles they have
there, and people who hold a receipt of it. What the example leaves out is made here by the same deeds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edau.accounts.models import User
from edau.answer.actions.replies import reply
from edau.answer.models import Answered, Reply
from edau.connect.actions.checks import note_check
from edau.connect.actions.hours import gift_to_pot
from edau.connect.actions.keeping_apart import keep_apart
from edau.connect.actions.sharing import state_sharing
from edau.connect.actions.terms import enter_terms
from edau.connect.choices import Holder, Side, Stage
from edau.connect.models import (
    Account,
    Asset,
    Capability,
    Need,
    Party,
    Proposal,
    SeasonRequest,
    SeasonRound,
    Transfer,
)
from edau.connect.queries.hours import balance
from edau.connect.queries.speaking import Speaker
from edau.connect.terms_files import Term
from edau.listen.actions.contributions import Words
from edau.listen.actions.first_steps import begin
from edau.listen.actions.involvements import Promise, open_involvement, publish
from edau.listen.actions.packs import make_pack
from edau.listen.actions.repeats import look_for_repeats
from edau.listen.actions.saying import say
from edau.listen.actions.themes import propose
from edau.listen.choices import Kind, State
from edau.listen.models import Contribution, Happening, Involvement, OutsideAsk, Reach, Theme
from edau.listen.queries.contributions import readable
from edau.listen.sound import sound_of
from edau.moderation.actions.appealing import appeal
from edau.moderation.actions.deciding import decide
from edau.moderation.actions.reporting import report
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Case
from edau.moderation.published import ready_reason
from edau.moderation.queries.effects import Asked
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.people.queries import roles_of
from edau.portal.doors.receipts import OPENED
from edau.portal.pages.connector import queue_of
from edau.thread.actions import claim
from edau.thread.models import Receipt
from edau.understand.actions.signals import add_signal
from tests import cast
from tests.answer.cast import draft, reachable, weighed
from tests.listen import sounds
from tests.understand.cast import entry, keeper, rated

LABEL = "listen.Contribution"
RHONDDA = "W06000016"


@dataclass(frozen=True)
class Visit:
    """One page that somebody opens: its name, who they are (a key of `people`), what stands in its address."""

    name: str
    who: str
    args: tuple[Any, ...] = ()
    query: str = ""


def account_of(name: str) -> User:
    """An account of the worked example: a part, or its reader."""
    address = "darllenydd" if name == "reader" else name
    return User.objects.get(email=f"{address}@enghraifft.example")


def client_of(who: str) -> Client:
    """The browser of an account ("officer"), or of somebody who has opened a receipt with its code ("receipt …")."""
    client = Client()
    kind, _space, key = who.partition(" ")
    if kind == "receipt":
        session = client.session
        session[OPENED] = {key: int(time.time()) + 3600}
        session.save()
        client.cookies["sessionid"] = session.session_key
    elif kind == "somebody":  # has asked for a code and not typed it in yet
        client.post(reverse("account_login"), {"email": account_of("reader").email})
    elif kind != "anybody":
        client.force_login(User.objects.get(email=key) if key else account_of(kind))
    return client


# What the example leaves out


def _promise(asked_by: Organisation, answered_by: Organisation) -> Promise:
    today = timezone.localdate()
    return Promise(
        question_cy="Beth fyddai’n gwneud y parc yn well?",
        question_en="What would make the park better?",
        about_cy="Rydym yn gwrando cyn penderfynu.",
        about_en="We are listening before we decide.",
        open_cy="Pa lwybrau, pa feinciau.",
        open_en="Which paths, which benches.",
        fixed_cy="Y gyllideb eleni.",
        fixed_en="This year’s budget.",
        checked=False,
        opens=today,
        closes=today + timedelta(days=30),
        answer_by=today + timedelta(days=60),
        areas=(cast.PONTYPRIDD,),
        asked_by=asked_by,
        answered_by=answered_by,
        controllers=(answered_by,),
        **cast.SAYS,  # type: ignore[arg-type]
    )


def _claimed(reader: User) -> None:
    """The reader's own from now on: the receipt of a story that was answered, of a thing lent, and of a need."""
    nobodys = readable().filter(receipt__person__user=None)  # some of the example keep theirs in an account
    told = Answered.objects.filter(sent="page", contribution__in=nobodys).order_by("pk").first()
    lent = Asset.objects.filter(owner__person__isnull=False, withdrawn=None).order_by("pk").first()
    met = Proposal.objects.filter(stage=Stage.THANKED, capability__party__person__isnull=False)
    met = met.filter(need__party__person__isnull=False, need__party__consent=None).order_by("pk")
    assert told is not None
    assert lent is not None
    # Whoever helped is somebody else than who lends, or the reader would have helped themselves.
    met = met.exclude(capability__party=lent.owner).exclude(need__party=lent.owner)
    claim(receipt=told.contribution.receipt, by=reader)
    for person in (lent.owner.person, met[0].need.party.person):
        assert person is not None
        for receipt in person.receipts.all():
            claim(receipt=receipt, by=reader)


def _spoken(involvement: Involvement) -> None:
    """A recording that waits to be typed, and words that came in a burst and wait to be looked at."""
    file = ContentFile(sounds.wav(2))
    given = {"kind": Kind.STORY, "place": cast.PONTYPRIDD, "involvement": involvement}
    say(words=Words(language="cy"), recording=(file, sound_of(file.file)), **given)
    say(words=Words(language="en", words="The bus is late."), waiting=True, **given)


def _brought(involvement: Involvement, officer: User) -> None:
    """Answers that wait for a person to bring them, by post and by telephone; one has only one of its languages yet."""
    for route in ("letter", "telephone"):
        told = cast.story("Mae’r llwybr ar gau.", within=involvement, held_by=reachable(route))
        reply(contributions=weighed(told, by=officer), draft=draft(), by=officer)
    told = cast.story("The path is shut.", language="en", within=involvement)
    reply(contributions=weighed(told, by=officer), draft=draft(words_cy="", later=True), by=officer)
    weighed(*[cast.story(words, within=involvement) for words in ("Mainc, plîs.", "Dwy fainc.")], by=officer)


def _decided(reader: User, moderator: User) -> None:
    """Three cases: one just decided, one whose reporter asks for another look, and one of the reader's own words."""
    told = readable().filter(synthetic=True).order_by("pk")
    own = told.get(receipt__person__user=reader)
    first, second = told.exclude(pk=own.pk)[:2]
    for said, reporter in ((first, moderator), (second, reader), (own, moderator)):
        asked = Asked(reporter=str(reporter), reason=Reason.UNTRUE)
        case = report(label=LABEL, object_id=said.pk, asked=asked).case
        if said is own:
            break
        why = ready_reason(Decision.RESTORED, Reason.UNTRUE)
        decide(case=case, decision=Decision.RESTORED, rule=Reason.UNTRUE, why=why, by=moderator)
    appeal(case=Case.objects.get(object_id=second.pk), words="Edrychwch eto.", by=str(reader))


def _kept_apart(reader: User) -> None:
    """The reader does not want to meet again somebody who helped them."""
    had = Proposal.objects.filter(need__party__person__user=reader, capability__party__person__user=None)
    made = had.filter(capability__party__person__isnull=False).order_by("made", "pk")[0]
    keep_apart(proposal=made.pk, side=Side.SEEKER, by=Speaker(account=reader))


def prepare() -> dict[str, Any]:
    """Everything that the example leaves out, by real deeds; what visits need to know of it."""
    officer, facilitator, moderator, administrator, reader = (
        account_of(name) for name in ("officer", "facilitator", "moderator", "administrator", "reader")
    )
    asked = Involvement.objects.filter(synthetic=True, follows=None, followed_by=None).order_by("opens")
    old, now = asked[0], asked[1]
    _asking, other = Organisation.objects.filter(synthetic=True).order_by("pk")[:2]
    draft_of = begin(promise=_promise(old.asked_by, old.answered_by), size="day", by=officer, synthetic=True)
    asks = open_involvement(promise=_promise(None, other), by=facilitator, synthetic=True)
    _claimed(reader)
    _spoken(now)
    _brought(now, officer)
    _decided(reader, moderator)
    _kept_apart(reader)
    propose(involvement=old, by=facilitator)
    look_for_repeats(involvement=old, by=facilitator)
    pack = make_pack(involvement=now, sheets=3, by=account_of("listener"))
    today = timezone.localdate()
    shares = Organisation.objects.get(pk="enghraifft-capel")
    shared = state_sharing(organisation=shares, begins=today - timedelta(days=60), ends=today, by=officer)
    enter_terms(
        terms=[Term(RHONDDA, date(2026, 11, 2), date(2026, 12, 18), "gwefan y cyngor")], by=administrator
    )
    party = Party.objects.filter(person__isnull=False, consent=None, gone=None).order_by("pk")[0]
    note_check(party=party, kind="dbs_enhanced", seen=today, organisation=shares, by=officer)
    waits = Capability.objects.filter(party__person__isnull=False, withdrawn=None).order_by("pk")[0]
    Capability.objects.filter(pk=waits.pk).update(waiting=True)  # as it comes in a burst
    keeps = keeper("cadw")
    signal = add_signal(entry=entry(), by=keeps)
    rated(signal.key, keeps, 3, 4)
    has = Account.objects.filter(holder=Holder.MEMBER, party__gone=None).order_by("pk")
    gift_to_pot(giver=next(one for one in has if balance(one) >= 60).party, minutes=30, by="tests")
    return {
        "draft": draft_of.pk,
        "asks": publish(involvement=asks, by=facilitator).pk,
        "old": old.pk,
        "now": now.pk,
        "pack": pack.pack.pk,
        "shared": shared.pk,
        "party": party.pk,
        "signal": signal.key,
    }


# Who opens what


def visits(made: dict[str, Any]) -> list[Visit]:
    """Every page that somebody has to be somebody for, each opened by who has to do with it."""
    return [
        *_own_pages(),
        *_of_involving(made),
        *_of_answering(),
        *_of_moderating(),
        *_of_connecting(made),
        *_of_sharing(made),
        *_of_running(made),
    ]


def _own_pages() -> Iterator[Visit]:
    """What anybody who is signed in sees of themselves; and what the holder of a receipt sees of theirs."""
    names = ("my_account", "my_passkeys", "account_logout")
    portal = (
        "my_data",
        "erase",
        "my_receipts",
        "hours",
        "hours_statement",
        "hours_give",
        "suggestions",
        "exchanges",
    )
    connect = (
        "own_offers",
        "own_settings",
        "own_leave",
        "own_apart",
        "season_requests",
        "offer_new",
        "need_new",
    )
    yield from (Visit(name, "reader") for name in (*names, *(f"portal:{one}" for one in (*portal, *connect))))
    yield from (Visit("portal:your_work", one.value) for one in Part)
    for one in Receipt.objects.filter(person__user=account_of("reader")):
        yield Visit("portal:receipt", "reader", (one.pk,))
        yield Visit("portal:receipt_claim", "reader", (one.pk,))
    yield Visit("account_confirm_login_code", "somebody who asked for a code")
    parties = Party.objects.filter(person__user=account_of("reader"))
    for sort, kept in (
        ("capability", Capability.objects.filter(party__in=parties)),
        ("need", Need.objects.filter(party__in=parties)),
        ("asset", Asset.objects.filter(owner__in=parties)),
    ):
        for page in ("change", "withdraw"):
            for one in kept.filter(withdrawn=None).order_by("pk")[:1]:
                yield Visit(f"portal:own_{page}", "reader", (sort, one.pk))
    for stage in Stage:
        made = Proposal.objects.filter(stage=stage, need__party__person__receipts__isnull=False)
        made = made.filter(need__party__person__user=None)
        for one in made.exclude(giver_asked=None).order_by("pk")[:1]:
            seeker = f"receipt {one.need.party.person.receipts.all()[0].pk}"
            yield Visit("portal:suggestion", seeker, (one.pk,))
            if stage == Stage.THANKED:
                yield Visit("portal:apart", seeker, (one.pk,))
                yield Visit("portal:suggestions", seeker)
                yield Visit("portal:exchanges", seeker)
        given = Proposal.objects.filter(stage=stage, capability__party__person__receipts__isnull=False)
        given = given.filter(capability__party__person__user=None).exclude(giver_asked=None)
        for one in given.order_by("pk")[:1]:
            giver = f"receipt {one.capability.party.person.receipts.all()[0].pk}"
            yield Visit("portal:suggestion", giver, (one.pk,))
    asked = SeasonRequest.objects.filter(receipt__isnull=False, receipt__person__user=None)
    for one in asked.order_by("pk"):
        holder = f"receipt {one.receipt_id}"
        yield Visit("portal:season_request", holder, (one.pk,))
        yield Visit("portal:season_request_of", holder, (one.receipt_id, one.pk))


def _of_involving(made: dict[str, Any]) -> Iterator[Visit]:
    officer, facilitator, old, now = "officer", "facilitator", made["old"], made["now"]
    for name in ("involvements_yours", "involvement_new", "start", "reach", "ask_note"):
        yield Visit(f"portal:{name}", officer)
        yield Visit(f"portal:{name}", facilitator)
    for name in ("involvement_edit", "involvement_publish", "frameworks_choose"):
        yield Visit(f"portal:{name}", officer, (made["draft"],))
    yield Visit("portal:involvement_take_up", officer, (made["asks"],))
    for name in ("principles_plan", "principles_rate", "happening_note", "packs", "import"):
        yield Visit(f"portal:{name}", officer, (now,))
    yield Visit("portal:bear_out", "account cymydog@enghraifft.example", (now,))
    for name in (
        "themes_tie",
        "theme_new",
        "themes_proposed",
        "repeats",
        "principles_rate",
        "happening_note",
    ):
        yield Visit(f"portal:{name}", facilitator, (old,))
    yield from (Visit("portal:happening_replace", officer, (one.pk,)) for one in Happening.objects.all())
    yield from (Visit("portal:theme_name", facilitator, (one.pk,)) for one in Theme.objects.all()[:1])
    yield Visit("portal:principles_scale", officer, ("enghraifft-tim-bwrdd",))
    yield from (Visit("portal:ask_take_off", officer, (one.pk,)) for one in OutsideAsk.objects.all()[:1])
    yield from (Visit("portal:reach_take_back", officer, (one.pk,)) for one in Reach.objects.all()[:1])
    yield Visit("portal:say_for", "listener", (), f"?involvement={now}")
    yield Visit("portal:recordings", "listener")
    spoken = Contribution.objects.filter(recording__isnull=False)
    yield from (Visit("portal:transcribe", "listener", (one.pk,)) for one in spoken)
    yield Visit("portal:pack", "listener", (made["pack"],))
    yield Visit("portal:pack_print", "listener", (made["pack"],))
    keeper_of_signals = "account cadw@example.org"
    yield Visit("portal:signal_add", keeper_of_signals)
    for name in ("signal_edit", "signal_rate"):
        yield Visit(f"portal:{name}", keeper_of_signals, (made["signal"],))
    yield Visit("portal:embed_signal", "anybody", (made["signal"],))


def _of_answering() -> Iterator[Visit]:
    yield Visit("portal:desk", "officer")
    ready = Contribution.objects.filter(passages__state=State.WEIGHED, answered=None).order_by("pk")
    yield Visit("portal:reply_new", "officer", (), f"?c={ready[0].pk}&c={ready[1].pk}")
    yield from (Visit("portal:reply_kept", "officer", (one.pk,)) for one in Reply.objects.order_by("pk"))
    for one in Answered.objects.filter(sent="letter"):
        yield Visit("portal:letter", "officer", (one.pk,))
    for one in Answered.objects.filter(sent="call"):
        yield Visit("portal:call", "listener", (one.pk,))


def _of_moderating() -> Iterator[Visit]:
    for who in ("moderator", "auditor"):
        yield Visit("portal:moderation", who)
        yield from (Visit("portal:case", who, (one.pk,)) for one in Case.objects.order_by("pk"))
    yield Visit("portal:offers_waiting", "moderator")
    reader = account_of("reader")
    theirs = Case.objects.filter(reports__reporter=str(reader)) | Case.objects.filter(author=str(reader))
    yield from (Visit("portal:appeal", "reader", (one.pk,)) for one in theirs.distinct().order_by("pk"))


def _of_connecting(made: dict[str, Any]) -> Iterator[Visit]:
    names = ("connector_queue", "connector_queue_print", "checks")
    acting = ("acting", "acting_offer", "acting_need", "acting_lend")
    hours = ("hours_used", "hours_pots", "hours_corrections")
    yield from (Visit(f"portal:{name}", "broker") for name in (*names, *acting, *hours))
    yield Visit("portal:connector_party", "broker", (made["party"],))
    queue = queue_of(roles_of(account_of("broker")), "1", "cy")
    yield from (Visit("portal:connector_need", "broker", (row.key,)) for row in queue.needs)
    for party in Party.objects.filter(consent__isnull=False, gone=None)[:1]:
        for name in ("one", "offer_of", "need_of", "lend_of"):
            yield Visit(f"portal:acting_{name}", "broker", (party.pk,))
    yield from _of_acting()
    for pot in Account.objects.filter(holder=Holder.POT).order_by("area")[:1]:
        yield Visit("portal:hours_pot_give", "broker", (pot.area,))
    for moved in Transfer.objects.order_by("pk")[:1]:
        yield Visit("portal:hours_correction", "broker", (moved.number,))
    for account in Account.objects.filter(holder=Holder.MEMBER).order_by("pk")[:1]:
        yield Visit("portal:hours_limits", "broker", (account.pk,))


def _of_acting() -> Iterator[Visit]:
    """What a connector does with what stands for somebody."""
    acted = Party.objects.filter(consent__isnull=False, gone=None)
    for need in Need.objects.filter(party__in=acted, withdrawn=None).order_by("pk")[:1]:
        for name in ("change", "confirm", "withdraw"):
            yield Visit(f"portal:acting_{name}", "broker", (need.party_id, "need", need.pk))
    for account in Account.objects.filter(party__in=acted).order_by("pk")[:1]:
        yield Visit("portal:acting_hours", "broker", (account.party_id,))
    asked = Proposal.objects.filter(need__party__in=acted.filter(at_risk=False)).exclude(giver_asked=None)
    for one in asked.order_by("pk")[:1]:
        yield Visit("portal:acting_letter", "broker", (one.need.party_id, one.pk))


def _of_sharing(made: dict[str, Any]) -> Iterator[Visit]:
    body = "enghraifft-capel"
    yield Visit("portal:hours_used", "officer", (), f"?organisation={body}")
    for name in ("shared_assets", "asset_new", "assets_import", "hours_organisation", "hours_issue"):
        yield Visit(f"portal:{name}", "officer", (body,))
    for name in ("offer_new_for", "need_new_for", "own_settings_for"):
        yield Visit(f"portal:{name}", "officer", (body,))
    for need in Need.objects.filter(party__organisation__isnull=False, withdrawn=None).order_by("pk")[:1]:
        for name in ("own_change_for", "own_withdraw_for"):
            yield Visit(f"portal:{name}", "officer", (need.party.organisation_id, "need", need.pk))
    for one in Asset.objects.filter(owner__organisation=body).order_by("pk")[:1]:
        for name in ("asset_change", "asset_withdraw"):
            yield Visit(f"portal:{name}", "officer", (one.pk,))
    yield Visit("portal:sharing_new", "officer")
    for name in ("sharing_record", "sharing_confirm", "sharing_replace"):
        yield Visit(f"portal:{name}", "officer", (made["shared"],))
    for name in ("season_rounds", "season_new"):
        yield Visit(f"portal:{name}", "officer")
    for one in SeasonRound.objects.order_by("pk"):
        yield Visit("portal:season_round", "officer", (one.pk,))
        yield Visit("portal:season_edit", "officer", (one.pk,))
        yield Visit("portal:season_print", "officer", (one.pk,))
        for asked in one.requests.order_by("pk")[:1]:
            yield Visit("portal:season_lock", "officer", (one.pk, asked.pk))


def _of_running(made: dict[str, Any]) -> Iterator[Visit]:
    for name in ("roles", "outbox", "mail_test", "school_terms"):
        yield Visit(f"portal:{name}", "administrator")
    yield Visit("portal:school_terms", "officer")
    yield Visit("portal:trail", "administrator")
    for page in (1, 5, 12):
        yield Visit("portal:trail", "auditor", (), f"?page={page}")
    yield Visit("portal:trail", "auditor", (), "?prove=1")
