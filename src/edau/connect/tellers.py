"""How the thread tells needs, capabilities and assets. Other records of this app add theirs to `register_tellers`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from edau.connect.models import Asset, Capability, Need
from edau.connect.skills import asset_kinds, groups
from edau.core.visibility import visible
from edau.thread.records import EVERYONE, Reader, Told, extract, register
from edau.ui.links import address_in

NEED, CAPABILITY, ASSET = "connect.Need", "connect.Capability", "connect.Asset"
WITHDRAWN = Told(kind="", withdrawn=True)


def register_tellers() -> None:
    """Lets the thread tell what this app keeps."""
    register(NEED, tell_needs, cy="angen", en="need")
    register(CAPABILITY, tell_capabilities, cy="gallu", en="capability")
    register(ASSET, tell_assets, cy="ased", en="asset")


def tell_needs(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Needs that are for everyone, each under its title or its first words; what was withdrawn as withdrawn. One query, two
    where something is held."""
    found = {}
    needs = Need.objects.filter(pk__in=ids)
    if not reader.operator:  # what a child or an adult at risk needs is for connectors alone
        needs = needs.filter(party__at_risk=False)
    for one in _in_sight(needs, reader):
        if one.withdrawn:
            found[one.pk] = WITHDRAWN
        elif reader.operator or (one.open_to_all and not one.waiting):
            title = extract(one.title or one.words)
            page = one.met is None and not one.waiting and one.open_to_all
            found[one.pk] = Told(
                kind=str(_("need")),
                title=title,
                lang=one.language if one.language != language else "",
                address=_address(language, "portal:need", one.pk) if page else "",
                when=one.made,
                synthetic=one.synthetic,
                agent=f"party-{one.party_id}" if reader.operator else f"seeker-{one.pk}",
            )
    return found


def tell_capabilities(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Capabilities by what they are about: the names of their groups of skills, never the words of a person. Two queries."""
    names = {group.number: group.name.say(language) for group in groups().values()}
    found = {}
    rows = _in_sight(Capability.objects.filter(pk__in=ids).prefetch_related("skills"), reader)
    for one in rows:
        if one.withdrawn:
            found[one.pk] = WITHDRAWN
        elif reader.operator or not one.waiting:
            about = sorted({names[skill.group] for skill in one.skills.all() if skill.group in names})
            found[one.pk] = Told(
                kind=str(_("capability")),
                title=", ".join(about) or str(_("something somebody can do")),
                when=one.made,
                synthetic=one.synthetic,
                agent=f"party-{one.party_id}" if reader.operator else f"giver-{one.pk}",
            )
    return found


def tell_assets(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """What organisations share, by its name; what a person lends by its kind alone. One query."""
    found = {}
    for one in _in_sight(Asset.objects.filter(pk__in=ids).select_related("owner"), reader):
        if one.withdrawn:
            found[one.pk] = WITHDRAWN
            continue
        if one.waiting and not reader.operator:
            continue
        kind = asset_kinds().get(one.kind)
        name, spoken = one.said("name", language)
        whose = one.owner.organisation_id
        if not (whose or reader.operator):
            name, spoken = (kind.name.say(language) if kind is not None else str(_("asset"))), language
        found[one.pk] = Told(
            kind=str(_("asset")),
            title=name,
            lang=spoken if spoken != language else "",
            address=_address(language, "portal:asset", one.pk) if whose else "",
            when=one.made,
            synthetic=one.synthetic,
            agent=whose or (f"party-{one.owner_id}" if reader.operator else f"lender-{one.pk}"),
        )
    return found


def told_to_everyone(label: str, ids: Iterable[str]) -> set[str]:
    """The ids of those records that the thread tells everyone."""
    tell = {NEED: tell_needs, CAPABILITY: tell_capabilities, ASSET: tell_assets}[label]
    return {key for key, told in tell(list(ids), "cy", EVERYONE).items() if not told.withdrawn}


def _in_sight(records, reader: Reader):  # type: ignore[no-untyped-def]
    """Without those that are held, but for an operator at the machine."""
    return records if reader.operator else visible(records)


def _address(language: str, view: str, key: str) -> str:
    try:
        return address_in(language, view, key)
    except NoReverseMatch:
        return ""
