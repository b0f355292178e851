"""A consent to having one's words written down bears the key under which the register of purposes has it, so that a page can
say what was agreed to. Lines of the audit trail keep the key of their day: they are never changed."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BEFORE, NOW = "written_for", "spoken_for_others"


def _rename(apps: Any, schema_editor: Any, before: str, now: str) -> None:
    rows = apps.get_model("people", "Consent").objects.using(schema_editor.connection.alias)
    rows.filter(purpose=before).update(purpose=now)


def to_the_register(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, BEFORE, NOW)


def back(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, NOW, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_connectors")]

    operations = [migrations.RunPython(to_the_register, back)]
