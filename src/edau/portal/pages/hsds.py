"""Tables of HSDS that could come in, as data for their page: what they would bring, what not and why, what is wrong."""

from __future__ import annotations

import base64
import hashlib
import io
import secrets
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.connect.actions.importing import found_again
from edau.connect.analysis.locating import area_at
from edau.connect.csv_lines import Fault
from edau.connect.imports.hsds_assets import Coming, Reading, read_assets
from edau.connect.imports.hsds_tables import LARGEST, read_tables, table_of
from edau.connect.skills import asset_kinds
from edau.core import clock
from edau.language.numbers import number
from edau.people.models import Organisation
from edau.places import postcodes
from edau.places.queries import visible_area
from edau.portal.queries.search import postcode_file
from edau.portal.words.hsds import FAULTS, WHY
from edau.understand.queries.releases import live_release_id

SALT = "edau.portal.hsds"
GOOD_FOR = 2 * 60 * 60  # seconds between looking at a file and bringing it in
LARGEST_SENT = 1024 * 1024  # bytes of a zip file
LARGEST_CARRIED = 150_000  # signs of a signed file that fit into its own page
MOST_FILES, MOST_SHOWN = 60, 200
# Only of these no more is unpacked than is read; the others put everything into memory first.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Trouble(StrEnum):
    """Why a file cannot be opened."""

    NOT_ZIP = "not_zip"
    TOO_LARGE = "too_large"


class NotRead(Exception):
    """The file cannot be opened; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


class TokenTrouble(Exception):
    """The token is not ours, is for something else, or is too old."""


@dataclass(frozen=True)
class Line:
    """A line of a list on the page: where it stands, what it is about, what is said of it."""

    where: str
    what: str
    said: str


@dataclass(frozen=True)
class DryRun:
    """What would happen. `token` is empty where nothing may come in."""

    reading: Reading
    counted: str
    coming: list[Line]
    left: list[Line]
    faults: list[Line]
    bodies: list[tuple[str, str]]  # those of the file, where it has several and none was named
    more: int
    token: str
    carried: bool


@dataclass(frozen=True)
class Looked:
    """What a token says: the file it carries (None where it is to be chosen again), its hash, and what was chosen."""

    content: bytes | None
    digest: str
    body: str
    language: str


def unpacked(content: bytes) -> dict[str, bytes]:
    """The tables in a zip file, by name; others are not opened. Never more than may be read, whatever the file says of
    itself. Raises NotRead."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            named = [one for one in pack.infolist() if not one.is_dir() and table_of(one.filename)]
            if len(pack.infolist()) > MOST_FILES or sum(one.file_size for one in named) > LARGEST:
                raise NotRead(Trouble.TOO_LARGE)
            if any(one.compress_type not in PACKED for one in named):
                raise NotRead(Trouble.NOT_ZIP)
            found, left = {}, LARGEST
            for one in named:
                with pack.open(one) as file:
                    found[one.filename] = file.read(left + 1)
                left -= len(found[one.filename])
                if left < 0:
                    raise NotRead(Trouble.TOO_LARGE)
            return found
    except (
        # `zipfile` says NotImplementedError of a way of packing, and RuntimeError of a password, that it does not know.
        *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
        *(EOFError, OSError, ValueError),
    ) as error:
        raise NotRead(Trouble.NOT_ZIP) from error


def reading_of(files: Mapping[str, bytes], body: str) -> Reading:
    """Reads tables as if they came in; nothing is kept. The same points and postcodes are looked up once."""
    known: dict[tuple[float, float], str | None] = {}

    def locate(latitude: float, longitude: float) -> str | None:
        if (latitude, longitude) not in known:
            known[latitude, longitude] = area_at(latitude, longitude)
        return known[latitude, longitude]

    return read_assets(read_tables(files), today=clock.today(), locate=locate, postcode=_postcode, body=body)


def _postcode(text: str) -> tuple[str, float, float] | None:
    code, release = postcodes.normalise(text[:20]), live_release_id()
    found = postcode_file(release).find(code) if code and release else None
    if found is None or visible_area(found.lsoa) is None:
        return None
    return found.lsoa, found.lat, found.lon


def dry_run(
    content: bytes, organisation: Organisation, account: User, *, body: str, language: str, page_language: str
) -> DryRun:
    """What a zip file would bring. Raises NotRead."""
    reading = reading_of(unpacked(content), body)
    there = found_again(reading, organisation)
    may = bool(reading.coming) and not reading.faults
    token, carried = token_of(content, organisation, account, body, language) if may else ("", False)
    new = sum(one.source not in there for one in reading.coming)
    counted = _("New: %(new)s. Changed: %(changed)s. Left out: %(left)s.") % {
        "new": number(new),
        "changed": number(len(reading.coming) - new),
        "left": number(len(reading.left)),
    }
    return DryRun(
        reading=reading,
        counted=counted,
        coming=[_coming(one, one.source in there, page_language) for one in reading.coming[:MOST_SHOWN]],
        left=[
            Line(f"{one.file} {one.line}", one.name, str(WHY[one.why])) for one in reading.left[:MOST_SHOWN]
        ],
        faults=[fault_line(one) for one in reading.faults[:MOST_SHOWN]],
        bodies=[] if body or len(reading.bodies) < 2 else list(reading.bodies[:MOST_SHOWN]),
        more=max(len(reading.coming), len(reading.left), len(reading.faults), MOST_SHOWN) - MOST_SHOWN,
        token=token,
        carried=carried,
    )


def _coming(one: Coming, is_there: bool, language: str) -> Line:
    kind, area = asset_kinds()[one.kind].name.say(language), visible_area(one.area)
    parts = [
        kind,
        area.name(language) if area is not None else one.area,
        _("times: %(count)s") % {"count": number(len(one.windows))},
        _("is here already and would be changed") if is_there else _("would be new"),
    ]
    return Line(str(one.line), one.name, " · ".join(parts))


def fault_line(fault: Fault) -> Line:
    """A fault in words."""
    where = f"{fault.file} {fault.line}" if fault.line else fault.file
    about = ": ".join(filter(None, (fault.column, fault.value)))
    return Line(where, about, str(FAULTS.get(fault.code, fault.code)))


def token_of(
    content: bytes, organisation: Organisation, account: User, body: str, language: str
) -> tuple[str, bool]:
    """What the page carries from looking to bringing in, signed; and whether the file itself is in it."""
    said = {
        "organisation": organisation.pk,
        "account": str(account.pk),
        "digest": _digest(content),
        "body": body,
        "language": language,
        "once": secrets.token_hex(8),
    }
    whole = signing.dumps(said | {"content": base64.b64encode(content).decode()}, salt=SALT)
    return (whole, True) if len(whole) <= LARGEST_CARRIED else (signing.dumps(said, salt=SALT), False)


def looked_at(token: str, organisation: Organisation, account: User) -> Looked:
    """What was looked at. Raises TokenTrouble."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise TokenTrouble from None
    if (said["organisation"], said["account"]) != (organisation.pk, str(account.pk)):
        raise TokenTrouble
    content = base64.b64decode(said["content"]) if "content" in said else None
    return Looked(content, said["digest"], said["body"], said["language"])


def is_same(content: bytes, looked: Looked) -> bool:
    """Whether a file that was chosen again is the one that was looked at."""
    return secrets.compare_digest(_digest(content), looked.digest)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
