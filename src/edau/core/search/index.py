"""The search index: documents in, ranked hits out, on both databases with the same code.

Names live in a small table of keys, which gives the exact and the type-ahead matches; words live in the
database's own full-text index (`sqlite`, `postgresql`). A search is one query. What is under a hold is left
out there, on the next search after the hold was set. The index can be rebuilt from what it indexes at any
time, so no backup needs it.
"""

# ruff: noqa: S608  # statements are put together from constants of this package; every value is a parameter

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.models import QuerySet

from edau.core.models import Hold
from edau.core.search import postgresql, sqlite
from edau.core.search.documents import LANGUAGES, Document, Hit, Match, Normaliser

MOST_HITS = 200
MOST_WEIGHED = 1_000  # documents: of more nobody reads on to where the order would tell
# PostgreSQL refuses a text whose words take more than a megabyte; nothing that people read is so long.
LONGEST_BODY = 200_000

# As much of a name as can be an index key.
LONGEST_NAME = 200

_BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}
_BATCH = 250
_MANY = 1000  # after so many documents the database is asked to look at its tables afresh
# Asked once a search; asked of every document it took half as long again as the search itself.
_NOT_HELD = (
    "(document.label, document.object_id) NOT IN (SELECT label, object_id FROM {hold} WHERE lifted IS NULL)"
)


class Found(NamedTuple):
    """Ids, each once; `weighed`: whether they are in the order of `SearchIndex.search`, the best first."""

    ids: list[str]
    weighed: bool


