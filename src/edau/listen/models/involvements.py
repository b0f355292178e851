"""Involvements: a question put to people, its areas, the themes in what they say, and packs of paper for it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.languages import said
from edau.core.seals import new_salt
from edau.listen.choices import Co, Cycle, Level, Stage


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
    cycle = models.CharField(max_length=10, choices=Cycle, blank=True)  # where in the work people come in
    co = models.CharField(max_length=10, choices=Co, blank=True)  # what is done together
    promised = models.CharField(max_length=12, choices=Level, blank=True)  # how much say people are promised
    policy = models.BooleanField(default=False)  # it consults on a decision about policy
    no_policy_cy = models.TextField(blank=True, default="")  # why it does not, as whoever asks says
    no_policy_en = models.TextField(blank=True, default="")
    plan = models.BooleanField(default=False)  # it consults on a plan, for which the law gives twelve weeks
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by"
    )  # the involvement at an earlier stage of the same work
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
        """A text (`question`, `about`, `open`, `fixed`, `no_policy`) and its language: this one, or the other while it is
        missing."""
        return said(getattr(self, f"{field}_cy"), getattr(self, f"{field}_en"), language)


class InvolvementFramework(models.Model):
    """A framework of questions by which tellers place their own story; several involvements may share one."""

    involvement = models.ForeignKey(Involvement, models.CASCADE, related_name="frameworks")
    key = models.CharField(max_length=40, db_index=True)  # in the catalogue

    class Meta:
        constraints = [models.UniqueConstraint(fields=["involvement", "key"], name="a_framework_once")]

    def __str__(self) -> str:
        return f"{self.key} in {self.involvement_id}"


class InvolvementArea(models.Model):
    """An area an involvement is about, by its code: a release replaces its areas, and involvements stay."""

    involvement = models.ForeignKey(Involvement, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["involvement", "code"], name="an_area_once")]

    def __str__(self) -> str:
        return f"{self.involvement_id} in {self.code}"


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
        return said(self.name_cy, self.name_en, language)


class Pack(models.Model):
    """Numbered sheets printed for a place with no signal: each has its receipt to tear off."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="packs")
    sheets = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"pack {self.id}"
