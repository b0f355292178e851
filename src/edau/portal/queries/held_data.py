"""Everything that is held about somebody who is signed in: found by walking from their account and their person, so that a
table somebody adds later is in it without being named here.

Two kinds of record: what is theirs, given whole (but for the hashes of secrets); and what only names them, as the one who
wrote something down or decided something, given as a reference, since its words may be somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from edau.accounts.models import User
from edau.connect.models import FreeWeek, Offered
from edau.core.backup.tables import plain
from edau.core.mail.addresses import hash_of
from edau.core.models import AuditLine, Letter, MailStop
from edau.listen.characteristics import KEYS
from edau.listen.queries.characteristics import kept_for_all
from edau.people.queries import person_of
from edau.thread.models import Receipt

# From these the walk goes on to what belongs to them; what points at anything else belongs to somebody else, too.
THEIRS = frozenset(
    {"accounts.User", "people.Person", "thread.Receipt", "listen.Contribution", "connect.Party"}
    | {"connect.Account"}
)
# Columns that point at somebody whose the record is not: whom a connector acts for, who keeps an asset of a body up to date;
# and who did not want to meet somebody, which is told to neither.
OTHERS = frozenset({("connect.Block", "other"), ("connect.Party", "broker"), ("connect.Asset", "steward")})
# Columns that say who did something, as the audit trail names them.
NAMING = frozenset(
    {"by", "author", "reporter", "written_by", "made_by", "taken_by", "transcribed_by"}
    | {"accepted_by", "decided_by", "sent_by", "opened_by"}
)
# Of these the words are theirs, though only a name ties them to their author.
OWN_WORDS = frozenset({"moderation.Report", "moderation.Appeal"})
OF_A_WEEK = ("connect.Capability", "connect.Asset", "connect.Need")
# What opens something, or stands for it: of no use to its owner, and of much to a thief.
SECRET = frozenset(
    {"password", "link_hash", "code_hash", "word_hash", "salt", "seal", "link", "address_hash", "data"}
)


@dataclass(frozen=True)
class Held:
    """Records of one kind, each as its columns."""

    label: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Naming:
    """A record that names them: which, and as what."""

    label: str
    id: str
    as_what: str


@dataclass(frozen=True)
class Everything:
    """All of it. `names` are those under which the audit trail knows them."""

    names: tuple[str, ...]
    theirs: tuple[Held, ...]
    naming: tuple[Naming, ...]
    lines: tuple[dict[str, Any], ...]

    def of(self, label: str) -> tuple[dict[str, Any], ...]:
        """The rows of one kind."""
        return next((held.rows for held in self.theirs if held.label == label), ())

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain data, for a file."""
        return {
            "names": list(self.names),
            "records": {held.label: list(held.rows) for held in self.theirs},
            "named_in": [{"record": one.label, "id": one.id, "as": one.as_what} for one in self.naming],
            "audit_trail": list(self.lines),
        }


def everything_about(user: User) -> Everything:
    """Everything held about the holder of an account. The number of queries does not hang on how much there is."""
    person = person_of(user)
    start: list[tuple[type[models.Model], list[Any]]] = [(User, [user.pk])]
    found = dict(_walk(start))
    receipts = [row["id"] for row in found.get("thread.Receipt", ())]
    names = (str(user), *([f"person {person.pk}"] if person else []), *(f"receipt {key}" for key in receipts))
    naming, own = _named(names, found)
    for label, rows in own.items():
        found[label] = [*found.get(label, []), *rows]
    address = hash_of(user.email)
    found["core.Letter"] = _rows(Letter, Q(address=address))
    found["core.MailStop"] = _rows(MailStop, Q(address=address))
    # Nothing points from these to their teller: they are found from the receipts in hand, one by one.
    found["listen.Characteristics"] = [
        {name: plain(getattr(row, name)) for name in (*KEYS, "month", "place", "delete_on")}
        for row in kept_for_all(receipts)
    ]
    # What belongs to an offer or a need is found from it: its skills point at it, and it points at its times.
    offers = [row["id"] for row in found.get("connect.Capability", ())]
    found["connect.Offered"] = _rows(Offered, Q(capability__in=offers))
    weeks = [row["free_id"] for label in OF_A_WEEK for row in found.get(label, ()) if row["free_id"]]
    found["connect.FreeWeek"] = _rows(FreeWeek, Q(pk__in=weeks))
    theirs = tuple(Held(label, tuple(rows)) for label, rows in sorted(found.items()) if rows)
    return Everything(names, theirs, tuple(naming), tuple(_lines(user, names, found)))


