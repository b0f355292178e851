"""What pages about offers and needs say: cards of needs, lines of one's own, assets with their owners."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.choices import Language, Sort, TermTime
from edau.connect.models import Asset, Capability, FreeWeek, Need, Party
from edau.connect.queries.needs import shown
from edau.connect.skills import asset_kinds, check_kinds
from edau.core import clock
from edau.language.numbers import day, number, pounds
from edau.places.queries import visible_area
from edau.portal.addresses import area_address
from edau.portal.forms.tag_fields import name_of
from edau.portal.words.offering import ACCESS, minutes_words, week_words
from edau.portal.words.texts import Text, lang_of, text_in
from edau.portal.words.week import DAYS
from edau.thread.models import Receipt
from edau.thread.records import extract
from edau.ui.links import address_of


@dataclass(frozen=True)
class NeedCard:
    """A need as everyone reads it: what, where by its small area, when, for how long; nothing of who."""

    key: str
    title: str
    lang: str
    words: str
    what: str
    where: str
    where_address: str
    when: list[str]
    lasts: str
    units: str
    languages: str
    checks: list[str]
    remote: bool
    until: str
    waited: str
    address: str
    synthetic: bool


@dataclass(frozen=True)
class OwnLine:
    """One of somebody's own offers or needs, with what they can do with it."""

    key: str
    sort: str  # capability, asset or need: the word in addresses
    kind: str
    words: str
    lang: str
    tags: list[str]
    when: list[str]
    state: str
    fresh: bool  # whether "still true" may be said of it
    open: bool  # whether it can be changed and withdrawn
    has_times: bool
    public: str  # its page, where it has one
    synthetic: bool


@dataclass(frozen=True)
class AssetCard:
    """Something that an organisation shares, as everyone reads it."""

    key: str
    name: Text
    kind: str
    owner: str
    where: str
    conditions: Text | None
    when: list[str]
    rest: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    cost: str = ""
    persons: str = ""
    fresh_until: str = ""
    part_of: Text | None = None
    address: str = ""
    calendar: str = ""
    synthetic: bool = False


def need_card(need: Need, language: str) -> NeedCard:
    """A need that everyone may read. Asks nothing of the database but its times."""
    area = visible_area(need.area)
    days = (clock.today() - need.made.date()).days
    return NeedCard(
        key=need.pk,
        title=need.title or extract(need.words, 70),
        lang=lang_of(need.language, language),
        words=need.words,
        what=name_of(need.skill or need.asset_kind, language),
        where=area.name(language) if area is not None else "",
        where_address=area_address(area, language) if area is not None else "",
        when=week_words(need.free, day_name) + week_rest(need.free, language),
        lasts=minutes_words(need.minutes),
        units=number(need.units) if need.units > 1 else "",
        languages=languages_words(need.languages),
        checks=[check_kinds()[code].name.say(language) for code in need.checks if code in check_kinds()],
        remote=need.remote,
        until=day(need.until, language),
        waited=ngettext("waiting for %(count)s day", "waiting for %(count)s days", days)
        % {"count": number(days)}
        if days
        else _("new today"),
        address=address_of("portal:need", need.pk),
        synthetic=need.synthetic,
    )


def own_lines(party: Party | None, receipt: Receipt | None, language: str) -> list[OwnLine]:
    """What a party offers and needs, the newest first; with a receipt, only what was made with it. At most five queries."""
    if party is None:
        return []
    which = {"receipt": receipt} if receipt is not None else {}
    today = clock.today()
    capabilities = (
        party.capabilities.filter(**which)
        .select_related("free")
        .prefetch_related("skills")
        .order_by("-made", "pk")
    )
    found: list[tuple[object, OwnLine]] = [
        (one.made, _own_capability(one, language, today)) for one in capabilities
    ]
    assets = party.assets.filter(**which).select_related("free", "owner").order_by("-made", "pk")
    found += [(one.made, _own_asset(one, language, today)) for one in assets]
    public = set(shown().filter(party=party).values_list("pk", flat=True))
    needs = party.needs.filter(**which).select_related("free").order_by("-made", "pk")
    found += [(one.made, _own_need(one, language, today, public)) for one in needs]
    return [line for _made, line in sorted(found, key=lambda one: one[0], reverse=True)]  # type: ignore[arg-type,return-value]


