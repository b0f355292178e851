"""Themes: read by everyone; named and tied by facilitators, who also decide what a machine proposes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edau.accounts.models import User
from edau.core.answers import Answer, NotAllowed
from edau.core.freshness import same_for_everyone
from edau.language.numbers import number
from edau.listen.actions.themes import (
    NameTaken,
    decide,
    name_theme,
    propose,
    rename_theme,
    tie_words,
    untie_words,
)
from edau.listen.models import Involvement, Theme
from edau.listen.queries.themes import (
    proposed,
    themes_by_contribution,
    themes_of,
    to_tie,
    visible_theme,
)
from edau.listen.rules import may_name
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.themes import NameForm, TieForm
from edau.portal.pages.involvements import text_of
from edau.portal.pages.themes import (
    AT_ONCE,
    name_of,
    proposed_lines,
    theme_page,
    themes_page,
    tie_lines,
)
from edau.portal.views.following import page_asked
from edau.portal.views.listening import involvement_or_404
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def themes(request: HttpRequest, involvement: str) -> HttpResponse:
    """The themes of an involvement, each with how many voices speak of it."""
    page = themes_page(involvement_or_404(involvement), get_language() or "cy")
    context = {"page": page, "involvement": involvement, "synthetic": page.synthetic}
    return render(request, "portal/themes.html", context)


@require_safe
@same_for_everyone
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """One theme: its words, in the order in which they were said."""
    page = theme_page(_theme(theme), page_asked(request), get_language() or "cy")
    context = {"page": page, "key": theme, "synthetic": page.synthetic}
    return render(request, "portal/theme_words.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def tie(request: HttpRequest, involvement: str) -> HttpResponse:
    """Ties what was said to themes: tick, choose, send."""
    account, chosen = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_name(account, chosen)):
        return _refused(request, answer, chosen)
    if request.method != "POST":
        return _tie_page(request, chosen)
    themes = {theme.pk: theme for theme in themes_of(chosen)}
    known = to_tie(chosen).values_list("pk", flat=True)
    form = TieForm(request.POST, themes=themes.values(), words=known, language=get_language() or "cy")
    if not form.is_valid():
        return _tie_page(request, chosen, form, UNPROCESSABLE)
    theme, words = themes[form.cleaned_data["theme"]], form.cleaned_data["words"]
    deed = untie_words if "untie" in request.POST else tie_words
    try:
        count = deed(theme=theme, contributions=words, by=account)
    except NotAllowed as no:
        return _refused(request, no.answer, chosen)
    said = {"count": number(count), "name": name_of(theme, get_language() or "cy").text}
    if deed is tie_words:
        told = ngettext("%(count)s tied to “%(name)s”.", "%(count)s tied to “%(name)s”.", count)
    else:
        told = ngettext("%(count)s taken from “%(name)s”.", "%(count)s taken from “%(name)s”.", count)
    messages.success(request, told % said)
    rest = "&rest=1" if request.POST.get("rest") else ""
    page = f"&page={page_asked(request)}" if page_asked(request) > 1 else ""
    return redirect(f"{address_of('portal:themes_tie', chosen.pk)}?theme={theme.pk}{rest}{page}")


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def new(request: HttpRequest, involvement: str) -> HttpResponse:
    """Names a theme of an involvement."""
    account, chosen = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_name(account, chosen)):
        return _refused(request, answer, chosen)
    form = NameForm(request.POST) if request.method == "POST" else NameForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = name_theme(involvement=chosen, name=form.name(), by=account)
        except NotAllowed as no:
            return _refused(request, no.answer, chosen)
        except NameTaken:
            form.say_taken()
        else:
            messages.success(request, _("The theme is named. Tick the words that belong to it."))
            return redirect(f"{address_of('portal:themes_tie', chosen.pk)}?theme={made.pk}&rest=1")
    return _name_page(request, form, chosen)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def rename(request: HttpRequest, theme: str) -> HttpResponse:
    """Names a theme otherwise."""
    account, named = cast(User, request.user), _theme(theme)
    if not (answer := may_name(account, named.involvement)):
        return _refused(request, answer, named.involvement)
    form = NameForm(request.POST, theme=named) if request.method == "POST" else NameForm(theme=named)
    if request.method == "POST" and form.is_valid():
        try:
            rename_theme(theme=named, name=form.name(), by=account)
        except NotAllowed as no:
            return _refused(request, no.answer, named.involvement)
        except NameTaken:
            form.say_taken()
        else:
            messages.success(request, _("The theme has its new name."))
            return redirect(f"{address_of('portal:themes_tie', named.involvement_id)}?theme={named.pk}")
    return _name_page(request, form, named.involvement, named)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def proposals(request: HttpRequest, involvement: str) -> HttpResponse:
    """What a machine proposes: a person accepts it or refuses it."""
    account, chosen = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_name(account, chosen)):
        return _refused(request, answer, chosen)
    if request.method == "POST":
        try:
            count = decide(
                involvement=chosen,
                edges=request.POST.getlist("edges"),
                accepted="accept" in request.POST,
                by=account,
            )
        except NotAllowed as no:
            return _refused(request, no.answer, chosen)
        if "accept" in request.POST:
            told = ngettext("%(count)s accepted.", "%(count)s accepted.", count)
        else:
            told = ngettext("%(count)s refused.", "%(count)s refused.", count)
        messages.success(request, told % {"count": number(count)})
        return redirect(address_of("portal:themes_proposed", chosen.pk))
    language = get_language() or "cy"
    context = {
        "involvement": chosen,
        "question": text_of(chosen, "question", language),
        "lines": proposed_lines(proposed(chosen), language),
        "synthetic": chosen.synthetic,
    }
    return render(request, "portal/themes_proposed.html", context)


@never_cache
@require_POST
@login_required
def look(request: HttpRequest, involvement: str) -> HttpResponse:
    """Has a machine look for words that are like those of a theme."""
    chosen = involvement_or_404(involvement)
    try:
        count = propose(involvement=chosen, by=cast(User, request.user))
    except NotAllowed as no:
        return _refused(request, no.answer, chosen)
    told = ngettext("%(count)s new proposal.", "%(count)s new proposals.", count)
    messages.success(request, told % {"count": number(count)})
    return redirect(address_of("portal:themes_proposed", chosen.pk))


def _theme(key: str) -> Theme:
    found = visible_theme(key)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, answer: Answer, involvement: Involvement) -> HttpResponse:
    context = {"reason": answer.reason, "involvement": involvement}
    return render(request, "portal/themes_refused.html", context, status=FORBIDDEN)


def _name_page(
    request: HttpRequest, form: NameForm, involvement: Involvement, theme: Theme | None = None
) -> HttpResponse:
    language = get_language() or "cy"
    context = {
        "form": form,
        "involvement": involvement,
        "question": text_of(involvement, "question", language),
        "theme": theme,
        "synthetic": involvement.synthetic,
    }
    return render(request, "portal/theme_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _tie_page(
    request: HttpRequest, involvement: Involvement, form: TieForm | None = None, status: int = 200
) -> HttpResponse:
    """Fifty at a time: those that no theme has yet where the address asks for the rest, else all."""
    language, themes = get_language() or "cy", themes_of(involvement)
    tied = themes_by_contribution(themes)
    rest = bool(request.POST.get("rest") or request.GET.get("rest"))
    said = to_tie(involvement)
    if rest:
        said = said.exclude(pk__in=list(tied))
    count = said.count()
    pages = max(1, -(-count // AT_ONCE))
    page = min(page_asked(request), pages)
    shown = said[AT_ONCE * (page - 1) : AT_ONCE * page]
    ticked = form.data.getlist("words") if form is not None else []  # type: ignore[attr-defined]
    wanted = form.data.get("theme", "") if form is not None else request.GET.get("theme", "")
    context = {
        "involvement": involvement,
        "question": text_of(involvement, "question", language),
        "form": form,
        "themes": [(theme, name_of(theme, language), theme.pk == wanted) for theme in themes],
        "wanted": next((theme for theme in themes if theme.pk == wanted), None),
        "lines": tie_lines(shown, tied, ticked, language),
        "waiting": len(proposed(involvement)),
        "rest": rest,
        "page": {"page": page, "pages": pages},
        "query": "rest=1&" if rest else "",
        "synthetic": involvement.synthetic,
    }
    return render(request, "portal/themes_tie.html", context, status=status)
