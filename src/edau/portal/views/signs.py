"""Placing stories: an involvement chooses its frameworks, and a teller places what they told, with their receipt."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.listen.actions import frameworks as deeds
from edau.listen.actions.signs import NotPlacedNow, place_story
from edau.listen.choices import Stage
from edau.listen.frameworks import MOST_ITEMS, frameworks
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.signs import frameworks_of, in_use, signs_of, takes_signs, to_place
from edau.listen.rules import may_change, may_write_for
from edau.portal.doors.receipts import Held, held, private
from edau.portal.forms.asking import CONFLICT, READ_AND_SEND, sent, status_of
from edau.portal.forms.signs import PlaceForm
from edau.portal.pages.involvements import text_of
from edau.portal.pages.patterns import framework_parts, user_lines
from edau.portal.pages.receipt import beginning
from edau.portal.views.listening import any_involvement, refused
from edau.portal.words.texts import Text, lang_of
from edau.ui.links import address_of


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def place(request: HttpRequest, receipt: str, contribution: str) -> HttpResponse:
    """One story of a receipt, and the questions by which its teller places it."""
    mine, language = held(request, receipt), get_language() or "cy"
    story = next((one for one in to_place([mine.receipt.pk]) if one.pk == contribution), None)
    if story is None or story.involvement is None:
        raise Http404
    asked = frameworks_of(story.involvement)
    form = PlaceForm(sent(request), frameworks=asked, signs=signs_of(story), language=language)
    closed = not takes_signs(story, clock.today())
    if request.method == "POST" and not closed and form.is_valid():
        try:
            with transaction.atomic():
                for key, answers in form.answers().items():
                    place_story(
                        contribution=story, framework=key, answers=answers, by=_by(request, mine, story)
                    )
        except NotPlacedNow:
            closed = True
        else:
            messages.success(request, _("Kept. You can change it here until the involvement closes."))
            return redirect(address_of("portal:receipt", receipt))
    context = {
        "key": receipt,
        "form": form,
        "closed": closed,
        "involvement": story.involvement_id,
        "question": text_of(story.involvement, "question", language),
        "words": Text(beginning(story, 300), lang_of(story.language, language)),
        "unchecked": language == "cy" and not all(one.checked for one in asked),
        "synthetic": story.synthetic,
    }
    return render(request, "portal/receipt_place.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def choose(request: HttpRequest, involvement: str) -> HttpResponse:
    """The frameworks there are, with who else asks by them; whoever may change the involvement uses one or leaves it."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_change(account, one)):
        return refused(request, answer)
    settled = deeds.settled(one)
    if request.method == "POST":
        deed = deeds.leave_framework if "leave" in request.POST else deeds.use_framework
        key = request.POST.get("leave") or request.POST.get("use", "")
        try:
            done = deed(involvement=one, key=key, by=account)
        except NotAllowed as no:
            return refused(request, no.answer)
        except ValueError:
            raise Http404 from None
        except deeds.Settled:
            return _choices(request, one, settled=True, status=CONFLICT)
        except deeds.TooMany:
            return _choices(request, one, settled=settled, too_many=True, status=CONFLICT)
        if done:
            told = (
                _("Tellers are now asked these questions.")
                if "leave" not in request.POST
                else _("Taken away.")
            )
            messages.success(request, told)
        return redirect(request.path)
    return _choices(request, one, settled=settled)


def _choices(
    request: HttpRequest, one: Involvement, *, settled: bool, too_many: bool = False, status: int = 200
) -> HttpResponse:
    language, using = get_language() or "cy", in_use()
    own = {each.key for each in frameworks_of(one)}
    lines = [
        (
            part,
            part.key in own,
            user_lines([each for each in using.get(part.key, []) if each.pk != one.pk], language),
        )
        for part in framework_parts(list(frameworks().values()), [], language)
    ]
    context = {
        "involvement": one,
        "question": text_of(one, "question", language),
        "lines": lines,
        "settled": settled,
        "too_many": too_many,
        "most": MOST_ITEMS,
        "draft": one.stage == Stage.DRAFT,
        "synthetic": one.synthetic or any(each.synthetic for users in using.values() for each in users),
    }
    return render(request, "portal/frameworks_choose.html", context, status=status)


def _by(request: HttpRequest, mine: Held, story: Contribution) -> str:
    """Who does it, as the trail names them: a listener who wrote the story down and still may, else who holds the receipt."""
    account = request.user
    wrote = isinstance(account, User) and story.written_by == str(account)
    if wrote and may_write_for(cast(User, account), story.involvement, story.place):
        return str(account)
    return mine.by
