"""What is held about somebody, as sections that can be read. Records this page has no words of its own for are counted under
their table's name, so that it never says less than the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.accounts.models import User
from edau.connect.choices import Sort
from edau.connect.skills import asset_kinds, skills
from edau.language.numbers import day
from edau.listen.characteristics import characteristics
from edau.listen.choices import PARTS, WELSH, Kind, State
from edau.people.choices import Part
from edau.people.purposes import purposes
from edau.places.queries import visible_area
from edau.portal.queries.held_data import Everything
from edau.ui.links import address_of

Record = dict[str, Any]
WITHIN = frozenset({"connect.Offered"})  # read as a part of another record


@dataclass(frozen=True)
class Line:
    """One record in words; `text` are the holder's own words, in their own language."""

    words: str
    text: str = ""
    lang: str = ""
    address: str = ""


@dataclass(frozen=True)
class Section:
    """Records of one kind."""

    key: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class MyDataPage:
    """All sections, and what the other records are."""

    email: str
    sections: tuple[Section, ...]
    others: tuple[tuple[str, int], ...]
    named: int
    lines: int


def my_data_page(held: Everything, account: User, language: str) -> MyDataPage:
    """The page of one account."""
    said = {row["id"]: row for row in held.of("listen.Contribution")}
    chosen: dict[str, list[str]] = {}
    for row in held.of("connect.Offered"):
        chosen.setdefault(row["capability_id"], []).append(row["skill"])
    told: dict[str, tuple[str, Callable[[Record], Line]]] = {
        "accounts.User": (_("Your account"), lambda row: _account(row, language)),
        "account.EmailAddress": (_("Addresses you have shown to be yours"), lambda row: Line(row["email"])),
        "people.Person": (_("Your pseudonym"), lambda row: _person(row, language)),
        "people.Role": (_("Your roles"), lambda row: _role(row, language)),
        "people.Consent": (_("What you agreed to"), lambda row: _consent(row, language)),
        "thread.Receipt": (_("Your receipts"), lambda row: _receipt(row, language)),
        "thread.Contact": (_("How you asked to be reached"), _contact),
        "listen.Contribution": (_("What you said"), lambda row: _contribution(row, language)),
        "listen.Addition": (_("What you added"), lambda row: _own(row, "made", language)),
        "listen.Recording": (_("Recordings of your voice"), _recording),
        "listen.Characteristics": (
            _("What you said about yourself"),
            lambda row: _characteristics(row, language),
        ),
        "answer.Passage": (_("The way to your answers"), lambda row: _passage(row, language)),
        "answer.Answered": (_("Your answers"), lambda row: _answered(row, said, language)),
        "answer.Felt": (_("Whether you said it mattered"), lambda row: _own(row, "at", language)),
        "connect.Capability": (_("What you offered"), lambda row: _offered(row, chosen, language)),
        "connect.Asset": (_("What you share"), lambda row: _shared(row, language)),
        "connect.Need": (_("What you need"), lambda row: _needed(row, language)),
        "connect.Account": (_("Your account of hours"), lambda row: _hours(row, language)),
        "moderation.Report": (_("Your reports"), lambda row: _own(row, "at", language)),
        "moderation.Appeal": (_("Your appeals"), lambda row: _own(row, "at", language)),
        "understand.SignalRating": (
            _("Your marks for trends and signals"),
            lambda row: _rating(row, language),
        ),
        "understand.Signal": (_("Entries of the register you added"), lambda row: _signal(row, language)),
        "core.Letter": (_("Letters to your address"), lambda row: _letter(row, language)),
    }
    sections = tuple(
        Section(label.lower().replace(".", "-"), name, tuple(map(line, held.of(label))))
        for label, (name, line) in told.items()
        if held.of(label)
    )
    others = tuple((one.label, len(one.rows)) for one in held.theirs if one.label not in {*told, *WITHIN})
    return MyDataPage(account.email, sections, others, len(held.naming), len(held.lines))


def _date(text: str, language: str) -> str:
    return day(localdate(datetime.fromisoformat(text)), language)


def _own(row: Record, when: str, language: str) -> Line:
    """Words of their own, with the day."""
    return Line(_date(row[when], language), row["words"], row.get("language", ""))


def _signal(row: Record, language: str) -> Line:
    other = "en" if language == "cy" else "cy"
    own = row[f"title_{language}"]
    return Line(_date(row["created"], language), own or row[f"title_{other}"], language if own else other)


def _letter(row: Record, language: str) -> Line:
    return Line(_date(row["made"], language), row["subject"], row["language"])


def _account(row: Record, language: str) -> Line:
    words = {"email": row["email"], "date": _date(row["joined"], language)}
    return Line(_("%(email)s, since %(date)s") % words)


def _person(row: Record, language: str) -> Line:
    return Line(_("%(name)s, since %(date)s") % {"name": row["id"], "date": _date(row["since"], language)})


