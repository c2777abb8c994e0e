"""Whoosh's files as an index format."""

from pathlib import Path

from kb_search.storage.bounded_cache import BoundedCache
from kb_search.whoosh import index
from kb_search.whoosh.commit import PostingsCache, WhooshCommit
from kb_search.whoosh.reader import Reader

POSTINGS = 6_000_000  # kept per process, in all its indexes: 48 MB, what 20,000 articles take when much is asked for


class WhooshFormat:
    """A directory as Whoosh 2.7.4 writes it."""

    name = "whoosh"
    create = staticmethod(index.create)
    latest_commit = staticmethod(index.latest_commit)
    transaction = staticmethod(index.transaction)

    def __init__(self) -> None:
        self.postings: PostingsCache = BoundedCache(POSTINGS, lambda postings: 1 + len(postings.documents))

    def open(self, directory: Path) -> WhooshCommit:
        """The newest commit; raises any exception if there is none or it is damaged."""
        return WhooshCommit(Reader(directory), self.postings)
