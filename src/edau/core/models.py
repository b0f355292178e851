"""What every app stands on: stamps that tell whether a page may have changed, the hold register, the audit trail.

The hold register and the audit trail must be able to point at anything, so they keep a label and an id, never a
foreign key: nothing they point at can be kept from being deleted, and nothing is joined through them.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edau.core.ids import new_id


class Stamp(models.Model):
    """A named version of something public pages depend on: the live release, or what is visible."""

    name = models.CharField(primary_key=True, max_length=40)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Hold(models.Model):
    """An item taken out of sight. While `lifted` is empty it must be absent from every read path."""

    label = models.CharField(max_length=80)  # the model's label, such as "places.Area"
    object_id = models.CharField(max_length=64)
    reason = models.CharField(max_length=40)  # a code, never a text about a person
    since = models.DateTimeField(auto_now_add=True)
    lifted = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "object_id"],
                condition=models.Q(lifted=None),
                name="one_hold_in_force_per_item",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.object_id}: {self.reason}"


class AuditLine(models.Model):
    """One line of the audit trail: who did what to what, as ids and codes, chained by hash to the line before."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    deed = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    label = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    codes = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    parts = models.CharField(
        max_length=60, blank=True
    )  # of each column a few signs of its hash: see core.audit

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["object_id"])]  # what became of one record

    def __str__(self) -> str:
        return f"{self.number} {self.deed}"


class DailySalt(models.Model):
    """The secret under which network addresses are hashed today. Tomorrow it is gone, and no hash leads to an address."""

    day = models.DateField(primary_key=True)
    secret = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"salt of {self.day}"


class Try(models.Model):
    """That something was done or tried once: what limits count. Kept for a day at most."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=64, blank=True)  # a salted hash, or an id; never an address
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["scope", "key", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.scope} at {self.at}"


class SpentForm(models.Model):
    """That a form has had its effect: the same one sent again has none."""

    digest = models.CharField(primary_key=True, max_length=64)
    until = models.DateTimeField(db_index=True)  # after that the form itself is too old to be sent

    def __str__(self) -> str:
        return f"spent until {self.until}"


class Letter(models.Model):
    """One outgoing message: a row before it leaves, so that none is lost, none is sent twice, and every failure is known.

    `address` is the keyed hash of whom it goes to. It stays when the address and the words have been erased.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        BOUNCED = "bounced", _("Came back")
        STOPPED = "stopped", _("Not wanted")

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    to = models.EmailField(blank=True)
    address = models.CharField(max_length=64, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    purpose = models.CharField(max_length=20)
    can_stop = models.BooleanField(default=True)  # whether it offers to send no more of its kind
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(null=True, default=timezone.now)  # empty once nothing more is to be tried
    done = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True)  # why the last try failed, as a code

    class Meta:
        indexes = [models.Index(fields=["state", "next_try"]), models.Index(fields=["-made"])]

    def __str__(self) -> str:
        return f"letter {self.id}"


class MailStop(models.Model):
    """That nothing more goes to an address: because its owner said so, or because letters to it came back.

    The address itself is not kept, only its keyed hash. Without a purpose it holds for all but sign-in codes.
    """

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("They asked for no more")
        BOUNCED = "bounced", _("Letters came back")

    address = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=12, choices=Reason)
    code = models.CharField(max_length=20, blank=True)  # of the delivery report, such as "5.1.1"
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "purpose"], name="one_stop_a_purpose")]

    def __str__(self) -> str:
        return f"{self.reason} {self.purpose or 'all'}"
