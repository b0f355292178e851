"""Hours move: for help that was given, between an organisation and its members, as gifts; and what was wrong is undone.

An hour is an hour. Nobody can buy one, leave one to somebody, or lose one because a record is deleted: whatever closes an
account gives what is left in it to the community pot of its area.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.connect import ledger
from edau.connect.choices import HELPED, Holder, Mistake, Movement
from edau.connect.models import Account, Entry, Party, Proposal, Transfer
from edau.connect.queries import hours as questions
from edau.connect.queries.hours import ACCOUNT, LABEL, MOVED, Room, line_of, pot_area, room_after
from edau.core import audit, clock, stamps
from edau.core.answers import insist
from edau.core.locks import one_at_a_time
from edau.people.rules import Deed, may

STAMP = "hours"
LONGEST = 7 * 24 * 60  # minutes of one transfer


class Refused(Exception):
    """Nothing was moved. `code` says why: `minutes` (none, or more than a week), `same` (both sides are one account),
    `closed`, `not_done` (the help has not been given yet), `again` (it has been written down already), `holder` (that is
    not done with such an account), `undone` (it was corrected before), `nothing` (there is nothing left to undo),
    `limits` (the second limit lies before the first)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class BeyondLimit(Refused):
    """The account would stand lower than it may; `room` says how it would stand and what its limit is."""

    def __init__(self, room: Room) -> None:
        self.room = room
        super().__init__("limit")


@dataclass(frozen=True)
class Moved:
    """A transfer that was made, and how the account that gave stands now: `room.beyond` is "soft" where a word is due."""

    transfer: Transfer
    room: Room


@transaction.atomic
def open_account(*, party: Party, by: str) -> Account:
    """The account of a party: the open one, or a new one."""
    _alone(party)
    return _account(party, by)


@transaction.atomic
def exchange(*, proposal: Proposal, minutes: int, by: str) -> Moved | None:
    """Moves the time that help took from who was helped to who gave it; None where either of them does not count hours.

    An organisation's room or thing that somebody used is hours redeemed with it. For who has left meanwhile the pot of
    their area stands in. Call it in the deed that marks the proposal as done. Raises Refused (`not_done`, `again`,
    `minutes`, `same`), and BeyondLimit where whoever was helped would stand too low: ask `queries.hours.may_take` before
    a time is agreed.
    """
    giver, seeker = sides(proposal)
    if not (giver.counts_hours and seeker.counts_hours):
        return None
    if proposal.stage not in HELPED:
        raise Refused("not_done")
    _alone()
    if _moved_for(proposal):
        raise Refused("again")
    used = proposal.asset_id is not None and giver.organisation_id is not None
    movement = Movement.REDEEM if used else Movement.EXCHANGE
    payer, earner = _side(seeker, by), _side(giver, by)
    if payer.holder == earner.holder == Holder.POT and payer.pk == earner.pk:
        return None
    return _move(movement, payer, earner, minutes, by=by, proposal=proposal)


def sides(proposal: Proposal) -> tuple[Party, Party]:
    """Who gives and who is helped."""
    giver = proposal.capability.party if proposal.capability is not None else proposal.asset.owner  # type: ignore[union-attr]
    return giver, proposal.need.party


@transaction.atomic
def issue(*, organisation: Party, member: Party, minutes: int, by: User) -> Moved:
    """An organisation gives hours to a member, for what they did for everybody, against what it has to spare. It may stand
    as far below nought as its account declares. Raises NotAllowed, Refused, BeyondLimit."""
    if organisation.organisation_id is None or member.organisation_id is not None:
        raise Refused("holder")
    insist(may(by, Deed.SHARE, organisations=[organisation.organisation_id]))
    _alone(organisation, member)
    giver, taker = _account(organisation, str(by)), _account(member, str(by))
    return _move(Movement.ISSUE, giver, taker, minutes, by=str(by))


@transaction.atomic
def redeem(*, member: Party, organisation: Party, minutes: int, by: str) -> Moved:
    """A member uses hours for what an organisation had to spare. It is theirs to say: the page asks whoever holds their
    account. Raises Refused, BeyondLimit."""
    if organisation.organisation_id is None or member.organisation_id is not None:
        raise Refused("holder")
    _alone(member, organisation)
    return _move(Movement.REDEEM, _account(member, by), _account(organisation, by), minutes, by=by)


