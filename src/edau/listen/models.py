"""Involvements and what people say: their own words, in their own language, and the day by which they are answered."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.seals import new_salt
from edau.listen.choices import Audience, Kind, Route, Stage, State


def apart() -> FileSystemStorage:
    """Where recordings lie: in the state folder, outside everything that a web server hands out."""
    return FileSystemStorage(location=settings.HOME / "recordings", base_url=None)


class Involvement(models.Model):
    """A question put to people, with an honest promise: what is still open, what is not and why, who answers, by when.

    Publishing seals the promise. After that only its end can be put off, and that is a deed of its own.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    question_cy = models.CharField(max_length=200, blank=True)
    question_en = models.CharField(max_length=200, blank=True)
    about_cy = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    open_cy = models.TextField(blank=True)  # what is still open
    open_en = models.TextField(blank=True)
    fixed_cy = models.TextField(blank=True)  # what cannot change, and why
    fixed_en = models.TextField(blank=True)
    checked = models.BooleanField(default=False)  # whether somebody qualified has read the Welsh
    opens = models.DateField()
    closes = models.DateField()
    answer_by = models.DateField()  # every contribution is owed an answer by this day
    asked_by = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="involvements_asked"
    )  # empty: a citizen asks
    answered_by = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="involvements_answered"
    )
    taken_up = models.DateTimeField(null=True)  # when who is to answer said they will
    controllers = models.ManyToManyField("people.Organisation", related_name="+")  # who answers for the data
    opened_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    published = models.DateTimeField(null=True)
    salt = models.CharField(max_length=32, default=new_salt)
    seal = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False)  # made up for the worked example

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens"))
                & models.Q(answer_by__gte=models.F("closes")),
                name="opens_closes_then_answers",
            )
        ]

    def __str__(self) -> str:
        return f"involvement {self.id}"

    def said(self, field: str, language: str) -> tuple[str, str]:
        """A text (`question`, `about`, `open`, `fixed`) and its language: this one, or the other while it is missing."""
        other = "en" if language == "cy" else "cy"
        text = getattr(self, f"{field}_{language}")
        return (text, language) if text else (getattr(self, f"{field}_{other}"), other)


class InvolvementArea(models.Model):
    """An area an involvement is about, by its code: a release replaces its areas, and involvements stay."""

    involvement = models.ForeignKey(Involvement, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["involvement", "code"], name="an_area_once")]

    def __str__(self) -> str:
        return f"{self.involvement_id} in {self.code}"


class Contribution(models.Model):
    """What somebody said. Withdrawn or erased, its words, its salt and its place are gone and only the row is left."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    kind = models.CharField(max_length=12, choices=Kind)
    involvement = models.ForeignKey(Involvement, models.PROTECT, null=True, related_name="contributions")
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, related_name="contributions")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)  # of a conversation: what matters
    can_do = models.TextField(blank=True)  # a conversation's other three parts
    others_can = models.TextField(blank=True)
    only_services = models.TextField(blank=True)
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
            models.Index(fields=["-made"]),
            models.Index(fields=["state", "due"]),
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


class Theme(models.Model):
    """What several people speak of, as a facilitator names it. Words are tied to it by edges of the thread."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey(Involvement, models.CASCADE, related_name="themes")
    name_cy = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    checked = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"theme {self.id}"

    def said(self, language: str) -> tuple[str, str]:
        """Its name and the language that is in."""
        own, other = (self.name_cy, self.name_en) if language == "cy" else (self.name_en, self.name_cy)
        return (own, language) if own else (other, "en" if language == "cy" else "cy")


class Pack(models.Model):
    """Numbered sheets printed for a place with no signal: each has its receipt to tear off."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="packs")
    sheets = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"pack {self.id}"
