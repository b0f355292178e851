"""The words of documents in SQLite: an FTS5 table with a column for each field and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLUMNS = {"cy": "{title_cy body_cy}", "en": "{title_en body_en}"}
# A word of the title counts eight times a word of the body.
MATCHES = (
    "SELECT rowid, 4, bm25(core_search_text, 8.0, 8.0, 1.0, 1.0)"
    " FROM core_search_text WHERE core_search_text MATCH %s"
)
FINDS = "SELECT rowid, 4, 0.0 FROM core_search_text WHERE core_search_text MATCH %s"  # without weighing
LOCK = None  # the writing transaction holds the lock already
INSERT = (
    "INSERT INTO core_search_text (title_cy, title_en, body_cy, body_en, rowid) VALUES (%s, %s, %s, %s, %s)"
)
DELETE = "DELETE FROM core_search_text WHERE rowid IN (SELECT id FROM core_search_document WHERE {where})"

SETTLE = (
    "INSERT INTO core_search_text (core_search_text) VALUES ('optimize')",
    "ANALYZE core_search_document",
    "ANALYZE core_search_name",
)


def expression(terms: Sequence[Mapping[str, Sequence[str]]]) -> str:
    """The terms in FTS5's query language; every key is a quoted string, so none can be read as an
    operator."""
    return " AND ".join(f"({_term(term)})" for term in terms)


def _term(term: Mapping[str, Sequence[str]]) -> str:
    return " OR ".join(
        f"{COLUMNS[language]} : ({' OR '.join(map(_quoted, keys))})" for language, keys in term.items()
    )


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
