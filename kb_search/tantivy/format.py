"""Tantivy's files as an index format."""

from pathlib import Path

from kb_search.storage.bounded_cache import BoundedCache
from kb_search.tantivy import index
from kb_search.tantivy.commit import TantivyCommit
from kb_search.tantivy.faults import check, faults_are_errors
from kb_search.tantivy.rankings import Rankings

RANKED = 40_000  # documents in the rankings that are kept per process, in all its indexes: 25 MB


class TantivyFormat:
    """A directory as tantivy writes it."""

    name = "tantivy"
    create = staticmethod(index.create)
    latest_commit = staticmethod(index.latest_commit)
    transaction = staticmethod(index.transaction)

    def __init__(self) -> None:
        self._rankings: Rankings = BoundedCache(RANKED, lambda found: 1 + len(found.ids))

    def open(self, directory: Path) -> TantivyCommit:
        """The newest commit; raises any exception if there is none or it is damaged."""
        with faults_are_errors:
            check(directory)
            return TantivyCommit(directory, self._rankings)
