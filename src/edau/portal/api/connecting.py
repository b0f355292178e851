"""What Connect gives away, as answers of the open interface: services and places, empty half hours, the list of skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from edau.connect import hsds, openactive
from edau.connect.hsds import Site
from edau.connect.models import Asset
from edau.connect.queries.idle_slots import rooms, rooms_no_more, slots_of
from edau.connect.queries.publishing import changed_at, published
from edau.portal.api.problems import Problem
from edau.portal.words.offering import ACCESS
from edau.ui.links import address_in

A_PAGE, MOST_A_PAGE = 50, 200
A_FEED_PAGE = 500
ROOMS_AT_ONCE = 4  # read together while a page of the feed of slots is filled
LATEST = 10**15  # milliseconds: whoever asks for what is later asks for nothing
WRONG = gettext_lazy("“%(name)s” can be: %(allowed)s.")

Given = Mapping[str, tuple[str, ...]]


def site(origin: str, language: str) -> Site:
    """Where and in which language these data are served."""
    with override(language):
        access = {code: str(words) for code, words in ACCESS.items()}
        made_up = _("Made-up example")
    return Site(language, origin, f"{origin}{reverse('api:skills')}#", access, made_up)


def page_of(asset: Asset, language: str) -> str:
    """The path of an asset's page."""
    try:
        return address_in(language, "portal:asset", asset.pk)
    except NoReverseMatch:
        return ""


