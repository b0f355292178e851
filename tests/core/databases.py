"""Empty databases of their own, for tests of what must own a whole database: backup and restore."""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from tests import loaded

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
NUMBERS = count(1)


def engine_of_this_run() -> str:
    return str(connections["default"].settings_dict["ENGINE"])


class Databases:
    """Makes migrated, empty databases of either engine, and makes one of them the default one for a while."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.usual = connections["default"]
        self.templates: dict[str, str] = {}
        self.made: list[str] = []

    @contextmanager
    def fresh(self, engine: str | None = None) -> Iterator[BaseDatabaseWrapper]:
        """A database as `edau manage migrate` leaves it. Within the block it is the only one there is."""
        engine = engine or self.usual.settings_dict["ENGINE"]
        if engine not in self.templates:
            template = self._new_name(engine)
            if engine == SQLITE:
                loaded.empty(Path(template), lambda: self._migrate(engine, template))
            else:
                self._migrate(engine, template)
            self.templates[engine] = template
        name = self._new_name(engine, copy_of=self.templates[engine])
        with self.using(engine, name) as connection:
            yield connection

    def _migrate(self, engine: str, name: str) -> None:
        with self.using(engine, name):
            call_command("migrate", verbosity=0, interactive=False)

    @contextmanager
    def using(self, engine: str, name: str) -> Iterator[BaseDatabaseWrapper]:
        connection = self._connection(engine, name)
        before = connections["default"]
        connections["default"] = connection
        ContentType.objects.clear_cache()
        try:
            yield connection
        finally:
            connection.close()
            connections["default"] = before
            ContentType.objects.clear_cache()

    def remove(self) -> None:
        for name in self.made:
            with self.usual._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')

    def _connection(self, engine: str, name: str) -> BaseDatabaseWrapper:
        described = copy.deepcopy(self.usual.settings_dict)
        if described["ENGINE"] != engine:
            from edau.config.settings import SQLITE_OPTIONS

            described |= dict.fromkeys(("HOST", "PORT", "USER", "PASSWORD"), "")
            described["OPTIONS"] = copy.deepcopy(SQLITE_OPTIONS)
        described |= {"ENGINE": engine, "NAME": name}
        return load_backend(engine).DatabaseWrapper(described, alias="default")

    def _new_name(self, engine: str, copy_of: str | None = None) -> str:
        if engine == SQLITE:
            file = self.folder / f"{next(NUMBERS)}.sqlite3"
            if copy_of:
                shutil.copy(copy_of, file)
            return str(file)
        name = f"edau_backup_{os.getpid()}_{next(NUMBERS)}"
        with self.usual._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{copy_of}"' if copy_of else ""))
        self.made.append(name)
        return name
