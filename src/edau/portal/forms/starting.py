"""Four questions, from which a draft and its first steps are made; below them the two things a draft cannot do without."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.core import clock
from edau.listen.actions.involvements import SAY, Promise
from edau.listen.starting import starting
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.people.queries import organisations, roles_of
from edau.people.standards import under_standards
from edau.portal.forms.errors import errors
from edau.portal.forms.place_field import NamedPlace, name_to_type
from edau.portal.forms.policy_fields import IS, check_policy, policy_field, reason_field
from edau.portal.forms.saying import plain_lines

ASKING = (Part.FACILITATOR, Part.OFFICER)


def _answer(label: Any, hint: Any, missing: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors(missing),
    )


class StartForm(NamedPlace):
    """A place to start. What is typed is in the language of the page; the other is owed."""

    use_required_attribute = False
    field_order = (
        *("about", "notice", "open", "size", "place_name", "place", "answered_by"),
        *("policy", "no_policy"),
    )

    about = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("As a question that anybody can answer."),
        max_length=200,
        error_messages=errors(gettext_lazy("Write in one line what it is about.")),
    )
    notice = _answer(
        gettext_lazy("Who would notice?"),
        gettext_lazy("Whose days would be different: these people hear of it first."),
        gettext_lazy("Name at least one group of people who would notice."),
    )
    open = _answer(
        gettext_lazy("What can still change?"),
        gettext_lazy("Be honest: this is sealed when you publish."),
        gettext_lazy("Say what can still change. If nothing can, there is nothing to ask."),
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How much time have you?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose an hour, a day or a month.")),
    )
    answered_by = forms.ChoiceField(
        label=gettext_lazy("Who answers?"), error_messages=errors(gettext_lazy("Choose who is to answer."))
    )
    policy = policy_field()
    no_policy = reason_field("", gettext_lazy("If not, why not?"))

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        self.known = organisations()
        language = get_language() or "cy"
        roles = [role for role in roles_of(account) if role.part in ASKING]
        self.own = {role.organisation_id for role in roles if role.organisation_id}
        self.everywhere = any(not role.organisation_id and not role.area for role in roles)
        mine = self.known[next(iter(self.own))] if len(self.own) == 1 else None
        area = mine.area if mine is not None else ""
        kwargs["initial"] = {
            "answered_by": mine.key if mine is not None else "",
            "place_name": name_to_type(area) if area else "",
        }
        self.place_needed = True
        super().__init__(*args, **kwargs)
        named = sorted(
            ((key, one.name(language)) for key, one in self.known.items()), key=lambda pair: pair[1]
        )
        self.fields["answered_by"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
        # For somebody who asks in the name of a body under the Standards it is not optional.
        self.fields["policy"].required = self.everywhere or any(
            under_standards(self.known.get(key)) is not None for key in self.own
        )
        self.fields["size"].choices = [  # type: ignore[attr-defined]
            (size.key, size.name.say(language)) for size in starting().sizes.values()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_policy(self, asks=self._asks(given.get("answered_by", "")), reasons=("no_policy",), must=True)
        return given

    def _asks(self, key: str) -> Organisation | None:
        """The body asks where the account has a role in it, else a citizen does."""
        return self.known.get(key) if key in self.own or self.everywhere else None

    def promise(self) -> Promise:
        """The draft that follows from the answers."""
        given, language, today = self.cleaned_data, get_language() or "cy", clock.today()
        size = starting().sizes[given["size"]]
        body: Organisation = self.known[given["answered_by"]]
        notice = _("Who would notice: %(who)s") % {"who": plain_lines(given["notice"])}
        texts: dict[str, Any] = dict.fromkeys(
            (f"{name}_{each}" for name in ("question", "about", "open", "fixed") for each in ("cy", "en")), ""
        )
        texts[f"question_{language}"] = given["about"]
        texts[f"about_{language}"] = notice
        texts[f"open_{language}"] = plain_lines(given["open"])
        texts[f"no_policy_{language}"] = plain_lines(given["no_policy"])
        return Promise(
            **texts,
            checked=False,
            opens=today + timedelta(days=size.opens),
            closes=today + timedelta(days=size.closes),
            answer_by=today + timedelta(days=size.answer_by),
            areas=(given["place"],),
            asked_by=self._asks(body.key),
            answered_by=body,
            controllers=(body,),
            policy=given["policy"] == IS,
            **{name: getattr(size, name) for name in SAY},
        )
