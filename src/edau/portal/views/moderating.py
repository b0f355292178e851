"""For moderators: what waits, one case, a decision, and taking a slip back. Auditors read the same and decide nothing."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edau.accounts.models import User
from edau.core.answers import Answer, NotAllowed
from edau.moderation.actions.appealing import decide_appeal
from edau.moderation.actions.deciding import AlreadyDecided, TooLate, can_undo, decide, decide_alike, undo
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Case
from edau.moderation.published import ready_reason
from edau.moderation.queries.account import public_case
from edau.moderation.queries.queue import just_decided, of_author, open_appeals, open_cases, slow_mode
from edau.moderation.rules import may_decide, may_see
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.reporting import READY, DecisionForm
from edau.portal.pages.reporting import cards, public_page
from edau.portal.pages.waiting import waiting_list
from edau.ui.links import address_of

A_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD"])
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision: overdue first, then what is due first; each with what it is about. Below it on the first
    page: words that came in a burst and that nobody has looked at yet."""
    account, language = cast(User, request.user), get_language() or "cy"
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.READ_CASES)):
        return refused(request, answer)
    page = Paginator(open_cases(roles), A_PAGE).get_page(request.GET.get("page"))
    appeals = list(open_appeals(roles)[:A_PAGE]) if page.number == 1 else []
    shown = cards([*page.object_list, *appeals], language)
    reported, again = shown[: len(page.object_list)], shown[len(page.object_list) :]
    waiting = waiting_list(roles, language) if page.number == 1 else None
    context = {
        "page": page,
        "cards": reported,
        "waiting": waiting,
        "rules": Reason.choices,
        "appeals": [(card, card.case.decided_by == str(account)) for card in again],
        "undoable": list(just_decided(roles, str(account))),
        "slow": slow_mode(),
        "decides": bool(may_with(roles, Deed.MODERATE)),
        "hears": bool(may_with(roles, Deed.MODERATE)),
        "synthetic": any(card.told is not None and card.told.synthetic for card in shown)
        or (waiting is not None and waiting.synthetic),
    }
    return render(request, "portal/moderation.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def case_page(request: HttpRequest, case: str) -> HttpResponse:
    """One case with all its context; here a moderator decides, also about an appeal, or everything of its author at once."""
    account, found = cast(User, request.user), _case(case)
    if not (answer := may_see(account, found)):
        return refused(request, answer)
    others = of_author(found) if found.decided is None else []
    if request.method != "POST":
        return _page(
            request, found, DecisionForm(case=found, others=len(others), initial=_first(found)), others
        )
    if READY in request.POST:
        return _decide_ready(request, found, account)
    form = DecisionForm(request.POST, case=found, others=len(others))
    if not form.is_valid():
        return _page(request, found, form, others, UNPROCESSABLE)
    return _decide(request, found, form, others, account)


def _decide_ready(request: HttpRequest, case: Case, account: User) -> HttpResponse:
    """In one step, by the rule named most often, with the reason that stands ready."""
    try:
        decision, rule = Decision(request.POST[READY]), Reason(request.POST.get("rule", ""))
        decide(case=case, decision=decision, rule=rule, why=ready_reason(decision, rule), by=account)
    except ValueError:
        return redirect(address_of("portal:case", case.pk))
    except NotAllowed as no:
        return refused(request, no.answer)
    except AlreadyDecided:
        return _overtaken(request, case)
    messages.success(request, _("Decided. You can take it back within ten minutes."))
    return redirect(address_of("portal:moderation"))


def _decide(
    request: HttpRequest, case: Case, form: DecisionForm, others: list[Case], account: User
) -> HttpResponse:
    decision, why = form.decision_made(), form.why()
    try:
        if case.decided:
            decide_appeal(case=case, decision=decision, why=why, by=account)
            messages.success(request, _("Decided. It cannot be looked at a third time."))
            return redirect(address_of("portal:moderation"))
        alike = [case, *others] if form.alike else [case]
        done = decide_alike(cases=alike, decision=decision, rule=form.rule_named(), why=why, by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except (AlreadyDecided, ValueError):
        return _overtaken(request, case)
    if not done:
        return _overtaken(request, case)
    said = ngettext("%(count)s case decided.", "%(count)s cases decided.", len(done)) % {"count": len(done)}
    undo = _(
        "You can take it back within ten minutes."
    )  # not within the f-string: gettext would not find it there
    messages.success(request, f"{said} {undo}")
    return redirect(address_of("portal:moderation"))


def _overtaken(request: HttpRequest, case: Case) -> HttpResponse:
    messages.warning(request, _("Somebody else has decided this meanwhile. This is how it stands now."))
    return redirect(address_of("portal:case", case.pk))


@never_cache
@require_POST
@login_required
def undo_decision(request: HttpRequest, case: str) -> HttpResponse:
    """A slip taken back within minutes."""
    account, found = cast(User, request.user), _case(case)
    try:
        undo(case=found, by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except TooLate:
        messages.warning(request, _("It is too late to take this back. Its author can ask for another look."))
    else:
        messages.success(request, _("Taken back. The case is open again."))
    return redirect(address_of("portal:case", found.pk))


def _page(
    request: HttpRequest, case: Case, form: DecisionForm, others: list[Case], status: int = 200
) -> HttpResponse:
    account, language = cast(User, request.user), get_language() or "cy"
    shown = cards([case, *others], language)
    appeal = getattr(case, "appeal", None)
    waits_again = appeal is not None and appeal.decided is None
    decides = bool(may_decide(account, case)) and (case.decided is None or waits_again)
    by_them = waits_again and case.decided_by == str(account)
    context: dict[str, Any] = {
        "card": shown[0],
        "others": shown[1:],
        "case": case,
        "public": public_page(case, language),
        "appeal": appeal,
        "form": form if decides and not by_them else None,
        "by_them": by_them,
        "hears": bool(may_decide(account, case)),
        "can_undo": can_undo(case) and bool(may_decide(account, case)),
        "synthetic": any(card.told is not None and card.told.synthetic for card in shown),
    }
    return render(request, "portal/case.html", context, status=status)


def _first(case: Case) -> dict[str, str]:
    """The rule that most reporters named."""
    reasons = [report.reason for report in case.reports.all() if report.withdrawn is None]
    return {"rule": max(reasons, key=reasons.count)} if reasons else {}


def _case(key: str) -> Case:
    found = public_case(key)
    if found is None:
        raise Http404
    return found


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/moderation_refused.html", {"reason": answer.reason}, status=FORBIDDEN)