@transaction.atomic
def redeem_for(*, member: Party, organisation: Party, minutes: int, by: User) -> Moved:
    """The same, written down for a member who is there and says so: by whoever shares in the name of the organisation, or
    keeps the hours of where the member is. Raises NotAllowed, Refused, BeyondLimit."""
    share = may(by, Deed.SHARE, organisations=[organisation.organisation_id or ""])
    insist(share or may(by, Deed.KEEP_HOURS, areas=questions.areas_around(member.area)))
    return redeem(member=member, organisation=organisation, minutes=minutes, by=str(by))


@transaction.atomic
def gift(*, giver: Party, to: Account, minutes: int, by: str) -> Moved:
    """Gives hours to somebody's account, or to a pot. Only what is there can be given: nobody gives what they owe.
    Raises Refused, BeyondLimit."""
    _alone(giver)
    account = _account(giver, by)
    return _move(Movement.GIFT, account, to, minutes, by=by, floor=0)


@transaction.atomic
def gift_to_pot(*, giver: Party, minutes: int, by: str) -> Moved:
    """The same to the pot of the giver's area."""
    _alone(giver)
    account = _account(giver, by)
    return _move(Movement.GIFT, account, _pot(account.area), minutes, by=by, floor=0)


@transaction.atomic
def give_from_pot(*, pot: Account, to: Account, minutes: int, by: User) -> Moved:
    """Gives what is in a pot to somebody who needs it. Raises NotAllowed, Refused, BeyondLimit where less is in it."""
    if pot.holder != Holder.POT or to.holder == Holder.POT:
        raise Refused("holder")
    insist(may(by, Deed.KEEP_HOURS, areas=questions.areas_of([pot])))
    _alone()
    return _move(Movement.GIFT, pot, to, minutes, by=str(by), floor=0)


@transaction.atomic
def correct(*, moved: Transfer, reason: Mistake, by: User, minutes: int | None = None) -> list[Transfer]:
    """Undoes a transfer by another that mirrors it; with `minutes`, writes it down anew as it should have been. What is
    true is written whatever the limits. Sides that were closed since are their pots. Returns what was written.

    Raises NotAllowed, and Refused (`undone`, `closed` for what an account left behind, `nothing`, `minutes`).
    """
    _alone()
    found = questions.transfer_of(moved.number)
    if found is None or found.pk != moved.pk:
        raise Refused("nothing")
    accounts = {entry.account_id: entry.account for entry in found.entries.all()}
    insist(may(by, Deed.KEEP_HOURS, areas=questions.areas_of(list(accounts.values()))))
    if getattr(found, "corrected_by", None) is not None:
        raise Refused("undone")
    if found.movement == Movement.CLOSING:
        raise Refused("closed")
    if minutes is not None and found.movement == Movement.CORRECTION:
        raise Refused("nothing")
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise Refused("minutes")
    heirs = {key: _pot(one.area).pk for key, one in accounts.items() if one.closed is not None}
    entries = {entry.account_id: entry.minutes for entry in found.entries.all()}
    back = ledger.undone(entries, heirs)
    if not back:
        raise Refused("nothing")
    written = [
        _write(
            Movement.CORRECTION,
            back,
            by=str(by),
            proposal=found.proposal,
            corrects=found,
            reason=Mistake(reason),
        )
    ]
    if minutes is not None:
        anew = {key: minutes if moved_minutes < 0 else -minutes for key, moved_minutes in back.items()}
        written.append(_write(Movement(found.movement), anew, by=str(by), proposal=found.proposal))
    return written


@transaction.atomic
def close(*, account: Account, by: str) -> Transfer | None:
    """Closes an account for good and parts it from its party: what is left, owed hours too, goes to the pot of its area.
    Returns the closing transfer; None where nothing was left. Raises Refused for a pot, and for what is closed."""
    if account.holder == Holder.POT:
        raise Refused("holder")
    _alone()
    account.refresh_from_db()
    if account.closed is not None:
        raise Refused("closed")
    left = questions.balance(account)
    moved = None
    if left:
        pot = _pot(account.area)
        moved = _write(Movement.CLOSING, {account.pk: -left, pot.pk: left}, by=by)
    account.party, account.closed = None, clock.now()
    account.save(update_fields=["party", "closed"])
    audit.record(deed="close_account", by=by, label=ACCOUNT, object_id=account.pk)
    return moved


