"""What a connector answers for somebody rests on what was said: by whom, when and how."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies = [("connect", "0002_who_is_in_reach")]

    operations = [
        migrations.CreateModel(
            name="SpokenWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "yes"),
                            ("no", "no"),
                            ("time", "a time was agreed"),
                            ("done", "it is done"),
                            ("thanks", "thanks"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "said_by",
                    models.CharField(
                        choices=[
                            ("self", "They said it themselves"),
                            ("carer", "Whoever is responsible for them said it"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("together", "Face to face"),
                            ("telephone", "By telephone"),
                            ("paper", "On paper"),
                        ],
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("taken_by", models.CharField(max_length=80)),
                ("noted", models.DateTimeField(default=django.utils.timezone.now)),
                ("party", models.ForeignKey(on_delete=CASCADE, related_name="spoken_words", to="connect.party")),
                (
                    "proposal",
                    models.ForeignKey(on_delete=CASCADE, related_name="spoken_words", to="connect.proposal"),
                ),
            ],
        ),
    ]
