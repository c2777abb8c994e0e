"""Full-text search for knowledge bases: one index per workspace and language, embedded, rebuilt at any time."""

from kb_search.engine import (
    Answer,
    Difference,
    Document,
    Fragment,
    Hit,
    IndexBusy,
    IndexStats,
    IndexUnavailable,
    Query,
    SearchEngine,
    SearchError,
)
from kb_search.whoosh_engine import WhooshEngine

__all__ = [
    "Answer",
    "Difference",
    "Document",
    "Fragment",
    "Hit",
    "IndexBusy",
    "IndexStats",
    "IndexUnavailable",
    "Query",
    "SearchEngine",
    "SearchError",
    "WhooshEngine",
]
