"""The tables of `connect`, one file a subject."""

from edau.connect.models.hours import Account, Entry, Transfer
from edau.connect.models.needs import Need
from edau.connect.models.offers import Asset, Capability, Offered
from edau.connect.models.parties import Block, Check, Doorstep, Party, Reaching
from edau.connect.models.proposals import GroupPrice, Matching, Proposal, Unmet
from edau.connect.models.seasons import Placing, SeasonRequest, SeasonRound, SeasonSpace
from edau.connect.models.sharing import SharingRecord
from edau.connect.models.spoken import SpokenWord
from edau.connect.models.weeks import FreeWeek, SchoolTerm

__all__ = [
    "Account",
    "Asset",
    "Block",
    "Capability",
    "Check",
    "Doorstep",
    "Entry",
    "FreeWeek",
    "GroupPrice",
    "Matching",
    "Need",
    "Offered",
    "Party",
    "Placing",
    "Proposal",
    "Reaching",
    "SchoolTerm",
    "SeasonRequest",
    "SeasonRound",
    "SeasonSpace",
    "SharingRecord",
    "SpokenWord",
    "Transfer",
    "Unmet",
]
