"""The words of documents in PostgreSQL: a tsvector in the `simple` configuration, which leaves the keys as
they are.

Its four weights serve as columns: A and B are the titles in Welsh and English, C and D the bodies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLUMNS = {"cy": "AC", "en": "BD"}
# A word of the title counts eight times a word of the body; the weights are given in the order D, C, B, A.
MATCHES = (
    "SELECT id, 4, -ts_rank('{0.125, 0.125, 1, 1}', words, query)"
    " FROM core_search_document, CAST(%s AS tsquery) AS query WHERE words @@ query"
)
FINDS = "SELECT id, 4, 0.0 FROM core_search_document WHERE words @@ CAST(%s AS tsquery)"  # without weighing
LOCK = "LOCK TABLE core_search_document IN SHARE ROW EXCLUSIVE MODE"
INSERT = (
    "UPDATE core_search_document SET words ="
    " setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')"
    " || setweight(to_tsvector('simple', %s), 'C') || setweight(to_tsvector('simple', %s), 'D') WHERE id = %s"
)
DELETE = None  # the words are a column of the document

# Without fresh statistics the planner reads the whole table for each branch of a search.
SETTLE = ("ANALYZE core_search_document", "ANALYZE core_search_name")


def expression(terms: Sequence[Mapping[str, Sequence[str]]]) -> str:
    """The terms as a tsquery; every key is a quoted lexeme, so none can be read as an operator."""
    return " & ".join(f"({_term(term)})" for term in terms)


def _term(term: Mapping[str, Sequence[str]]) -> str:
    return " | ".join(
        f"{_quoted(key)}:{COLUMNS[language]}" for language, keys in term.items() for key in keys
    )


def _quoted(key: str) -> str:
    return "'" + key.replace("\\", "\\\\").replace("'", "''") + "'"
