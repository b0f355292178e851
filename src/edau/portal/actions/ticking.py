"""What time does, all of it in one place: run it every minute or so. Each part can be run twice, also at once, and does
nothing the second time; one that fails does not keep the others from running."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from edau.connect.actions.forgetting import forget_old
from edau.connect.actions.matching import match_nightly, sweep_matchings
from edau.connect.actions.proposals import lapse
from edau.connect.actions.reminding import remind
from edau.core import abuse, clock
from edau.core.cache import forget_expired as forget_expired_cache
from edau.core.mail.outbox import deliver_due, erase_old_words
from edau.listen.actions.characteristics import forget_expired
from edau.listen.actions.sweeping import sweep_recordings
from edau.listen.actions.voices import publish_voices
from edau.listen.models import Contribution
from edau.moderation.actions.clock import run_clock
from edau.thread.models import Contact


@dataclass
class Ticked:
    """What was done, by name, and which parts failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def tick() -> Ticked:
    """Runs every part once."""
    ticked = Ticked()
    for name, part in PARTS:
        try:
            ticked.done |= part()
        except Exception:  # whatever it is, the other parts must run
            logging.getLogger("edau.tick").exception("%s failed", name)
            ticked.failed.append(name)
    return ticked


def forget_contacts() -> int:
    """How to reach people goes on the day that was set when they had all been answered; and at once where everything they
    said has been withdrawn."""
    said = Contribution.objects.filter(receipt=OuterRef("receipt"))
    nothing_left = Q(Exists(said)) & ~Q(Exists(said.filter(withdrawn=None)))
    past = Q(keep_until__lt=clock.today())
    return Contact.objects.filter(past | nothing_left).delete()[0]


def forget_sessions() -> int:
    """Sessions that have run out."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def _letters() -> dict[str, int]:
    return {f"letters_{state}": number for state, number in deliver_due().items()}


def _moderation() -> dict[str, int]:
    return {f"cases_{name}": number for name, number in run_clock().items()}


def _retention() -> dict[str, int]:
    return {
        "contacts_forgotten": forget_contacts(),
        "letters_emptied": erase_old_words(),
        "tries_forgotten": abuse.purge() + forget_expired_cache(),
        "sessions_forgotten": forget_sessions(),
        "characteristics_forgotten": forget_expired(clock.today()),
        **forget_old(),
    }


def _left_behind() -> dict[str, int]:
    return {"recordings_swept": sweep_recordings(), "matchings_ended": sweep_matchings()}


def _voices() -> dict[str, int]:
    return {"voices_published": publish_voices()}


def _offers() -> dict[str, int]:
    return {"offers_reminded": remind()}


def _matching() -> dict[str, int]:
    return {"suggestions_lapsed": lapse(), "suggestions_made": match_nightly()}


PARTS: tuple[tuple[str, Callable[[], dict[str, int]]], ...] = (
    ("letters", _letters),
    ("moderation", _moderation),
    ("voices", _voices),  # before what they are counted from is deleted
    ("offers", _offers),
    ("retention", _retention),
    ("left behind", _left_behind),  # by a worker that died
    ("matching", _matching),  # takes longest, and nothing waits for it
)
