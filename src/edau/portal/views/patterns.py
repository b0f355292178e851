"""Patterns: how tellers placed their stories, of one involvement or of all that share a framework; the same for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.listen.frameworks import Framework, Item, frameworks
from edau.listen.models import Involvement
from edau.listen.queries.signs import frameworks_of, in_use, users_of
from edau.portal.api.files import formats_of, table_file
from edau.portal.api.links import Downloads
from edau.portal.exports.patterns import joined_table, patterns_table
from edau.portal.pages.involvements import text_of
from edau.portal.pages.patterns import (
    framework_parts,
    joined_page,
    pattern_page,
    stories_behind,
    user_lines,
)
from edau.portal.views.listening import involvement_or_404
from edau.ui.links import address_of

ASKED = ("only", "one", "other")


@require_safe
@same_for_everyone
def every_framework(request: HttpRequest) -> HttpResponse:
    """The frameworks there are, each with who asks by it."""
    language, using = _language(), in_use()
    lines = [
        (part, user_lines(using.get(part.key, []), language))
        for part in framework_parts(list(frameworks().values()), [], language)
    ]
    synthetic = any(one.synthetic for users in using.values() for one in users)
    return render(request, "portal/frameworks.html", {"lines": lines, "synthetic": synthetic})


@require_safe
@same_for_everyone
def joined(request: HttpRequest, framework: str) -> HttpResponse:
    """One framework over all involvements that use it."""
    language, one = _language(), _framework(framework)
    users = users_of(one.key)
    context = {
        "part": framework_parts([one], [], language)[0],
        "users": user_lines(users, language),
        "downloads": _joined_formats(one),
        "synthetic": any(each.synthetic for each in users),
    }
    return render(request, "portal/framework.html", context)


@require_safe
@same_for_everyone
def joined_csv(request: HttpRequest, framework: str) -> HttpResponse:
    """Every question of a framework over all involvements that use it, as CSV or in another format."""
    one = _framework(framework)
    table = joined_table(one, users_of(one.key))
    return table_file(request, f"edau-{table.name}", table)


@require_safe
@same_for_everyone
def joined_item(request: HttpRequest, framework: str, item: str) -> HttpResponse:
    """One question over all involvements that use its framework, each body named."""
    one, each = _framework(framework), _item(framework, item)
    page = joined_page(one, each, users_of(one.key), _asked(request), _language())
    context = {
        "page": page,
        "framework": one.key,
        "downloads": _joined_formats(one),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/pattern.html", context)


@require_safe
@same_for_everyone
def of_involvement(request: HttpRequest, involvement: str) -> HttpResponse:
    """Every question by which stories of one involvement are placed."""
    one, language = involvement_or_404(involvement), _language()
    used = frameworks_of(one)
    context = {
        "involvement": one,
        "question": text_of(one, "question", language),
        "parts": framework_parts(used, [one.pk], language, shared=True),
        "synthetic": one.synthetic,
    }
    return render(request, "portal/patterns.html", context)


@require_safe
@same_for_everyone
def pattern(request: HttpRequest, involvement: str, framework: str, item: str) -> HttpResponse:
    """One question of one involvement: picture, table, sentence; one group alone, or two compared."""
    one, used, each = _used(involvement, framework, item)
    language = _language()
    page = pattern_page(one, used, each, _asked(request), language)
    context = {
        "page": page,
        "framework": used.key,
        "involvement": one,
        "question": text_of(one, "question", language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/pattern.html", context)


@require_safe
@same_for_everyone
def behind(request: HttpRequest, involvement: str, framework: str, item: str) -> HttpResponse:
    """The stories behind one part or two: more like these, fewer like those."""
    one, used, each = _used(involvement, framework, item)
    language = _language()
    bands = [request.GET.get("more", ""), request.GET.get("fewer", "")]
    more, made_up = stories_behind(one, used, each, bands[:1], language)
    fewer, also = stories_behind(one, used, each, [band for band in bands[1:] if band != bands[0]], language)
    context = {
        "involvement": one,
        "framework": used.key,
        "item": each.key,
        "asks": each.asks.say(language),
        "more": more,
        "fewer": fewer,
        "question": text_of(one, "question", language),
        "synthetic": made_up or also,
    }
    return render(request, "portal/pattern_stories.html", context)


@require_safe
@same_for_everyone
def patterns_csv(request: HttpRequest, involvement: str, framework: str) -> HttpResponse:
    """Every question of a framework as a table: CSV, or in another format."""
    one = involvement_or_404(involvement)
    table = patterns_table(one, _of(one, framework))
    return table_file(request, f"{table.name}-{one.pk}", table)


def _joined_formats(framework: Framework) -> Downloads:
    language = _language()
    address = address_of("portal:patterns_joined_csv", framework.key)
    return formats_of(address, framework.name.say(language), language)


def _used(involvement: str, framework: str, item: str) -> tuple[Involvement, Framework, Item]:
    one = involvement_or_404(involvement)
    used = _of(one, framework)
    if item not in used.items:
        raise Http404
    return one, used, used.items[item]


def _of(involvement: Involvement, framework: str) -> Framework:
    found = next((one for one in frameworks_of(involvement) if one.key == framework), None)
    if found is None:
        raise Http404
    return found


def _framework(key: str) -> Framework:
    if key not in frameworks():
        raise Http404
    return frameworks()[key]


def _item(framework: str, key: str) -> Item:
    items = _framework(framework).items
    if key not in items:
        raise Http404
    return items[key]


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ASKED}


def _language() -> str:
    return get_language() or "cy"
