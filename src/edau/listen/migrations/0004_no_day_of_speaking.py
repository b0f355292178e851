"""When what a teller said of themselves is deleted, no longer reckoned from the day on which they spoke: from the involvement,
or else from the month, alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations

KEPT_FOR, ANSWER_WITHIN = timedelta(days=365), timedelta(days=90)


def forget_the_day(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("listen", "Characteristics").objects
    for month in rows.filter(involvement="").order_by().values_list("month", flat=True).distinct():
        rows.filter(involvement="", month=month).update(delete_on=month + ANSWER_WITHIN + KEPT_FOR)
    said_in = rows.exclude(involvement="").order_by().values_list("involvement", flat=True).distinct()
    for key, day in (
        apps.get_model("listen", "Involvement").objects.filter(pk__in=said_in).values_list("pk", "answer_by")
    ):
        rows.filter(involvement=key).update(delete_on=day + KEPT_FOR)


class Migration(migrations.Migration):
    dependencies = [("listen", "0003_honest_involvement")]

    operations = [migrations.RunPython(forget_the_day, migrations.RunPython.noop)]
