"""What people said as an Atom feed (RFC 4287): each entry in the language in which it was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.listen.choices import Kind
from edau.listen.models import Contribution
from edau.portal.queries.story_search import TEXTS
from edau.thread.records import extract
from edau.ui.links import address_in

LONGEST = 600  # letters of an entry: enough to know whether to read on


class _Spoken(Atom1Feed):
    """Atom whose entries say in which language they are, and stand alone if one is taken out of the feed."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return super().item_attributes(item) | {"xml:lang": item["spoken"]}


def feed_of(stories: Iterable[Contribution], origin: str, language: str) -> str:
    """The feed, with addresses of pages in a language."""
    feed = _Spoken(
        title=_("Edau: stories"),
        link=origin + address_in(language, "portal:stories"),
        description=_("What people have said, the newest first."),
        language=language,
        feed_url=origin + address_in(language, "portal:stories_feed"),
    )
    for one in stories:
        words = "\n".join(filter(None, (getattr(one, text) for text in TEXTS)))
        address = origin + address_in(language, "portal:story", one.pk)
        feed.add_item(
            title=_title(one, words),
            link=address,
            description=extract(words, LONGEST),
            unique_id=address,
            pubdate=one.made,
            updateddate=one.made,
            author_name=_("A teller without a name"),
            spoken=one.language,
        )
    return feed.writeString("utf-8")


def _title(one: Contribution, words: str) -> str:
    """What an entry is called; of one that was made up it begins by saying so, in the language of the entry."""
    title = one.title or extract(words, 80) or str(Kind(one.kind).label)
    if not one.synthetic:
        return title
    with override(one.language):
        return f"{_('Made-up example.')} {title}"
