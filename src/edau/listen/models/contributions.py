"""What people say: their own words, in their own language, and the day by which they are answered."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.seals import new_salt
from edau.listen.choices import Audience, Kind, Route, State

RECORDINGS = "recordings"  # the folder they lie in


def apart() -> FileSystemStorage:
    """Where recordings lie: in the state folder, outside everything that a web server hands out."""
    return FileSystemStorage(location=settings.HOME / RECORDINGS, base_url=None)


class Contribution(models.Model):
    """What somebody said. Withdrawn or erased, its words, its salt and its place are gone and only the row is left."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    kind = models.CharField(max_length=12, choices=Kind)
    involvement = models.ForeignKey(
        "listen.Involvement", models.PROTECT, null=True, related_name="contributions"
    )
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, related_name="contributions")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)  # of a conversation: what matters
    can_do = models.TextField(blank=True)  # a conversation's other three parts
    others_can = models.TextField(blank=True)
    only_services = models.TextField(blank=True)
    # A consultation on policy also asks what it would do to the Welsh language (standards 91 to 93).
    welsh_effects = models.TextField(blank=True)
    welsh_better = models.TextField(blank=True)
    welsh_harms = models.TextField(blank=True)
    place = models.CharField(max_length=40, blank=True, db_index=True)  # the code of an area
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    route = models.CharField(max_length=6, choices=Route, default=Route.WEB)
    written_by = models.CharField(
        max_length=80, blank=True
    )  # who wrote it down for the teller, as in the trail
    made = models.DateTimeField(default=timezone.now)
    due = models.DateField()  # by when an answer is owed
    state = models.CharField(max_length=11, choices=State, default=State.RECEIVED)
    answered = models.DateTimeField(null=True)  # when it first came to a state with a reason
    waiting = models.BooleanField(default=False)  # came in a burst: out of sight until somebody has looked
    withdrawn = models.DateTimeField(null=True)
    salt = models.CharField(max_length=32, default=new_salt, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["involvement", "-made"]),
            models.Index(fields=["place", "-made"]),
            # Lists of what everyone may read are put in order, filtered and counted from this alone.
            models.Index(
                fields=[
                    *("-made", "id", "audience", "withdrawn", "waiting"),
                    *("involvement", "place", "kind", "language"),
                ],
                name="listen_newest",
            ),
            models.Index(fields=["state", "due"]),
            # How many were heard is counted from this alone, however long their words are.
            models.Index(
                fields=["involvement", "receipt", "withdrawn", "waiting", "synthetic"], name="listen_heard"
            ),
        ]

    def __str__(self) -> str:
        return f"contribution {self.id}"


class Addition(models.Model):
    """Words that a teller added later, with their receipt."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="additions")
    words = models.TextField()
    language = models.CharField(max_length=2)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"addition {self.id}"


class Recording(models.Model):
    """A contribution as it was spoken. Its words are a transcript that a person typed, and marked so."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="recording")
    file = models.FileField(storage=apart, upload_to="")
    kind = models.CharField(max_length=40)  # the media type, found from the content
    seconds = models.PositiveSmallIntegerField()
    transcribed = models.DateTimeField(null=True)
    transcribed_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"recording of {self.contribution_id}"
