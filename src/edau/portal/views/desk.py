"""The desk of those who answer: what is owed, one answer for many, and what happens after it was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.answer.actions import passages, replies
from edau.answer.actions.replies import (
    AlreadySaid,
    AnsweredMeanwhile,
    NotTheirWords,
    OwedLanguage,
    SeveralInvolvements,
)
from edau.answer.models import Answered, Reply
from edau.answer.queries.desk import Asked, in_order, involvements_of, themes_of
from edau.answer.queries.owing import bodies_of_authorities, owed_by, ower
from edau.answer.queries.sending import owing_a_language, replies_of, to_be_brought
from edau.answer.queries.words import in_sight
from edau.answer.rules import may_follow
from edau.core import clock
from edau.core.answers import Answer, NotAllowed
from edau.listen.choices import State
from edau.listen.models import Contribution
from edau.people.models import Organisation, Role
from edau.people.queries import organisations, roles_of
from edau.people.rules import Deed, may_with, reaches
from edau.portal.addresses import LANGUAGES
from edau.portal.forms.answering import DeliverForm, DeskFilter, OwedForm, ReplyForm
from edau.portal.forms.asking import CONFLICT, FORBIDDEN, READ_AND_SEND, UNPROCESSABLE, sent, status_of
from edau.portal.pages.desk import desk_of
from edau.portal.pages.kept_reply import KeptReply, kept_reply
from edau.portal.pages.reply_writing import writing
from edau.ui.links import address_in, address_of

BRING = {"hear": passages.hear, "weigh": passages.weigh}
MOST_AT_ONCE = 60


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What the bodies of this officer owe, and the next thing to do with what is ticked."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.WEIGH)):
        return refused(request, answer)
    asked = Asked(*(request.GET.get(name, "") for name in ("involvement", "theme", "state")))
    if request.method != "POST":
        return _desk_page(request, roles, asked)
    ticked = list(dict.fromkeys(request.POST.getlist("c")))[:MOST_AT_ONCE]
    if not ticked:
        return _desk_page(request, roles, asked, _("Tick at least one first."), UNPROCESSABLE)
    what = request.POST.get("do", "")
    if what == "answer":
        return redirect(f"{address_of('portal:reply_new')}?{urlencode([('c', key) for key in ticked])}")
    if what not in BRING:
        raise Http404
    try:
        done = BRING[what](contributions=ticked, by=account)
    except NotAllowed as no:
        return _desk_page(request, roles, asked, str(no.answer.reason), UNPROCESSABLE)
    except Contribution.DoesNotExist:
        raise Http404 from None
    messages.success(request, _done(what, len(done)))
    return _back(asked)


def _done(what: str, count: int) -> str:
    if what == "hear":
        said = ngettext("%(count)s is marked as heard.", "%(count)s are marked as heard.", count)
    else:
        said = ngettext("%(count)s is marked as weighed.", "%(count)s are marked as weighed.", count)
    return said % {"count": count}


def _back(asked: Asked) -> HttpResponseRedirect:
    """To the desk with the same filters; the state is left to the desk, which shows what waits next."""
    kept = [(name, getattr(asked, name)) for name in ("involvement", "theme") if getattr(asked, name)]
    return redirect(address_of("portal:desk") + (f"?{urlencode(kept)}" if kept else ""))


def _desk_page(
    request: HttpRequest, roles: Sequence[Role], asked: Asked, error: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "cy"
    involvements = involvements_of(roles)
    drawn = desk_of(roles, asked, request.GET.get("page", "1"), language, clock.today())
    mine = replies_of(list(roles), Deed.REPLY)
    query = [(name, getattr(asked, name)) for name in ("involvement", "theme") if getattr(asked, name)]
    context = {
        "desk": drawn,
        "asked": asked,
        "form": DeskFilter(asked, involvements, themes_of(involvements), language),
        "query": f"{urlencode([*query, ('state', drawn.state)])}&",
        "tab_query": f"{urlencode(query)}&" if query else "",
        "to_bring": to_be_brought(mine),
        "owing": owing_a_language(mine),
        "error": error,
        "synthetic": drawn.synthetic or any(one.synthetic for one in involvements),
    }
    return render(request, "portal/desk.html", context, status=status)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def reply_new(request: HttpRequest) -> HttpResponse:
    """One answer for what was ticked on the desk, written beside the words that it answers."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.REPLY)):
        return refused(request, answer)
    given = request.POST if request.method == "POST" else request.GET
    keys = list(dict.fromkeys(given.getlist("c")))[:MOST_AT_ONCE]
    found = list(in_order(in_sight(owed_by(roles).filter(pk__in=keys))))
    if problem := _cannot_be_answered_together(found, keys):
        messages.warning(request, problem)
        return redirect(address_of("portal:desk"))
    before = Answered.objects.filter(contribution__in=keys).count()
    form = ReplyForm(
        sent(request),
        contributions=found,
        organisations=_to_choose_from(found, roles),
        answered_before=before,
    )
    if request.method != "POST" or not form.is_valid():
        return _reply_page(request, form, status_of(request))
    try:
        made = replies.reply(
            contributions=[one.pk for one in found],
            draft=form.draft(),
            organisation=form.answering(),
            by=account,
        )
    except AnsweredMeanwhile:
        return _reply_page(request, _overtaken(form, request, before), CONFLICT)
    except NotAllowed as no:
        form.add_error(None, str(no.answer.reason))
    except (NotTheirWords, OwedLanguage, SeveralInvolvements, Contribution.DoesNotExist):
        form.add_error(None, _("These words have just changed. Look at them again, then send your answer."))
    else:
        messages.success(request, _("The answer is published. Everyone whose words it answers can read it."))
        return redirect(address_of("portal:reply_kept", made.pk))
    return _reply_page(request, form, UNPROCESSABLE)


