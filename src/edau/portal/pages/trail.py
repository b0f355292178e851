"""The audit trail as a page: its lines, newest first, and what proving it found. Ids, codes and hashes; there is no text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edau.core.models import AuditLine
from edau.language.numbers import number
from edau.portal.pages.proving import Proof
from edau.ui.rows import Heading
from edau.ui.tables import Table

HASH = re.compile(r"[0-9a-f]{64}")


def trail_table(lines: Iterable[AuditLine]) -> Table:
    """The lines as a table. Deeds, names and codes stand as they were written, and are marked
    as code: they are not words of a language."""
    columns = [
        Heading(_("Number"), numeric=True),
        Heading(_("Time")),
        Heading(_("Deed"), code=True),
        Heading(_("By"), code=True),
        Heading(_("Kind of record"), code=True),
        Heading(_("Id"), code=True),
        Heading(_("Codes"), code=True),
    ]
    cells = [
        (
            str(line.number),
            f"{localtime(line.at):%Y-%m-%d %H:%M:%S}",
            line.deed,
            line.by,
            line.label,
            line.object_id,
            " ".join(f"{name}={_short(value)}" for name, value in line.codes.items()),
        )
        for line in lines
    ]
    return Table("trail", _("Lines of the audit trail, the newest first"), columns, cells, fold=True)


def _short(value: object) -> object:
    """A code; of a hash its first twelve signs, which tell it from every other."""
    return f"{value[:12]}…" if isinstance(value, str) and HASH.fullmatch(value) else value


def in_pieces(digest: str) -> list[str]:
    """A hash in pieces between which a narrow screen may break it."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]


def proof_in_words(proof: Proof) -> list[str]:
    """What proving found, in sentences."""
    said = []
    if proof.broken is not None:
        said.append(
            _(
                "The chain breaks at line %(line)s: “%(column)s” was changed, or a line was taken out or put in there."
            )
            % {"line": proof.broken.number, "column": proof.broken.column}
        )
    else:
        said.append(_("The chain is whole: %(lines)s lines.") % {"lines": number(proof.lines)})
    for one in proof.faults:
        said.append(
            _("Not as it was sealed: %(record)s %(id)s (%(why)s).")
            % {"record": one.label, "id": one.id, "why": one.why}
        )
    if not proof.faults:
        said.append(
            _("Every sealed word is as it was sealed, or has been withdrawn: %(seals)s records.")
            % {"seals": number(proof.seals)}
        )
    if proof.unsealed:
        said.append(
            _("Published before replies were sealed, so not proved: %(replies)s.")
            % {"replies": number(proof.unsealed)}
        )
    return said
