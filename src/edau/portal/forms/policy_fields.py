"""Whether a question is about policy, as forms ask it: yes, or no with the reason in words. A body under the Welsh Language
Standards cannot leave it open when it publishes (standards 91 to 93)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.listen.models import Involvement
from edau.listen.rules import on_policy, says_no_policy
from edau.people.models import Organisation
from edau.people.standards import under_standards
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import text_in_language

IS, IS_NOT = "yes", "no"
LONGEST = 1_000
CHOOSE = gettext_lazy("Choose whether it is about a decision on policy.")
WHY_NOT = gettext_lazy("Everyone can read this. It is sealed when you publish.")


def policy_field() -> forms.ChoiceField:
    """The choice; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=gettext_lazy("Is it about a decision on policy?"),
        help_text=gettext_lazy(
            "A plan, an assessment, a strategy, a charge, or how a service is run is policy. A body under the Welsh Language"
            " Standards then asks everyone what it would do to the Welsh language. Nobody can switch that off."
        ),
        choices=[(IS, gettext_lazy("Yes, it is about policy")), (IS_NOT, gettext_lazy("No, and I say why"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages=errors(CHOOSE),
    )


def reason_field(language: str, label: Any) -> forms.CharField:
    """Why it is not about policy, in a language; with "" in the one in which it happens to be written."""
    return text_in_language(language, label, LONGEST, rows=2, hint=WHY_NOT)


def policy_of(involvement: Involvement) -> str:
    """What was chosen; empty while nothing was."""
    if on_policy(involvement):
        return IS
    return IS_NOT if says_no_policy(involvement) else ""


def check_policy(
    form: forms.Form, *, asks: Organisation | None, reasons: tuple[str, ...], must: bool
) -> None:
    """Refuses in a form: a plan that is said not to be policy, a reason without the choice, and, where a body under the
    Standards asks, a choice without its reason, or (`must`) none at all."""
    given = form.cleaned_data
    if "policy" not in given:  # refused already
        return
    chosen, wrote = given["policy"], any(given.get(name) or name in form.errors for name in reasons)
    under = under_standards(asks) is not None
    if given.get("plan") and chosen == IS_NOT:
        form.add_error("policy", _("A well-being plan is always about policy: choose yes."))
    elif not chosen and not given.get("plan") and (wrote or (must and under)):
        form.add_error("policy", CHOOSE)
    elif chosen == IS_NOT and under and not wrote:
        language = get_language() or "cy"
        field = next((name for name in reasons if name.endswith(f"_{language}")), reasons[0])
        form.add_error(field, _("Say in a sentence why it is not about policy."))