def _cannot_be_answered_together(found: Sequence[Contribution], keys: Sequence[str]) -> str:
    """Why these cannot be answered by one reply now; empty where they can."""
    if not found:
        return _("Tick at least one first.")
    if len(found) < len(keys):
        return _("Some of what you ticked is no longer there to be answered. Tick again.")
    bodies = bodies_of_authorities()
    if len({(one.involvement_id, ower(one, bodies).organisation) for one in found}) > 1:
        return _("One answer is for the words of one involvement. Tick those of one.")
    for one in found:
        if not (answer := may_follow(one, State.ADOPTED)):
            return str(answer.reason)
    return ""


def _to_choose_from(found: Sequence[Contribution], roles: Sequence[Role]) -> list[Organisation]:
    """The bodies in whose name an officer may answer what no body is bound to; none where one is."""
    if ower(found[0], bodies_of_authorities()).organisation:
        return []
    mine = [role for role in roles if may_with([role], Deed.REPLY)]
    return [
        body
        for body in organisations().values()
        if any(reaches(role, [body.key], [body.area]) for role in mine)
    ]


def _overtaken(form: ReplyForm, request: HttpRequest, before: int) -> ReplyForm:
    """The form with what was typed, as one that was opened only now: sent again, it is one more answer."""
    typed = request.POST.copy()
    typed["answered_before"] = str(before)
    again = ReplyForm(
        typed,
        contributions=form.contributions,
        organisations=list(form.organisations.values()),
        answered_before=before,
    )
    again.add_error(
        None,
        _(
            "These words have been answered while you were writing, or you have sent this already. What you wrote is"
            " below. Send it again if it should stand beside that answer."
        ),
    )
    return again


def _reply_page(request: HttpRequest, form: ReplyForm, status: int = 200) -> HttpResponse:
    keys = [("c", one.pk) for one in form.contributions]
    query = f"?{urlencode(keys)}"
    request.addresses = _with_query("portal:reply_new", query)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "written": writing(form, get_language() or "cy"),
        "synthetic": any(one.synthetic for one in form.contributions),
    }
    return render(request, "portal/reply_new.html", context, status=status)


def _with_query(view: str, query: str) -> dict[str, str]:
    return {language: address_in(language, view) + query for language in LANGUAGES}


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def reply_kept(request: HttpRequest, reply: str) -> HttpResponse:
    """A published reply for those who gave it: complete a language, say what has been done, post and call."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.REPLY)):
        return refused(request, answer)
    made = (
        replies_of(roles, Deed.REPLY).select_related("organisation", "involvement").filter(pk=reply).first()
    )
    if made is None:
        raise Http404
    page = kept_reply(made, sent(request), get_language() or "cy")
    if request.method != "POST":
        return _kept_page(request, page)
    form = page.sent
    if form is None:
        raise Http404
    if not form.is_valid():
        return _kept_page(request, page, UNPROCESSABLE)
    try:
        _keep(made, form, account)
    except NotAllowed as no:
        form.add_error(None, str(no.answer.reason))
        return _kept_page(request, page, UNPROCESSABLE)
    except AlreadySaid:
        messages.warning(request, _("Somebody has just written this. What is published stays as it is."))
    else:
        messages.success(request, _("Published."))
    return redirect(address_of("portal:reply_kept", made.pk))


def _keep(made: Reply, form: OwedForm | DeliverForm, account: User) -> None:
    given = form.cleaned_data
    if isinstance(form, DeliverForm):
        replies.deliver(reply=made.pk, words_cy=given["words_cy"], words_en=given["words_en"], by=account)
    else:
        replies.complete(
            reply=made.pk,
            part=form.part,
            language=form.language,
            words=given["words"],
            checked=bool(given.get("checked")),
            by=account,
        )


def _kept_page(request: HttpRequest, page: KeptReply, status: int = 200) -> HttpResponse:
    context = {"page": page, "synthetic": page.reply.synthetic}
    return render(request, "portal/reply_kept.html", context, status=status)


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/answering_refused.html", {"reason": answer.reason}, status=FORBIDDEN)
