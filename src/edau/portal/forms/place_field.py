"""A place by its typed name, without script: what one name can mean is offered as a choice when the form comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.places.queries import visible_area, visible_areas
from edau.portal.queries.search import Found, find

# Of several things with one name the town is meant, unless somebody says otherwise.
RANKS = ("place", "authority", "locality", "community", "board", "health_board", "ward", "country", "lsoa")
MOST_OFFERED = 8


class NamedPlace(forms.Form):
    """Two fields: `place_name` is typed, `place` is chosen where the name could mean several. Cleaned, `place` is a code."""

    place_name = forms.CharField(
        label=gettext_lazy("Which place is it about?"),
        help_text=gettext_lazy("The name of a town, a village or a county, or a postcode."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy("Type only the name of the place."),
            "null_characters_not_allowed": gettext_lazy("Type only the name of the place."),
        },
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Which of these do you mean?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("More than one place could be meant. Choose one."),
            "invalid_choice": gettext_lazy("Choose one of these places."),
        },
    )
    place_needed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(self._candidates(str(self.data.get(self.add_prefix("place_name"), ""))))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        name, chosen = str(given.get("place_name", "")), str(given.get("place", ""))
        if "place_name" in self.errors or "place" in self.errors:
            return given
        if not name:
            given["place"] = ""
            if self.place_needed:
                self.add_error(
                    "place_name", _("Name a place, so that your words reach those who answer for it.")
                )
            return given
        if chosen:
            return given  # the field has seen to it that it is one of those on offer
        candidates = self._candidates(name)
        if candidates:
            given["place"] = candidates[0].code  # the only one: several are a choice that must be made
        else:
            self.add_error("place_name", self._unknown(name))
        return given

    def _offer(self, candidates: list[Found]) -> None:
        choices = [(one.code, f"{one.name}, {one.where}" if one.where else one.name) for one in candidates]
        self.fields["place"].choices = choices if len(choices) > 1 else []  # type: ignore[attr-defined]
        self.offers_places = self.fields["place"].required = len(choices) > 1
        self.fields[
            "place"
        ].disabled = not self.offers_places  # a choice made for another name is no answer to this one

    def _candidates(self, name: str) -> list[Found]:
        """What a name can mean: all that are called just so and are the first of the ranks, else what it begins."""
        if not name.strip() or len(name) > 120:
            return []
        found = list({one.code: one for one in reversed(self._found(name))}.values())[::-1]
        exact = [one for one in found if one.exact]
        if not exact:
            return found[:MOST_OFFERED]
        best = min(RANKS.index(one.kind) for one in exact)
        return [one for one in exact if RANKS.index(one.kind) == best][:MOST_OFFERED]

    def _found(self, name: str) -> list[Found]:
        code = " ".join(name.split())
        if (area := visible_areas().get(code)) is not None:
            language = get_language() or "cy"
            return [Found(area.code, area.kind, area.name(language), "", "", "")]
        answer = find(name, get_language() or "cy")
        self._suggested = answer.suggestions
        return list(answer.found)

    def _unknown(self, name: str) -> str:
        nearest = getattr(self, "_suggested", ())
        if nearest:
            words = {"name": name, "names": ", ".join(nearest)}
            return _("We know no place called “%(name)s”. Names like it: %(names)s.") % words
        return _("We know no place called “%(name)s”. Type a town, a village or a county nearby.") % {
            "name": name
        }


def name_to_type(code: str) -> str:
    """What to put into the field so that it means this area: its name, or its code where the name means another."""
    area = visible_area(code)
    if area is None:
        return ""
    language = get_language() or "cy"
    exact = [one for one in find(area.name(language), language).found if one.exact]
    best = min((RANKS.index(one.kind) for one in exact), default=0)
    meant = [one.code for one in exact if RANKS.index(one.kind) == best]
    return area.name(language) if meant == [code] else code


def codes_of_lines(text: str, *, most: int) -> list[str]:
    """The codes of the places that a text names, one on each line. Raises ValidationError with what to do about a line that
    names none or could mean several, and for more than `most` lines."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > most:
        raise forms.ValidationError(
            _("Name at most %(count)s places, or the area they lie in.") % {"count": most}
        )
    codes, wrong = [], []
    for line in lines:
        one = NamedPlace({"place_name": line})
        if one.is_valid():
            codes.append(str(one.cleaned_data["place"]))
        elif one.offers_places:
            several = "; ".join(f"{label}: {code}" for code, label in one.fields["place"].choices)  # type: ignore[attr-defined]
            words = {"name": line, "several": several}
            wrong.append(
                _("More than one place is called “%(name)s”. Type the code of yours: %(several)s.") % words
            )
        else:
            wrong += [str(error) for error in one.errors.get("place_name", [])]
    if wrong:
        raise forms.ValidationError(wrong)
    return codes
