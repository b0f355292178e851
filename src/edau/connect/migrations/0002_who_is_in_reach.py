"""Skills that are offered say again where and how far, so that a need finds who is in reach in one index."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_down(apps, schema_editor):
    Offered, Capability = apps.get_model("connect", "Offered"), apps.get_model("connect", "Capability")
    of = Capability.objects.filter(pk=OuterRef("capability"))
    Offered.objects.update(
        **{
            name: Subquery(of.values(column)[:1])
            for name, column in (("area", "party__area"), ("km", "km"), ("remote", "remote"))
        }
    )


class Migration(migrations.Migration):
    dependencies = [("connect", "0001_initial")]

    operations = [
        migrations.AddField("offered", "area", models.CharField(default="", max_length=40)),
        migrations.AddField("offered", "km", models.FloatField(default=0)),
        migrations.AddField("offered", "remote", models.BooleanField(default=False)),
        migrations.RemoveIndex("offered", "connect_off_group_3fdb10_idx"),
        migrations.AddIndex(
            "offered",
            models.Index(fields=["group", "area", "km", "remote", "capability"], name="who_is_in_reach"),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
