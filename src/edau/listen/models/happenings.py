"""What happened in an involvement: the evidence of how much say people had, and the steps of a first plan."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.languages import said
from edau.listen.choices import Event, Level, NotedAs


class Happening(models.Model):
    """Something that happened on a day. It is never changed: what was noted wrongly is replaced by another.

    `noted` is when it came to be written here; a decision noted after the opening but taken before it still counts by its
    day (`on`).
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey("listen.Involvement", models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=10, choices=Event)
    on = models.DateField()
    what_cy = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)  # of a session
    people = models.PositiveIntegerField(null=True)  # how many took part
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True)  # of all of them together
    cost = models.DecimalField(
        max_digits=10, decimal_places=2, null=True
    )  # pounds; who bore it stands in the words
    evidence_label = models.CharField(max_length=80, blank=True)  # a record of the thread
    evidence_id = models.CharField(max_length=64, blank=True)
    link = models.URLField(
        max_length=500, blank=True, default=""
    )  # a document elsewhere; nobody here has read it
    by = models.CharField(max_length=80)
    noted_as = models.CharField(
        max_length=12, choices=NotedAs, blank=True, default=""
    )  # empty: from before it was kept
    noted_for = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )  # the body in whose name it was noted
    noted = models.DateTimeField(default=timezone.now)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["involvement", "on"])]

    def __str__(self) -> str:
        return f"happening {self.id}"

    def said(self, language: str) -> tuple[str, str]:
        """What happened and the language that is in."""
        return said(self.what_cy, self.what_en, language)


class Witness(models.Model):
    """Whether something that was noted was so, as somebody says who did not note it: one who took part, with their receipt,
    or another body. Nobody reads who of those who took part said it.
    """

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="witnesses")
    receipt = models.ForeignKey(
        "thread.Receipt", models.CASCADE, null=True, related_name="+"
    )  # of one who took part
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )  # another body
    so = models.BooleanField()
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["happening", "receipt"],
                condition=models.Q(receipt__isnull=False),
                name="who_took_part_bears_out_once",
            ),
            models.UniqueConstraint(
                fields=["happening", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="a_body_bears_out_once",
            ),
            models.CheckConstraint(
                condition=models.Q(receipt__isnull=False, organisation__isnull=True)
                | models.Q(receipt__isnull=True, organisation__isnull=False),
                name="a_witness_took_part_or_is_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"witness of {self.happening_id}"


class FirstStep(models.Model):
    """A step of the plan an officer began with; the catalogue says what it is."""

    involvement = models.ForeignKey("listen.Involvement", models.CASCADE, related_name="first_steps")
    key = models.CharField(max_length=40)  # in the catalogue
    due = models.DateField()
    done = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["involvement", "key"], name="a_first_step_once")]

    def __str__(self) -> str:
        return f"step {self.key} of {self.involvement_id}"
