"""The tables of `listen`, one file a subject."""

from edau.listen.models.asks import OutsideAsk, OutsideAskArea
from edau.listen.models.characteristics import Characteristics, PublishedVoices, Reach
from edau.listen.models.contributions import Addition, Contribution, Recording, apart
from edau.listen.models.happenings import FirstStep, Happening, Witness
from edau.listen.models.involvements import Involvement, InvolvementArea, InvolvementFramework, Pack, Theme
from edau.listen.models.principles import PrinciplePlan, PrincipleRating, ScaleLevel
from edau.listen.models.signs import Sign

__all__ = [
    "Addition",
    "Characteristics",
    "Contribution",
    "FirstStep",
    "Happening",
    "Involvement",
    "InvolvementArea",
    "InvolvementFramework",
    "OutsideAsk",
    "OutsideAskArea",
    "Pack",
    "PrinciplePlan",
    "PrincipleRating",
    "PublishedVoices",
    "Reach",
    "Recording",
    "ScaleLevel",
    "Sign",
    "Theme",
    "Witness",
    "apart",
]
