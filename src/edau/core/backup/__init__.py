"""Backup and restore: everything an installation holds, in one file that either database can read."""

from edau.core.backup.deeds import Summary, backup, restore
from edau.core.backup.errors import BackupError

__all__ = ["BackupError", "Summary", "backup", "restore"]
