"""What readers can report: how each kind is told to a moderator, whose it is, and who sees to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from edau.answer.models import Felt, Reply
from edau.connect.models import Asset, Capability, Need
from edau.connect.queries.needs import shown
from edau.connect.queries.offers import lent
from edau.connect.tellers import ASSET, CAPABILITY, NEED
from edau.core.visibility import visible
from edau.listen.choices import PARTS, WELSH
from edau.listen.models import Addition, Contribution, Involvement, OutsideAsk, Theme
from edau.listen.queries.asks import outside_asks
from edau.listen.queries.contributions import published, readable
from edau.moderation.kinds import Kind, Told, Whose, register
from edau.portal.doors.readers import (
    FELT,
    answers_for_felt,
    is_suggested_capability,
    is_suggested_need,
)
from edau.ui.links import address_of
from edau.understand.models import Signal
from edau.understand.queries.signals import visible_signal

CONTRIBUTION, ADDITION = "listen.Contribution", "listen.Addition"
INVOLVEMENT, THEME, REPLY, SIGNAL = (
    "listen.Involvement",
    "listen.Theme",
    "answer.Reply",
    "understand.Signal",
)
TEXTS = (*PARTS, *WELSH)


def register_kinds() -> None:
    """Lets readers report what people said, what they added and felt; and, for a moderator to look at, the rest."""
    register(
        Kind(CONTRIBUTION, _("What somebody said"), True, _contributions, _said_is_shown, _whose_said),
        Kind(ADDITION, _("What somebody added"), True, _additions, _added_is_shown, _whose_added),
        Kind(
            FELT,
            _("Whether it mattered to somebody"),
            True,
            _felts,
            _to_nobody,
            _whose_felt,
            answers_for_felt,
        ),
        Kind(INVOLVEMENT, _("Involvement"), False, _involvements, _asked_is_shown, _whose_asked),
        Kind(THEME, _("Theme"), False, _themes, _theme_is_shown, _whose_theme),
        Kind(REPLY, _("Reply"), False, _replies, _reply_is_shown, _whose_reply),
        Kind(
            OUTSIDE_ASK, _("What a body asks elsewhere"), False, _outside, _outside_is_shown, _whose_outside
        ),
        Kind(SIGNAL, _("Trend or signal"), False, _signals, _signal_is_shown, _whose_signal),
        Kind(NEED, _("What somebody needs"), True, _needs, _need_is_shown, _whose_need, is_suggested_need),
        Kind(
            CAPABILITY,
            _("What somebody offers"),
            True,
            _capabilities,
            _to_nobody,
            _whose_capability,
            is_suggested_capability,
        ),
        Kind(ASSET, _("What is shared"), False, _assets, _asset_is_shown, _whose_asset),
    )


def _to_nobody(_key: str) -> bool:
    """For words that everyone never reads: they are reported from the page of those who do."""
    return False


# What people said


def _contributions(ids: Collection[str]) -> Mapping[str, Told]:
    rows = Contribution.objects.filter(pk__in=ids, withdrawn=None).prefetch_related("additions")
    return {row.pk: _told(row) for row in rows.select_related("recording")}


def _told(row: Contribution) -> Told:
    texts = [(getattr(row, part), row.language) for part in TEXTS if getattr(row, part)]
    texts += [(added.words, added.language) for added in row.additions.all()]
    title, address = row.title, _address("portal:story", row.pk)
    sound = address_of("portal:recording", row.pk) if hasattr(row, "recording") else ""
    return Told(tuple(texts), title, row.language if title else "", address, row.synthetic, sound)


def _said_is_shown(key: str) -> bool:
    return readable().filter(pk=key).exists()


def _whose_said(key: str) -> Whose:
    row = Contribution.objects.select_related("receipt__person", "involvement").get(pk=key)
    person, asked = row.receipt.person, row.involvement
    return Whose(
        author=f"user {person.user_id}" if person.user_id else str(row.receipt),
        organisation=asked.answered_by_id if asked is not None else "",
        area=row.place,
        page=f"{INVOLVEMENT} {asked.pk}" if asked is not None else "",
    )


def _additions(ids: Collection[str]) -> Mapping[str, Told]:
    rows = Addition.objects.filter(pk__in=ids, contribution__withdrawn=None).select_related("contribution")
    return {
        row.pk: Told(
            ((row.words, row.language),),
            address=_address("portal:story", row.contribution_id),
            synthetic=row.contribution.synthetic,
        )
        for row in rows
    }


def _added_is_shown(key: str) -> bool:
    return visible(Addition.objects.filter(pk=key, contribution__in=readable())).exists()


def _whose_added(key: str) -> Whose:
    return _whose_said(Addition.objects.get(pk=key).contribution_id)


def _felts(ids: Collection[str]) -> Mapping[str, Told]:
    rows = Felt.objects.filter(pk__in=_numbers(ids), contribution__withdrawn=None).exclude(words="")
    return {
        str(row.pk): Told(
            ((row.words, row.language),),
            address=_address("portal:story", row.contribution_id),
            synthetic=row.contribution.synthetic,
        )
        for row in rows.select_related("contribution")
    }


def _whose_felt(key: str) -> Whose:
    return _whose_said(Felt.objects.get(pk=key).contribution_id)


def _address(view: str, key: str) -> str:
    """Where an item stands; nowhere while its page is not part of this installation."""
    with suppress(NoReverseMatch):
        return address_of(view, key)
    return ""


def _numbers(ids: Collection[str]) -> list[int]:
    return [int(key) for key in ids if key.isascii() and key.isdigit()]


# What bodies promise and answer


def _involvements(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in _every_published().filter(pk__in=ids):
        title, lang = row.said("question", language)
        texts = tuple(row.said(part, language) for part in ("about", "open", "fixed"))
        found[row.pk] = Told(texts, title, lang, _address("portal:involvement", row.pk), row.synthetic)
    return found


def _every_published() -> QuerySet[Involvement]:
    """Held ones, too: a moderator reads what is out of sight."""
    return Involvement.objects.exclude(published=None)


def _asked_is_shown(key: str) -> bool:
    return published().filter(pk=key).exists()


def _whose_asked(key: str) -> Whose:
    row = _every_published().get(pk=key)
    author = f"user {row.opened_by_id}" if row.opened_by_id else ""
    return Whose(author=author, organisation=row.answered_by_id, page=f"{INVOLVEMENT} {row.pk}")


def _themes(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in Theme.objects.filter(pk__in=ids):
        title, lang = row.said(language)
        found[row.pk] = Told((), title, lang, _address("portal:theme", row.pk), row.synthetic)
    return found


def _theme_is_shown(key: str) -> bool:
    return visible(Theme.objects.filter(pk=key, involvement__in=published())).exists()


def _whose_theme(key: str) -> Whose:
    row = Theme.objects.select_related("involvement").get(pk=key)
    return Whose(row.by, row.involvement.answered_by_id, page=f"{INVOLVEMENT} {row.involvement_id}")


def _replies(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in Reply.objects.filter(pk__in=ids):
        texts = tuple(
            text for text in (row.said("words", language), row.said("delivered", language)) if text[0]
        )
        found[row.pk] = Told(texts, synthetic=row.synthetic)
    return found


def _reply_is_shown(key: str) -> bool:
    return visible(Reply.objects.filter(pk=key)).exists()


def _whose_reply(key: str) -> Whose:
    row = Reply.objects.get(pk=key)
    page = f"{INVOLVEMENT} {row.involvement_id}" if row.involvement_id else ""
    return Whose(row.written_by, row.organisation_id, page=page)


def _signals(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in Signal.objects.filter(pk__in=ids):
        title, lang = row.said("title", language)
        found[row.pk] = Told((row.said("what", language),), title, lang, address_of("portal:signal", row.pk))
    return found


def _signal_is_shown(key: str) -> bool:
    return visible_signal(key) is not None


def _whose_signal(key: str) -> Whose:
    return Whose()


# What bodies ask elsewhere

OUTSIDE_ASK = "listen.OutsideAsk"


def _outside(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in OutsideAsk.objects.filter(pk__in=ids, withdrawn=None):
        title, lang = row.said(language)
        found[row.pk] = Told((), title, lang, address_of("portal:asks"), row.synthetic)
    return found


def _outside_is_shown(key: str) -> bool:
    return outside_asks().filter(pk=key).exists()


def _whose_outside(key: str) -> Whose:
    row = OutsideAsk.objects.get(pk=key)
    return Whose(row.by, row.organisation_id)


# What people need and offer


def _needs(ids: Collection[str]) -> Mapping[str, Told]:
    return {
        row.pk: Told(
            ((row.words, row.language),),
            row.title,
            row.language if row.title else "",
            _address("portal:need", row.pk) if row.open_to_all else "",
            row.synthetic,
        )
        for row in Need.objects.filter(pk__in=ids, withdrawn=None)
    }


def _need_is_shown(key: str) -> bool:
    return shown().filter(pk=key).exists()


def _whose_need(key: str) -> Whose:
    row = Need.objects.select_related("party__person", "receipt").get(pk=key)
    return Whose(_author(row), row.party.organisation_id or "", row.area)


def _capabilities(ids: Collection[str]) -> Mapping[str, Told]:
    return {
        row.pk: Told(((row.words, row.language),), synthetic=row.synthetic)
        for row in Capability.objects.filter(pk__in=ids, withdrawn=None)
    }


def _whose_capability(key: str) -> Whose:
    row = Capability.objects.select_related("party__person", "receipt").get(pk=key)
    return Whose(_author(row), row.party.organisation_id or "", row.party.area)


def _assets(ids: Collection[str]) -> Mapping[str, Told]:
    language, found = get_language() or "cy", {}
    for row in Asset.objects.filter(pk__in=ids, withdrawn=None).select_related("owner"):
        name, spoken = row.said("name", language)
        conditions = row.said("conditions", language)
        texts = (conditions,) if conditions[0] else ()
        address = _address("portal:asset", row.pk) if row.owner.organisation_id else ""
        found[row.pk] = Told(texts, name, spoken, address, row.synthetic)
    return found


def _asset_is_shown(key: str) -> bool:
    return lent().filter(pk=key, owner__organisation__isnull=False).exists()


def _whose_asset(key: str) -> Whose:
    row = Asset.objects.select_related("owner").get(pk=key)
    author = f"user {row.steward_id}" if row.steward_id else ""
    return Whose(author, row.owner.organisation_id or "", row.area)


def _author(row: Need | Capability) -> str:
    person = row.party.person
    if person is not None and person.user_id:
        return f"user {person.user_id}"
    return str(row.receipt) if row.receipt is not None else ""
