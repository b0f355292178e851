"""A spoken word is also about what somebody offers or needs: what a connector confirms, changes or withdraws for them.
And thanks have the language in which they were written."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connect", "0003_spoken_words")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="thanks_language",
            field=models.CharField(blank=True, default="", max_length=2),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="spokenword",
            name="label",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="spokenword",
            name="object_id",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AlterField(
            model_name="spokenword",
            name="answer",
            field=models.CharField(choices=[("yes", "yes"), ("no", "no"), ("time", "a time was agreed"), ("done", "it is done"), ("thanks", "thanks"), ("still", "it is still true"), ("helped", "somebody has helped"), ("change", "it is to be changed"), ("back", "it is to be withdrawn")], max_length=6),
        ),
        migrations.AlterField(
            model_name="spokenword",
            name="proposal",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="spoken_words", to="connect.proposal"),
        ),
        migrations.AddConstraint(
            model_name="spokenword",
            constraint=models.CheckConstraint(condition=models.Q(("proposal", None), ("object_id", ""), _connector="XOR"), name="a_word_is_about_one_thing"),
        ),
    ]