def asset_card(asset: Asset, language: str) -> AssetCard:
    """An organisation's asset."""
    kind, area = asset_kinds().get(asset.kind), visible_area(asset.area)
    owner = asset.owner.organisation
    conditions = asset.said("conditions", language)
    part_of = asset.part_of if asset.part_of_id and asset.part_of and not asset.part_of.withdrawn else None
    return AssetCard(
        key=asset.pk,
        name=text_in(asset.said("name", language), language),
        kind=kind.name.say(language) if kind is not None else "",
        owner=owner.name(language) if owner is not None else "",
        where=area.name(language) if area is not None else "",
        conditions=text_in(conditions, language) if conditions[0] else None,
        when=week_words(asset.free, day_name),
        rest=week_rest(asset.free, language),
        access=[str(ACCESS[code]) for code in asset.access if code in ACCESS],
        cost=_cost(asset.pence_an_hour),
        persons=number(asset.persons) if asset.persons else "",
        fresh_until=day(asset.fresh_until, language),
        part_of=text_in(part_of.said("name", language), language) if part_of is not None else None,
        address=address_of("portal:asset", asset.pk) if owner is not None else "",
        calendar=address_of("portal:asset_calendar", asset.pk) if owner is not None and asset.free_id else "",
        synthetic=asset.synthetic,
    )


def day_name(weekday: int) -> str:
    """Monday is 0."""
    return str(DAYS[weekday])


def week_rest(week: FreeWeek | None, language: str) -> list[str]:
    """What else holds for the times: from when to when, bank holidays, school terms."""
    if week is None:
        return []
    found = []
    if week.begins:
        found.append(_("from %(day)s") % {"day": day(week.begins, language)})
    if week.ends:
        found.append(_("until %(day)s") % {"day": day(week.ends, language)})
    if not week.bank_holidays:
        found.append(_("not on bank holidays"))
    if week.terms != TermTime.ALWAYS:
        found.append(str(TermTime(week.terms).label))
    return found


def languages_words(codes: list[str]) -> str:
    """The names of languages, in their order."""
    return ", ".join(str(Language(code).label) for code in codes if code in Language.values)


def _own_capability(one: Capability, language: str, today: date) -> OwnLine:
    return OwnLine(
        key=one.pk,
        sort="capability",
        kind=str(Sort(one.sort).label),
        words=one.words,
        lang=lang_of(one.language, language),
        tags=sorted(name_of(each.skill, language) for each in one.skills.all()),
        when=[] if one.withdrawn else week_words(one.free, day_name),
        state=_state(one, today, language),
        fresh=one.withdrawn is None,
        open=one.withdrawn is None,
        has_times=one.free_id is not None,
        public="",
        synthetic=one.synthetic,
    )


def _own_asset(one: Asset, language: str, today: date) -> OwnLine:
    name, spoken = one.said("name", language)
    kind = asset_kinds().get(one.kind)
    public = one.owner.organisation_id is not None and one.withdrawn is None and not one.waiting
    return OwnLine(
        key=one.pk,
        sort="asset",
        kind=kind.name.say(language) if kind is not None else "",
        words=name,
        lang=lang_of(spoken, language),
        tags=[],
        when=[] if one.withdrawn else week_words(one.free, day_name),
        state=_state(one, today, language),
        fresh=one.withdrawn is None,
        open=one.withdrawn is None,
        has_times=one.free_id is not None,
        public=address_of("portal:asset", one.pk) if public and one.fresh_until >= today else "",
        synthetic=one.synthetic,
    )


def _own_need(one: Need, language: str, today: date, public: set[str]) -> OwnLine:
    if one.withdrawn:
        state = _("Withdrawn")
    elif one.met:
        state = _("Somebody has helped")
    elif one.until < today:
        state = _("The day until which it was needed has gone by")
    elif one.waiting:
        state = _("Somebody looks at it before others see it")
    else:
        state = _("Open until %(day)s") % {"day": day(one.until, language)}
    words = f"{one.title}. {one.words}" if one.title else one.words
    return OwnLine(
        key=one.pk,
        sort="need",
        kind=_("I need"),
        words=words,
        lang=lang_of(one.language, language),
        tags=[tag for tag in [name_of(one.skill or one.asset_kind, language)] if tag],
        when=[] if one.withdrawn else week_words(one.free, day_name),
        state=state,
        fresh=False,
        open=one.withdrawn is None and one.met is None,
        has_times=one.free_id is not None,
        public=address_of("portal:need", one.pk) if one.pk in public else "",
        synthetic=one.synthetic,
    )


def _state(one: Capability | Asset, today: date, language: str) -> str:
    if one.withdrawn:
        return _("Withdrawn")
    if one.waiting:
        return _("Somebody looks at it before others see it")
    if one.fresh_until < today:
        return _("Not suggested to anybody until you say that it is still true")
    return _("We ask again on %(day)s whether it is still true") % {"day": day(one.fresh_until, language)}


def _cost(pence: int | None) -> str:
    if pence is None:
        return ""
    return _("nothing") if pence == 0 else _("%(amount)s an hour") % {"amount": pounds(pence / 100, 2)}
