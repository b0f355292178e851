"""How the thread tells contributions, involvements and themes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from edau.core import stamps
from edau.core.visibility import held_ids, visible
from edau.listen.choices import Audience, Kind, Stage
from edau.listen.models import Contribution, Involvement, InvolvementArea, Theme
from edau.listen.queries.concerned import around
from edau.listen.queries.contributions import INVOLVEMENT
from edau.listen.queries.happenings import consulted_after
from edau.listen.queries.themes import CONTRIBUTION, THEME, visible_themes
from edau.people.rules import Deed, may_with
from edau.thread.records import EVERYONE, Reader, Told, extract, register
from edau.ui.links import address_in

FIRST_WORDS = 200  # letters of a text that are looked at for its extract
TEXTS = ("title", "words", "can_do", "others_can", "only_services")
WITHDRAWN = Told(kind="", withdrawn=True)
COLUMNS = (
    *("id", "kind", "language", *TEXTS, "audience", "waiting", "withdrawn", "place", "made", "synthetic"),
    "involvement_id",
)
# Only for readers with a role, and for operators: whom a contribution concerns, and whose it is.
WHOSE = ("involvement__asked_by_id", "involvement__answered_by_id", "receipt__person_id")


def register_tellers() -> None:
    """Lets the thread tell what this app keeps."""
    register(CONTRIBUTION, tell_contributions, cy="llais", en="voice")
    register(INVOLVEMENT, tell_involvements, cy="cynnwys", en="involvement")
    register(THEME, tell_themes, cy="thema", en="theme")


def tell_contributions(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """What may be read, each under its title or its first words; what was withdrawn as withdrawn. What is held, waits
    for somebody to look, or is meant for others is not told. One query; two for a reader who holds a role."""
    columns = COLUMNS if reader == EVERYONE else (*COLUMNS, *WHOSE)
    rows = _in_sight(ids, reader, columns)
    closed = _closed_to(rows, reader)
    kinds = {kind.value: str(kind.label) for kind in Kind}
    page = address_in(language, "portal:story", "0").removesuffix("0/")  # worked out once for hundreds
    found = {}
    for row in rows:
        key, spoken = row["id"], row["language"]
        if row["withdrawn"]:
            found[key] = WITHDRAWN
        elif key not in closed:
            title = extract(next((row[text] for text in TEXTS if row[text].strip()), ""))
            everyone = row["audience"] == Audience.EVERYONE and not row["waiting"]
            found[key] = Told(
                kind=kinds[row["kind"]].lower(),
                title=title or kinds[row["kind"]],
                lang=spoken if title and spoken != language else "",
                address=f"{page}{key}/" if everyone else "",
                when=row["made"],
                synthetic=row["synthetic"],
                # One pseudonym a contribution: what one person said must not be joined together by others.
                agent=f"person-{row['receipt__person_id']}" if reader.operator else f"teller-{key}",
            )
    return found


@lru_cache(maxsize=2)
def _told_of(columns: tuple[str, ...]) -> QuerySet[Contribution, Any]:
    """What is fetched of contributions, of which a page asks several times; put together once. Only the beginnings of texts
    are fetched: a page of the thread tells hundreds of records."""
    return Contribution.objects.values_list(
        *(Substr(name, 1, FIRST_WORDS) if name in TEXTS else name for name in columns)
    )


def _in_sight(ids: Collection[str], reader: Reader, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """These contributions without those that are held, alone or with their involvement. One query."""
    found = _told_of(columns).filter(pk__in=ids)
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    if reader.operator:
        return rows
    held, held_asked = _held(stamps.page_tag())
    return [row for row in rows if row["id"] not in held and row["involvement_id"] not in held_asked]


@lru_cache(maxsize=2)
def _held(tag: str) -> tuple[set[str], set[str]]:
    """What is held of contributions and of involvements; `tag` changes with every hold and every lift. Asked for once a
    change: as a part of the question it cost more than everything else in it."""
    return held_ids(CONTRIBUTION), held_ids(INVOLVEMENT)


def _closed_to(rows: Iterable[Mapping[str, Any]], reader: Reader) -> set[str]:
    """The ids of those that this reader may not read: what nobody has looked at yet, and what was meant for others."""
    if reader.operator:
        return set()
    closed = {row["id"] for row in rows if row["waiting"]}
    meant = [row for row in rows if row["audience"] != Audience.EVERYONE and row["id"] not in closed]
    if not reader.roles:
        return closed | {row["id"] for row in meant}
    areas: dict[str, set[str]] = {}
    asked = {row["involvement_id"] for row in meant}
    for involvement, code in InvolvementArea.objects.filter(involvement__in=asked).values_list(
        "involvement_id", "code"
    ):
        areas.setdefault(involvement, set()).update(around(code))
    for row in meant:
        bodies = {row["involvement__asked_by_id"], row["involvement__answered_by_id"]} - {None}
        where = areas.get(row["involvement_id"], set()) | (around(row["place"]) if row["place"] else set())
        # What concerns no body and no area is for those alone whose role is for everywhere: no key is empty.
        if not may_with(reader.roles, Deed.READ_CLOSED, organisations=bodies or {""}, areas=where):
            closed.add(row["id"])
    return closed


def tell_involvements(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Published involvements, each by its question. One query, and three now and then (`consulted_after`)."""
    asked = Involvement.objects.filter(pk__in=ids)
    if not reader.operator:
        asked = visible(asked.filter(stage=Stage.PUBLISHED))
    found, after = {}, consulted_after()
    for one in asked.only(
        "id", "question_cy", "question_en", "published", "created", "synthetic", "asked_by", "opened_by"
    ):
        question, spoken = one.said("question", language)
        found[one.id] = Told(
            kind=str(
                _("involvement, consultation after the decision") if one.id in after else _("involvement")
            ),
            title=extract(question, 200),
            lang="" if spoken == language else spoken,
            address=address_in(language, "portal:involvement", one.id) if one.published else "",
            when=one.published or one.created,
            synthetic=one.synthetic,
            agent=one.asked_by_id or "citizen",
        )
    return found


def tell_themes(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Themes of involvements that may be read, by their names. One query."""
    asked = visible_themes() if not reader.operator else Theme.objects.all()
    found = {}
    for one in asked.filter(pk__in=ids):
        name, spoken = one.said(language)
        found[one.id] = Told(
            kind=str(_("theme")),
            title=name,
            lang="" if spoken == language else spoken,
            address=address_in(language, "portal:theme", one.id),
            when=one.made,
            synthetic=one.synthetic,
        )
    return found


def told_to_everyone(label: str, ids: Collection[str]) -> set[str]:
    """The ids of those records that the thread tells everyone."""
    tell = {CONTRIBUTION: tell_contributions, INVOLVEMENT: tell_involvements, THEME: tell_themes}[label]
    return {key for key, told in tell(ids, "cy", EVERYONE).items() if not told.withdrawn}