def _role(row: Record, language: str) -> Line:
    area = visible_area(row["area"]) if row["area"] else None
    where = row["organisation_id"] or (area.name(language) if area else row["area"]) or _("everywhere")
    words = {"role": Part(row["part"]).label, "where": where, "date": _date(row["since"], language)}
    if row["until"]:
        words["until"] = _date(row["until"], language)
        return Line(_("%(role)s (%(where)s), from %(date)s to %(until)s") % words)
    return Line(_("%(role)s (%(where)s), since %(date)s") % words)


def _consent(row: Record, language: str) -> Line:
    named = {one.key: one.what_for.say(language).rstrip(".") for one in purposes()}
    words = {"purpose": named.get(row["purpose"], row["purpose"]), "date": _date(row["given"], language)}
    return Line(_("%(purpose)s, on %(date)s") % words)


def _receipt(row: Record, language: str) -> Line:
    return Line(_("%(name)s, since %(date)s") % {"name": row["id"], "date": _date(row["made"], language)})


def _contact(row: Record) -> Line:
    parts = (row["name"], row["email"], row["telephone"], row["address"])
    return Line(", ".join(part for part in parts if part))


def _contribution(row: Record, language: str) -> Line:
    words = f"{Kind(row['kind']).label}, {_date(row['made'], language)}"
    if row["withdrawn"]:
        return Line(_("%(what)s: withdrawn") % {"what": words})
    texts = (row[name] for name in ("title", *PARTS, *WELSH))
    area = visible_area(row["place"]) if row["place"] else None
    place = f", {area.name(language)}" if area else ""
    return Line(words + place, "\n\n".join(text for text in texts if text), row["language"])


def _characteristics(row: Record, language: str) -> Line:
    """The bands in words, and the day on which they are deleted."""
    said = []
    for key, one in characteristics().items():
        names = {band.key: band.name.say(language) for band in one.every_band}
        if row[key]:
            words = names.get(row[key], _("I would rather not say"))
            said.append(f"{one.name.say(language)}: {words}")
    until = day(date.fromisoformat(row["delete_on"]), language)
    return Line(_("Deleted on %(day)s at the latest") % {"day": until}, "\n".join(said), language)


def _recording(row: Record) -> Line:
    n = row["seconds"]
    return Line(ngettext("%(n)s second", "%(n)s seconds", n) % {"n": n})


def _passage(row: Record, language: str) -> Line:
    return Line(f"{_date(row['at'], language)}: {State(row['state']).label}")


def _answered(row: Record, said: dict[str, Record], language: str) -> Line:
    contribution = said.get(row["contribution_id"], {})
    when = _date(row["sent_at"], language) if row["sent_at"] else ""
    return Line(when, row["quote"], contribution.get("language", ""))


def _rating(row: Record, language: str) -> Line:
    address = address_of("portal:signal", row["signal_id"])
    marks = {"likelihood": row["likelihood"] or "–", "impact": row["impact"] or "–"}
    words = _("likely: %(likelihood)s of 5; would change: %(impact)s of 5") % marks
    return Line(f"{_date(row['at'], language)}, {words}", row["note"], row["note_language"], address)


def _hours(row: Record, language: str) -> Line:
    opened = {"day": _date(row["opened"], language)}
    return Line(_("Opened on %(day)s") % opened, address=address_of("portal:hours"))


def _offered(row: Record, chosen: dict[str, list[str]], language: str) -> Line:
    """An offer: its day, in what way, and the skills that were confirmed."""
    known = skills()
    named = [known[key].name.say(language) if key in known else key for key in chosen.get(row["id"], ())]
    what = [_date(row["made"], language), str(Sort(row["sort"]).label), *named]
    return _of_connect(row, ", ".join(what), row["words"], row["language"])


def _shared(row: Record, language: str) -> Line:
    """Something lent, under its name; the conditions in one language, this one where it is there."""
    kind = asset_kinds().get(row["kind"])
    what = f"{_date(row['made'], language)}, {kind.name.say(language) if kind else row['kind']}"
    other = "en" if language == "cy" else "cy"
    spoken = language if row[f"name_{language}"] or row[f"conditions_{language}"] else other
    texts = (row[f"name_{spoken}"], row[f"conditions_{spoken}"])
    return _of_connect(row, what, "\n\n".join(text for text in texts if text), spoken)


def _needed(row: Record, language: str) -> Line:
    """A need: its day, and what was chosen of the lists."""
    listed = (skills().get(row["skill"]), asset_kinds().get(row["asset_kind"]))
    what = [_date(row["made"], language), *(one.name.say(language) for one in listed if one is not None)]
    texts = (row["title"], row["words"])
    return _of_connect(row, ", ".join(what), "\n\n".join(text for text in texts if text), row["language"])


def _of_connect(row: Record, what: str, text: str, lang: str) -> Line:
    """A link to where it can be changed and taken back; one that was withdrawn has neither words nor a page."""
    if row["withdrawn"]:
        return Line(_("%(what)s: withdrawn") % {"what": what})
    return Line(what, text, lang, address_of("portal:own_offers"))