class SearchIndex:
    """The one search interface. `normaliser` makes the keys; the database's vendor chooses the full-text
    engine."""

    def __init__(self, normaliser: Normaliser, *, using: str = "default") -> None:
        self._normaliser = normaliser
        self._using = using

    def index(self, documents: Iterable[Document]) -> int:
        """Adds documents, each in place of an earlier one of the same label and id. All or none; returns how
        many."""
        count = 0
        remaining = iter({(document.label, document.object_id): document for document in documents}.values())
        with transaction.atomic(using=self._using), connections[self._using].cursor() as cursor:
            if self._backend.LOCK:
                cursor.execute(self._backend.LOCK)
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_search_document")
            last = cursor.fetchone()[0]
            while batch := list(islice(remaining, _BATCH)):
                pairs = [value for document in batch for value in (document.label, document.object_id)]
                places = _places(len(batch), "(%s, %s)")
                self._delete(cursor, f"(label, object_id) IN (VALUES {places})", pairs)
                self._insert(cursor, list(enumerate(batch, start=last + count + 1)))
                count += len(batch)
            if count >= _MANY:
                for statement in self._backend.SETTLE:
                    cursor.execute(statement)
        return count

    def clear(self, kind: str | None = None) -> None:
        """Removes the documents of one kind, or all."""
        where, params = ("kind = %s", [kind]) if kind is not None else ("1 = 1", [])
        with transaction.atomic(using=self._using), connections[self._using].cursor() as cursor:
            self._delete(cursor, where, params)

    def remove(self, label: str, object_id: str) -> None:
        """Removes one document; one that is not there is no error."""
        with transaction.atomic(using=self._using), connections[self._using].cursor() as cursor:
            self._delete(cursor, "label = %s AND object_id = %s", [label, object_id])

    def search(
        self,
        text: str,
        *,
        kinds: Collection[str] | None = None,
        limit: int = 20,
        exclude: Collection[tuple[str, str]] = (),
        among: QuerySet[Any] | None = None,
    ) -> list[Hit]:
        """What people may mean by a text, the best first: an exact name, then the beginning of a name, then
        words; among equals the heavier document, then the one the words fit better.

        `kinds` narrows the search (an empty collection finds nothing); `exclude` leaves out pairs of label
        and id, over and above what is under a hold; `among` lets through only those whose id a question of one
        column gives, as part of the same query. Nothing typed can break the query: an empty, odd or very
        long text finds little or nothing. At most 200 hits. One query, or none where nothing can be found.
        """
        limit = min(limit, MOST_HITS)
        branches, params = self._branches(text)
        if not branches or limit < 1 or (kinds is not None and not kinds):
            return []
        conditions, values = _conditions(kinds)
        params += values
        if exclude:
            places = _places(len(exclude), "(%s, %s)")
            conditions.append(f"(document.label, document.object_id) NOT IN (VALUES {places})")
            params += [value for pair in exclude for value in pair]
        if among is not None:
            ids, given = among.query.sql_with_params()
            conditions.append(f"document.object_id IN ({ids})")
            params += given
        columns = ["label", "object_id", "kind", "area", "weight", "titles", "payload"]
        chosen = ", ".join(f"document.{column}" for column in columns)
        sql = f"{_ranked(branches, f'{chosen}, best.found', conditions)} LIMIT %s"
        with connections[self._using].cursor() as cursor:
            cursor.execute(sql, [*params, limit])
            return [_hit(row) for row in cursor.fetchall()]

    def every_id(self, text: str, *, kinds: Collection[str]) -> Found:
        """The ids of all that `search` could find of these kinds, however many: for lists that are counted and turned over.
        Up to MOST_WEIGHED of them in its order, more in none: to weigh how well thousands of documents fit one common word
        takes three times as long as finding them, and tells nobody anything. Two queries at most, none where nothing can
        be found.
        """
        branches, params = self._branches(text)
        if not branches or not kinds:
            return Found([], True)
        conditions, values = _conditions(kinds)
        finding = [self._backend.FINDS if one == self._backend.MATCHES else one for one in branches]
        with connections[self._using].cursor() as cursor:
            cursor.execute(_found(finding, conditions, weighing=False), [*params, *values])
            ids = list(dict.fromkeys(key for (key,) in cursor.fetchall()))
            if not 1 < len(ids) <= MOST_WEIGHED:
                return Found(ids, len(ids) <= MOST_WEIGHED)
            cursor.execute(_found(branches, conditions, weighing=True), [*params, *values])
            return Found(_best_first(cursor.fetchall()), True)

    def count(self, kind: str | None = None) -> int:
        """How many documents the index holds, of one kind or of all."""
        where, params = ("WHERE kind = %s", [kind]) if kind is not None else ("", [])
        with connections[self._using].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM core_search_document {where}", params)
            return int(cursor.fetchone()[0])

    @property
    def _backend(self) -> Any:
        return _BACKENDS[connections[self._using].vendor]

    def _branches(self, text: str) -> tuple[list[str], list[Any]]:
        """The ways in which a text may find something, as queries with their parameters."""
        branches: list[str] = []
        params: list[Any] = []
        written, mutated = self._normaliser.name_queries(text)
        for keys, whole, start in (
            (written, Match.NAME, Match.NAME_START),
            (mutated, Match.MUTATED_NAME, Match.MUTATED_NAME_START),
        ):
            keys = _without_nulls(keys)
            if not keys:
                continue
            branches.append(
                f"SELECT document, {whole:d}, 0.0 FROM core_search_name WHERE key IN ({_places(len(keys))})"
            )
            params += keys
            ranges = " OR ".join(["(key > %s AND key < %s)"] * len(keys))
            branches.append(f"SELECT document, {start:d}, 0.0 FROM core_search_name WHERE {ranges}")
            params += [bound for key in keys for bound in (key, f"{key}~")]  # ~ comes after every letter
        terms = [term for term in map(_usable, self._normaliser.query(text)) if term]
        if terms:
            branches.append(self._backend.MATCHES)
            params.append(self._backend.expression(terms))
        return branches, params

    def _insert(self, cursor: Any, numbered: Sequence[tuple[int, Document]]) -> None:
        cursor.executemany(
            "INSERT INTO core_search_document (id, label, object_id, kind, area, weight, titles, payload)"
            f" VALUES ({_places(8)})",
            [_row(number, document) for number, document in numbered],
        )
        cursor.executemany(
            "INSERT INTO core_search_name (key, document) VALUES (%s, %s)",
            [(key, number) for number, document in numbered for key in self._name_keys(document)],
        )
        cursor.executemany(
            self._backend.INSERT, [(*self._words(document), number) for number, document in numbered]
        )

    def _name_keys(self, document: Document) -> list[str]:
        names = document.title.values()
        return sorted({key[:LONGEST_NAME] for name in names for key in self._normaliser.name_keys(name)})

    def _words(self, document: Document) -> list[str]:
        """The keys of the titles and the bodies, in the order of the columns."""
        return [
            self._normaliser.document(text.get(language, "")[:LONGEST_BODY], language)
            for text in (document.title, document.body)
            for language in LANGUAGES
        ]

    def _delete(self, cursor: Any, where: str, params: Sequence[Any]) -> None:
        if self._backend.DELETE:
            cursor.execute(self._backend.DELETE.format(where=where), params)
        ids = f"SELECT id FROM core_search_document WHERE {where}"
        cursor.execute(f"DELETE FROM core_search_name WHERE document IN ({ids})", params)
        cursor.execute(f"DELETE FROM core_search_document WHERE {where}", params)