def hsds_page(contents: Sequence[Any], number: int, size: int, total: int) -> dict[str, Any]:
    """A page of a list, as the specification has it. Pages are numbered from one."""
    pages = max(1, -(-total // size))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def services(given: Given, where: Site) -> dict[str, Any]:
    """A page of services: plain, or whole with `full=true`. Three queries."""
    every = published()
    if wanted := given.get("organization_id"):
        bodies = (
            published()
            .values_list("owner__organisation", flat=True)
            .distinct()
            .order_by("owner__organisation")
        )
        known = {hsds.id_of("organization", key): key for key in bodies}
        every = every.filter(owner__organisation__in=[known[one] for one in wanted if one in known])
    full = _flag(given, "full")
    shown, number, size, total = _paged(given, every)
    made = [_service(one, where) if full else _plain(one, where) for one in shown]
    return hsds_page(made, number, size, total)


def one_service(key: str, where: Site) -> dict[str, Any]:
    """One service, whole. Raises Problem."""
    return _service(_named("service", key), where)


def organizations(given: Given, where: Site) -> dict[str, Any]:
    """A page of the organisations that share something."""
    bodies = {one.owner.organisation_id: one.owner.organisation for one in published()}
    named = [bodies[key] for key in sorted(key for key in bodies if key is not None)]
    number, size = _page_asked(given)
    shown = [
        hsds.organization(body, where)
        for body in named[(number - 1) * size : number * size]
        if body is not None
    ]
    return hsds_page(shown, number, size, len(named))


def at_locations(given: Given, where: Site) -> dict[str, Any]:
    """A page of services at their places."""
    shown, number, size, total = _paged(given, published())
    with override(where.language):
        made = [hsds.service_at_location(one, where) for one in shown]
    return hsds_page(made, number, size, total)


def _service(asset: Asset, where: Site) -> dict[str, Any]:
    return hsds.service(asset, where, page_of(asset, where.language), asset.owner.languages)


def _plain(asset: Asset, where: Site) -> dict[str, Any]:
    return hsds.plain_service(asset, where, page_of(asset, where.language))


def _named(sort: str, key: str) -> Asset:
    """The asset whose UUID of this sort this is: a UUID cannot be undone, so it is looked for among the ids."""
    for one in published().values_list("pk", flat=True):
        if hsds.id_of(sort, one) == key.lower():
            return published().get(pk=one)
    raise Problem("not-found")


def _paged(given: Given, every: Any) -> tuple[list[Asset], int, int, int]:
    number, size = _page_asked(given)
    return list(every[(number - 1) * size : number * size]), number, size, every.count()


def _page_asked(given: Given) -> tuple[int, int]:
    return _whole(given, "page", 1, 100_000, 1), _whole(given, "per_page", 1, MOST_A_PAGE, A_PAGE)


def _flag(given: Given, name: str) -> bool:
    value = given.get(name, ("false",))
    if len(value) != 1 or value[0] not in ("true", "false"):
        raise Problem("invalid-value", WRONG, {"name": name, "allowed": "true, false"}, parameter=name)
    return value[0] == "true"


def _whole(given: Given, name: str, least: int, most: int, unless: int) -> int:
    """A whole number that was asked for. Raises Problem."""
    values = given.get(name, (str(unless),))
    fits = (
        len(values) == 1 and values[0].isascii() and values[0].isdigit() and len(values[0]) <= len(str(most))
    )
    if not fits or not least <= int(values[0]) <= most:
        raise Problem("invalid-value", WRONG, {"name": name, "allowed": f"{least}–{most}"}, parameter=name)
    return int(values[0])


def facility_uses(given: Given, where: Site) -> dict[str, Any]:
    """A page of the feed of rooms; those that are no longer shared are told as deleted."""
    modified = _modified()
    shared: dict[str, Asset | None] = dict.fromkeys(rooms_no_more())
    shared |= {one.pk: one for one in rooms()}
    after, key = _after(given, modified)
    left = [(name, one) for name, one in sorted(shared.items()) if name > key] if after else []
    shown = [
        openactive.item(
            openactive.FACILITY, name, modified, _facility(one, where) if one is not None else None
        )
        for name, one in left[:A_FEED_PAGE]
    ]
    return _feed_page("api:facility_uses", shown, given, where)


def slots(given: Given, where: Site) -> dict[str, Any]:
    """A page of the feed of half hours of the fourteen days from tomorrow. Only the rooms that the page needs are read."""
    modified = _modified()
    after, key = _after(given, modified)
    shown: list[dict[str, Any]] = []
    left = iter(rooms().filter(pk__gte=key.partition("-")[0]) if after else ())
    while len(shown) < A_FEED_PAGE and (some := list(islice(left, ROOMS_AT_ONCE))):
        found = slots_of(some)
        for asset in some:
            facility = _facility_address(asset, where)
            for one in found[asset.pk]:
                if openactive.slot_id(one) > key:
                    name, data = openactive.slot_id(one), openactive.slot(one, facility)
                    shown.append(openactive.item(openactive.SLOT, name, modified, data))
    return _feed_page("api:slots", shown[:A_FEED_PAGE], given, where)


def _modified() -> int:
    """When anything of the feeds last changed, in milliseconds. All items bear it: after a change, whoever follows a feed
    reads all of it anew, and never misses what changed while it was reading."""
    return int(changed_at().timestamp() * 1000)


def _after(given: Given, modified: int) -> tuple[bool, str]:
    """Whether anything is left to read, and after which id."""
    since = _whole(given, "afterTimestamp", 0, LATEST, 0)
    key = given.get("afterId", ("",))
    if len(key) != 1 or len(key[0]) > 60 or "\0" in key[0]:
        raise Problem("invalid-value", WRONG, {"name": "afterId", "allowed": "1"}, parameter="afterId")
    if since > modified:
        return False, ""
    return True, key[0] if since == modified else ""


def _feed_page(view: str, items: Sequence[dict[str, Any]], given: Given, where: Site) -> dict[str, Any]:
    """The last page names itself as the next one."""
    if items:
        asked = {"afterTimestamp": items[-1]["modified"], "afterId": items[-1]["id"]}
    else:
        asked = {name: given[name][0] for name in ("afterTimestamp", "afterId") if name in given}
    address = f"{where.origin}{reverse(view)}?{urlencode({**asked, 'lang': where.language})}"
    return openactive.page(items, address)


def _facility(asset: Asset, where: Site) -> dict[str, Any]:
    return openactive.facility_use(
        asset, where, page_of(asset, where.language), _facility_address(asset, where)
    )


def _facility_address(asset: Asset, where: Site) -> str:
    return f"{where.origin}{reverse('api:facility_uses')}#{asset.pk}"
