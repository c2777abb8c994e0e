"""Tantivy's files as an index format."""

from contextlib import AbstractContextManager
from pathlib import Path

from kb_search.analysis import Analyser
from kb_search.storage.bounded_cache import BoundedCache
from kb_search.storage.index_format import Writer
from kb_search.tantivy import index
from kb_search.tantivy.commit import TantivyCommit
from kb_search.tantivy.faults import check, faults_are_errors
from kb_search.tantivy.rankings import Rankings

RANKED = 40_000  # documents in the rankings that are kept per process, in all its indexes: 25 MB


class TantivyFormat:
    """A directory as tantivy writes it."""

    name = "tantivy"

    def __init__(self) -> None:
        self._rankings: Rankings = BoundedCache(RANKED, lambda found: 1 + len(found.ids))

    def create(self, directory: Path) -> None:
        """Make an empty index in an existing directory."""
        index.create(directory)

    def latest_commit(self, directory: Path) -> int:
        """The number of the newest commit, -1 if there is none; costs reading a file of a kilobyte."""
        return index.latest_commit(directory)

    def transaction(self, directory: Path, analyser: Analyser) -> AbstractContextManager[Writer]:
        """Write to an index: everything done in the block appears when it ends well, or nothing does."""
        return index.transaction(directory, analyser)

    def open(self, directory: Path) -> TantivyCommit:
        """The newest commit; raises any exception if there is none or it is damaged."""
        with faults_are_errors:
            check(directory)
            return TantivyCommit(directory, self._rankings)
