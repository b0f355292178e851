"""Questions about the hours ledger: balances, statements, and whether it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from edau.connect import ledger
from edau.connect.choices import Holder, Movement
from edau.connect.ledger import Fault, Line
from edau.connect.models import Account, Entry, Party, Proposal, Transfer
from edau.core.models import AuditLine
from edau.people.models import Role
from edau.people.rules import Deed, may_with
from edau.places.queries import LINKS, WALES, every_area, visible_area

LABEL, ACCOUNT = "connect.Transfer", "connect.Account"
MOVED = "move_hours"  # the deed of a transfer in the audit trail
AT_ONCE = 2_000
SMALL = 5  # fewer people than these are not told of


def account_of(party: Party) -> Account | None:
    """The open account of a party; None until hours first moved. One query."""
    return Account.objects.filter(party=party, closed=None).first()


def pot_of(area: str) -> Account | None:
    """The community pot of an area, by its code; None until something was put into it. One query."""
    return Account.objects.filter(holder=Holder.POT, area=area).first()


def pots_of(roles: Collection[Role]) -> list[Account]:
    """The pots from which these roles may give, by area. One query."""
    pots = Account.objects.filter(holder=Holder.POT).order_by("area")
    return [pot for pot in pots if may_with(roles, Deed.KEEP_HOURS, areas=areas_of([pot]))]


def bodies_of(roles: Collection[Role]) -> list[Party]:
    """The organisations with which these roles may write down that hours were used: their own; all that count hours for
    whoever keeps hours. One query."""
    found = Party.objects.filter(organisation__isnull=False, gone=None, counts_hours=True)
    keeps = bool(may_with(roles, Deed.KEEP_HOURS))
    return [
        one
        for one in found.select_related("organisation").order_by("pk")
        if keeps or may_with(roles, Deed.SHARE, organisations=[one.organisation_id or ""])
    ]


def pot_areas_kept(roles: Collection[Role]) -> frozenset[str] | None:
    """The areas of the pots of which these roles see what moves: those that their areas hold, and that in which a smaller
    one lies. None for all. No query."""
    theirs = [role for role in roles if may_with([role], Deed.KEEP_HOURS)]
    if any(not role.area and not role.organisation_id for role in theirs):
        return None
    wanted = {role.area for role in theirs if role.area}
    held = {one.code for one in every_area("authority") if not wanted.isdisjoint(areas_around(one.code))}
    small = {code for code in wanted if (area := visible_area(code)) is not None and area.authority_id}
    return frozenset(held | {pot_area(code) for code in small} | ({WALES} & wanted))


def pot_area(code: str) -> str:
    """Whose pot people of a small area share: that of its authority; of Wales where the area is not known. No query."""
    area = visible_area(code)
    if area is None:
        return WALES
    return area.code if area.kind == "authority" else area.authority_id or WALES


def areas_around(code: str) -> frozenset[str]:
    """An area and every area it lies in, as the rules ask for them. No query."""
    area = visible_area(code)
    above = [getattr(area, f"{link}_id") for link in LINKS] if area is not None else []
    return frozenset([code, *(each for each in above if each)])


def areas_of(accounts: Collection[Account]) -> frozenset[str]:
    """The areas that these accounts concern: of their parties and of their pots. Fetch the parties with them."""
    codes = {one.area for one in accounts} | {one.party.area for one in accounts if one.party is not None}
    return frozenset().union(*(areas_around(code) for code in codes if code))


def balances(accounts: Collection[str] | None = None) -> dict[str, int]:
    """Minutes by account, of these or of all; nought is left out where nothing ever moved. One query."""
    entries = Entry.objects.all() if accounts is None else Entry.objects.filter(account__in=list(accounts))
    summed = entries.values("account").annotate(minutes=Sum("minutes"))
    return {row["account"]: row["minutes"] for row in summed.order_by("account")}


def balance(account: Account) -> int:
    """The minutes of one account. One query."""
    return balances([account.pk]).get(account.pk, 0)


@dataclass(frozen=True)
class Room:
    """How an account would stand after so many minutes more were taken: `beyond` is the limit it would pass ("", "soft",
    "hard"), `limit` the minutes below nought of that limit."""

    balance: int
    beyond: str
    limit: int

    @property
    def refused(self) -> bool:
        return self.beyond == "hard"


def room_after(account: Account, balance: int, minutes: int) -> Room:
    """The same from a balance that is known. No query."""
    after = balance - minutes
    if after < -account.hard:
        return Room(after, "hard", account.hard)
    return Room(after, "soft" if after < -account.soft else "", account.soft)


def may_take(party: Party, minutes: int) -> Room:
    """Whether a party can be helped for so long as its hours stand now: for who wants to say so before a time is agreed.
    One who does not count hours always can. Two queries."""
    if not party.counts_hours:
        return Room(0, "", 0)
    account = account_of(party)
    if account is None:
        return room_after(Account(holder=Holder.MEMBER), 0, minutes)
    return room_after(account, balance(account), minutes)


@dataclass(frozen=True)
class StatementLine:
    """A transfer as one account sees it: minutes into it (above nought) or out of it, and how it stood afterwards.
    `undone` is the number of the transfer that undid it, `undoes` of the one it undid; 0 for none."""

    number: int
    at: datetime
    movement: str
    minutes: int
    balance: int
    proposal: Proposal | None
    undone: int
    undoes: int
    reason: str


@dataclass(frozen=True)
class Statement:
    """An account over some days: how it stood before, every line, how it stood after; `given` are the minutes that came
    in, `had` those that went out."""

    account: Account
    begins: date
    ends: date
    before: int
    lines: tuple[StatementLine, ...]
    after: int
    given: int
    had: int


def statement(account: Account, begins: date, ends: date) -> Statement:
    """An account from one day to another, both counted, as days are in Wales. Two queries, however long it is.

    ValueError where the last day is before the first.
    """
    if ends < begins:
        raise ValueError("a statement ends on or after the day it begins")
    start = timezone.make_aware(datetime.combine(begins, time.min))
    stop = timezone.make_aware(datetime.combine(ends + timedelta(days=1), time.min))
    earlier = Entry.objects.filter(account=account, transfer__at__lt=start).aggregate(minutes=Sum("minutes"))
    stands = before = earlier["minutes"] or 0
    entries = Entry.objects.filter(account=account, transfer__at__gte=start, transfer__at__lt=stop)
    lines = []
    joined = entries.select_related(
        "transfer__proposal__need",
        "transfer__corrects",
        "transfer__corrected_by",
        "transfer__proposal__asset",
    )
    for entry in joined.order_by("transfer__at", "transfer__number"):
        stands += entry.minutes
        moved = entry.transfer
        by = getattr(moved, "corrected_by", None)
        lines.append(
            StatementLine(
                moved.number,
                moved.at,
                moved.movement,
                entry.minutes,
                stands,
                moved.proposal,
                by.number if by else 0,
                moved.corrects.number if moved.corrects else 0,
                moved.reason,
            )
        )
    given = sum(line.minutes for line in lines if line.minutes > 0)
    had = -sum(line.minutes for line in lines if line.minutes < 0)
    return Statement(account, begins, ends, before, tuple(lines), stands, given, had)


@dataclass(frozen=True)
class Pot:
    """A community pot as everybody may see it: minutes in it, None while fewer than five accounts put in or took out."""

    area: str
    minutes: int | None
    synthetic: bool


@dataclass(frozen=True)
class InAll:
    """The ledger as everybody may see it. Counts of fewer than five people are None, and so are the hours they moved.
    `people` have given or had help; `minutes` of help in all, and in the last twelve months."""

    people: int | None
    minutes: int | None
    minutes_lately: int | None
    organisations: int
    pots: tuple[Pot, ...]
    synthetic: bool


def in_all(today: date) -> InAll:
    """What may be told of all hours together. Transfers that were undone do not count. Six queries."""
    standing = Q(transfer__corrected_by=None, transfer__movement__in=(Movement.EXCHANGE, Movement.REDEEM))
    helped = Entry.objects.filter(standing, minutes__gt=0)
    year_ago = timezone.make_aware(datetime.combine(today - timedelta(days=365), time.min))
    members = Entry.objects.filter(standing, account__holder=Holder.MEMBER)
    people = members.aggregate(n=Count("account", distinct=True))["n"]
    lately = Q(transfer__at__gte=year_ago)
    people_lately = members.filter(lately).aggregate(n=Count("account", distinct=True))["n"]
    summed = helped.aggregate(ever=Sum("minutes"), lately=Sum("minutes", filter=lately))
    minutes, minutes_lately = summed["ever"] or 0, summed["lately"] or 0
    earlier = people - people_lately
    # What only a few moved before the last year could be taken off the whole.
    safe = people_lately >= SMALL and (minutes == minutes_lately or earlier >= SMALL)
    return InAll(
        people if people >= SMALL else None,
        minutes if people >= SMALL else None,
        minutes_lately if people >= SMALL and safe else None,
        Account.objects.filter(holder=Holder.ORGANISATION, closed=None).count(),
        tuple(_pots()),
        Account.objects.filter(synthetic=True).exists(),
    )


def _pots() -> Iterator[Pot]:
    pots = list(Account.objects.filter(holder=Holder.POT).order_by("area"))
    stands = balances([pot.pk for pot in pots])
    into = Entry.objects.filter(transfer__entries__account__in=[pot.pk for pot in pots])
    others = (
        into.exclude(account__holder=Holder.POT)
        .values("transfer__entries__account")
        .annotate(n=Count("account", distinct=True))
    )
    many = {
        row["transfer__entries__account"]: row["n"] for row in others.order_by("transfer__entries__account")
    }
    for pot in pots:
        shown = many.get(pot.pk, 0) >= SMALL
        yield Pot(pot.area, stands.get(pot.pk, 0) if shown else None, pot.synthetic)


def transfers_lately(areas: Collection[str] | None = None, most: int = 50) -> list[Transfer]:
    """The newest transfers, with both their sides; of accounts that share the pots of these areas, or all. Two queries."""
    found = Transfer.objects.select_related("corrected_by", "corrects", "proposal__need")
    if areas is not None:
        found = found.filter(entries__account__area__in=list(areas)).distinct()
    return list(found.prefetch_related("entries__account__party__organisation").order_by("-number")[:most])


def transfer_of(number: int) -> Transfer | None:
    """A transfer by its number, with both its sides."""
    found = Transfer.objects.select_related("corrected_by", "corrects", "proposal__need")
    return found.prefetch_related("entries__account__party__organisation").filter(number=number).first()


def lines() -> Iterator[Line]:
    """Every transfer with its sides, in the order of the numbers, read in batches."""
    moved = Transfer.objects.prefetch_related("entries").order_by("number")
    for one in moved.iterator(chunk_size=AT_ONCE):
        entries = {entry.account_id: entry.minutes for entry in one.entries.all()}
        yield line_of(one, entries)


def line_of(moved: Transfer, entries: dict[str, int]) -> Line:
    """A transfer as the ledger's law sees it."""
    return Line(
        moved.number,
        moved.id,
        str(moved.movement),
        moved.corrects_id or "",
        str(moved.reason),
        moved.by,
        moved.at,
        entries,
        moved.seal,
    )


