"""One search interface over SQLite FTS5 and PostgreSQL, fed with text that has been normalised already."""

from edau.core.search.documents import Document, Hit, Normaliser, weight
from edau.core.search.index import SearchIndex

__all__ = ["Document", "Hit", "Normaliser", "SearchIndex", "weight"]
