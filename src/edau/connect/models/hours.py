"""The hours ledger: double entry, only ever added to. One hour is one hour; all accounts together come to nothing."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.utils import timezone

from edau.connect.choices import Holder, Mistake, Movement
from edau.core.ids import new_id

Written = TypeVar("Written", bound=models.Model)


class OnlyAdded(Exception):
    """What is written in the ledger is neither changed nor taken out. What was wrong is put right by another transfer."""

    def __init__(self) -> None:
        super().__init__("The hours ledger is only ever added to: put it right by another transfer.")


class Ledger(models.QuerySet[Written, Written]):
    """Rows that can be written and read, one or many, and no more."""

    def update(self, **values: Any) -> NoReturn:
        raise OnlyAdded

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyAdded

    def delete(self) -> NoReturn:
        raise OnlyAdded


class Inked(models.Model):
    """A row of the ledger: saved once. Django's own base manager stays, so that a backup is restored as it was, and so that
    an erased proposal lets go of its transfer."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise OnlyAdded
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyAdded


class Account(models.Model):
    """Whose hours they are. The balance is the sum of its entries and is kept nowhere else. Closed, it leads to nobody."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    holder = models.CharField(max_length=12, choices=Holder)
    party = models.OneToOneField("connect.Party", models.SET_NULL, null=True, related_name="account")
    area = models.CharField(
        max_length=40, blank=True
    )  # the code of the area whose pot it shares; of a pot, its own
    soft = models.PositiveIntegerField(default=600)  # minutes below nought from which a word is said
    hard = models.PositiveIntegerField(default=1200)  # and beyond which nothing more is taken
    opened = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(holder="pot"), name="one_pot_an_area"
            ),
            models.CheckConstraint(condition=models.Q(hard__gte=models.F("soft")), name="soft_before_hard"),
        ]

    def __str__(self) -> str:
        return f"account {self.id}"


class Transfer(Inked):
    """Hours that moved from one account to another. What was wrong is undone by another transfer, never rubbed out."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    number = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3 …: nothing is missing between
    movement = models.CharField(max_length=10, choices=Movement)
    proposal = models.ForeignKey("connect.Proposal", models.SET_NULL, null=True, related_name="transfers")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(max_length=12, choices=Mistake, blank=True)  # of a correction
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    seal = models.CharField(max_length=64)  # of this transfer and of the one before it

    objects = Ledger.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(movement="correction", corrects__isnull=False) & ~models.Q(reason="")
                    | ~models.Q(movement="correction") & models.Q(corrects__isnull=True, reason="")
                ),
                name="a_correction_says_what_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"transfer {self.number}"


class Entry(Inked):
    """One side of a transfer: minutes into an account (more than nought) or out of it (less)."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    minutes = models.IntegerField()

    objects = Ledger.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["transfer", "account"], name="an_account_once_a_transfer"),
            models.CheckConstraint(condition=~models.Q(minutes=0), name="an_entry_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes of {self.account_id}"