@dataclass(frozen=True)
class Proof:
    """What was found: how many transfers and accounts there are, the last seal, and every fault, the first one first."""

    transfers: int
    accounts: int
    last: str
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verify() -> Proof:
    """Proves the whole ledger: each transfer and the chain, every correction, closed accounts, all accounts together, and
    each seal against the one in the audit trail, which also tells when the newest transfers were taken away."""
    closed = dict(Account.objects.exclude(closed=None).values_list("pk", "area"))
    pots = dict(Account.objects.filter(holder=Holder.POT).values_list("area", "pk"))
    trail = _seals_of_the_trail()
    found: list[Fault] = []
    seen: list[Line] = []

    def reading() -> Iterator[Line]:
        for line in lines():
            if trail.pop(line.number, "") != line.seal:
                found.append(Fault(line.number, "trail"))
            seen[:] = [line]
            count[0] += 1
            yield line

    count = [0]
    heirs = {key: pots[area] for key, area in closed.items() if area in pots}
    found += ledger.faults(reading(), heirs)
    if trail:
        found.append(Fault(min(trail), "cut"))
    stands = balances()
    if sum(stands.values()):
        found.append(Fault(0, "sum"))
    if any(stands.get(key) for key in closed):
        found.append(Fault(0, "left"))
    found.sort(key=lambda fault: (fault.number == 0, fault.number))
    return Proof(count[0], Account.objects.count(), seen[0].seal if seen else ledger.BEGINNING, tuple(found))


def _seals_of_the_trail() -> dict[int, str]:
    lines = AuditLine.objects.filter(deed=MOVED, label=LABEL).order_by("number")
    return {
        int(codes.get("number", 0)): str(codes.get("seal", ""))
        for codes in lines.values_list("codes", flat=True)
    }