def _conditions(kinds: Collection[str] | None) -> tuple[list[str], list[Any]]:
    """What every document that is found must be: not under a hold, and of one of these kinds."""
    conditions = [_NOT_HELD.format(hold=Hold._meta.db_table)]
    if kinds is None:
        return conditions, []
    conditions.append(f"document.kind IN ({_places(len(kinds))})")
    return conditions, [kind.replace("\0", "") for kind in kinds]


def _ranked(branches: Sequence[str], columns: str, conditions: Sequence[str]) -> str:
    """The documents that any branch found, each once, the best first."""
    return (
        f"WITH hit (document, found, relevance) AS ({' UNION ALL '.join(branches)}),"
        " best AS (SELECT document, MIN(found) AS found, MIN(relevance) AS relevance"
        " FROM hit GROUP BY document)"
        f" SELECT {columns} FROM best JOIN core_search_document AS document ON document.id = best.document"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY best.found, document.weight DESC, best.relevance, document.id"
    )


def _found(branches: Sequence[str], conditions: Sequence[str], *, weighing: bool) -> str:
    """Every hit of every branch, with what its order goes by where that is wanted: a document as often as branches found it,
    in no order."""
    order = ", hit.found, -document.weight, hit.relevance, document.id" if weighing else ""
    return (
        f"WITH hit (document, found, relevance) AS ({' UNION ALL '.join(branches)})"
        f" SELECT document.object_id{order}"
        " FROM hit JOIN core_search_document AS document ON document.id = hit.document"
        f" WHERE {' AND '.join(conditions)}"
    )


def _best_first(rows: Iterable[tuple[str, int, float, float, int]]) -> list[str]:
    """The ids of what was found, each once, in the order of `_ranked`: its best match and its best relevance count."""
    best: dict[str, tuple[str, int, float, float, int]] = {}
    for row in rows:
        object_id, found, weight, relevance, number = row
        if (known := best.get(object_id)) is not None:
            row = (object_id, min(found, known[1]), weight, min(relevance, known[3]), number)
        best[object_id] = row
    ordered = list(best.values())
    # From what counts least to what counts most: most columns are the same for nearly all, which a stable sort passes over.
    for column in (4, 3, 2, 1):
        ordered.sort(key=itemgetter(column))
    return [row[0] for row in ordered]


def _usable(term: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """A term with the languages for which it has keys."""
    cleaned = {language: _without_nulls(keys) for language, keys in term.items()}
    return {language: keys for language, keys in cleaned.items() if keys}


def _without_nulls(keys: Iterable[str]) -> list[str]:
    """The keys that are not empty, without the null character, which PostgreSQL takes in no text."""
    cleaned = (key.replace("\0", "") for key in keys)
    return [key for key in cleaned if key]


def _places(count: int, place: str = "%s") -> str:
    return ", ".join([place] * count)


def _row(number: int, document: Document) -> tuple[Any, ...]:
    ids = (number, document.label, document.object_id, document.kind, document.area, document.weight)
    return (*ids, _json(document.title), _json(document.payload))


def _json(value: Any) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _hit(row: Sequence[Any]) -> Hit:
    label, object_id, kind, area, weight, titles, payload, found = row
    return Hit(
        label=label,
        object_id=object_id,
        kind=kind,
        title=json.loads(titles),
        weight=weight,
        area=area,
        payload=json.loads(payload),
        match=Match(found),
    )