def related_models() -> set[str]:
    """The labels of the models that the walk reaches: for a test that none is forgotten."""
    return {label for label, _model, _field in _reached()}


def _reached() -> Iterator[tuple[str, type[models.Model], str]]:
    """Every model that points at one of theirs, with the column it does so by."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            target = field.related_model
            if (model._meta.label, field.name) in OTHERS:
                continue
            if isinstance(target, type) and issubclass(target, models.Model) and target._meta.label in THEIRS:
                yield target._meta.label, model, field.attname


def _walk(start: list[tuple[type[models.Model], list[Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    pointing: dict[str, list[tuple[type[models.Model], str]]] = {}
    for label, model, column in _reached():
        pointing.setdefault(label, []).append((model, column))
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    waiting = [(model, Q(pk__in=keys)) for model, keys in start]
    while waiting:
        model, which = waiting.pop(0)
        label, key = model._meta.label, model._meta.pk.attname if model._meta.pk else "id"
        known = found.setdefault(label, {})
        new = {row[key]: row for row in _rows(model, which) if row[key] not in known}
        known |= new
        if label in THEIRS and new:
            waiting += [(each, Q(**{f"{column}__in": list(new)})) for each, column in pointing.get(label, ())]
    for label, rows in found.items():
        yield label, list(rows.values())


def _rows(model: type[models.Model], which: Q) -> list[dict[str, Any]]:
    columns = [field.attname for field in model._meta.local_concrete_fields if field.name not in SECRET]
    key = model._meta.pk.attname if model._meta.pk else "id"
    wanted = columns if key in columns else [key, *columns]
    rows = model._base_manager.filter(which).order_by("pk").values(*wanted)
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def _named(
    names: Iterable[str], found: dict[str, list[dict[str, Any]]]
) -> tuple[list[Naming], dict[str, list[dict[str, Any]]]]:
    naming: list[Naming] = []
    own: dict[str, list[dict[str, Any]]] = {}
    names = list(names)
    for model in apps.get_models():
        label = model._meta.label
        columns = [
            f.name for f in model._meta.local_concrete_fields if f.name in NAMING and not f.is_relation
        ]
        if not columns or model is AuditLine:
            continue
        known = {row.get("id") for row in found.get(label, ())}
        for column in columns:
            which = Q(**{f"{column}__in": names})
            if label in OWN_WORDS and column in ("by", "reporter"):
                own[label] = own.get(label, []) + _rows(model, which)
                continue
            keys = model._base_manager.filter(which).order_by("pk").values_list("pk", flat=True)
            naming += [Naming(label, str(key), column) for key in keys if key not in known]
    return naming, own


def _lines(
    user: User, names: Iterable[str], found: dict[str, list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """The lines of the audit trail by them or about what is theirs. They hold no words, and cannot be taken out."""
    about = Q(label="accounts.User", object_id=str(user.pk))
    for label in ("thread.Receipt", "listen.Contribution", "people.Person", "people.Consent"):
        keys = [row["id"] for row in found.get(label, ())]
        if keys:
            about |= Q(label=label, object_id__in=keys)
    columns = ("number", "at", "deed", "by", "label", "object_id", "codes")
    for row in AuditLine.objects.filter(Q(by__in=list(names)) | about).order_by("number").values(*columns):
        yield {name: plain(value) for name, value in row.items()}


def sessions_of(user: User) -> list[Session]:
    """The sessions in which an account is signed in. Their content can only be asked one by one."""
    open_now = Session.objects.all().iterator()
    return [one for one in open_now if one.get_decoded().get("_auth_user_id") == str(user.pk)]


def receipts_of(user: User) -> list[Receipt]:
    """The receipts an account holds."""
    return list(Receipt.objects.filter(person__user=user).order_by("pk"))
