"""Questions about answers on their way: which wait for a letter or a call, and which wait for their language."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from edau.answer.choices import Sent
from edau.answer.models import Answered, Reply
from edau.answer.queries.words import in_sight, language_of
from edau.core.visibility import visible
from edau.listen.models import Contribution
from edau.people.models import Role
from edau.people.rules import MAY, Deed


def has_words_for(reply: Reply, answered: Answered) -> bool:
    """Whether a reply is there in the language of this teller."""
    return bool(getattr(reply, f"words_{language_of(answered.contribution)}"))


def replies_of(roles: list[Role], deed: Deed) -> QuerySet[Reply]:
    """The replies that are not held of those bodies in whose name these roles may do this."""
    fitting = [role for role in roles if role.part in MAY[deed]]
    replies = visible(Reply.objects.all())
    if any(not role.organisation_id and not role.area for role in fitting):
        return replies
    keys = [role.organisation_id for role in fitting if role.organisation_id]
    areas = [role.area for role in fitting if role.area]
    return replies.filter(Q(organisation__in=keys) | Q(organisation__area__in=areas))


def to_be_brought(replies: QuerySet[Reply]) -> QuerySet[Answered]:
    """Letters to post and calls to make, the oldest first; none to who has taken their words back, and none whose words
    are out of sight."""
    words = in_sight(Contribution.objects.all())
    open_still = Answered.objects.filter(
        reply__in=replies, contribution__in=words, sent_at=None, sent__in=(Sent.LETTER, Sent.CALL)
    )
    ready = Q(contribution__receipt__person__language="cy") & ~Q(reply__words_cy="")
    ready |= Q(contribution__receipt__person__language="en") & ~Q(reply__words_en="")
    return (
        open_still.filter(ready)
        .select_related("reply", "contribution__receipt__person", "contribution__receipt__contact")
        .order_by("reply__made", "pk")
    )


def owing_a_language(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """The replies of which a language is still to come, the oldest first."""
    unsaid = Q(words_cy="") | Q(words_en="")
    half = Q(delivered__isnull=False) & (Q(delivered_cy="") | Q(delivered_en=""))
    return replies.filter(unsaid | half).select_related("involvement").order_by("made")
