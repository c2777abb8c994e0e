"""Whoosh's files as an index format."""

from contextlib import AbstractContextManager
from pathlib import Path

from kb_search.analysis import Analyser
from kb_search.storage.bounded_cache import BoundedCache
from kb_search.storage.index_format import Writer
from kb_search.whoosh import index
from kb_search.whoosh.commit import PostingsCache, WhooshCommit
from kb_search.whoosh.reader import Reader

POSTINGS = 6_000_000  # kept per process, in all its indexes: 48 MB, what 20,000 articles take when much is asked for


class WhooshFormat:
    """A directory as Whoosh 2.7.4 writes it."""

    name = "whoosh"

    def __init__(self) -> None:
        self.postings: PostingsCache = BoundedCache(POSTINGS, lambda postings: 1 + len(postings.documents))

    def create(self, directory: Path) -> None:
        """Make an empty index in an existing directory."""
        index.create(directory)

    def latest_commit(self, directory: Path) -> int:
        """The number of the newest commit in the directory, -1 if there is none; costs one directory listing."""
        return index.latest_commit(directory)

    def transaction(self, directory: Path, analyser: Analyser) -> AbstractContextManager[Writer]:
        """Write to an index: everything done in the block appears when it ends well, or nothing does."""
        return index.transaction(directory, analyser)

    def open(self, directory: Path) -> WhooshCommit:
        """The newest commit; raises any exception if there is none or it is damaged."""
        return WhooshCommit(Reader(directory), self.postings)
