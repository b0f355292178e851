"""Themes and the words that are tied to them. What nobody may read counts for nothing here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from edau.core.models import AuditLine, Hold
from edau.core.visibility import visible
from edau.listen.choices import Stage
from edau.listen.models import Contribution, Involvement, Theme
from edau.listen.queries.concerned import concerned
from edau.listen.queries.contributions import INVOLVEMENT, published, readable
from edau.people.models import Role
from edau.people.rules import MAY, Deed, may_with
from edau.thread.choices import Link
from edau.thread.models import Edge

CONTRIBUTION, THEME = "listen.Contribution", "listen.Theme"


def visible_themes() -> QuerySet[Theme]:
    """The themes that everyone may read: not held, of published involvements that are not held."""
    held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
    themes = Theme.objects.filter(involvement__stage=Stage.PUBLISHED)
    return visible(themes).exclude(involvement__in=held)


def themes_of(involvement: Involvement) -> list[Theme]:
    """The themes of one involvement, the first named first."""
    return list(visible_themes().filter(involvement=involvement).order_by("made", "pk"))


def visible_theme(key: str) -> Theme | None:
    """One theme with its involvement; None where there is none for everyone to read."""
    return visible_themes().select_related("involvement").filter(pk=key).first()


def ties(themes: Iterable[str] | QuerySet[Theme, Any]) -> QuerySet[Edge]:
    """The edges by which contributions are tied to these themes, by a person or accepted by one."""
    return Edge.objects.filter(
        kind=Link.ABOUT,
        from_label=CONTRIBUTION,
        to_label=THEME,
        to_id__in=themes,
        accepted__isnull=False,
    )


def words_of(theme: Theme) -> QuerySet[Contribution]:
    """What everyone may read of what is tied to a theme, in the order in which it was said: there is no other rank."""
    return readable().filter(pk__in=ties([theme.pk]).values("from_id")).order_by("made", "pk")


def counts_of(themes: Collection[Theme]) -> dict[str, int]:
    """How many readable contributions are tied to each theme, by its id. One query."""
    rows = (
        ties([theme.pk for theme in themes])
        .filter(from_id__in=readable().values("pk"))
        .values_list("to_id")
        .annotate(Count("id"))
    )
    return dict(rows)


def themes_of_contribution(key: str) -> list[Theme]:
    """The themes that everyone may read and that somebody tied these words to, the first named first."""
    tied = Edge.objects.filter(
        kind=Link.ABOUT, from_label=CONTRIBUTION, from_id=key, to_label=THEME, accepted__isnull=False
    )
    return list(visible_themes().filter(pk__in=tied.values("to_id")).order_by("made", "pk"))


def to_tie(involvement: Involvement) -> QuerySet[Contribution]:
    """What a facilitator of an involvement may tie to its themes: everything said in it, also what is for those alone
    who answer, that was not withdrawn, is not held and does not wait. The first said first."""
    said = Contribution.objects.filter(involvement=involvement, withdrawn=None, waiting=False)
    return visible(said).order_by("made", "pk")


def untied(roles: Collection[Role]) -> dict[Involvement, int]:
    """The involvements that everyone can read and whose themes these roles may name, each with how much of what was said
    there has no theme yet; none where everything has. The newest first. Three queries."""
    fitting = [role for role in roles if role.part in MAY[Deed.NAME_THEMES]]
    if not fitting:
        return {}
    tied = Edge.objects.filter(
        kind=Link.ABOUT,
        from_label=CONTRIBUTION,
        to_label=THEME,
        from_id=OuterRef("pk"),
        accepted__isnull=False,
    )
    said = visible(Contribution.objects.filter(withdrawn=None, waiting=False)).exclude(Exists(tied))
    counts = dict(said.order_by().values_list("involvement").annotate(Count("pk")))
    found = {}
    for one in published().filter(pk__in=[key for key in counts if key]).prefetch_related("areas"):
        whom = concerned(one)
        if may_with(fitting, Deed.NAME_THEMES, organisations=whom.organisations or {""}, areas=whom.areas):
            found[one] = counts[one.pk]
    return found


def themes_by_contribution(themes: Collection[Theme]) -> dict[str, list[tuple[str, Theme]]]:
    """The themes that contributions are tied to, by the id of the contribution, each with the id of its edge."""
    known = {theme.pk: theme for theme in themes}
    found: dict[str, list[tuple[str, Theme]]] = {}
    rows = ties(known).order_by("at", "id").values_list("id", "from_id", "to_id")
    for edge, contribution, theme in rows:
        found.setdefault(contribution, []).append((edge, known[theme]))
    return found


@dataclass(frozen=True)
class Proposed:
    """What a machine thinks is about a theme, and waits for a person."""

    edge: Edge
    contribution: Contribution
    theme: Theme


def proposed(involvement: Involvement) -> list[Proposed]:
    """What waits for a person in an involvement, the first said first; nothing that a facilitator may not read."""
    themes = {theme.pk: theme for theme in themes_of(involvement)}
    edges = Edge.objects.filter(
        kind=Link.ABOUT, from_label=CONTRIBUTION, to_label=THEME, to_id__in=themes, accepted=None
    )
    waiting = list(edges.order_by("id"))
    said = {one.pk: one for one in to_tie(involvement).filter(pk__in=[edge.from_id for edge in waiting])}
    found = [
        Proposed(edge, said[edge.from_id], themes[edge.to_id]) for edge in waiting if edge.from_id in said
    ]
    return sorted(found, key=lambda one: (one.contribution.made, one.contribution.pk))


def refused(themes: Collection[str]) -> set[tuple[str, str]]:
    """Pairs of contribution and theme that a machine proposed and a person refused, as the trail has them."""
    lines = AuditLine.objects.filter(
        deed="untie", codes__machine=True, codes__to__in=[f"{THEME} {key}" for key in themes]
    )
    pairs = lines.values_list("codes__from", "codes__to")
    return {(start.rpartition(" ")[2], end.rpartition(" ")[2]) for start, end in pairs}


def ids_listed() -> Iterable[str]:
    """The themes that lists and pages show now."""
    return visible_themes().values_list("pk", flat=True)


def ids_of_words() -> Iterable[str]:
    """What the pages of themes show of what people said."""
    tied = ties(visible_themes().values("pk")).values("from_id")
    return readable().filter(pk__in=tied).values_list("pk", flat=True)


def ids_to_tie() -> Iterable[str]:
    """What facilitators are shown to be tied; never what is held, waits or was withdrawn."""
    held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
    said = Contribution.objects.filter(involvement__stage=Stage.PUBLISHED, withdrawn=None, waiting=False)
    return visible(said).exclude(involvement__in=held).values_list("pk", flat=True)
