"""What can be wrong with a backup, as codes that become a sentence in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "no_file": _("There is no file %(file)s."),
    "exists": _("%(file)s exists already. Choose another name, or move it away first."),
    "not_written": _("%(file)s could not be written: %(why)s"),
    "not_a_backup": _("%(file)s is not a backup of Edau, or its beginning is damaged."),
    "unknown_format": _("This backup has format %(format)s; this version of Edau reads format %(known)s."),
    "damaged": _("The file is damaged: %(member)s is not as it was when the backup was made."),
    "missing": _("The file is damaged: %(member)s is missing or cannot be read."),
    "unexpected": _("The file is not as Edau makes it: %(member)s does not belong in it."),
    "behind": _("This database has not been migrated to this version of Edau. Run: edau upgrade"),
    "other_migrations": _(
        "The backup was made by Edau %(edau)s with other tables than this database has (%(example)s)."
        " Use that version of Edau, restore there, then upgrade."
    ),
    "not_empty": _(
        "This database holds data already (%(tables)s). Restoring replaces all of it. To do so, add --yes."
    ),
    "does_not_fit": _("A row of %(member)s does not fit into this database: %(why)s"),
    "loose_ends": _("Rows of the backup point at rows it does not have: %(why)s"),
}


class BackupError(Exception):
    """Why a backup was not made or not restored: a key of WORDS, and what its sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def in_words(self) -> str:
        return str(WORDS[self.code]) % self.params

    def __str__(self) -> str:
        return self.in_words()
