from django.db import migrations, models

import edau.core.seals


class Migration(migrations.Migration):
    dependencies = [
        ("answer", "0001_initial"),
    ]

    operations = [
        # Replies that are there already have no seal in the trail, and so no salt.
        migrations.AddField(
            model_name="reply",
            name="salt",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AlterField(
            model_name="reply",
            name="salt",
            field=models.CharField(blank=True, default=edau.core.seals.new_salt, max_length=32),
        ),
    ]
