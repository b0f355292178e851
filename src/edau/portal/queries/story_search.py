"""Searching what people said, in both languages: what goes into the index, what is found, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from edau.core.search import Document, Found, SearchIndex
from edau.core.visibility import held_ids
from edau.listen.choices import PARTS, WELSH, Audience
from edau.listen.models import Contribution
from edau.listen.queries.contributions import with_additions
from edau.portal.queries.search import normaliser
from edau.understand.queries.releases import live_release_id

LABEL, KIND = "listen.Contribution", "story"
ADDITION = "listen.Addition"  # held alone, it is not in the entry of its story
BATCH = 500
AROUND = 200  # letters of an extract: enough to tell in what words it was said
BEFORE = 60  # of them before the first word that was found
TEXTS = (*PARTS, *WELSH)


def index() -> SearchIndex:
    """The index with the keys of the live release: its place names count as known words."""
    return SearchIndex(normaliser(live_release_id()))


def found_ids(asked: str) -> Found:
    """The ids of all stories in which the words asked for stand, the best first, or in no order where they are very many.
    Those among them that nobody may read are for the caller to leave out. Two queries at most."""
    return index().every_id(asked, kinds=(KIND,))


def story_documents(contributions: Iterable[Contribution] | None = None) -> Iterator[Document]:
    """The documents of these contributions, or of all: only of what is for everyone and was not withdrawn. What is held
    or waits stays in the index and is left out by every search."""
    if contributions is None:
        rows = Contribution.objects.filter(audience=Audience.EVERYONE, withdrawn=None).order_by("pk")
        contributions = rows.prefetch_related(with_additions()).iterator(chunk_size=BATCH)
    held = held_ids(ADDITION)
    for one in contributions:
        if one.audience != Audience.EVERYONE or one.withdrawn is not None:
            continue
        bodies = {one.language: [getattr(one, text) for text in TEXTS]}
        for addition in one.additions.all():
            if addition.pk not in held:
                bodies.setdefault(addition.language, []).append(addition.words)
        yield Document(
            label=LABEL,
            object_id=one.pk,
            kind=KIND,
            title={one.language: one.title},
            body={language: "\n".join(filter(None, texts)) for language, texts in bodies.items()},
        )


def highlighted(texts: Sequence[tuple[str, str]], asked: str) -> tuple[SafeString, str]:
    """An extract of the first of these texts (each with its language) that has a word that was asked for, with such words
    marked, and its language; the beginning of the first text where none has. What people wrote is escaped."""
    words = normaliser(live_release_id())
    terms = words.query(asked)
    for text, language in texts:
        line = " ".join(text.split())
        first = next(words.spans(line, language, terms), None)
        if first is not None:
            start, end = _window(line, first[0])
            marks = list(words.spans(line[start:end], language, terms))
            return _marked(line, start, end, marks), language
    text, language = next(((text, language) for text, language in texts if text.strip()), ("", ""))
    line = " ".join(text.split())
    return _marked(line, *_window(line, 0), []), language


def _window(line: str, at: int) -> tuple[int, int]:
    """The extract round a place of a line: it begins and ends between words."""
    start = 0 if at <= BEFORE else line.rfind(" ", 0, at - BEFORE) + 1
    end = len(line) if len(line) - start <= AROUND else line.rfind(" ", 0, start + AROUND)
    return start, end if end > at else min(len(line), start + AROUND)


def _marked(line: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> SafeString:
    parts, at = ["…" if start else ""], start
    for first, last in marks:
        parts += [
            escape(line[at : start + first]),
            f"<mark>{escape(line[start + first : start + last])}</mark>",
        ]
        at = start + last
    parts += [escape(line[at:end]), "…" if end < len(line) else ""]
    return mark_safe("".join(parts))  # noqa: S308  # every piece of what people wrote is escaped above
