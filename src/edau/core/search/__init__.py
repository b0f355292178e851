"""One search interface over SQLite FTS5 and PostgreSQL, fed with text that has been normalised already."""

from edau.core.search.documents import Document, Hit, Normaliser, weight
from edau.core.search.index import Found, SearchIndex

__all__ = ["Document", "Found", "Hit", "Normaliser", "SearchIndex", "weight"]