@transaction.atomic
def set_limits(*, account: Account, soft: int, hard: int, by: User) -> None:
    """How far below nought an account may stand, in minutes: from `soft` on a word is said, beyond `hard` nothing more is
    taken. Raises NotAllowed, Refused."""
    if account.holder == Holder.POT:
        raise Refused("holder")
    insist(may(by, Deed.KEEP_HOURS, areas=questions.areas_of([account])))
    if not 0 <= soft <= hard <= 100 * LONGEST:
        raise Refused("limits")
    _alone()
    account.soft, account.hard = soft, hard
    account.save(update_fields=["soft", "hard"])
    audit.record(
        deed="limit_hours",
        by=str(by),
        label=ACCOUNT,
        object_id=account.pk,
        codes={"soft": soft, "hard": hard},
    )


def _alone(*parties: Party) -> None:
    """One transfer after the other, from before the balances are read. It is the lock of the audit trail, in which every
    transfer writes a line: with two locks, two deeds could each hold one and wait for the other. The rows of parties for
    whom an account may be opened are locked first: whoever leaves locks theirs, and comes to the trail later."""
    if parties:
        keys = [party.pk for party in parties]
        list(
            Party.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk")
        )
    one_at_a_time("audit")


def _account(party: Party, by: str) -> Account:
    known = questions.account_of(party)
    if known is not None:
        return known
    holder = Holder.ORGANISATION if party.organisation_id is not None else Holder.MEMBER
    made = Account.objects.create(
        holder=holder,
        party=party,
        area=pot_area(party.area),
        opened=clock.now(),
        synthetic=party.synthetic,
    )
    audit.record(deed="open_account", by=by, label=ACCOUNT, object_id=made.pk, codes={"holder": str(holder)})
    return made


def _side(party: Party, by: str) -> Account:
    return _account(party, by) if party.gone is None else _pot(pot_area(party.area))


def _pot(area: str) -> Account:
    known = questions.pot_of(area)
    return known or Account.objects.create(holder=Holder.POT, area=area, soft=0, hard=0, opened=clock.now())


def _moved_for(proposal: Proposal) -> bool:
    """Whether hours have moved for this help and were not taken back since."""
    moved = Transfer.objects.filter(proposal=proposal, corrected_by=None)
    return moved.exclude(movement=Movement.CORRECTION).exists()


def _move(
    movement: Movement,
    giver: Account,
    taker: Account,
    minutes: int,
    *,
    by: str,
    proposal: Proposal | None = None,
    floor: int | None = None,
) -> Moved:
    """Moves minutes within the limits of who gives; `floor` is a limit of this deed alone."""
    if not 1 <= minutes <= LONGEST:
        raise Refused("minutes")
    if giver.pk == taker.pk:
        raise Refused("same")
    taker.refresh_from_db()
    if giver.closed is not None or taker.closed is not None:
        raise Refused("closed")
    room = room_after(giver, questions.balance(giver), minutes)
    if floor is not None and room.balance < -floor:
        raise BeyondLimit(Room(room.balance, "hard", floor))
    if room.refused:
        raise BeyondLimit(room)
    written = _write(movement, {giver.pk: -minutes, taker.pk: minutes}, by=by, proposal=proposal)
    return Moved(written, room)


def _write(
    movement: Movement,
    entries: Mapping[str, int],
    *,
    by: str,
    proposal: Proposal | None = None,
    corrects: Transfer | None = None,
    reason: Mistake | str = "",
) -> Transfer:
    """The next line of the ledger, sealed with the one before it, and its line in the audit trail. Hold the lock."""
    last = Transfer.objects.order_by("-number").first()
    made = Transfer(
        number=last.number + 1 if last else 1,
        movement=movement,
        proposal=proposal,
        corrects=corrects,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    made.seal = ledger.seal_of(line_of(made, dict(entries)), last.seal if last else ledger.BEGINNING)
    made.save(force_insert=True)
    Entry.objects.bulk_create(
        Entry(transfer=made, account_id=account, minutes=minutes)
        for account, minutes in sorted(entries.items())
    )
    audit.record(
        deed=MOVED,
        by=by,
        label=LABEL,
        object_id=made.pk,
        codes={"movement": str(movement), "number": made.number, "seal": made.seal},
    )
    stamps.set_stamp(STAMP, uuid.uuid4().hex)
    return made
